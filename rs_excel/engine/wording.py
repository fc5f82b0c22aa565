"""Fills a rule's words with what the site answered.

Comes in: ``Drills in the last 12 months: {hs.drills_12m}.`` and a submission. Goes
out: text. What was not answered prints as an em dash, never as a zero or a No.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.facts import Fact, Submission, TableRow
from rs_excel.domain.tongue import ENGLISH
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.rulebook.meta import META_SCALARS
from rs_excel.rulebook.model import RulePack

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_ABSENT = "—"
_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """Words about one submission under one pack."""

    submission: Submission
    pack: RulePack

    def fill(self, text: str, row: TableRow | None = None) -> str:
        """The text with ``{key}``, ``{key:list}``, ``{$parameter}``, ``{row}``."""
        return PLACEHOLDER.sub(lambda found: self._one(found[1], row), text)

    def _one(self, name: str, row: TableRow | None) -> str:
        if name == "row":
            return row.name if row else _ABSENT
        if name.startswith("$"):
            return self._parameter(name[1:])
        key, _, form = name.partition(":")
        fact = self.submission.fact(key, row)
        return self._listed(fact) if form == "list" else self._value(fact)

    def _parameter(self, name: str) -> str:
        """The limit; where no country is named, the least and the most it can be."""
        day, country = self.submission.assessed_on, self.submission.profile.country
        possible = self.pack.parameters[name].possible(day, country)
        limits = sorted({held.value for held in possible})
        if len(limits) < 2:
            return self.pack.tongue.number(limits[0]) if limits else _ABSENT
        tongue = self.pack.tongue
        # Translators: the least and the most that a legal limit can be
        return tongue.say(
            "limit.between",
            "{least} to {most} (depending on the country)",
            least=tongue.number(limits[0]),
            most=tongue.number(limits[-1]),
        )

    def _listed(self, fact: Fact) -> str:
        names = [self._label(key) for key in fact.lists]
        shown = names[:_MOST_LISTED]
        rest = len(names) - len(shown)
        if rest > 0:
            # Translators: the last member of a list that is cut
            more = self.pack.tongue.say("list.more_members", "and {n} more", n=rest)
            shown.append(more)
        return "; ".join(shown) or _ABSENT

    def _label(self, key: str) -> str:
        question = self.pack.catalogue.by_key.get(key)
        return question.text.rstrip("?. ") if question else key

    def _value(self, fact: Fact) -> str:
        if fact.state is not AnswerState.ANSWERED:
            return _ABSENT
        if fact.number is not None:
            return self.pack.tongue.number(fact.number, decimals(fact.key, self.pack))
        if fact.day is not None:
            return day_text(fact.day)
        if fact.options is not None:
            return ", ".join(self._choice(fact.key, value) for value in fact.options)
        return self._choice(fact.key, fact.text or "")

    def _choice(self, key: str, value: str) -> str:
        question = self.pack.catalogue.by_key.get(key)
        choices = question.choices if question else ()
        return next((c.label for c in choices if c.value == value), value)


def question_text(key: str, pack: RulePack) -> str:
    """The question as it is asked, the name of a derived answer, else the key."""
    about = pack.catalogue.by_key.get(key) or pack.derived_by_key.get(key)
    return about.text if about else key


def decimals(key: str, pack: RulePack) -> int:
    """How exactly an answer is printed: one decimal for a percentage, else two."""
    about = pack.catalogue.by_key.get(key) or pack.derived_by_key.get(key)
    kind = about.kind if about else META_SCALARS.get(key)
    return 1 if kind is QuestionKind.PERCENT else 2


def number_text(number: float, most_decimals: int = 2) -> str:
    """Rounded, thousands apart by a comma: ``12,500.5``. Little is not nothing."""
    return ENGLISH.number(number, most_decimals)


def day_text(day: date) -> str:
    """ISO, as everywhere."""
    return day.isoformat()
