"""The shape of one message."""

from __future__ import annotations

from dataclasses import dataclass

from rs_excel.domain.vocabulary import NoteLevel


@dataclass(frozen=True, slots=True)
class Entry:
    """What is wrong, what to do, and for notes how much it matters."""

    says: str
    do: str
    level: NoteLevel = NoteLevel.PROBLEM

    @property
    def text(self) -> str:
        """All of a note, before its placeholders are filled."""
        return f"{self.says} {self.do}".strip()
