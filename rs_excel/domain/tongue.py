"""A language: how a text of ours is said to people who read it.

Comes in: texts by key, each with the English it was made from. Goes out: the text in
that language with its placeholders filled. Keys, ids and values are no texts: nothing
that is held, compared or counted ever goes through here. What a language has no words
for is said in English, marked, and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

SOURCE = "en"
"""The language that texts are written in, and translated from."""

MARK = "(en) "
"""What stands before a text that a language has no words for; also in the title of a
sheet, where brackets may not stand."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SINGULAR: Mapping[str, frozenset[int]] = {
    "fr": frozenset({0, 1}),
    "ja": frozenset(),
    "pt": frozenset({0, 1}),
    "vi": frozenset(),
    "zh": frozenset(),
}
"""Numbers that take the form for one, where they are others than one itself."""


class Said(NamedTuple):
    """A text in another language, and the English it says."""

    english: str
    text: str


class Labelled(Protocol):
    """A member of a closed list, as people read it."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


def placeholders(text: str) -> tuple[str, ...]:
    """What is filled in where it stands, in any order: ``{n}``, ``{hs.drills_12m}``."""
    return tuple(sorted(_PLACEHOLDER.findall(text))) if "{" in text else ()


def flat(text: str) -> str:
    """A text without the line breaks its author needed in a file."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language. English without any words is what texts are written in."""

    language: str = SOURCE
    words: Mapping[str, Said] = field(default_factory=dict)  # by key
    missed: dict[str, str] = field(default_factory=dict, compare=False)
    """By key, the English of each text asked for that there are no words for."""
    _known: dict[tuple[str, str], str] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Texts that were said already: a copy says some of them a hundred times."""

    def say(self, key: str, english: str, /, **given: object) -> str:
        """The text under a key; ``given`` fills what stands in braces."""
        text = english if self.language == SOURCE else self._found(key, english)
        return text.format(**given) if given else text

    def count(
        self, key: str, number: int, one: str, other: str, /, **given: object
    ) -> str:
        """A text with ``{n}`` in the form for that number."""
        single = number in _SINGULAR.get(self.language, (1,))
        form, english = ("one", one) if single else ("other", other)
        return self.say(f"{key}.{form}", english, n=self.number(number), **given)

    def label(self, member: Labelled) -> str:
        """The name of a severity, a pillar, a status …"""
        if self.language == SOURCE:
            return member.label
        return self.say(label_key(member), member.label)

    def holds(self, key: str, english: str) -> bool:
        """Whether it has words for a text as it now is, with the same placeholders."""
        held = self.words.get(key)
        return (
            held is not None
            and bool(held.text)
            and held.english in (english, flat(english))
            and placeholders(held.text) == placeholders(held.english)
        )

    def number(self, number: float, most_decimals: int = 2) -> str:
        """Rounded, with the signs of the language: ``12,500.5``, ``12.500,5``.

        Little is not nothing: what would round to it is given by one digit.
        """
        text = f"{number:,.{most_decimals}f}"
        text = text.rstrip("0").rstrip(".") if most_decimals else text
        text = f"{number:.1g}" if number and text in ("0", "-0") else text
        if self.language == SOURCE:
            return text
        signs = {",": self.say("locale.group", ","), ".": self.say("locale.point", ".")}
        return "".join(signs.get(sign, sign) for sign in text)

    def percent(self, whole: int) -> str:
        """``75%``, ``75 %``, ``%75``."""
        return self.say("locale.percent", "{n}%", n=whole)

    def listed(self, parts: Sequence[str]) -> str:
        """``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        between = self.say("locale.list_between", ", ")
        first, last = between.join(parts[:-1]), parts[-1]
        return self.say("locale.list_end", "{first} and {last}", first=first, last=last)

    def _found(self, key: str, english: str) -> str:
        known = self._known.get((key, english))
        if known is not None:
            return known
        text = f"{MARK}{english}"
        if self.holds(key, english):
            text = self.words[key].text
        else:
            self.missed[key] = english
        self._known[key, english] = text
        return text


def label_key(member: Labelled) -> str:
    """The key of a label: ``finding_type.non_conformance``."""
    return f"{_snake(type(member).__name__)}.{member.value}"


@lru_cache(maxsize=64)
def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


ENGLISH = Tongue()
"""What is said where nobody asked for another language."""
