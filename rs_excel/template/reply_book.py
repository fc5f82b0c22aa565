"""The reply pack: what a site is told, and the form in which it answers.

Comes in: one site's findings. Goes out: a macro-free workbook with three sheets: what
this is, what was found, and the plan to fill. It holds nothing about anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import CellRef
from rs_excel.domain.reply import STATUSES, ReplyLine
from rs_excel.domain.tongue import Tongue
from rs_excel.domain.tracker_columns import BY_KEY, REPLY_TOKEN, ColumnKind
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template import reply_texts as texts
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.layout import height_for
from rs_excel.template.page import protect
from rs_excel.template.palette import Look, dress
from rs_excel.template.told_cells import day_rule, dress_grade, grade, list_rule, put
from rs_excel.template.tracker_figures import on_paper
from rs_excel.workbook.addresses import column_letters

_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_TITLE = Look(size=18, bold=True, colour=_NAVY, wrap=False)
_SUBTITLE = Look(size=12, bold=True, colour=_NAVY, wrap=False)
_BODY = Look(size=10.5)
_HEAD = Look(bold=True, colour="FFFFFF", fill=_NAVY, framed=True, down="center")
_TOLD = Look(framed=True, size=9.5, fill=palette.PANEL)
_LINK = Look(framed=True, size=9.5, fill=palette.PANEL, colour="0B5CAD", bold=True)
_OPEN = Look(framed=True, size=9.5, fill="FFFDF0", open=True)
_DAY = Look(framed=True, size=9.5, fill=palette.PANEL, number_format="yyyy-mm-dd")
_OPEN_DAY = Look(
    framed=True, size=9.5, fill="FFFDF0", open=True, number_format="yyyy-mm-dd"
)
_FOUND_WIDTHS = (13, 17, 18, 40, 30, 40, 38, 26, 12, 12)
_PLAN_TOLD = ("number", "severity", "details", "contain_by", "due_now")
_PLAN_FIELDS = (
    "contained",
    "contained_on",
    "root_cause",
    "action",
    "preventive",
    "responsible",
    "status",
    "evidence",
    "evidence_on",
    "comments",
)
_AT_ONCE = ("contain_by", "contained", "contained_on")
_CONTAIN_AT = 9  # column of the day by which people are to be safe; the due day next
_KEYS_AT, _HEADS_AT = 3, 4


def build_reply(
    lines: Sequence[ReplyLine], addressee: texts.Addressee, out: Path
) -> None:
    """Write the reply pack to ``out``; OutputError where that cannot be."""
    book, tongue = Workbook(), addressee.tongue
    start = book.worksheets[0]
    start.title = texts.start_title(tongue)
    book.properties.title = texts.title(tongue)
    book.properties.creator = "rs_excel"
    book.properties.created = MADE_ON
    found = book.create_sheet(texts.found_title(tongue))
    plan = book.create_sheet(texts.plan_title(tongue))
    _write_start(start, lines, addressee)
    _write_found(found, lines, tongue)
    _write_plan(plan, lines, addressee)
    for sheet in (start, found, plan):
        on_paper(sheet)
        protect(sheet)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = _NAVY
    plan.protection.formatColumns = plan.protection.autoFilter = False
    save(book, out)


def _write_start(
    sheet: Worksheet, lines: Sequence[ReplyLine], addressee: texts.Addressee
) -> None:
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 110
    put(sheet, 1, 2, texts.title(addressee.tongue), _TITLE)
    sheet.row_dimensions[1].height = 30
    put(sheet, 2, 2, addressee.named, _SUBTITLE)
    row = 4
    for paragraph in texts.opening(lines, addressee):
        put(sheet, row, 2, paragraph, _BODY)
        height = height_for([(paragraph, 110, 10.5)], least=18)
        sheet.row_dimensions[row].height = height
        row += 1
    row += 1
    for number, step in enumerate(texts.steps(addressee.tongue), 1):
        put(sheet, row, 1, number, Look(bold=True, colour=_NAVY, across="center"))
        put(sheet, row, 2, step, _BODY)
        sheet.row_dimensions[row].height = height_for([(step, 110, 10.5)], least=18)
        row += 1
    put(sheet, row + 1, 2, addressee.notice, palette.SMALL)
    notice = height_for([(addressee.notice, 110, 9)], least=18)
    sheet.row_dimensions[row + 1].height = notice


def _write_found(sheet: Worksheet, lines: Sequence[ReplyLine], tongue: Tongue) -> None:
    put(sheet, 1, 1, texts.found_title(tongue), _TITLE)
    sheet.row_dimensions[1].height = sheet.row_dimensions[3].height = 30
    for column, (head, width) in enumerate(
        zip(texts.found_heads(tongue), _FOUND_WIDTHS, strict=True), 1
    ):
        put(sheet, 3, column, head, _HEAD)
        sheet.column_dimensions[column_letters(column)].width = width
    for row, line in enumerate(lines, 4):
        told = (
            line.row.number,
            grade(line.row, tongue),
            tongue.label(line.row.pillar),
            f"{line.title}\n{line.found}",
            line.where,
            line.why,
            line.row.proposed,
            line.evidence,
        )
        for column, text in enumerate(told, 1):
            put(sheet, row, column, text, _TOLD)
        for column, day in enumerate(_days(line), _CONTAIN_AT):
            put(sheet, row, column, day, _DAY)
        _link(sheet, row, texts.plan_title(tongue), row + _HEADS_AT - 3)
        dress_grade(sheet, row, 2, line.row)
        widths = zip(told, _FOUND_WIDTHS, strict=False)
        measured = [(text, width, 9.5) for text, width in widths]
        sheet.row_dimensions[row].height = height_for(measured, least=30)
    letter = column_letters(_CONTAIN_AT)
    sheet.column_dimensions[letter].hidden = not _urgent(lines)
    sheet.freeze_panes = "B4"
    sheet.print_title_rows = "3:3"


def _days(line: ReplyLine) -> tuple[date | None, date]:
    return line.row.contain_by, line.row.due_now


def _urgent(lines: Sequence[ReplyLine]) -> bool:
    """Whether people have to be made safe before plans are made."""
    return any(line.row.contain_by is not None for line in lines)


def _write_plan(
    sheet: Worksheet, lines: Sequence[ReplyLine], addressee: texts.Addressee
) -> None:
    tongue = addressee.tongue
    keys = (*_PLAN_TOLD, *_PLAN_FIELDS, "fingerprint")
    hidden = {"fingerprint", *(() if _urgent(lines) else _AT_ONCE)}
    put(sheet, 1, 1, texts.plan_title(tongue), _TITLE)
    put(sheet, 2, 1, texts.plan_intro(tongue), Look(colour=palette.MUTED, wrap=False))
    sheet.row_dimensions[1].height = sheet.row_dimensions[_HEADS_AT].height = 30
    sheet.row_dimensions[_KEYS_AT].hidden = True
    for column, key in enumerate(keys, 1):
        # A check numbers its findings by itself: only a tracker's numbers name rows.
        known = key != "number" or addressee.tracked
        sheet.cell(_KEYS_AT, column, f"{REPLY_TOKEN}{key}" if known else None)
        put(sheet, _HEADS_AT, column, texts.plan_head(key, tongue), _HEAD)
        letter = column_letters(column)
        sheet.column_dimensions[letter].width = max(16, BY_KEY[key].width * 0.9)
        sheet.column_dimensions[letter].hidden = key in hidden
    first = _HEADS_AT + 1
    for row, line in enumerate(lines, first):
        _write_plan_row(sheet, row, line, keys, tongue)
    last = first + max(len(lines), 1) - 1
    _add_choices(sheet, keys, tongue, range(first, last + 1))
    sheet.freeze_panes = f"{column_letters(len(_PLAN_TOLD) + 1)}{first}"
    sheet.print_title_rows = f"{_HEADS_AT}:{_HEADS_AT}"


def _write_plan_row(
    sheet: Worksheet, row: int, line: ReplyLine, keys: Sequence[str], tongue: Tongue
) -> None:
    said = line.row.handling
    told: dict[str, str | date | None] = {
        "number": line.row.number,
        "severity": grade(line.row, tongue),
        "details": line.title,
        "contain_by": line.row.contain_by,
        "due_now": line.row.due_now,
        "fingerprint": line.row.fingerprint,
        "status": tongue.label(said.status or line.row.status),
    }
    for column, key in enumerate(keys, 1):
        days = BY_KEY[key].kind is ColumnKind.DATE
        if key in _PLAN_FIELDS:
            value = told.get(key) or getattr(said, key, None) or None
            put(sheet, row, column, value, _OPEN_DAY if days else _OPEN)
        else:
            put(sheet, row, column, told[key], _DAY if days else _TOLD)
    _link(sheet, row, texts.found_title(tongue), row - _HEADS_AT + 3)
    dress_grade(sheet, row, 2, line.row)
    sheet.row_dimensions[row].height = 60


def _add_choices(
    sheet: Worksheet, keys: Sequence[str], tongue: Tongue, rows: range
) -> None:
    letter = column_letters(keys.index("status") + 1)
    rule = list_rule(tuple(tongue.label(status) for status in STATUSES), tongue)
    rule.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
    sheet.add_data_validation(rule)
    days = day_rule(tongue)
    for key in ("contained_on", "evidence_on"):
        letter = column_letters(keys.index(key) + 1)
        days.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
    sheet.add_data_validation(days)


def _link(sheet: Worksheet, row: int, to: str, at: int) -> None:
    """The number leads to a row of another sheet."""
    cell = sheet.cell(row, 1)
    place = str(CellRef(to, f"A{at}"))
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    dress(cell, _LINK)
