"""An earlier copy comes back: words are read, clocks run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.findings import CheckReport
from rs_excel.domain.vocabulary import FindingType
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.pen import OoxmlPen
from rs_excel.workbook.ooxml.unmark import kept_on_recheck, their_words
from rs_excel.writeback import capr
from rs_excel.writeback.annotate import annotate
from rs_excel.writeback.earlier_copy import carried_over
from rs_excel.writeback.palette import LOOKS
from rs_excel.writeback.wording import Imprint

from .reports import DRILL_CELL, LABELS, finding, locked_exit, report_of

FIRST = date(2025, 12, 1)
WORDS = st.text(st.characters(categories=["L", "N", "P"]), max_size=30)


@cache
def blank_book() -> Archive:
    book = Workbook()
    book.create_sheet(DRILL_CELL.sheet)
    buffer = BytesIO()
    book.save(buffer)
    return Archive.of(buffer.getvalue(), "return.xlsx")


def copy_of(report: CheckReport, words: capr.EarlierRows) -> Archive:
    pen = OoxmlPen(Package(blank_book()), LOOKS)
    annotate(
        pen,
        report,
        review_cells={},
        imprint=Imprint(labels=LABELS, notice="No legal advice."),
        their_words=words,
    )
    return Archive.of(pen.finished(), "return.checked.xlsx")


def test_checking_again_grants_no_more_time() -> None:
    earlier = {"print-HS-004-": {capr.RAISED_ON: FIRST.isoformat()}}
    (again,) = carried_over(report_of(finding()), earlier).findings
    assert again.raised_on == FIRST
    assert again.action.due_on == date(2026, 1, 30)


@pytest.mark.parametrize(
    ("clock", "since"),
    [
        (date(2026, 1, 29), date(2025, 12, 15)),  # raised, and 14 days for a plan
        (date(2026, 1, 5), FIRST),  # a second return does not set the clock back
        (date(2025, 11, 20), date(2025, 11, 20)),  # the same return as before
    ],
)
def test_a_clock_that_starts_on_another_day_runs_on_as_well(
    clock: date, since: date
) -> None:
    found = finding()
    action = replace(found.action, clock_starts_on=clock)
    earlier = {"print-HS-004-": {capr.RAISED_ON: FIRST.isoformat()}}
    report = report_of(replace(found, action=action))
    (again,) = carried_over(report, earlier).findings
    assert again.action.clock_starts_on == since
    assert (again.action.due_on - since).days == again.action.timeframe_days


def test_a_due_date_typed_over_is_not_believed() -> None:
    typed = {capr.RAISED_ON: FIRST.isoformat(), capr.DUE_DATE: "2030-01-01"}
    (again,) = carried_over(report_of(finding()), {"print-HS-004-": typed}).findings
    assert again.action.due_on == date(2026, 1, 30)


def test_a_later_or_unreadable_day_raised_is_not_believed() -> None:
    for said in ("2026-02-01", "last week", ""):
        earlier = {"print-HS-004-": {capr.RAISED_ON: said}}
        assert carried_over(report_of(finding()), earlier) == report_of(finding())


def test_other_findings_keep_their_own_clock() -> None:
    earlier = {"print-HS-004-": {capr.RAISED_ON: FIRST.isoformat()}}
    after = carried_over(report_of(finding(), locked_exit()), earlier)
    assert after.findings[1] == locked_exit()


@given(words=st.dictionaries(st.sampled_from(capr.THEIRS), WORDS, max_size=5))
@settings(max_examples=15)
def test_checking_the_copy_again_the_same_day_gives_the_same_copy(
    words: dict[str, str],
) -> None:
    report = report_of(
        finding(), locked_exit(), finding("DC-010", kind=FindingType.DATA_QUALITY)
    )
    gone = {**words, capr.RESPONSIBLE: "Safety officer"}
    once = copy_of(report, {"print-HS-004-": words, "print-HS-077-": gone})
    read = their_words(Package(once))
    assert set(read) >= {"print-HS-004-", "print-HS-077-", "print-DC-010-"}
    assert copy_of(report, read).data == once.data


def reworked(write: Callable[[Worksheet, int, list[str]], None]) -> Package:
    """A copy with the plan edited: the sheet, its header's row and its titles."""
    copy = copy_of(report_of(finding(), locked_exit()), {})
    book = load_workbook(BytesIO(copy.data))
    plan = next(s for s in book.worksheets if s.title == "Corrective actions")
    rows = enumerate(plan.iter_rows(), 1)
    titles = {n: [str(cell.value) for cell in row] for n, row in rows}
    header = next(n for n, said in titles.items() if capr.ROOT_CAUSE in said)
    write(plan, header, titles[header])
    buffer = BytesIO()
    book.save(buffer)
    return Package(Archive.of(buffer.getvalue(), "return.checked.xlsx"))


def test_words_in_people_s_columns_leave_no_earlier_sheet() -> None:
    def fill(plan: Worksheet, header: int, titles: list[str]) -> None:
        for title in capr.THEIRS:
            plan.cell(header + 1, titles.index(title) + 1).value = f"Our {title}"

    copy = reworked(fill)
    assert kept_on_recheck(copy) == ()
    (row,) = (r for r in their_words(copy).values() if capr.AGREED in r)
    assert {row[title] for title in capr.THEIRS} == {f"Our {t}" for t in capr.THEIRS}


@pytest.mark.parametrize("title", [t for t in capr.TITLES if t not in capr.THEIRS])
def test_typing_over_a_column_of_ours_keeps_the_sheet(title: str) -> None:
    def overwrite(plan: Worksheet, header: int, titles: list[str]) -> None:
        plan.cell(header + 1, titles.index(title) + 1).value = "agreed by phone"

    assert kept_on_recheck(reworked(overwrite)) == ("Corrective actions (earlier)",)
