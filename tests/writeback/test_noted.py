"""A note is read back as it was worded."""

from __future__ import annotations

import pytest

from rs_excel.app.check import check_file
from rs_excel.app.read_back import spoken
from rs_excel.app.settings import Terms
from rs_excel.domain.findings import Finding
from rs_excel.domain.vocabulary import Severity
from rs_excel.writeback import wording
from rs_excel.writeback.marks import MOST_IN_NOTE, marks_for
from rs_excel.writeback.noted import findings_noted
from tests.conftest import SAMPLES


@pytest.mark.parametrize("sample", ["mixed", "zero_tolerance", "half_empty"])
def test_every_finding_of_a_note_is_told_again(sample: str, standard: Terms) -> None:
    report = check_file(SAMPLES / f"{sample}.xlsx", standard).check.report
    by_number = {finding.number: finding for finding in report.findings}
    marks = marks_for(report, {}, imprint=standard.imprint)
    told = [noted for mark in marks for noted in findings_noted(mark.note, spoken)]
    assert {noted.number for noted in told} <= by_number.keys()
    assert len(told) >= len(marks)
    for noted in told:
        finding = by_number[noted.number]
        assert noted.rule_id == finding.rule_id
        assert noted.grade == wording.grade(finding)
        assert noted.severity is finding.severity
        assert noted.title == wording.title_of(finding)
        assert noted.by_when == by_when(finding)
        assert bool(noted.to_do) == wording.asks_for_action(finding)


def by_when(finding: Finding) -> str:
    return wording.by_when(finding) if wording.asks_for_action(finding) else ""


def test_the_line_that_counts_the_rest_is_no_finding() -> None:
    one = "▲ Critical · HS-001 · HS-2026-001\nNo exit\nFound: none."
    note = "\n\n".join(
        [one] * MOST_IN_NOTE + ["2 further findings: see sheet Findings."]
    )
    told = findings_noted(note, spoken)
    assert len(told) == MOST_IN_NOTE
    assert {noted.severity for noted in told} == {Severity.CRITICAL}


def test_somebody_elses_words_are_no_finding() -> None:
    assert findings_noted("Please ask Ana.\n\nShe knows.", spoken) == ()
    assert findings_noted("", spoken) == ()
