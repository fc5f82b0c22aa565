"""Phrases that every mark and sheet share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.writeback import tallies, wording

from .reports import finding, locked_exit


@given(text=st.text(), most=st.integers(min_value=2, max_value=80))
def test_shortened_text_is_never_longer_than_asked(text: str, most: int) -> None:
    short = wording.shortened(text, most)
    assert len(short) <= most
    assert short == wording.flowing(text) or short.endswith("…")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, "—"),
        (0, 9, "0%"),
        (206, 207, "99%"),
        (207, 207, "100%"),
        (57, 100, "57%"),
    ],
)
def test_percentages_are_rounded_down(part: int, whole: int, shown: str) -> None:
    assert tallies.percent(part, whole) == shown


def test_cells_of_two_sheets_name_each_sheet() -> None:
    cells = [CellRef("Site", "D4"), CellRef("Site", "D5"), CellRef("Bob's", "D4")]
    assert wording.cells_line(cells) == "'Site'!D4, D5, 'Bob''s'!D4"
    assert wording.cells_line([]) == "—"


def test_severities_are_listed_as_in_a_sentence() -> None:
    counts = dict.fromkeys(Severity, 0)
    assert tallies.severities_line(counts) == ""
    counts |= {Severity.CRITICAL: 2, Severity.MAJOR: 1, Severity.MINOR: 4}
    assert tallies.severities_line(counts) == "2 critical, 1 major and 4 minor"


def test_grade_is_the_severity_or_else_the_type() -> None:
    assert wording.grade(locked_exit()) == "■ Business critical"
    assert wording.grade(finding(kind=FindingType.OBSERVATION)) == "○ Observation"


def test_first_sentence_ends_with_a_stop_or_else_an_ellipsis() -> None:
    said = "Unlock the exits.\nKeep them free."
    assert wording.first_sentence(said, 40) == "Unlock the exits."
    assert wording.first_sentence(said, 14) == "Unlock the…"
