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
from rs_excel.workbook.ports import CellMark
from rs_excel.writeback import wording

MOST_IN_NOTE = 5
MOST_IN_REVIEW = 2
_MOST_BASIS = 3
_NOTE_SAYS = (300, 160, 100)  # characters of a text, by how many share the note
_REVIEW_TITLE = 44  # characters, where several share the column beside the answer


def marks_for(
    report: CheckReport,
    review_cells: Mapping[CellRef, CellRef],
    *,
    labels: Mapping[str, str],
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
            note=_note(findings, labels),
            review_cell=beside,
            review=_review(by_row[beside]) if beside else "",
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


def _note(findings: Sequence[Finding], labels: Mapping[str, str]) -> str:
    # The box of a note neither scrolls nor grows: company makes each part shorter.
    most = _NOTE_SAYS[min(len(findings), len(_NOTE_SAYS)) - 1]
    shown = findings[:MOST_IN_NOTE]
    parts = [_note_on(finding, labels, most=most) for finding in shown]
    rest = len(findings) - MOST_IN_NOTE
    if rest > 0:
        parts.append(f"{wording.counted(rest, 'further finding')}: see sheet Findings.")
    return "\n\n".join(parts)


def _note_on(finding: Finding, labels: Mapping[str, str], *, most: int) -> str:
    lines = [
        f"{wording.grade(finding)} · {finding.rule_id} · {finding.number}",
        wording.title_of(finding),
        f"Found: {shortened(finding.says, most)}",
    ]
    if wording.asks_for_action(finding):
        lines += [
            f"To do: {shortened(finding.action.says, most)}",
            f"By when: {wording.by_when(finding)}",
        ]
    basis = wording.basis_lines(finding, labels)
    if basis:
        lines.append(f"Basis: {'; '.join(basis[:_MOST_BASIS])}")
    if finding.verify:
        lines.append(wording.VERIFY)
    return "\n".join(lines)


def _review(findings: Sequence[Finding]) -> str:
    """Short: rows of the questionnaire keep their height, and a cut line looks bad."""
    if any(finding.row for finding in findings):
        return _review_of_row(findings)
    if len(findings) == 1:
        return f"{_head(findings[0])}\n{wording.title_of(findings[0])}"
    shown = findings[:MOST_IN_REVIEW]
    lines = [
        f"{wording.grade(finding)} · {finding.rule_id}: "
        f"{shortened(wording.title_of(finding), _REVIEW_TITLE)}"
        for finding in shown
    ]
    rest = len(findings) - len(shown)
    if rest:
        lines.append(f"+ {wording.counted(rest, 'further finding')}")
    return "\n".join(lines)


def _review_of_row(findings: Sequence[Finding]) -> str:
    """Rows of tables have room for a single line."""
    first, *further = findings
    if not further:
        return _head(first)
    rest = wording.counted(len(further), "further finding")
    return f"{wording.grade(first)} · {first.rule_id} + {rest}"


def _head(finding: Finding) -> str:
    due = f" · by {finding.action.due_on.isoformat()}" if finding.severity else ""
    return f"{wording.grade(finding)} · {finding.rule_id}{due}"
