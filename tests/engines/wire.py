"""The wire between xlwings and the program that holds the workbooks.

Comes in: every property read, property write and method call of an engine object that
needs the program; what Python knows by itself (the row of a range made from numbers)
does not pass. Goes out: how many there were, by name, and on order a fault.

Faults look like ``pywintypes.com_error``: ``hresult`` and ``excepinfo`` tell which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import xlwings as xw

BUSY = -2147418111  # RPC_E_CALL_REJECTED: a cell is being edited, a dialog is open
GONE = -2147023174  # RPC_S_SERVER_UNAVAILABLE: the program has ended
REFUSED = -2147352567  # DISP_E_EXCEPTION: the program says no, and why


class ComError(Exception):
    """What a call to Excel raises on Windows."""

    def __init__(self, hresult: int, says: str) -> None:
        self.hresult = hresult
        self.strerror = "Exception occurred."
        self.excepinfo = (0, "Microsoft Excel", says, None, 0, -2146827284)
        super().__init__(hresult, self.strerror, self.excepinfo, None)


def busy() -> ComError:
    return ComError(BUSY, "Call was rejected by callee.")


def gone() -> ComError:
    return ComError(GONE, "The RPC server is unavailable.")


def refused(says: str) -> ComError:
    return ComError(REFUSED, says)


@dataclass(slots=True)
class Calls:
    """Calls that reached the program, in order, by names like ``RangeImpl.color``.

    The writing of a property ends on an equals sign: ``RangeImpl.color =``.
    """

    names: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.names)

    @property
    def by_name(self) -> Counter[str]:
        return Counter(self.names)

    def __str__(self) -> str:
        named = (f"{count} {name}" for name, count in self.by_name.most_common())
        return f"{self.total} calls: " + ", ".join(named)


@dataclass(slots=True)
class Wire:
    """Counts for whoever listens; raises ``fault`` for the calls ``breaks`` names.

    ``explained`` tells a fault of the program itself in Excel's terms.
    """

    explained: Callable[[Exception], ComError | None] = lambda fault: None
    listeners: list[Calls] = field(default_factory=list)
    fault: Callable[[], ComError] = gone
    breaks: Callable[[int], bool] | None = None
    _made: int = 0
    _within: bool = False

    def pass_through(self, name: str, call: Callable[[], _R]) -> _R:
        """Makes one call; what it calls in its turn is part of it."""
        if self._within:
            return call()
        self._made += 1
        if self.breaks is not None and self.breaks(self._made):
            raise self.fault()
        for listener in self.listeners:
            listener.names.append(name)
        self._within = True
        try:
            return call()
        except Exception as fault:
            told = self.explained(fault)
            if told is None:
                raise
            raise told from None
        finally:
            self._within = False

    def break_when(self, breaks: Callable[[int], bool] | None) -> None:
        """From now on, counting from one."""
        self._made = 0
        self.breaks = breaks


class Wired(Protocol):
    @property
    def wire(self) -> Wire: ...


_P = ParamSpec("_P")
_R = TypeVar("_R")
_W = TypeVar("_W", bound=Wired)


def call(
    method: Callable[Concatenate[_W, _P], _R],
) -> Callable[Concatenate[_W, _P], _R]:
    """A method, or the reading of a property, that needs the program."""
    return _passing(method, method.__qualname__)


def put(
    setter: Callable[Concatenate[_W, _P], _R],
) -> Callable[Concatenate[_W, _P], _R]:
    """The writing of a property that needs the program."""
    return _passing(setter, f"{setter.__qualname__} =")


def _passing(
    method: Callable[Concatenate[_W, _P], _R], name: str
) -> Callable[Concatenate[_W, _P], _R]:
    def passing(self: _W, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return self.wire.pass_through(name, lambda: method(self, *args, **kwargs))

    return update_wrapper(passing, method)


def wire_of(app: xw.App) -> Wire:
    wire: Any = app.impl.wire
    assert isinstance(wire, Wire)
    return wire


@contextmanager
def counted(app: xw.App) -> Iterator[Calls]:
    """``with counted(app) as calls: ...; assert calls.total < 60, calls``."""
    wire, calls = wire_of(app), Calls()
    wire.listeners.append(calls)
    try:
        yield calls
    finally:
        wire.listeners.remove(calls)


@contextmanager
def broken(
    app: xw.App,
    *,
    at: int,
    fault: Callable[[], ComError] = gone,
    lasts: int | None = None,
) -> Iterator[None]:
    """Call number ``at`` and ``lasts`` in all (every later one if None) raise."""
    wire = wire_of(app)
    wire.fault = fault
    wire.break_when(lambda n: n >= at and (lasts is None or n < at + lasts))
    try:
        yield
    finally:
        wire.break_when(None)
