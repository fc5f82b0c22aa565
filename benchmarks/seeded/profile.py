"""What a site in order is like: where it is, what it pays, what it has.

Comes in: a country, a day, a source of chance. Goes out: answers by question key. What
the law of a country decides is kept well within its limits.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from rs_excel.rulebook.model import RulePack

Answers = dict[str, object]


def a_country(pack: RulePack, chance: random.Random) -> str:
    """More often a country whose law the pack knows."""
    choices = pack.catalogue.by_key["site.country"].choices
    known = {v.country for p in pack.parameters.values() for v in p.values}
    held = [choice.value for choice in choices if choice.value in known]
    every = [choice.value for choice in choices]
    return chance.choice(held if chance.random() < 0.8 else every)


def place(country: str, chance: random.Random) -> Answers:
    """Name, kind and coordinates, never 0, 0."""
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


def law(pack: RulePack, country: str, on: date) -> Answers:
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


def money(chance: random.Random) -> Answers:
    """Wages above the legal minimum and above what living costs."""
    least = round(chance.uniform(100, 20_000), 2)
    lowest = round(least * chance.uniform(1.05, 1.6), 2)
    return {
        "wg.legal_min": least,
        "wg.lowest": lowest,
        "wg.living_bench": round(lowest * 0.98, 2),
        "wg.avg": round(lowest * chance.uniform(1.05, 1.8), 2),
    }


def features(chance: random.Random) -> Answers:
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
