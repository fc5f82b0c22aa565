"""What the add-in knows about the machine it runs on: four values on its own sheet.

Comes in: an interpreter and the user's choices. Goes out: rows for the sheet. Before it
starts anything the add-in holds every value against the same rules, so what it would
refuse is refused here, where something can be done about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

from rs_excel.errors import AddinError, problem
from rs_excel.ribbon.commands import LANGUAGES, POLICIES

SHEET = "rs_excel settings"
_PLAIN = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,39}")
_NOT_IN_A_PATH = re.compile(r'["%<>|?*\x00-\x1f]')
_MEANINGS = {
    "python": "the Python that the buttons start",
    "version": "the version of rs_excel this add-in was made by",
    "policy": "chosen in the ribbon",
    "language": "chosen in the ribbon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddinSettings:
    """Raises AddinError (ADD-002, ADD-003) for values the add-in would not take."""

    python: str
    version: str
    policy: str = "standard"
    language: str = "en"

    def __post_init__(self) -> None:
        if _NOT_IN_A_PATH.search(self.python) or not _is_python(self.python):
            raise AddinError(problem("ADD-002", self.python))
        for name in ("version", "policy", "language"):
            value = getattr(self, name)
            if not _PLAIN.fullmatch(value):
                raise AddinError(problem("ADD-003", name=name, value=value))

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Name, value and meaning, as they stand on the sheet."""
        return tuple(
            (name, getattr(self, name), meaning) for name, meaning in _MEANINGS.items()
        )


def chosen(rows: Mapping[str, str]) -> dict[str, str]:
    """The user's choices among the values of a sheet; what is no choice is left out."""
    offered = {"policy": POLICIES, "language": LANGUAGES}
    return {
        name: rows[name]
        for name, choices in offered.items()
        if rows.get(name) in {choice.value for choice in choices}
    }


def _is_python(path: str) -> bool:
    """Whether the program is named python…, on whichever system it stands."""
    name = PureWindowsPath(path).name
    return name.casefold().startswith("python")
