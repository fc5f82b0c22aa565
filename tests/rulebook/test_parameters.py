"""Limits by country and day: none is missing, none contradicts its code, each steps."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rs_excel.domain.conditions import Test
from rs_excel.errors import PackError
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.conftest import ASSESSED_ON
from tests.packs import PARAMETERS, tiny_pack

SOURCING_COUNTRIES = (
    *("AE", "AL", "AO", "AR", "BA", "BD", "BF", "BG", "BJ", "BR", "BW", "CI", "CL"),
    *("CN", "CO", "CR", "DE", "DO", "DZ", "EC", "EG", "ES", "ET", "FR", "GB", "GH"),
    *("GT", "HK", "HN", "ID", "IN", "IT", "JO", "JP", "KE", "KH", "KR", "LA", "LK"),
    *("MA", "MG", "MM", "MX", "MY", "NG", "NI", "NP", "PA", "PE", "PH", "PK", "PL"),
    *("PT", "PY", "RO", "RS", "SG", "SV", "TH", "TN", "TR", "TW", "TZ", "UG", "US"),
    *("UY", "VN", "ZA"),
)
OF_THE_LAW = (
    "min_working_age",
    "max_regular_week",
    "ot_premium_legal_pct",
    "maternity_weeks_legal",
)
"""What no code can stand in for: each country has a line of its own."""


def value(pack: RulePack, name: str, country: str, day: date) -> float | None:
    held = pack.parameters[name].on(day, country)
    return held.value if held else None


@pytest.mark.parametrize("country", SOURCING_COUNTRIES)
def test_every_limit_has_a_value_or_says_that_the_law_sets_none(
    pack: RulePack, country: str
) -> None:
    silent = []
    for name, parameter in pack.parameters.items():
        held = parameter.on(ASSESSED_ON, country)
        reference = (
            held.reference if held else parameter.no_limit_in_law.get(country, "")
        )
        if not reference:
            silent.append(name)
    assert silent == []


@pytest.mark.parametrize("name", OF_THE_LAW)
def test_what_the_law_decides_is_looked_up_for_each_country(
    pack: RulePack, name: str
) -> None:
    parameter = pack.parameters[name]
    own = {v.country for v in parameter.values} | parameter.no_limit_in_law.keys()
    assert set(SOURCING_COUNTRIES) - own == set()


@pytest.mark.parametrize(
    ("name", "country", "day", "step"),
    [
        ("max_regular_week", "MX", "2027-01-01", (48, 46)),
        ("max_regular_week", "MX", "2028-01-01", (46, 44)),
        ("max_regular_week", "MX", "2029-01-01", (44, 42)),
        ("max_regular_week", "MX", "2030-01-01", (42, 40)),
        ("max_regular_week", "CL", "2024-04-26", (45, 44)),
        ("max_regular_week", "CL", "2026-04-26", (44, 42)),
        ("max_regular_week", "CL", "2028-04-26", (42, 40)),
        ("max_regular_week", "CO", "2023-07-15", (48, 47)),
        ("max_regular_week", "CO", "2024-07-15", (47, 46)),
        ("max_regular_week", "CO", "2025-07-15", (46, 44)),
        ("max_regular_week", "CO", "2026-07-15", (44, 42)),
        ("max_regular_week", "MY", "2023-01-01", (48, 45)),
        ("max_overtime_month", "VN", "2021-01-01", (30, 40)),
        ("max_total_hours_week", "KR", "2018-07-01", (60, 52)),
        ("maternity_weeks_legal", "IN", "2017-04-01", (12, 26)),
        ("maternity_weeks_legal", "TH", "2025-12-07", (14, 17)),
        ("notice_days_max", "EG", "2025-09-01", (60, 90)),
    ],
)
def test_a_limit_steps_on_the_day_the_law_does(
    pack: RulePack, name: str, country: str, day: str, step: tuple[float, float]
) -> None:
    first = date.fromisoformat(day)
    eve = first - timedelta(days=1)
    seen = (value(pack, name, country, eve), value(pack, name, country, first))
    assert seen == step


@pytest.mark.parametrize("country", SOURCING_COUNTRIES)
def test_code_and_law_agree_on_which_protects_workers_more(
    pack: RulePack, country: str
) -> None:
    def on(name: str) -> float:
        return value(pack, name, country, ASSESSED_ON) or 0.0

    assert on("min_working_age") >= 15
    assert on("max_regular_week") <= 48
    assert on("max_total_hours_week") <= 60
    assert on("max_overtime_week") <= 12
    assert on("ot_premium_pct") == max(125, on("ot_premium_legal_pct"))
    assert on("maternity_weeks") == max(14, on("maternity_weeks_legal"))


@pytest.mark.parametrize(
    ("rule_id", "name"),
    [("HR-060", "max_overtime_month"), ("HR-094", "max_overtime_year")],
)
def test_a_rule_applies_where_the_law_sets_the_limit_it_compares_with(
    pack: RulePack, rule_id: str, name: str
) -> None:
    applies = pack.by_id[rule_id].applies_when
    assert isinstance(applies, Test)
    assert applies.operand == tuple(
        sorted({v.country or "" for v in pack.parameters[name].values})
    )


def test_a_limit_that_nobody_compares_with_is_named_by_lint(tmp_path: Path) -> None:
    more = PARAMETERS.replace("drills_a_year", "drills_a_month")
    folder = tiny_pack(tmp_path, **{"parameters/20_more.yaml": more})
    found = [(i.code, i.rule_id, i.where) for i in lint(load_pack(folder))]
    assert found == [("RL030", "$drills_a_month", "parameters/20_more.yaml:2")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "    - { country: BD, since: 2015-01-01, value: 3, reference: other }\n",
            "`drills_a_year` has two values for BD since 2015-01-01.",
        ),
        (
            "  no_limit_in_law: [{ countries: [BD], reference: nothing found }]\n",
            "`drills_a_year` has a value for BD, and says it has none.",
        ),
    ],
)
def test_two_answers_for_one_country_are_refused_at_their_line(
    tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(tiny_pack(tmp_path, parameters=PARAMETERS + line))
    (found,) = caught.value.problems
    assert (found.where, found.says) == ("parameters.yaml:8", says)
