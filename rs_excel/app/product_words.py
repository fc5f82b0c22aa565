"""Every text of the product itself that reaches a supplier or a buyer on a sheet.

Comes in: the package's own modules, in which a text stands where it is said, with its
key, its English and a comment to translators. Goes out: words, in the order of the
modules. Names of closed lists, of columns and of remarks stand where they are defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import cast

from rs_excel.catalogue import CATALOGUE
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.regimes import DutyState, Lack
from rs_excel.domain.reply import REPLY_KEYS
from rs_excel.domain.tongue import Labelled, label_key
from rs_excel.domain.tracker_columns import BY_KEY
from rs_excel.domain.vocabulary import (
    FindingType,
    Light,
    NoteLevel,
    Pillar,
    Severity,
    Verification,
)
from rs_excel.template.words import questionnaire_words
from rs_excel.texts.cldr import LOCALE_WORDS
from rs_excel.texts.extraction import said_in
from rs_excel.texts.word import Word
from rs_excel.writeback import capr

_PACKAGE = Path(__file__).parent.parent
_ROOMS = ("domain", "engine", "writeback", "template", "app", "batch")
_LISTS: tuple[tuple[type[StrEnum], str], ...] = (
    (Severity, "severity of a non-conformance"),
    (FindingType, "kind of a finding"),
    (Pillar, "one of the four pillars"),
    (Verification, "how closure is verified"),
    (Light, "traffic light of a pillar"),
    (ActionStatus, "status of a corrective action, in a drop-down; without commas"),
    (DutyState, "how a return stands towards a duty of the buyer"),
    (Lack, "why an answer does not serve a duty"),
    (NoteLevel, "how much a remark about the sheet matters"),
)
_OF_THE_SHEET = "BOOK-1"
"""What the codes of remarks about a questionnaire begin with."""


def product_words() -> tuple[Word, ...]:
    """All of them, each key once; first what every language brings along itself.

    Raises ValueError where one key stands for two texts: a slip of whoever wrote them.
    """
    words: dict[str, Word] = {}
    listed = (*LOCALE_WORDS, *_labels(), *_columns(), *_remarks())
    every = (*listed, *questionnaire_words(), *_said())
    for word in every:
        known = words.setdefault(word.key, word)
        if known.english != word.english:
            raise ValueError(f"{word.key}: {known.english!r}, {word.english!r}")
    return tuple(words.values())


def _labels() -> Iterator[Word]:
    for members, about in _LISTS:
        for member in cast("Iterable[Labelled]", members):
            key = label_key(member)
            yield Word(key=key, english=member.label, about=about)
    for severity in Severity:
        english = severity.label.lower().replace("business c", "business-c")
        about = "severity within a sentence: “2 critical and 1 major”"
        key = f"severity_word.{severity.value}"
        yield Word(key=key, english=english, about=about)
    for light in Light:
        about = "colour of a traffic light within a sentence: “could be green to red”"
        key = f"light_word.{light.value}"
        yield Word(key=key, english=light.value, about=about)


def _columns() -> Iterator[Word]:
    about = "head of a column of the sheet Corrective actions"
    for column in capr.COLUMNS:
        if column.key:
            yield Word(key=column.key, english=column.title, about=about)
    for key in REPLY_KEYS:
        about = "head of a column of the corrective action plan"
        yield Word(key=f"column.{key}", english=BY_KEY[key].title, about=about)


def _remarks() -> Iterator[Word]:
    for code, entry in CATALOGUE.items():
        if code.startswith(_OF_THE_SHEET):
            about = "remark about a returned questionnaire"
            yield Word(key=f"note.{code}", english=entry.text, about=about)


def _said() -> Iterator[Word]:
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).rglob("*.py")):
            yield from said_in(path)
