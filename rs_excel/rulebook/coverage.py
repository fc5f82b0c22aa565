"""How far the pack serves each framework, and what is asked that no rule reads.

Comes in: a ``RulePack``. Goes out: by framework and clause the rules and questions that
serve it, and by question who reads it. Nothing here is kept beside the rules: it
follows from what they cite and read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from rs_excel.rulebook.frameworks import Clause, Framework
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.read_by import questions_opened, rules_by_question


class ServedBy(StrEnum):
    """What a clause has in the pack."""

    RULES = "rules"
    QUESTIONS = "questions"  # it is asked, and no rule weighs the answer
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseServed:
    """One clause with the ids of rules and the keys of questions that serve it."""

    clause: Clause
    rules: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def by(self) -> ServedBy:
        """The most the pack has for it."""
        if self.rules:
            return ServedBy.RULES
        return ServedBy.QUESTIONS if self.questions else ServedBy.NOTHING

    @property
    def unexplained(self) -> bool:
        """No rule serves it and nobody said why, or a reason outlived its cause."""
        return bool(self.rules) is bool(self.clause.not_served)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkServed:
    """One framework, clause by clause in its own order."""

    framework: Framework
    clauses: tuple[ClauseServed, ...]

    def served_by(self, what: ServedBy) -> tuple[ClauseServed, ...]:
        """The clauses served in this way."""
        return tuple(clause for clause in self.clauses if clause.by is what)

    @property
    def rules(self) -> frozenset[str]:
        """Every rule that serves any clause."""
        return frozenset(rule for clause in self.clauses for rule in clause.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A question whose answer no rule weighs, and what it is asked for."""

    question: str
    opens: tuple[str, ...]  # questions only asked for some answers to it
    reason: str  # empty: nobody said


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole pack against its frameworks and its questionnaire."""

    frameworks: tuple[FrameworkServed, ...]
    read_by: Mapping[str, tuple[str, ...]]  # question or derived key → rule ids
    unread: tuple[Unread, ...]
    read_after_all: tuple[str, ...]  # listed as read by no rule, and yet read

    @property
    def complete(self) -> bool:
        """Every gap has its reason, and no reason speaks of a gap that is closed."""
        clauses = (c for served in self.frameworks for c in served.clauses)
        silent = any(not entry.reason and not entry.opens for entry in self.unread)
        return not (
            silent
            or self.read_after_all
            or any(clause.unexplained for clause in clauses)
        )


def coverage(pack: RulePack) -> Coverage:
    """Who serves what; see the classes."""
    read_by = rules_by_question(pack)
    opened = questions_opened(pack)
    cited = _Cited.by(pack)
    return Coverage(
        frameworks=tuple(
            FrameworkServed(
                framework=framework,
                clauses=tuple(
                    _served(clause, framework, cited, read_by)
                    for clause in framework.clauses
                ),
            )
            for framework in pack.frameworks
        ),
        read_by=read_by,
        unread=tuple(
            Unread(
                question=key,
                opens=opened.get(key, ()),
                reason=pack.read_by_nobody.get(key, ""),
            )
            for key in pack.catalogue.by_key
            if key not in read_by
        ),
        read_after_all=tuple(key for key in pack.read_by_nobody if key in read_by),
    )


@dataclass(frozen=True, slots=True)
class _Cited:
    """Who cites what, by citation as printed: ``smeta 7.0 10A``."""

    rules: Mapping[str, set[str]]
    questions: Mapping[str, set[str]]
    keys: tuple[str, ...]  # every question, in the order it is asked

    @classmethod
    def by(cls, pack: RulePack) -> _Cited:
        rules, questions = defaultdict(set), defaultdict(set)
        for rule in pack.rules:
            for basis in rule.basis:
                rules[str(basis)].add(rule.id)
        for question in pack.catalogue.by_key.values():
            for clause in question.clauses:
                questions[clause].add(question.key)
        return cls(rules, questions, tuple(pack.catalogue.by_key))


def _served(
    clause: Clause,
    framework: Framework,
    cited: _Cited,
    read_by: Mapping[str, tuple[str, ...]],
) -> ClauseServed:
    wanted = (f"{framework.cited_as} {clause.id}", *clause.through)
    asked = {key for key in cited.keys if _matches(key, clause.asked_in)}
    rules = {rule for key in asked for rule in read_by.get(key, ())}
    rules |= _all_under(cited.rules, wanted)
    asked |= _all_under(cited.questions, wanted)
    return ClauseServed(
        clause=clause,
        rules=tuple(sorted(rules)),
        questions=tuple(key for key in cited.keys if key in asked),
    )


def _all_under(found: Mapping[str, set[str]], wanted: Iterable[str]) -> set[str]:
    wanted = tuple(wanted)
    return {
        name
        for citation, names in found.items()
        if _matches(citation, wanted)
        for name in names
    }


def _matches(text: str, patterns: Iterable[str]) -> bool:
    """``*`` stands for anything; everything else for itself."""
    return any(fnmatchcase(text, pattern) for pattern in patterns)
