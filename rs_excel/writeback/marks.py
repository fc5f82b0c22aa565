"""Findings as marks on the cells they rest on.

Comes in: a report, and our template's "Buyer's check" cells by answer cell. Goes out:
one ``CellMark`` a cell; the gravest finding gives the ink, the note names all. A cell
that merely lacks an answer is not inked: silence is no finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tongue import Tongue
from rs_excel.workbook.ports import CellMark
from rs_excel.writeback import wording
from rs_excel.writeback.wording import Imprint

MOST_IN_NOTE = 5
MOST_IN_REVIEW = 2
_MOST_BASIS = 3
_NOTE_SAYS = (300, 160, 100)  # characters of a text, by how many share the note
_REVIEW_TITLE = 44  # characters, where several share the column beside the answer


def marks_for(
    report: CheckReport,
    review_cells: Mapping[CellRef, CellRef],
    *,
    imprint: Imprint,
) -> tuple[CellMark, ...]:
    """One mark for each cell a finding rests on, in order of sheet and address.

    ``review_cells``: from an answer's cell to the "Buyer's check" cell of its row.
    """
    ranked = sorted(report.findings, key=wording.gravest_first)
    by_cell = _findings_by_cell(ranked)
    by_row = _findings_by_cell(ranked, review_cells)
    return tuple(
        CellMark(
            cell=cell,
            ink=wording.ink_of(findings[0]),
            note=_note(findings, imprint),
            review_cell=beside,
            review=_review(by_row[beside], imprint.tongue) if beside else "",
        )
        for cell, findings in sorted(by_cell.items())
        for beside in [review_cells.get(cell)]
    )


def _findings_by_cell(
    ranked: Sequence[Finding], instead: Mapping[CellRef, CellRef] | None = None
) -> dict[CellRef, list[Finding]]:
    """Findings by the cells they rest on, or by what stands ``instead`` of these.

    The gravest come first; several cells of a row share one cell beside them.
    """
    by_cell: dict[CellRef, list[Finding]] = {}
    for finding in ranked:
        cells = finding.cells
        if instead is not None:
            cells = tuple(instead[cell] for cell in cells if cell in instead)
        for cell in dict.fromkeys(cells):
            by_cell.setdefault(cell, []).append(finding)
    return by_cell


def _note(findings: Sequence[Finding], imprint: Imprint) -> str:
    # The box of a note neither scrolls nor grows: company makes each part shorter.
    most = _NOTE_SAYS[min(len(findings), len(_NOTE_SAYS)) - 1]
    shown = findings[:MOST_IN_NOTE]
    parts = [_note_on(finding, imprint, most=most) for finding in shown]
    rest = len(findings) - MOST_IN_NOTE
    if rest > 0:
        say = imprint.tongue.say
        more = _further(rest, imprint.tongue)
        # Translators: {further} is "2 further findings"; Findings is a sheet of ours
        parts.append(say("mark.more", "{further}: see sheet Findings.", further=more))
    return "\n\n".join(parts)


def _note_on(finding: Finding, imprint: Imprint, *, most: int) -> str:
    say = imprint.tongue.say
    by_when = wording.by_when(finding, imprint.tongue)
    lines = [
        f"{wording.grade(finding, imprint.tongue)} · {finding.rule_id} · "
        f"{finding.number}",
        wording.title_of(finding),
        say("mark.found", "Found: {says}", says=shortened(finding.says, most)),
    ]
    if wording.asks_for_action(finding):
        to_do = shortened(finding.action.says, most)
        lines += [
            say("mark.to_do", "To do: {action}", action=to_do),
            say("mark.by_when", "By when: {days}", days=by_when),
        ]
    basis = wording.basis_lines(finding, imprint.labels)
    if basis:
        sources = "; ".join(basis[:_MOST_BASIS])
        lines.append(say("mark.basis", "Basis: {sources}", sources=sources))
    if finding.verify:
        lines.append(wording.verify(imprint.tongue))
    return "\n".join(lines)


def _review(findings: Sequence[Finding], tongue: Tongue) -> str:
    """Short: rows of the questionnaire keep their height, and a cut line looks bad."""
    if any(finding.row for finding in findings):
        return _review_of_row(findings, tongue)
    if len(findings) == 1:
        return f"{_head(findings[0], tongue)}\n{wording.title_of(findings[0])}"
    shown = findings[:MOST_IN_REVIEW]
    lines = [
        f"{wording.grade(finding, tongue)} · {finding.rule_id}: "
        f"{shortened(wording.title_of(finding), _REVIEW_TITLE)}"
        for finding in shown
    ]
    rest = len(findings) - len(shown)
    if rest:
        lines.append(f"+ {_further(rest, tongue)}")
    return "\n".join(lines)


def _review_of_row(findings: Sequence[Finding], tongue: Tongue) -> str:
    """Rows of tables have room for a single line."""
    first, *further = findings
    if not further:
        return _head(first, tongue)
    rest = _further(len(further), tongue)
    return f"{wording.grade(first, tongue)} · {first.rule_id} + {rest}"


def _head(finding: Finding, tongue: Tongue) -> str:
    head = f"{wording.grade(finding, tongue)} · {finding.rule_id}"
    if finding.severity is None:
        return head
    day = finding.action.due_on.isoformat()
    # Translators: the day by which something is to be done
    by = tongue.say("mark.by", "by {day}", day=day)
    return f"{head} · {by}"


def _further(number: int, tongue: Tongue) -> str:
    return tongue.count(
        "count.further", number, "{n} further finding", "{n} further findings"
    )
