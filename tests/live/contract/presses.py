"""A press on a button, and how many calls to the spreadsheet it makes."""

from __future__ import annotations

from collections.abc import Callable

import xlwings as xw

from tests.engines.wire import counted


def silent(doing: str) -> None:
    """Nobody watches."""


def calls_of(app: xw.App, press: Callable[[], object]) -> int:
    with counted(app) as calls:
        press()
    return calls.total
