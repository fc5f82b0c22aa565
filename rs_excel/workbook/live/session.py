"""A while in which Excel keeps still, after which it is as the user left it.

Comes in: a book open in Excel. Goes out: a context in which nothing is redrawn,
recalculated or answered by a macro of the book. Settings, active sheet and selection
are put back one by one, whatever happened in between and whichever of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rs_excel.workbook.live.excel import XlApp, XlBook, XlSheet
from rs_excel.workbook.live.faults import unless_refused

_QUIET = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def quiet(book: XlBook) -> Iterator[None]:
    """Keeps Excel still. A fault inside counts for more than one of putting back."""
    app = book.app
    place = _place(book)
    before = {name: getattr(app, name) for name in _QUIET}
    back: list[Callable[[], None]] = [lambda: _return(book, *place)]
    back += [lambda name=name: _put_back(app, name, before) for name in _QUIET]  # type: ignore[misc]
    try:
        for name, value in _QUIET.items():
            if before[name] != value:
                setattr(app, name, value)
        yield
    except BaseException:
        _all(back)
        raise
    else:
        faults = _all(back)
        if faults:
            raise faults[0]


def _place(book: XlBook) -> tuple[XlSheet | None, str, str]:
    """The title of the sheet the user is on, and the cells selected there; the sheet
    itself only where it is a chart.

    No cells for a shape that is selected, and for cells of another workbook.
    """
    active = book.sheets.active
    title = active.name
    with unless_refused():
        selected = book.app.selection
        if selected is not None:
            cells = selected.address if selected.sheet.name == title else ""
            return None, title, cells
    with unless_refused():
        return None, book.sheets[title].name, ""
    return active, title, ""


def _put_back(app: XlApp, name: str, before: Mapping[str, object]) -> None:
    if before[name] != _QUIET[name]:
        setattr(app, name, before[name])


def _return(book: XlBook, chart: XlSheet | None, title: str, cells: str) -> None:
    """A sheet of ours may be gone, or new; Excel has then chosen another.

    Charts are not among the sheets that are found by their titles. xlwings cannot be
    asked whether there is a sheet: ``title in book.sheets`` is never true on Windows
    and macOS.
    """
    with unless_refused():
        sheet = chart or book.sheets[title]
        sheet.activate()  # and its workbook with it
        if cells:
            sheet.range(cells).select()


def _all(steps: Sequence[Callable[[], None]]) -> list[Exception]:
    """Takes every step, and once more those that failed; returns what went wrong.

    A moment in which Excel is busy must not leave it on manual calculation.
    """
    failed = [step for step in steps if _fault_of(step)]
    return [fault for step in failed if (fault := _fault_of(step))]


def _fault_of(step: Callable[[], None]) -> Exception | None:
    try:
        step()
    except Exception as fault:  # noqa: BLE001 the other settings still go back
        return fault
    return None
