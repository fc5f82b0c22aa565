"""Words people write for the same thing, made comparable.

Comes in: a pack's spellings and placeholders. Goes out: a lookup that forgives case,
accents, spaces, typographic quotes and a full stop at the end, and nothing else: what
is not spelled in the pack is not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.questions import Choice
from rs_excel.domain.vocabulary import AnswerState

LONGEST_WORDING = 80  # characters; no spelling or placeholder is longer

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        # Invisible: zero-width characters, direction marks, the emoji selector.
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f", ""),
    }
)
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_ACCENT = re.compile("[\u0300-\u036f]")
_CLOSING = " .,;:!。"
_STATE_WORDS = {
    AnswerState.UNKNOWN: ("don't know", "unknown"),
    AnswerState.NOT_APPLICABLE: ("not applicable", "n/a"),
}


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Text as it is compared: two spellings are the same if this is the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_ALIKE))
        text = _ACCENT.sub("", text).translate(_ALIKE)
    plain = " ".join(text.replace("`", "'").casefold().split())
    return plain.rstrip(_CLOSING) or plain


@lru_cache(maxsize=8192)
def precise(text: str) -> str:
    """Text without regard to case alone: tells ``Áo``, Austria, from ``AO``, Angola."""
    return text.casefold() if text.isascii() else _composed(text).casefold()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_ALIKE))


def harmless(text: str) -> str:
    """Text without what steers a terminal or turns letters round; lines stay lines."""
    return text if text.isprintable() else _STEERING.sub("", text)


def visible(text: str) -> str:
    """Text without outer spaces, also the invisible ones."""
    return text.strip(" \t\r\n\v\f\xa0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Spellings:
    """What the pack's words mean, folded."""

    yes_no: Mapping[str, str]
    states: Mapping[str, AnswerState]
    placeholders: frozenset[str]

    @classmethod
    def of(
        cls,
        spellings: Mapping[str, Mapping[str, tuple[str, ...]]],
        placeholders: Iterable[str],
    ) -> Spellings:
        """``spellings`` by kind and value: ``{"yes_no": {"yes": ("y", "oui")}}``."""
        states: dict[str, AnswerState] = {}
        for state, own in _STATE_WORDS.items():
            held = spellings.get(state, {}).get(state, ())
            states |= {folded(word): state for word in (*own, *held)}
        words = {"yes": (), "no": (), **spellings.get("yes_no", {})}
        yes_no = {
            folded(word): value
            for value, held in words.items()
            for word in (value, *held)
        }
        return cls(yes_no, states, frozenset(map(folded, placeholders)))

    def state_of(self, text: str) -> AnswerState | None:
        """The state that words such as "N/A", "tbc" or "-" stand for, if any."""
        if len(text) > LONGEST_WORDING:
            return None
        plain = folded(text)
        if plain in self.placeholders or _says_nothing(plain):
            return AnswerState.PLACEHOLDER
        return self.states.get(plain)


def _says_nothing(plain: str) -> bool:
    """Only dashes, dots and the like: "-", "...", "?"."""
    if plain[:1].isalnum():
        return False
    return all(ch.isspace() or unicodedata.category(ch)[0] == "P" for ch in plain)


@lru_cache(maxsize=1024)
def choices_by_wording(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Label, value or spelling → value: as it is written, and folded.

    Where two fold to the same, what was written tells them apart, or else the first
    counts.
    """
    found: dict[str, str] = {}
    for alike in (precise, folded):
        for choice in choices:
            for wording in (choice.label, choice.value, *choice.spellings):
                found.setdefault(alike(wording), choice.value)
    return found
