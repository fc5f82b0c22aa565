"""A user who answers questions, and one who watches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


def silent(doing: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """``Asking`` with the answers given beforehand; None is a closed window."""

    tracker_file: Path | None = None
    known: Path | None = None
    folder_of_returns: Path | None = None
    new: Path | None = None

    def agrees(self, question: str) -> bool:
        return True

    def tracker(self) -> Path | None:
        return self.tracker_file

    def known_tracker(self) -> Path | None:
        return self.known

    def folder(self) -> Path | None:
        return self.folder_of_returns

    def new_file(self, suggested: str) -> Path | None:
        return self.new and self.new / suggested
