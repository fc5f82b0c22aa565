"""Answers recognised in whatever language the questionnaire was switched to.

Comes in: a catalogue, the pack's spellings, what labels are called in each language.
Goes out: both with these as further spellings. A word that would stand for two answers
of one question stands for neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from rs_excel.domain.questions import Catalogue, Choice, Question
from rs_excel.rulebook.pack_words import choice_key

Labels = Mapping[str, tuple[str, ...]]
Spellings = Mapping[str, Mapping[str, tuple[str, ...]]]
_SHARED = (
    ("yes_no", "yes", "choice.Yes"),
    ("yes_no", "no", "choice.No"),
    ("unknown", "unknown", "choice.Don't know"),
    ("not_applicable", "not_applicable", "choice.Not applicable"),
)


def with_labels(catalogue: Catalogue, labels: Labels) -> Catalogue:
    """Choices that also know their labels in all languages."""
    if not labels:
        return catalogue
    return replace(
        catalogue,
        questions=_spoken(catalogue.questions, labels),
        tables=tuple(
            replace(table, columns=_spoken(table.columns, labels))
            for table in catalogue.tables
        ),
    )


def with_shared(spellings: Spellings, labels: Labels) -> Spellings:
    """Yes, No and the like, also as the drop-downs say them in all languages."""
    found = {kind: dict(held) for kind, held in spellings.items()}
    for kind, value, key in _SHARED:
        held = found.setdefault(kind, {})
        held[value] = (*held.get(value, ()), *labels.get(key, ()))
    return found


def _spoken(questions: Iterable[Question], labels: Labels) -> tuple[Question, ...]:
    return tuple(
        replace(question, choices=_told(question.choices, labels))
        if question.choices
        else question
        for question in questions
    )


def _told(choices: tuple[Choice, ...], labels: Labels) -> tuple[Choice, ...]:
    stands_for: dict[str, set[str]] = {}
    for choice in choices:
        called = labels.get(choice_key(choice), ())
        for word in (choice.value, choice.label, *choice.spellings, *called):
            stands_for.setdefault(word.casefold(), set()).add(choice.value)
    one = {word for word, values in stands_for.items() if len(values) == 1}
    return tuple(_with_own(choice, labels, one) for choice in choices)


def _with_own(choice: Choice, labels: Labels, one: Set[str]) -> Choice:
    """With its labels that are the label of no other, and not known yet."""
    held = {choice.label, *choice.spellings}
    called = labels.get(choice_key(choice), ())
    more = [word for word in called if word not in held and word.casefold() in one]
    return replace(choice, spellings=(*choice.spellings, *more)) if more else choice
