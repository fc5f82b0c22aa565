"""The whole write-back, as a pen hears it."""

from __future__ import annotations

from datetime import date

from rs_excel.domain.vocabulary import Severity
from rs_excel.writeback import capr
from rs_excel.writeback.annotate import annotate
from rs_excel.writeback.earlier_copy import carried_over
from rs_excel.writeback.wording import Imprint

from .reports import LABELS, RecordingPen, finding, locked_exit, report_of, values


def annotated(*, their_words: capr.EarlierRows) -> RecordingPen:
    pen = RecordingPen()
    report = report_of(finding("HR-056", Severity.CRITICAL), locked_exit())
    annotate(
        pen,
        carried_over(report, their_words),
        review_cells={},
        imprint=Imprint(labels=LABELS, notice="No legal advice."),
        their_words=their_words,
    )
    return pen


def test_marks_come_first_then_the_three_sheets_in_order() -> None:
    pen = annotated(their_words={})
    assert len(pen.marks) == 2
    assert [s.id for s in pen.sheets] == ["summary", "findings", "corrective_actions"]
    assert [s.title for s in pen.sheets] == [
        "Summary",
        "Findings",
        "Corrective actions",
    ]


def test_only_the_summary_opens_first() -> None:
    assert [s.opens_first for s in annotated(their_words={}).sheets] == [
        True,
        False,
        False,
    ]


def test_an_earlier_raised_day_moves_the_due_date_everywhere() -> None:
    earlier = {"print-HR-056-": {capr.RAISED_ON: "2026-01-05"}}
    pen = annotated(their_words=earlier)
    notes = [mark.note for mark in pen.marks]
    assert any("By when: 2026-02-04" in note for note in notes)
    for sheet in pen.sheets[1:]:
        assert date(2026, 2, 4) in values(sheet)


def test_same_report_gives_the_same_ink() -> None:
    assert annotated(their_words={}) == annotated(their_words={})
