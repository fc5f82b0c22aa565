"""Trends over several runs: what was raised, cleared, came back, how long it took."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rs_excel.batch.history import Found, PastReturn, SiteHistory, Trouble
from rs_excel.batch.trend_rows import MEANINGS, measured
from rs_excel.batch.trends import Event, Trends, trends
from rs_excel.cli.arguments import parser
from rs_excel.cli.batch_arguments import TREND_GROUPS
from rs_excel.cli.main import main
from rs_excel.domain.vocabulary import Pillar, Severity
from tests.batch.folders import batch
from tests.batch.returns import site, write

BLOCKED = Trouble("HS-001", "", Pillar.HEALTH_AND_SAFETY)
PERMIT = Trouble("EN-002", "Discharge", Pillar.ENVIRONMENT)
FLAGGED, FINE, OPEN = {"flagged": 1}, {"conforms": 1}, {"not_assessed": 1}


def given(on: str, *troubles: Trouble, **outcomes: Mapping[str, int]) -> PastReturn:
    """A return; each finding is due three months after it was first seen."""
    day = date.fromisoformat(on)
    due = date(day.year + (day.month > 9), (day.month + 2) % 12 + 1, 1)
    named = {name.replace("_", "-"): counts for name, counts in outcomes.items()}
    found = {t: Found(Severity.MAJOR, "Says", due) for t in troubles}
    flagged = {trouble.rule: FLAGGED for trouble in troubles}
    return PastReturn(file=on, on=day, found=found, outcomes={**flagged, **named})


def history(*returns: PastReturn, name: str = "Unit 1") -> SiteHistory:
    return SiteHistory(supplier="A", site=name, country="VN", returns=returns)


def counted(*sites: SiteHistory, by: str = "year", on: str = "2026-03-02") -> Trends:
    return trends(sites, by, date.fromisoformat(on))


def events(told: Trends) -> dict[str, int]:
    return {event.value: n for event, n in told.total.events.items() if n}


class TestOneSite:
    def test_what_stands_in_the_next_return_is_found_again(self) -> None:
        told = counted(
            history(given("2025-01-10", BLOCKED), given("2025-07-10", BLOCKED))
        )
        assert events(told) == {"raised": 1, "again": 1}
        (repeated,) = told.repeated
        assert (repeated.returns, repeated.in_a_row, repeated.state) == (2, 2, "open")
        assert told.total.open == 1
        assert told.total.overdue == 1  # by the first day due, 2025-04-01

    def test_a_later_return_clears_what_it_answers(self) -> None:
        told = counted(
            history(given("2025-01-10", BLOCKED), given("2025-02-09", HS_001=FINE))
        )
        assert events(told) == {"raised": 1, "cleared": 1}
        assert told.total.days == {Severity.MAJOR: [30]}
        assert (told.total.in_time, told.total.open) == (1, 0)
        assert told.repeated == []

    @pytest.mark.parametrize("outcome", [{}, {"HS_001": OPEN}])
    def test_what_is_not_answered_any_more_is_not_cleared(
        self, outcome: dict[str, Any]
    ) -> None:
        told = counted(
            history(given("2025-01-10", BLOCKED), given("2025-02-09", **outcome))
        )
        assert events(told) == {"raised": 1, "unknown": 1}

    def test_a_row_that_is_gone_is_not_cleared_while_others_are_flagged(self) -> None:
        mixed = {"conforms": 2, "flagged": 1}
        gone = counted(
            history(given("2025-01-10", PERMIT), given("2025-02-09", EN_002=mixed))
        )
        assert events(gone) == {"raised": 1, "unknown": 1}
        fine = counted(
            history(given("2025-01-10", PERMIT), given("2025-02-09", EN_002=FINE))
        )
        assert events(fine) == {"raised": 1, "cleared": 1}

    def test_what_comes_back_begins_anew(self) -> None:
        told = counted(
            history(
                given("2024-01-10", BLOCKED),
                given("2024-06-10", HS_001=FINE),
                given("2025-06-10", BLOCKED),
                given("2025-06-20", HS_001=FINE),
            )
        )
        assert events(told) == {"raised": 1, "cleared": 2, "back": 1}
        assert told.total.days == {Severity.MAJOR: [152, 10]}
        (repeated,) = told.repeated
        assert (repeated.back, repeated.state) == (1, "cleared")

    def test_what_is_later_than_the_day_is_not_counted(self) -> None:
        site = history(given("2025-01-10", BLOCKED), given("2025-07-10", HS_001=FINE))
        assert events(counted(site, on="2025-06-30")) == {"raised": 1}


def test_what_stood_open_runs_on_from_period_to_period() -> None:
    told = counted(
        history(given("2024-02-10", BLOCKED, PERMIT), given("2025-05-10", BLOCKED)),
        history(given("2024-02-11", BLOCKED), name="Unit 2"),
        by="quarter",
    )
    assert {name: of.open for name, of in told.groups.items()} == {
        "2024-Q1": 3,
        "2025-Q2": 2,
    }


@pytest.mark.parametrize("by", TREND_GROUPS)
def test_the_groups_add_up_to_all(by: str) -> None:
    sites = [
        history(given("2024-02-10", BLOCKED, PERMIT), given("2025-05-10", EN_002=FINE)),
        history(given("2025-01-11", BLOCKED), name="Unit 2"),
    ]
    told = counted(*sites, by=by)
    for event in Event:
        assert (
            sum(of.events[event] for of in told.groups.values())
            == (told.total.events[event])
        )
    assert measured(told.total).keys() == MEANINGS.keys()


def test_a_rate_of_nothing_is_no_rate() -> None:
    told = measured(counted().total)
    assert told["clearing_rate"] is told["per_return"] is told["days_major"] is None


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three returns of one site, the last of them there in the second run only."""
    folder = tmp_path_factory.mktemp("trends")
    unit = site("=Example Ltd", "Unit 1")
    returns = {"2025-02-20": "Yes", "2025-08-20": "No", "2026-02-20": "Yes"}
    for finished, blocked in returns.items():
        given = {**unit, "meta.submitted_on": finished, "hs.exit_blocked": blocked}
        write(folder / "in" / f"{finished}.xlsx", given)
        if finished == "2025-08-20":
            assert batch(folder / "in", folder / "out", "--as-of", "2025-09-02") == 0
    (folder / "in" / "2025-08-20.xlsx").unlink()
    assert batch(folder / "in", folder / "out", "--as-of", "2026-03-03") == 0
    return folder / "out"


def asked(out: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    capsys.readouterr()
    assert main(["trends", str(out), *more]) == 0
    return capsys.readouterr().out


def test_runs_on_several_days_are_one_history(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(asked(out, capsys, "--by", "rule", "--format", "json"))
    assert told["as_of"] == "2026-03-03"
    assert (told["total"]["returns"], told["total"]["sites"]) == (3, 1)
    with closing(sqlite3.connect(out / "results.sqlite")) as db:
        (checks,) = db.execute("SELECT count(*) FROM result").fetchone()
    assert checks > told["total"]["returns"]
    (blocked,) = (found for found in told["repeated"] if found["rule"] == rule_of(out))
    assert (blocked["returns"], blocked["back"], blocked["state"]) == (2, 1, "open")
    (group,) = (g for g in told["groups"] if g["rule"] == rule_of(out))
    counts = {name: group[name] for name in ("raised", "cleared", "back", "open")}
    assert counts == {"raised": 1, "cleared": 1, "back": 1, "open": 1}
    days = (date(2025, 8, 20) - date(2025, 2, 20)).days
    assert days in [v for k, v in group.items() if k.startswith("days_")]


def rule_of(out: Path) -> str:
    """The rule about blocked exits, as the findings of the last return name it."""
    found = [json.loads(t) for t in (out / "findings.jsonl").read_text().splitlines()]
    (rule,) = {f["rule"] for f in found if "exit" in f["title"].lower()}
    return str(rule)


def test_the_table_is_safe_in_a_spreadsheet(
    out: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["trends", str(out), "--by", "supplier", "--format", "csv"]) == 0
    text = capfdbinary.readouterr().out.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["supplier"] for row in rows] == ["'=Example Ltd", "all"]
    assert [row["returns"] for row in rows] == ["3", "3"]


def test_the_screen_says_what_it_rests_on(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(out, capsys)
    assert "2025-Q1" in said
    assert "verified by nobody" in said
    assert rule_of(out) in asked(out, capsys, "--by", "finding")


def test_a_folder_without_results_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trends", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("BAT-006")
    (tmp_path / "results.sqlite").write_bytes(b"no database" * 100)
    assert main(["trends", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("BAT-005")


def test_every_group_can_be_asked_for() -> None:
    for by in (*TREND_GROUPS, "finding"):
        assert parser().parse_args(["trends", "out", "--by", by]).by == by
