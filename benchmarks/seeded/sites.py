"""Random but plausible sites in which everything is in order.

Comes in: the pack's questions, a seed. Goes out: answers by question key, as a supplier
types them, and the day of assessment. They start from the answers of the clean sample;
every question that this site is asked beyond those is answered too, so that questions
added to the pack need no change here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from benchmarks.seeded.people import people
from benchmarks.seeded.profile import a_country, features, law, money, place
from rs_excel import strict_yaml
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.engine.stating import state
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers

Answers = dict[str, object]

CLEAN_ON = date(2026, 3, 2)  # the day the clean sample is assessed on
_HERE = Path(__file__).parent
_EVIDENCE = "E-01"  # on the register of the clean sample
_ROUNDS = 4  # of opening questions that answers ask for, and closing others


@dataclass(frozen=True, slots=True)
class Site:
    """One return: what is typed into it, and the day it is assessed on."""

    answers: Mapping[str, object]
    assessed_on: date


def site(pack: RulePack, seed: int, changed: Mapping[str, object]) -> Site:
    """A site in order but for ``changed``; words such as ``-400 days`` become days.

    Words without a dot are of the headcount: ``workers``, ``temporary``,
    ``agency``, ``migrants``, ``apprentices``. A table with ``+`` after its key gets
    further rows.
    """
    chance = random.Random(seed)
    on = date(2026, 1, 5) + timedelta(days=chance.randrange(360))
    answers = {key: _moved(value, on - CLEAN_ON) for key, value in _clean().items()}
    country = str(changed.get("site.country") or a_country(pack, chance))
    answers |= place(country, chance) | law(pack, country, on)
    heads = {k: int(str(v)) for k, v in changed.items() if "." not in k}
    answers |= people(pack, heads, chance) | money(chance)
    answers |= features(chance)
    fixed = {k: _day(v, on) for k, v in changed.items() if "." in k}
    for key in [key for key in fixed if key.endswith("+")]:
        table = key.removesuffix("+")
        fixed[table] = [*_rows(answers[table]), *_rows(fixed.pop(key))]
    return Site(_as_asked(answers | fixed, fixed, pack, on), on)


def _rows(table: object) -> list[object]:
    return table if isinstance(table, list) else []


@cache
def _clean() -> Mapping[str, object]:
    return load_answers(workbooks_folder() / "saq" / "answers" / "clean.yaml")


@cache
def _good() -> Mapping[str, object]:
    data = strict_yaml.load(_HERE / "good.yaml").data
    assert isinstance(data, dict)
    return data


def _moved(value: object, by: timedelta) -> object:
    """All days as far from the day of assessment as in the clean sample."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, dict):
        return {key: _moved(inner, by) for key, inner in value.items()}
    return [_moved(inner, by) for inner in value] if isinstance(value, list) else value


def _day(value: object, on: date) -> object:
    """``-400 days`` and ``+30 days`` count from the day of assessment."""
    if isinstance(value, list):
        return [{k: _day(v, on) for k, v in row.items()} for row in value]
    if isinstance(value, str) and value.endswith(" days"):
        return on + timedelta(days=int(value.removesuffix(" days")))
    return value


def _as_asked(
    answers: Answers, fixed: Mapping[str, object], pack: RulePack, on: date
) -> Answers:
    """With everything answered that this site is asked, and nothing it is not."""
    answers = {key: _day(value, on) for key, value in answers.items()}
    for _ in range(_ROUNDS):
        changed = False
        for question, is_asked in _asked(answers, pack, on):
            key = question.key
            if key in fixed:
                continue
            if not is_asked and answers.get(key) is not None:
                answers[key] = None
                changed = True
            elif is_asked and question.required and answers.get(key) is None:
                answers[key] = _answer(question, on)
                changed = True
        if not changed:
            break
    return dict(_with_evidence(answers, pack))


def _asked(
    answers: Answers, pack: RulePack, on: date
) -> Iterator[tuple[Question, bool]]:
    """Which questions this site is asked: as the product tells the site itself."""
    book = book_of(pack.catalogue, answers)
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    facts = state(sheet, pack, on).facts
    for question in pack.catalogue.questions:
        yield question, facts[question.key].state is not AnswerState.NOT_ASKED


def _answer(question: Question, on: date) -> object:
    """Of a site in order: as said once, else as the kind of question suggests."""
    said = _good().get(question.key, _clean().get(question.key))
    if said is not None:
        return _moved(said, on - CLEAN_ON)
    if question.kind is QuestionKind.DATE:
        return on - timedelta(days=30)
    if question.kind is QuestionKind.YES_NO:
        return "Yes"
    if question.choices:
        return question.choices[0].label
    if question.kind is QuestionKind.TEXT:
        return "As described to the customer"
    return 100 if question.kind is QuestionKind.PERCENT else question.minimum or 0


def _with_evidence(answers: Answers, pack: RulePack) -> Iterator[tuple[str, object]]:
    """A plain Yes gets a document; ``{answer: Yes}`` is one without."""
    for key, value in answers.items():
        question = pack.catalogue.by_key.get(key)
        if question and question.evidence_needed and value == "Yes":
            yield key, {"answer": value, "evidence": _EVIDENCE}
        else:
            yield key, value
