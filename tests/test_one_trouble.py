"""One trouble, one finding: on one cell a site is not told the same thing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from benchmarks.seeded.returns import seeded
from rs_excel.domain.findings import Finding
from rs_excel.domain.questions import CellRef
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reference import Reference
from rs_excel.engine.stating import state
from rs_excel.rulebook.model import RulePack
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers

BLOCK = 50

TWO_MATTERS = {
    (
        "DT-004",
        "DT-007",
    ): "the day of an audit tells its age, and that of open findings",
}
"""Rules that look at one answer for different reasons. All others that would flag one
cell together say so with ``follows_from``. Whether an answer can be right, or is shown
by a document, is a matter of its own: rules on the answers themselves, ``DC-``, are not
looked at."""


@pytest.mark.parametrize("first", range(4000, 4300, BLOCK))
def test_no_two_findings_on_one_answer_tell_the_same_trouble(
    first: int, pack: RulePack
) -> None:
    told: dict[tuple[str, str], str] = {}
    for seed in range(first, first + BLOCK):
        for cell, pair in pairs(raised(seed, pack), pack):
            told.setdefault(pair, f"seed {seed}, {cell}")
    assert {pair: at for pair, at in told.items() if pair not in TWO_MATTERS} == {}


def raised(seed: int, pack: RulePack) -> tuple[Finding, ...]:
    site = seeded(pack, seed).site
    book = book_of(pack.catalogue, site.answers)
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    submission = state(sheet, pack, site.assessed_on)
    verdicts = evaluate(submission, pack, engine=Reference()).verdicts
    return raise_findings(verdicts, pack, pack.policies["standard"], submission)


def pairs(
    findings: Iterable[Finding], pack: RulePack
) -> Iterator[tuple[CellRef, tuple[str, str]]]:
    """Rules flagged together on a cell, those on answers and escalations aside."""
    on_cell: dict[CellRef, set[str]] = defaultdict(set)
    for finding in findings:
        rule = pack.by_id[finding.rule_id]
        if rule.escalation is not None or rule.id.startswith("DC-"):
            continue
        for cell in finding.cells:
            on_cell[cell].add(finding.rule_id)
    for cell, rules in on_cell.items():
        for one, other in combinations(sorted(rules), 2):
            yield cell, (one, other)
