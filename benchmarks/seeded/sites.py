"""Random but plausible sites in which everything is in order.

Comes in: the pack's questions, a seed. Goes out: answers by question key, as a supplier
types them, and the day of assessment. They start from the answers of the clean sample;
every question that this site is asked beyond those is answered too, so that questions
added to the pack need no change here.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

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
    country = str(changed.get("site.country") or _country(pack, chance))
    answers |= _place(country, chance) | _law(pack, country, on)
    heads = {k: int(str(v)) for k, v in changed.items() if "." not in k}
    answers |= _people(heads, chance) | _money(chance)
    answers |= _features(chance)
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


def _country(pack: RulePack, chance: random.Random) -> str:
    """More often a country whose law the pack knows."""
    choices = pack.catalogue.by_key["site.country"].choices
    known = {v.country for p in pack.parameters.values() for v in p.values}
    held = [choice.value for choice in choices if choice.value in known]
    every = [choice.value for choice in choices]
    return chance.choice(held if chance.random() < 0.8 else every)


def _place(country: str, chance: random.Random) -> Answers:
    kinds = ("Manufacturing or processing", "Farm or plantation", "Office")
    return {
        "site.country": country,
        "site.type": chance.choice((*kinds, "Warehouse or distribution")),
        "site.legal_name": f"Example {chance.randrange(1000)} Ltd (seeded)",
        "site.name": f"Site {chance.randrange(1000)} (seeded)",
        "site.gps_lat": round(chance.uniform(-55, 65), 4) or 1.0,
        "site.gps_lon": round(chance.uniform(-120, 150), 4) or 1.0,
        "site.floors_max": chance.randint(1, 6),
    }


def _law(pack: RulePack, country: str, on: date) -> Answers:
    """What must fit the law of the country, well within its limits."""

    def limit(name: str, otherwise: float) -> float:
        held = pack.parameters[name].on(on, country)
        return held.value if held else otherwise

    week = 40 if limit("max_regular_week", 48) >= 40 else 35
    return {
        "site.shift_hours": week / 5,
        "site.days_week": 5,
        "hr.reg_week": week,
        "hr.ot_week": 2,
        "hr.ot_month": 6,
        "hr.ot_year": 40,
        "hr.max_week": week + 2,
        "hr.max_day": 9,
        "wg.ot_premium_pct": 200,
        "ds.maternity_weeks": max(20, limit("maternity_weeks", 14)),
        "fl.notice_days": 14,
        "hs.drills_12m": 4,
        "hs.last_drill": on - timedelta(days=40),
        "hs.fire_trained_pct": 45,
    }


def _people(heads: Mapping[str, int], chance: random.Random) -> Answers:
    """Headcounts that add up, and what has to keep pace with them."""
    total = heads.get("workers") or max(12, round(math.exp(chance.uniform(2.5, 8))))
    women = max(3, round(total * chance.uniform(0.2, 0.6)))
    men = total - women
    managers = max(2, total // 15)
    temporary = round(men * chance.uniform(0, 0.2))
    temporary = min(heads.get("temporary", temporary), men)
    agency = round(women * chance.uniform(0, 0.15)) * chance.randint(0, 1)
    agency = min(heads.get("agency", agency), women)
    migrants = round(men * chance.uniform(0, 0.3)) * chance.randint(0, 1)
    migrants = min(heads.get("migrants", migrants), men)
    apprentices = min(heads.get("apprentices", 0), men - temporary)
    grid = dict.fromkeys(
        f"wf.{row}.{column}"
        for row in ("perm", "temp", "agency", "seasonal", "apprentice")
        for column in ("male", "female", "other")
    )
    origin = dict.fromkeys(
        f"wf.{row}.{column}"
        for row in ("local", "mig_dom", "mig_int")
        for column in ("male", "female", "other")
    )
    counted = {
        "wf.perm.male": men - temporary - apprentices,
        "wf.apprentice.male": apprentices,
        "wf.perm.female": women - agency,
        "wf.temp.male": temporary,
        "wf.agency.female": agency,
        "wf.local.male": men - migrants,
        "wf.local.female": women,
        "wf.mig_int.male": migrants,
    }
    return {
        **dict.fromkeys((*grid, *origin), 0),
        **counted,
        "wf.total": total,
        "wf.mgmt": managers,
        "wf.women_mgmt": managers // 2,
        "wf.prod": total - managers,
        "wf.union_members": total // 4,
        "foa.griev_12m": 3 + total // 100,
        "hs.accidents_12m": 3 + total // 200,
        "hs.first_aiders": math.ceil(total / 10) + 1,
        "hs.kits": math.ceil(total / 50) + 1,
        "hs.toilets_f": women // 20 + 2,
        "hs.toilets_m": men // 20 + 2,
    }


def _money(chance: random.Random) -> Answers:
    least = round(chance.uniform(100, 20_000), 2)
    lowest = round(least * chance.uniform(1.05, 1.6), 2)
    return {
        "wg.legal_min": least,
        "wg.lowest": lowest,
        "wg.living_bench": round(lowest * 0.98, 2),
        "wg.avg": round(lowest * chance.uniform(1.05, 1.8), 2),
    }


def _features(chance: random.Random) -> Answers:
    """What only some sites have, each bringing questions of its own."""
    some: tuple[Answers, ...] = (
        {"site.dormitory": "Yes"},
        {"site.canteen": "No"},
        {"site.shared_building": "Yes"},
        {"site.chemicals": "No"},
        {"wf.under18": 2, "wf.youngest_age": 17},
        {"wf.homework": 6},
        {"wg.piece": "Yes"},
        {"wg.inkind_pct": 4},
        {"re.subcontract": "Yes"},
        {"ht.body_search": "Yes"},
        {"hs.iso45001": "Yes", "hs.iso45001_expiry": "+500 days"},
        {"hs.noise_dba": 88},
        {"hs.transport": "Yes"},
        {"en.own_abstraction": "Yes"},
        {"en.water_stress": "High"},
        {"en.eia_required": "Yes"},
        {"en.protected_area": "Yes"},
        {"en.eudr_commodity": "Cocoa; Coffee"},
        {"en.haz_waste": "No"},
        {"bi.agents": "Yes"},
        {"au.done": "No"},
    )
    return {k: v for one in some if chance.random() < 0.25 for k, v in one.items()}


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
