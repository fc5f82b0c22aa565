"""A while in which Excel keeps still, after which it is as the user left it.

Comes in: a book open in Excel. Goes out: a context in which nothing is redrawn,
recalculated or answered by a macro of the book. Settings, active sheet and selection
are put back one by one, whatever happened in between and whichever of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rs_excel.workbook.live.excel import XlApp, XlBook, XlRange, XlSheet

_QUIET = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def quiet(book: XlBook) -> Iterator[None]:
    """Keeps Excel still. A fault inside counts for more than one of putting back."""
    app = book.app
    sheet = book.sheets.active
    selected = _selected(app, sheet)
    before = {name: getattr(app, name) for name in _QUIET}
    back: list[Callable[[], None]] = [lambda: _return(book, sheet, selected)]
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


def _selected(app: XlApp, sheet: XlSheet) -> XlRange | None:
    """The cells that are selected; None for a shape, or in another workbook."""
    selected = app.selection
    here = selected is not None and selected.sheet.name == sheet.name
    return selected if here else None


def _put_back(app: XlApp, name: str, before: Mapping[str, object]) -> None:
    if before[name] != _QUIET[name]:
        setattr(app, name, before[name])


def _return(book: XlBook, sheet: XlSheet, selected: XlRange | None) -> None:
    book.activate()
    sheet.activate()
    if selected is not None:
        selected.select()


def _all(steps: Sequence[Callable[[], None]]) -> list[Exception]:
    """Takes every step; returns what went wrong."""
    faults: list[Exception] = []
    for step in steps:
        try:
            step()
        except Exception as fault:  # noqa: BLE001 the other settings still go back
            faults.append(fault)
    return faults
