"""A while in which Excel keeps still, after which it is as the user left it.

Comes in: a book open in Excel. Goes out: a context in which nothing is redrawn,
recalculated or answered by a macro of the book. Settings, active sheet and selection
are put back one by one, whatever happened in between and whichever of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rs_excel.workbook.live.excel import XlApp, XlBook
from rs_excel.workbook.live.faults import unless_refused

_QUIET = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def quiet(book: XlBook) -> Iterator[None]:
    """Keeps Excel still. A fault inside counts for more than one of putting back."""
    app = book.app
    place = _place(book)
    before = {name: getattr(app, name) for name in _QUIET}
    back: list[Callable[[], None]] = [lambda: _return(book, place)]
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


def _place(book: XlBook) -> tuple[str, str]:
    """Title of the sheet the user is on, and the cells selected there.

    Nothing for a shape that is selected, and for cells of another workbook.
    """
    title, selected = book.sheets.active.name, book.app.selection
    if selected is None or selected.sheet.name != title:
        return title, ""
    return title, selected.address


def _put_back(app: XlApp, name: str, before: Mapping[str, object]) -> None:
    if before[name] != _QUIET[name]:
        setattr(app, name, before[name])


def _return(book: XlBook, place: tuple[str, str]) -> None:
    """A sheet of ours may be gone, or new; Excel has then chosen another.

    xlwings cannot be asked whether there is a sheet: ``title in book.sheets`` is never
    true on Windows and macOS.
    """
    title, cells = place
    with unless_refused():
        sheet = book.sheets[title]
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
