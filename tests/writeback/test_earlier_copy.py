"""An earlier copy comes back: words are read, clocks run on."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.questions import Note
from rs_excel.domain.vocabulary import FindingType
from rs_excel.workbook.ports import Grid, RawValue, ReportSheet
from rs_excel.writeback import capr
from rs_excel.writeback.actions_sheet import corrective_actions
from rs_excel.writeback.earlier_copy import carried_over, earlier_rows

from .reports import DAY, LABELS, finding, locked_exit, report_of

FIRST = date(2025, 12, 1)


class Book:
    """A workbook whose only sheet is one of ours, as a person left it."""

    name = "return.checked.xlsx"

    def __init__(self, rows: list[list[RawValue]]) -> None:
        self.rows = rows

    def sheet_names(self) -> tuple[str, ...]:
        return ("Corrective actions",)

    def grid(self, sheet: str) -> Grid:
        return Grid(sheet=sheet, rows=self.rows)

    def sheets_holding(self, text: str) -> tuple[str, ...]:
        return self.sheet_names() if any(text in row for row in self.rows) else ()

    def notes(self) -> tuple[Note, ...]:
        return ()


def as_left(sheet: ReportSheet) -> list[list[RawValue]]:
    """The sheet's values as a reader gives them, spans leaving gaps."""
    grid: list[list[RawValue]] = []
    for row in sheet.rows:
        values: list[RawValue] = []
        for cell in row:
            value = float(cell.value) if isinstance(cell.value, int) else cell.value
            values += [value, *[None] * (cell.span - 1)]
        grid.append(values)
    return grid


def test_what_was_written_is_read_back_wherever_the_column_was_moved() -> None:
    data = finding("DC-010", kind=FindingType.DATA_QUALITY)
    rows = as_left(corrective_actions(report_of(finding(), data), {}, LABELS))
    cause = capr.TITLES.index(capr.ROOT_CAUSE)
    comments = capr.TITLES.index(capr.COMMENTS)
    rows[5][cause] = " Nobody was responsible. "
    rows[-1][comments] = "Typing mistake."
    moved = [[None, *row[::-1]] for row in rows]
    earlier = earlier_rows(Book(moved))
    assert earlier["print-HS-004-"][capr.ROOT_CAUSE] == "Nobody was responsible."
    assert earlier["print-HS-004-"][capr.RAISED_ON] == "2026-01-15"
    assert earlier["print-DC-010-"][capr.COMMENTS] == "Typing mistake."


def test_a_book_that_is_no_copy_of_ours_holds_no_earlier_rows() -> None:
    assert earlier_rows(Book([["Fingerprint"], ["print-HS-004-"]])) == {}
    assert earlier_rows(Book([])) == {}


def test_checking_again_grants_no_more_time() -> None:
    earlier = {"print-HS-004-": {capr.RAISED_ON: FIRST.isoformat()}}
    (again,) = carried_over(report_of(finding()), earlier).findings
    assert again.raised_on == FIRST
    assert again.action.due_on == date(2026, 1, 30)


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


@given(st.dictionaries(st.sampled_from(capr.THEIRS), st.text(), max_size=5))
def test_checking_twice_the_same_day_gives_the_same_plan(
    words: dict[str, str],
) -> None:
    written = {title: text.strip() for title, text in words.items()}
    report = report_of(
        finding(), locked_exit(), finding("DC-010", kind=FindingType.DATA_QUALITY)
    )
    earlier = {"print-HS-004-": written, "print-HS-077-": written}
    once = corrective_actions(report, earlier, LABELS)
    read = earlier_rows(Book(as_left(once)))
    again = corrective_actions(carried_over(report, read), read, LABELS)
    assert again == once
    assert report.assessed_on == DAY
