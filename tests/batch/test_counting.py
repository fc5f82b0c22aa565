"""Which return of a site counts: by what it says, and never by a guess."""

from __future__ import annotations

from itertools import permutations

import pytest

from rs_excel.batch.counting import Return, Standing, standings
from rs_excel.batch.same_site import Named

NONE, GRAVE = (0, 0, 0, 0), (1, 0, 0, 0)
UNIT = Named(supplier="Example Ltd", site="Unit 1", site_ref="", country="VN")


def returned(file: str, named: Named = UNIT, **about: object) -> Return:
    known: dict[str, object] = {
        "digest": file,
        "submitted_on": "2026-02-01",
        "period_to": "2025-12-31",
        "saved_on": "",
        "gravity": NONE,
        "place": int(file[0]),
        "file": file,
        "named": named,
    }
    return Return(**{**known, **about})  # type: ignore[arg-type]


def named(supplier: str, site: str, ref: str = "", country: str = "VN") -> Named:
    return Named(supplier=supplier, site=site, site_ref=ref, country=country)


def decided(*returns: Return) -> dict[str, Standing]:
    """By file; the same in whatever order the files are found."""
    every = []
    for order in permutations(returns):
        found = standings(order)
        every.append({held.file: found[held.place] for held in returns})
    counting = [{file: s.counts for file, s in told.items()} for told in every]
    assert all(told == counting[0] for told in counting)
    return every[0]


def counting(*returns: Return) -> set[str]:
    return {file for file, standing in decided(*returns).items() if standing.counts}


def codes(standing: Standing) -> list[str]:
    return [reason.code for reason in standing.reasons]


class TestTheLatest:
    def test_is_the_one_finished_last_by_its_own_word(self) -> None:
        old, new = returned("1 z"), returned("2 a", submitted_on="2026-02-20")
        told = decided(old, new)
        assert [told["1 z"].counts, told["2 a"].counts] == [False, True]
        assert told["1 z"].superseded_by == told["2 a"].resubmission_of + 1 == 2  # type: ignore[operator]
        assert codes(told["2 a"]) == ["BAT-201"]
        assert not told["2 a"].ask

    @pytest.mark.parametrize("name", ["submitted_on", "period_to", "saved_on"])
    def test_is_told_by_the_first_of_the_days_that_differ(self, name: str) -> None:
        later = {"submitted_on": "2026-02-02", "period_to": "2026-01-31"}
        day = later.get(name, "2026-02-03T00:00:00Z")
        known = {"saved_on": "2026-02-02T00:00:00Z"} if name == "saved_on" else {}
        assert counting(returned("1", **known), returned("2", **{name: day})) == {"2"}

    def test_of_those_that_say_the_same_day_cannot_be_told(self) -> None:
        told = decided(returned("1"), returned("2", gravity=GRAVE), returned("3"))
        assert {file for file, standing in told.items() if standing.counts} == {"2"}
        assert codes(told["2"]) == ["BAT-203"]
        assert codes(told["1"]) == ["BAT-204"]
        assert all(standing.ask for standing in told.values())

    def test_one_without_a_day_is_neither_first_nor_last(self) -> None:
        told = decided(
            returned("1", submitted_on="2026-01-01"),
            returned("2", submitted_on="2026-02-01", gravity=GRAVE),
            returned("3", submitted_on=""),
        )
        assert codes(told["2"]) == ["BAT-203"]
        assert "usable day" in told["2"].reasons[0].says
        assert codes(told["1"]) == ["BAT-202"]  # it is earlier, whatever 3 is

    def test_one_surely_earlier_does_not_come_back_by_a_later_save(self) -> None:
        assert counting(
            returned("1", submitted_on="2026-01-01", saved_on="2026-02-09T00:00:00Z"),
            returned("2", submitted_on="2026-02-01", saved_on="2026-02-01T00:00:00Z"),
            returned("3", submitted_on="", saved_on="2026-02-05T00:00:00Z"),
        ) == {"3"}

    def test_each_follows_the_one_before(self) -> None:
        days = {"1": "2026-01-03", "2": "2026-01-01", "3": "2026-01-02"}
        told = decided(*(returned(f, submitted_on=day) for f, day in days.items()))
        assert {f: standing.resubmission_of for f, standing in told.items()} == {
            "1": 3,
            "2": None,
            "3": 2,
        }
        assert {standing.superseded_by for standing in told.values()} == {1, None}


class TestTheSameAnswers:
    def test_count_once(self) -> None:
        told = standings([returned("1", digest="x"), returned("2", digest="x")])
        assert (told[1].counts, told[2].counts) == (True, False)
        assert (told[2].duplicate_of, codes(told[2])) == (1, ["BAT-108"])
        assert codes(told[1]) == ["BAT-200"]

    def test_of_nobody_in_particular_are_not_taken_for_the_same(self) -> None:
        nobody = named("", "")
        one, other = (returned(f, nobody, digest="x") for f in ("1", "2"))
        assert counting(one, other) == {"1", "2"}

    def test_without_any_answer_are_no_copies(self) -> None:
        told = decided(returned("1", digest=""), returned("2", digest=""))
        assert [standing.duplicate_of for standing in told.values()] == [None, None]


class TestTheSameSite:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (named("Example Ltd", "Unit 1"), named("EXAMPLE  LTD.", "unit-1")),
            (named("Example Ltd", "Unit 1", "ZS1"), named("Example", "Unit 1", "zs 1")),
            (named("Example Ltd", "Unit 1", "ZS1"), named("Example Ltd", "Unit 1")),
            (named("Example", "Unit 1"), named("Example", "Unit 1", country="")),
            (named("Örnek", "Tesis"), named("O\u0308RNEK", "tesis")),
        ],
    )
    def test_however_it_is_written(self, one: Named, other: Named) -> None:
        assert len(counting(returned("1", one), returned("2", other))) == 1

    @pytest.mark.parametrize(
        ("one", "other", "doubt"),
        [
            (named("Example Ltd", "Unit 1"), named("Example Ltd", "Unit 2"), []),
            (named("Example Ltd", "Unit 1"), named("Other Ltd", "Unit 1"), []),
            (named("A", "B", "ZS1"), named("A", "B", "ZS2"), ["BAT-207"]),
            (named("A", "B", country="VN"), named("A", "B", country="TR"), ["BAT-207"]),
            (named("A", "B", "ZS1"), named("A", "C", "ZS1"), ["BAT-206"]),
            (named("A", ""), named("A", ""), ["BAT-205"]),
            (named("", "B"), named("", "B"), ["BAT-205"]),
            (named("A", "हि"), named("A", "हु"), []),
        ],
    )
    def test_is_not_guessed(self, one: Named, other: Named, doubt: list[str]) -> None:
        told = decided(returned("1", one), returned("2", other))
        assert all(standing.counts for standing in told.values())
        assert [codes(s)[1:] for s in told.values()] == [doubt, doubt]
        assert all(standing.ask is bool(doubt) for standing in told.values())

    def test_that_one_without_a_reference_is_of_cannot_be_told_among_two(self) -> None:
        told = decided(
            returned("1", named("A", "B", "ZS1")),
            returned("2", named("A", "B", "ZS2")),
            returned("3", named("A", "B")),
        )
        assert all(s.counts and s.ask for s in told.values())
