"""The door to xlwings, opened no wider than needed; nothing else imports it.

Comes in: nothing. Goes out: the module xlwings, or ExcelError where this system has no
Excel that it could reach. Three things of it are not for us:

- It loads pandas and numpy wherever they are installed, and its own licensed part.
  None of them is used here, and without them it loads in a fifth of the time.
- On Windows it repeats a call that Excel rejects for ever: someone editing a cell would
  look like a programme that hangs. It gives up after a while, and the user is told.
- On Windows it ends every Excel without a window when Python ends. Such an Excel may
  belong to another programme, and is none of our business.
"""

from __future__ import annotations

import atexit
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from rs_excel.workbook.live.refusal import refusal

_NOT_FOR_US = ("pandas", "numpy", "xlwings.pro")
_TRIES = 400  # rejected calls before Excel counts as busy; each takes milliseconds


@cache
def open_xlwings() -> ModuleType:
    """The module. Raises ExcelError where it is not installed."""
    if find_spec("xlwings") is None:
        raise refusal("XL-001")
    kept_out = [name for name in _NOT_FOR_US if name not in sys.modules]
    for name in kept_out:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say no
    try:
        xlwings = import_module("xlwings")
    finally:
        for name in kept_out:
            del sys.modules[name]
    _mind_windows()
    return xlwings


def _mind_windows() -> None:
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        vars(windows)["N_COM_ATTEMPTS"] = _TRIES
        atexit.unregister(windows.cleanup)
