"""What Excel asks the runner for: one command and a few plain words.

Comes in: the arguments the add-in gives. Goes out: ``Wanted``, or ExcelError. Only
letters, digits and ``. _ -`` are let in, so that no argument is ever a path, a formula
or a command of a shell, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rs_excel import __version__
from rs_excel.workbook.live.refusal import refusal

_LONGEST = 60


class Wanted(NamedTuple):
    """One press of a button."""

    command: str
    hwnd: int = 0  # the Excel window it was pressed in; 0 where windows have no number
    policy: str = ""
    language: str = ""
    addin_version: str = ""


def wanted_from(arguments: Sequence[str]) -> Wanted:
    """``COMMAND [--hwnd N] [--policy P] [--language L] [--addin-version V]``.

    Raises ExcelError for anything else: the add-in is then of another version.
    """
    command, *options = arguments or [""]
    given = dict(zip(options[::2], options[1::2], strict=False))
    known = given.keys() <= _OPTIONS.keys() and len(options) == 2 * len(given)
    hwnd = given.pop("--hwnd", "0")
    plain = all(is_plain(word) for word in (command, *given.values()))
    if not (known and plain and _is_number(hwnd)):
        raise not_understood(given.get("--addin-version", ""))
    said = {_OPTIONS[option]: value for option, value in given.items()}
    return Wanted(command, int(hwnd), **said)


def _is_number(word: str) -> bool:
    """Windows are numbered below zero as well, seen from Visual Basic."""
    return word.isascii() and word.removeprefix("-").isdigit()


def is_plain(word: str) -> bool:
    """Whether a word is short and of letters, digits and ``. _ -`` alone."""
    known = word.isascii() and word.translate(_SIGNS).isalnum()
    return known and not word.startswith("-") and len(word) <= _LONGEST


def not_understood(addin_version: str) -> Exception:
    """What is raised when add-in and package do not speak the same language."""
    other = addin_version if is_plain(addin_version) else "unknown"
    return refusal("XL-010", addin=other, package=__version__)


_SIGNS = str.maketrans("", "", "._-")
_OPTIONS = {f"--{name.replace('_', '-')}": name for name in Wanted._fields[1:]}
