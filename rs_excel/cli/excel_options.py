"""What a command asks in the middle, answered by the options it was given.

Comes in: the options, and what was kept from earlier. Goes out: answers, or
SettingsError that names the option to add.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rs_excel.errors import SettingsError, problem
from rs_excel.ribbon.commands import BY_ID
from rs_excel.ribbon.kept import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingByOptions:
    """``Asking`` in a terminal: every answer is an option of the command."""

    given: Mapping[str, Any]
    kept: Kept

    def agrees(self, question: str) -> bool:
        return bool(self.given.get("unprotect"))

    def tracker(self) -> Path:
        return self.kept.tracker or self._needed("tracker")

    def known_tracker(self) -> Path | None:
        return self.kept.tracker

    def folder(self) -> Path:
        return self._needed("folder")

    def new_file(self, suggested: str) -> Path:
        return self.given.get("out") or Path(suggested)

    def _needed(self, option: str) -> Path:
        path: Path | None = self.given.get(option)
        if path is None:
            twin = BY_ID[self.given["command"]].twin[0]
            missing = problem("XL-022", options=f"--{option}", twin=twin)
            raise SettingsError(missing)
        return path
