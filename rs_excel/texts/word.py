"""One text to be translated, as its translator meets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A text by its key, in English. ``about`` says where it stands."""

    key: str
    english: str
    about: str
