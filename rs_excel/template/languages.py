"""The languages a questionnaire can speak: those that have all its words.

Comes in: a pack with its catalogues of texts. Goes out: one ``Wording`` a language.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.tongue import SOURCE, Tongue
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.pack_words import choice_key, country_words, pack_words
from rs_excel.template.texts_sheet import LANGUAGE_KEY
from rs_excel.template.wording import Say, Wording
from rs_excel.template.words import questionnaire_words
from rs_excel.texts.tongues import languages, tongue
from rs_excel.texts.word import Word

_ASKED = (
    "choice.",
    "evidence.",
    "matrix",
    "pack.title",
    "question.",
    "scope.",
    "section.",
    "table.",
    "topic.",
    "unit.",
)
"""How keys of the pack's words begin that stand in a questionnaire."""


def wordings(pack: RulePack, first: str = SOURCE) -> tuple[Wording, ...]:
    """The languages offered, ``first`` before the others.

    A language is offered once it has every word of the questionnaire; the one that was
    asked for in any case, with what is missing in English and marked so.
    """
    names = _own_names(pack)
    codes = dict.fromkeys((first, *names))
    held = set(languages(pack.texts))
    keys = {
        c.label: choice_key(c)
        for q in pack.catalogue.by_key.values()
        for c in q.choices
    }
    found = []
    for code in codes:
        told = tongue(code, pack.texts)
        if code == first or (code in held and not missing(told, pack)):
            name = names.get(code) or told.say("locale.name", "English")
            say = in_own_words(told.say, pack) if code == SOURCE else told.say
            found.append(Wording(code=code, name=name, say=say, keys=keys))
    return tuple(found)


def in_own_words(say: Say, pack: RulePack) -> Say:
    """A pack that is no questionnaire calls its cover and steps by its own words."""
    return lambda key, english: pack.words.get(key) or say(key, english)


def missing(told: Tongue, pack: RulePack) -> tuple[str, ...]:
    """The keys of words of the questionnaire that a language does not have."""
    if told.language == SOURCE:
        return ()
    return tuple(
        word.key for word in _asked(pack) if not told.holds(word.key, word.english)
    )


def _asked(pack: RulePack) -> Iterator[Word]:
    yield from questionnaire_words()
    yield from country_words(pack)
    yield from (word for word in pack_words(pack) if word.key.startswith(_ASKED))


def _own_names(pack: RulePack) -> dict[str, str]:
    """What each language that a return may be in calls itself, by its code."""
    question = pack.catalogue.by_key.get(LANGUAGE_KEY)
    return {c.value: c.label for c in question.choices} if question else {}
