"""What one look at the machine came to.

Comes in: nothing. Goes out: the words for it. A look never guesses: what cannot be seen
from here is said to be so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    LOOK = "look"  # works, or may; worth knowing
    BROKEN = "broken"  # the add-in cannot work like this
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How something stands, what was seen of it, and what to do."""

    state: State
    saw: str
    do: str = ""
    for_it: str = ""  # what the IT department has to know to change it


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One line: what was looked at, and what was seen."""

    what: str
    seen: Seen
