"""Whatever happens to Excel during a check, a re-check or clearing mends it.

Excel may end at any call, or refuse a single one. The workbook may then be half
marked; it must never be in a state from which the next press does not lead to where an
undisturbed one would have led.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.live import check_open, clear
from rs_excel.app.settings import Terms
from rs_excel.errors import ExcelError, WorkbookError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.faults import in_our_words
from tests.conftest import SAMPLES
from tests.engines.wire import broken, counted, gone, refused
from tests.live.books import Says, unprotected
from tests.live.conftest import Opening
from tests.live.contract.state import State, state_of

CHANGING = {
    "AppImpl.run",
    "BookImpl.close",
    "BooksImpl.open",
    "NameImpl.delete",
    "NamesImpl.add",
    "NoteImpl.delete",
    "RangeImpl.add_note",
    "RangeImpl.clear_contents",
    "SheetImpl.copy",
    "SheetImpl.delete",
}
FEW_FINDINGS = SAMPLES / "small_site.xlsx"


class NothingOfOurs(Exception):
    """There is nothing to clear."""


@contextmanager
def nothing_of_ours() -> Iterator[None]:
    try:
        yield
    except WorkbookError as error:
        if error.problems[0].code != "XL-037":
            raise
        raise NothingOfOurs from error


class Desk:
    """A workbook on somebody's screen, and the buttons, with the fronts' own words."""

    def __init__(self, app: xw.App, book: xw.Book, terms: Terms) -> None:
        self.app = app
        self.book = book
        self.terms = terms

    def sit_down(self) -> None:
        """On a sheet of the questionnaire, as people do."""
        self.book.sheets["Workforce"].activate()

    def check(self) -> None:
        with in_our_words():
            check_open(LiveBook(self.book), self.terms, Says(), Says())

    def clear(self) -> None:
        with in_our_words(), nothing_of_ours():
            clear(LiveBook(self.book), Says(), Says())

    def clear_what_there_is(self) -> None:
        """Nothing is there to clear before the first mark is made."""
        with suppress(NothingOfOurs):
            self.clear()

    def state(self) -> State:
        return state_of(self.book)


@pytest.fixture
def way() -> str:
    """Call by call; with macros the same steps are one call each."""
    return "by hand, openpyxl"


@pytest.fixture
def desk(app: xw.App, opened: Opening, standard: Terms, tmp_path: Path) -> Desk:
    opened(unprotected(FEW_FINDINGS, tmp_path))
    return Desk(app, app.books[0], standard)


def breaking(desk: Desk, press: Callable[[], None]) -> list[int]:
    """The calls to break at: before each change, and after the last one.

    Between two changes it makes no difference at which question Excel ends; of many
    changes of one kind half are made.
    """
    desk.sit_down()
    with counted(desk.app) as calls:
        press()
    numbered = enumerate(calls.names, 1)
    changing = [(n, name) for n, name in numbered if _changes(name)]
    runs = [[*run] for _, run in groupby(changing, key=lambda change: change[1])]
    return [run[len(run) // 2][0] for run in runs]


def _changes(name: str) -> bool:
    return name.endswith("=") or name in CHANGING


def ended(desk: Desk, press: Callable[[], None], at: int) -> None:
    """A press during which Excel ends; what is left to put back by then is nothing."""
    desk.sit_down()
    with broken(desk.app, at=at, fault=gone), suppress(ExcelError):
        press()


def same(state: State, expected: State, at: int) -> None:
    assert state.sheets == expected.sheets, f"broken at call {at}"
    assert not state.differs_from(expected), f"broken at call {at}"


def test_excel_may_end_at_any_change_of_a_check(desk: Desk) -> None:
    desk.check()
    desk.clear()
    before = desk.state()
    calls = breaking(desk, desk.check)
    checked = desk.state()
    desk.clear()
    for number, at in enumerate(calls):
        ended(desk, desk.check, at)
        if number % 2:  # checked once more, or cleared at once
            desk.check()
            same(desk.state(), checked, at)
        desk.clear_what_there_is()
        same(desk.state(), before, at)


def test_excel_may_end_at_any_change_of_a_second_check(desk: Desk) -> None:
    desk.check()
    checked = desk.state()
    for at in breaking(desk, desk.check):
        ended(desk, desk.check, at)
        desk.check()
        same(desk.state(), checked, at)


def test_excel_may_end_at_any_change_of_clearing(desk: Desk) -> None:
    before = desk.state()
    desk.check()
    calls = breaking(desk, desk.clear)
    for at in calls:
        desk.check()
        ended(desk, desk.clear, at)
        desk.clear_what_there_is()
        same(desk.state(), before, at)


EXCHANGING = {"SheetImpl.name =", "SheetImpl.copy", "SheetImpl.delete"}
CAUSE = "No one was asked to"


def write_a_cause(desk: Desk) -> None:
    """Into the first row of the plan, as people do."""
    plan = desk.book.sheets["Corrective actions"]
    rows = plan.used_range.value
    at = next(n for n, row in enumerate(rows) if "Root cause" in row)
    plan.range((at + 2, rows[at].index("Root cause") + 1)).value = CAUSE


def plans_with_the_cause(state: State) -> list[str]:
    return [at for (at, _), look in state.cells.items() if look[0] == CAUSE]


def test_words_in_the_plan_outlive_whatever_excel_refuses(desk: Desk) -> None:
    desk.check()
    write_a_cause(desk)
    desk.sit_down()
    with counted(desk.app) as calls:
        desk.check()
    checked = desk.state()
    exchanging = [n for n, name in enumerate(calls.names, 1) if name in EXCHANGING]
    first, *_, last = exchanging
    copies = [n for n in exchanging if calls.names[n - 1] == "SheetImpl.copy"]
    for at in (first + 2, copies[0], copies[-1], last):
        desk.sit_down()
        says_no = partial(refused, "Not now.")
        with broken(desk.app, at=at, fault=says_no, lasts=1), suppress(ExcelError):
            desk.check()
        assert plans_with_the_cause(desk.state()) == ["Corrective actions"], at
        desk.check()
        same(desk.state(), checked, at)


def test_words_in_the_plan_are_found_where_excel_ended_over_them(desk: Desk) -> None:
    desk.check()
    write_a_cause(desk)
    desk.sit_down()
    with counted(desk.app) as calls:
        desk.check()
    exchanging = [n for n, name in enumerate(calls.names, 1) if name in EXCHANGING]
    for at in (exchanging[2], exchanging[-1]):
        ended(desk, desk.check, at)
        assert plans_with_the_cause(desk.state()), at
        desk.check()
        assert "Corrective actions" in plans_with_the_cause(desk.state()), at


def test_one_refusal_leaves_excel_as_the_user_had_it(desk: Desk) -> None:
    for at in breaking(desk, desk.check)[::5]:
        desk.sit_down()
        says_no = partial(refused, "Not now.")
        with broken(desk.app, at=at, fault=says_no, lasts=1), suppress(ExcelError):
            desk.check()
        assert desk.app.screen_updating
        assert desk.app.enable_events
        assert desk.app.calculation == "automatic"
        assert desk.book.sheets.active.name == "Workforce"
        assert [book.name for book in desk.app.books] == [FEW_FINDINGS.name]
