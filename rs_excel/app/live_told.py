"""What a use case on an open workbook says and asks: one shape for every front.

Comes in: what a use case has to tell, while it works and when it is done. Goes out: a
``Told``, which the ribbon shows in a message box or the status bar and the command
line prints. Use cases take a live book, what they need of terms, ``Progress`` and
``Asking``, and return a ``Told``; they raise errors of the catalogue, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import Severity


class Tone(StrEnum):
    """How it is meant: the sign on the message box."""

    INFO = "info"
    WARNING = "warning"  # done, and something needs a look
    PROBLEM = "problem"  # not done; the workbook is as it was


class Place(StrEnum):
    """Where the ribbon shows it."""

    BOX = "box"  # a message box, which has to be closed
    BAR = "bar"  # the status bar, where it stays until the next command


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the user is told at the end of a command."""

    title: str  # one line: what came of it
    lines: tuple[str, ...] = ()  # the particulars, in reading order
    tone: Tone = Tone.INFO
    place: Place = Place.BOX
    cell: CellRef | None = None  # the cell it is about; it is already selected
    gravest: Severity | None = None  # of what was found; the twin's --fail-on


class Progress(Protocol):
    """Says what is being done right now, in a few words; costs one call at most."""

    def __call__(self, doing: str) -> None: ...


class Asking(Protocol):
    """Questions to the user in the middle of a command.

    The ribbon opens Excel's own boxes; on the command line the answers are options,
    and one that was not given raises SettingsError.
    """

    def agrees(self, question: str) -> bool:
        """Yes or no; closing the box is no."""
        ...

    def tracker(self) -> Path | None:
        """The tracker to work with; None where the user thought better of it."""
        ...

    def known_tracker(self) -> Path | None:
        """The tracker used last, wherever it is now; None where there was none."""
        ...

    def folder(self) -> Path | None:
        """The folder of returns to check; None as above."""
        ...

    def new_file(self, suggested: str) -> Path | None:
        """Where to write something new, by a name like ``suggested``; None as above."""
        ...
