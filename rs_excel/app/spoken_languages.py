"""Languages as people call them: by code, in English or as the language calls itself.

Comes in: what somebody wrote, and the folder of a pack's translations. Goes out: the
language with all its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rs_excel.domain.names import plain
from rs_excel.domain.tongue import ENGLISH, SOURCE, Tongue
from rs_excel.texts.tongues import PRODUCT, languages, tongue

_IN_ENGLISH = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "pt": "Portuguese",
    "tr": "Turkish",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_MORE = {"zh": ("simplified chinese", "zh-cn", "zh-hans")}


def spoken_by(said: str, folder: Path | None) -> Tongue | None:
    """The language as people write it; English where they say none, None if unknown."""
    return _tongues(folder).get(plain(said)) if said else ENGLISH


@cache
def _tongues(folder: Path | None) -> Mapping[str, Tongue]:
    """Every language there are words for, by each name people give it."""
    known: dict[str, Tongue] = {}
    for code in languages(PRODUCT, folder):
        spoken = ENGLISH if code == SOURCE else tongue(code, folder)
        own = spoken.say("locale.name", "English")
        names = (code, own, _IN_ENGLISH.get(code, code), *_MORE.get(code, ()))
        known |= {plain(name): spoken for name in names}
    return known
