"""Findings as marks on the cells they rest on.

Comes in: a report, the answers with their cells, our template's "Buyer's check"
cells. Goes out: one ``CellMark`` a cell; the gravest finding gives the ink, the note
names all. A cell that merely lacks an answer is not inked: silence is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.questions import Answer, CellRef
from rs_excel.workbook.ports import CellMark
from rs_excel.writeback import wording

MOST_IN_NOTE = 6
MOST_IN_REVIEW = 2
_SAYS = 300  # characters of a text inside a note
_REVIEW_SAYS = 110  # the column beside the answer is read at a glance
_REVIEW_ACTION = 70


def marks_for(
    report: CheckReport,
    review_cells: Mapping[str, CellRef],
    answers: Mapping[str, Answer],
    *,
    labels: Mapping[str, str],
) -> tuple[CellMark, ...]:
    """One mark for each cell a finding rests on, in order of sheet and address.

    Rows of tables have no review cell; their words stand in the note alone.
    """
    beside = _review_by_answer(review_cells, answers.values())
    return tuple(
        _mark(cell, findings, review_cell=beside.get(cell), labels=labels)
        for cell, findings in sorted(_findings_by_cell(report).items())
    )


def _findings_by_cell(report: CheckReport) -> dict[CellRef, list[Finding]]:
    by_cell: dict[CellRef, list[Finding]] = {}
    for finding in sorted(report.findings, key=wording.gravest_first):
        for cell in dict.fromkeys(finding.cells):
            by_cell.setdefault(cell, []).append(finding)
    return by_cell


def _review_by_answer(
    review_cells: Mapping[str, CellRef], answers: Iterable[Answer]
) -> dict[CellRef, CellRef]:
    return {
        answer.cell: review_cells[answer.question]
        for answer in answers
        if answer.cell is not None and answer.question in review_cells
    }


def _mark(
    cell: CellRef,
    findings: Sequence[Finding],
    *,
    review_cell: CellRef | None,
    labels: Mapping[str, str],
) -> CellMark:
    return CellMark(
        cell=cell,
        ink=wording.ink_of(findings[0]),
        note=_note(findings, labels),
        review_cell=review_cell,
        review=_review(findings) if review_cell else "",
    )


def _note(findings: Sequence[Finding], labels: Mapping[str, str]) -> str:
    parts = [_note_on(finding, labels) for finding in findings[:MOST_IN_NOTE]]
    rest = len(findings) - MOST_IN_NOTE
    if rest > 0:
        parts.append(f"{wording.counted(rest, 'further finding')}: see sheet Findings.")
    return "\n\n".join(parts)


def _note_on(finding: Finding, labels: Mapping[str, str]) -> str:
    lines = [
        f"{wording.grade(finding)} · {finding.rule_id} · {finding.number}",
        wording.title_of(finding),
        f"Found: {wording.shortened(finding.says, _SAYS)}",
    ]
    if wording.asks_for_action(finding):
        lines += [
            f"To do: {wording.shortened(finding.action.says, _SAYS)}",
            f"By when: {wording.by_when(finding)}",
        ]
    basis = wording.basis_lines(finding, labels)
    if basis:
        lines.append(f"Basis: {'; '.join(basis)}")
    return "\n".join(lines)


def _review(findings: Sequence[Finding]) -> str:
    lines = [_review_of(finding) for finding in findings[:MOST_IN_REVIEW]]
    rest = len(findings) - MOST_IN_REVIEW
    if rest > 0:
        lines.append(f"+ {wording.counted(rest, 'further finding')} on this cell")
    return "\n".join(lines)


def _review_of(finding: Finding) -> str:
    said = wording.first_sentence(finding.says, _REVIEW_SAYS)
    stop = "" if said.endswith("…") else "."
    opening = f"{wording.grade(finding)} · {finding.rule_id} · {said}{stop}"
    if not wording.asks_for_action(finding):
        return opening
    action = wording.first_sentence(finding.action.says, _REVIEW_ACTION)
    return f"{opening} {action} by {finding.action.due_on.isoformat()}."
