"""The corrective action plan report of one site, as a workbook to send, fill and sign.

Comes in: the rows of one site, gravest first. Goes out: a macro-free workbook for A4
landscape with two sheets: the plan in the order of a SMETA-compatible report, and what
an auditor records of the verification. Hidden keys let it be read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.capr import CAPR_TOKEN, PLAN, VERIFICATION, CaprColumn, CaprLine
from rs_excel.domain.tracker_columns import BY_KEY, ColumnKind
from rs_excel.domain.vocabulary import FindingType, Pillar, Verification
from rs_excel.template import capr_page as page
from rs_excel.template import palette
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.layout import height_for
from rs_excel.template.palette import Look, dress
from rs_excel.template.told_cells import day_rule, dress_grade, grade, list_rule, put
from rs_excel.workbook.addresses import column_letters

PLAN_SHEET, VERIFICATION_SHEET = "Corrective action plan", "Verification"
CLOSED = "Closed"
_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_PALE = palette.accent(Pillar.ALL_PILLARS).pale
_HEAD = Look(
    bold=True, colour="FFFFFF", fill=_NAVY, framed=True, down="center", size=9.5
)
_GROUP = replace(_HEAD, across="center")
_PART = Look(bold=True, colour=_NAVY, fill=_PALE, down="center", wrap=False)
_TOLD = Look(framed=True, size=9.5, fill=palette.PANEL)
_OPEN = Look(framed=True, size=9.5, fill="FFFDF0", open=True)
_DAY = "yyyy-mm-dd"
_RESTING = replace(_TOLD, colour=palette.MUTED)
_PARTS = {
    FindingType.NON_CONFORMANCE: "Non-conformances",
    FindingType.OBSERVATION: "Observations",
    FindingType.DATA_QUALITY: "Questions about the answers given",
}
_STATUSES = (
    ActionStatus.OPEN.label,
    ActionStatus.IN_PROGRESS.label,
    ActionStatus.EVIDENCE_SUBMITTED.label,
    CLOSED,
)
_METHODS = tuple(method.label for method in Verification)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaprCover:
    """Whose plan it is, as of when, and what has to be printed with it."""

    named: str
    on: date
    notice: str
    confidential: bool


def build_capr(lines: Sequence[CaprLine], cover: CaprCover, out: Path) -> None:
    """Write the report to ``out``; OutputError where that cannot be."""
    book = Workbook()
    plan = book.worksheets[0]
    plan.title = PLAN_SHEET
    book.properties.title = f"Corrective action plan: {cover.named}"
    book.properties.creator = "rs_excel"
    book.properties.created = MADE_ON
    _write(plan, PLAN, lines, cover)
    _write(book.create_sheet(VERIFICATION_SHEET), VERIFICATION, lines, cover)
    page.sign_off(plan, cover.notice)
    for sheet in book.worksheets:
        page.set_up(sheet, cover.named, confidential=cover.confidential)
    save(book, out)


def _write(
    sheet: Worksheet,
    columns: Sequence[CaprColumn],
    lines: Sequence[CaprLine],
    cover: CaprCover,
) -> None:
    page.heading(
        sheet,
        (sheet.title, cover.named, _counted(lines, cover.on)),
        confidential=cover.confidential,
    )
    first = _write_heads(sheet, columns, page.HEADS_AT)
    row = first
    for kind, part in groupby(lines, key=lambda line: line.row.type):
        row = _write_part(sheet, row, columns, kind, list(part))
    _add_choices(sheet, columns, first, max(row - 1, first))
    sheet.freeze_panes = f"B{first}"
    sheet.print_title_rows = f"{page.HEADS_AT}:{page.HEADS_AT + 1}"
    sheet.print_area = f"A1:{column_letters(len(columns) - 1)}{max(row - 1, first)}"


def _counted(lines: Sequence[CaprLine], on: date) -> str:
    closed = sum(line.row.status.rests for line in lines)
    return f"As of {on.isoformat()} · {len(lines) - closed} open · {closed} closed"


def _write_heads(sheet: Worksheet, columns: Sequence[CaprColumn], at: int) -> int:
    """Groups, titles and hidden keys, in three rows; returns the first row below."""
    for number, column in enumerate(columns, 1):
        put(sheet, at, number, column.group or None, _GROUP)
        put(sheet, at + 1, number, column.title, _HEAD)
        sheet.cell(at + 2, number, f"{CAPR_TOKEN}{column.key}")
        letter = column_letters(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.key == "fingerprint"
    place = 1
    for group, members in groupby(columns, key=lambda column: column.group):
        last = place + len(list(members)) - 1
        if group:
            sheet.merge_cells(
                start_row=at, end_row=at, start_column=place, end_column=last
            )
        place = last + 1
    sheet.row_dimensions[at].height = 16
    sheet.row_dimensions[at].hidden = not any(column.group for column in columns)
    sheet.row_dimensions[at + 1].height = 40
    sheet.row_dimensions[at + 2].hidden = True
    return at + 3


def _write_part(
    sheet: Worksheet,
    row: int,
    columns: Sequence[CaprColumn],
    kind: FindingType,
    lines: Sequence[CaprLine],
) -> int:
    """A titled band and its rows; returns the first row below."""
    put(sheet, row, 1, f"{_PARTS[kind]} ({len(lines)})", _PART)
    for column in range(2, len(columns)):
        dress(sheet.cell(row, column), _PART)
    sheet.row_dimensions[row].height = 18
    for place, line in enumerate(lines, row + 1):
        _write_row(sheet, place, columns, line)
    return row + len(lines) + 1


def _write_row(
    sheet: Worksheet, row: int, columns: Sequence[CaprColumn], line: CaprLine
) -> None:
    measured = []
    short = columns is VERIFICATION
    for number, column in enumerate(columns, 1):
        value = _value(line, column.key, short=short)
        look = _OPEN if column.open else _TOLD
        if line.row.status.rests and not column.open:
            look = _RESTING
        if BY_KEY.get(column.key) and BY_KEY[column.key].kind is ColumnKind.DATE:
            look = replace(look, number_format=_DAY)
        put(sheet, row, number, value, look)
        if isinstance(value, str) and column.key != "fingerprint":
            measured.append((value, column.width * 1.12, 9.5))
    at = [column.key for column in columns].index("severity") + 1 if short else 1
    dress_grade(sheet, row, at, line.row)
    sheet.row_dimensions[row].height = height_for(measured, least=24 if short else 44)


def _value(line: CaprLine, key: str, *, short: bool) -> str | date | None:
    row, said = line.row, line.row.handling
    if key == "details":
        return row.details.partition(". ")[0] if short else _details(row)
    told: dict[str, str | date | None] = {
        "number": row.number,
        "carried": line.carried,
        "severity": grade(row),
        "due_now": row.due_now,
        "contain_by": row.contain_by,
        "verification": row.verification.label,
        "status": _status(row.status),
        "method": said.method.label if said.method else None,
        "fingerprint": row.fingerprint,
    }
    if key in told:
        return told[key]
    value: str | date | None = getattr(said, key)
    return value or None


def _details(row: TrackedAction) -> str:
    """Severity, what was found and what is asked, as a reader of the report needs."""
    head = f"{grade(row)} · {row.pillar.label}"
    return f"{head}\n{row.details}\nAsked for: {row.proposed}"


def _status(status: ActionStatus) -> str:
    return CLOSED if status is ActionStatus.VERIFIED_CLOSED else status.label


def _add_choices(
    sheet: Worksheet, columns: Sequence[CaprColumn], first: int, last: int
) -> None:
    rules = {
        "status": list_rule(_STATUSES),
        "method": list_rule(_METHODS),
        "contained_on": day_rule(),
        "evidence_on": day_rule(),
        "verified_on": day_rule(),
    }
    for number, column in enumerate(columns, 1):
        rule = rules.get(column.key)
        if rule is not None:
            letter = column_letters(number)
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)
