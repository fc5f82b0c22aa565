"""What to type into the questions behind a rule, to see where it turns.

Comes in: a rule, its mutants, the facts of its cases. Goes out: for each question and
table the values on and beside every limit, every choice, and the ways of not answering.
Where a limit is on a derived answer, the value of an input that just reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.mutants.trying import Trial, conditions_of, retried
from rs_excel.domain.conditions import tests_in
from rs_excel.domain.facts import MILLION, Fact
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.engine.terms import COUNTRY
from rs_excel.rulebook.model import Rule, RulePack

Values = dict[str, list[object]]
Row = Mapping[str, object]

_NOT_ANSWERED: tuple[object, ...] = (
    None,
    "tbc",
    {"answer": "Not applicable", "comment": "Does not concern this site."},
)
_MANY = 100  # questions: then only those that the rule or a case names
_BESIDE = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Turning:
    """Where a rule and its mutants may turn."""

    limits: frozenset[tuple[str, object]]  # question, limit
    pack: RulePack
    tried: Sequence[Trial]

    @classmethod
    def of(
        cls, rules: Iterable[Rule], pack: RulePack, tried: Sequence[Trial]
    ) -> Turning:
        """Collects every limit under the terms of every case."""
        tests = {t for r in rules for c in conditions_of(r) for t in tests_in(c)}
        terms = {id(trial.terms): trial.terms for trial in tried}.values()
        limits = (
            (test.question, part)
            for test in tests
            for on in terms
            for limit in on.limits(test)
            for part in (limit if isinstance(limit, tuple) else (limit,))
        )
        return cls(frozenset(limits), pack, tried)

    def candidates(self) -> Values:
        """Questions the rule itself looks at come first, then those cases answer."""
        read = {question for question, _ in self.limits}
        given = {key for trial in self.tried for key in trial.case.given}
        found: Values = {}
        for question in self.pack.catalogue.questions:
            if question.key != COUNTRY or question.key in read:
                values = self._values(question, self._near(question))
                found[question.key] = [*values, *_NOT_ANSWERED]
        for table in self.pack.catalogue.tables:
            found[table.key] = list(self._tables(table.key, table.columns))
        for key in given - found.keys():  # a derived answer, stated as it is
            near = {limit for question, limit in self.limits if question == key}
            found[key] = list(_numbers(near))
        if len(found) > _MANY:
            found = {key: v for key, v in found.items() if key in read | given}
        order = sorted(found, key=lambda key: (key not in read, key not in given))
        return {key: found[key] for key in order}

    def _tables(self, key: str, columns: Iterable[Question]) -> Iterator[object]:
        """The rows of each case, with one cell of the first row changed."""
        given = [trial.case.given.get(key) for trial in self.tried]
        for rows in (rows for rows in given if isinstance(rows, list) and rows):
            first, *rest = rows
            for column in columns:
                name = column.key.removeprefix(f"{key}.")
                values = self._values(column, self._near(column))
                for value in (*values, *_NOT_ANSWERED[:2]):
                    yield [{**first, name: value}, *rest]
        yield None

    def _near(self, question: Question) -> set[object]:
        """Limits of the question; else what makes an answer derived from it turn."""
        own = {limit for key, limit in self.limits if key == question.key}
        return own or set(self._solved(question))

    def _solved(self, question: Question) -> Iterator[object]:
        derived = {
            (key, limit)
            for key, limit in self.limits
            if key in self.pack.derived_by_key and isinstance(limit, int)
        }
        reached = {key for key, _ in derived}
        for trial in self.tried:
            base = trial.submission.facts.get(question.key)
            value = base and _as_number(base)
            if base is None or value is None:
                continue
            moved = retried(trial, {question.key: _typed(base, value + 1)}, self.pack)
            for key in reached:
                before = _as_number(trial.submission.fact(key))
                after = _as_number(moved.submission.fact(key))
                if before is None or after is None or before == after:
                    continue
                for limit in (limit for name, limit in derived if name == key):
                    wanted = value + (limit / MILLION - before) / (after - before)
                    yield _limit(base, wanted)

    def _values(self, question: Question, limits: Iterable[object]) -> Sequence[object]:
        if question.kind is QuestionKind.YES_NO:
            return ["Yes", "No"]
        if question.choices:
            return [choice.label for choice in question.choices]
        if question.kind is QuestionKind.DATE:
            days = {limit for limit in limits if isinstance(limit, date)}
            moved = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
            return sorted(moved)
        if question.kind is QuestionKind.TEXT:
            return ["A text"]
        return [n for n in _numbers(limits) if _in_range(n, question)]


def _numbers(limits: Iterable[object]) -> list[float]:
    """On and beside the limits; whole numbers first, as most answers are."""
    exact = {limit / MILLION for limit in limits if isinstance(limit, int)}
    near = {n + beside for n in exact for beside in _BESIDE} | {0.0, 1.0}
    return sorted(near, key=lambda n: (n % 1 != 0, n))


def _in_range(number: float, question: Question) -> bool:
    low, high = question.minimum, question.maximum
    return (low is None or number >= low) and (high is None or number <= high)


def _as_number(fact: Fact) -> float | None:
    return float(fact.day.toordinal()) if fact.day else fact.number


def _typed(like: Fact, number: float) -> object:
    return date.fromordinal(round(number)) if like.day else number


def _limit(like: Fact, number: float) -> object:
    """As limits are written: days, or millionths."""
    return date.fromordinal(round(number)) if like.day else round(number * MILLION)
