"""A result that is kept is the result that checking again would give."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.machine import as_json
from rs_excel.app.settings import Terms
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.writeback.capr import RAISED_ON
from rs_excel.writeback.earlier_copy import carried_over
from tests.batch.returns import write
from tests.conftest import SAMPLES

DAY = timedelta(days=1)
RETURNS = 8


def told(checked: CheckedFile, before: CheckedFile) -> dict[str, Any]:
    """All that is said of a file but the day, its clocks running since ``before``."""
    raised = before.check.report.findings
    earlier = {f.fingerprint: {RAISED_ON: f.raised_on.isoformat()} for f in raised}
    report = carried_over(checked.check.report, earlier)
    said = as_json("return.xlsx", replace(report, assessed_on=date.min))
    verdicts = [(v.rule_id, v.row, v.outcome, v.severity) for v in report.verdicts]
    return {**said, "verdicts": verdicts}


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> list[Path]:
    """The samples, and returns whose days lie anywhere around the day of assessment."""
    folder = tmp_path_factory.mktemp("lasting")
    chance = random.Random(6)
    dated = [
        question.key
        for question in standard.pack.catalogue.questions
        if question.kind is QuestionKind.DATE
    ]
    made = []
    for number in range(RETURNS):
        days = {
            key: standard.assessed_on + chance.randint(-800, 500) * DAY
            for key in dated
            if chance.random() < 0.8
        }
        recent = standard.assessed_on - chance.randint(1, 170) * DAY
        given = {**days, "meta.submitted_on": recent}
        made.append(write(folder / f"{number}.xlsx", given))
    samples = ("clean", "damaged", "half_empty", "small_site")
    return [*made, *(SAMPLES / f"{name}.xlsx" for name in samples)]


def test_until_its_day_checking_again_says_the_same(
    returns: list[Path], standard: Terms
) -> None:
    kept, turned = 0, 0
    for path in returns:
        first = check_file(path, standard)
        until = first.same_until()
        assert until > standard.assessed_on
        last = until - DAY
        if last > standard.assessed_on:
            again = check_file(path, replace(standard, assessed_on=last))
            assert told(again, first) == told(first, first)
            kept += 1
        later = check_file(path, replace(standard, assessed_on=until))
        turned += told(later, first) != told(first, first)
    assert kept >= len(returns) // 2
    assert turned >= len(returns) // 3  # the day is no earlier than it has to be


def test_a_finding_that_says_an_age_is_checked_every_day(standard: Terms) -> None:
    spanish = check_file(SAMPLES / "spanish.xlsx", standard)
    assert spanish.same_until() == standard.assessed_on + DAY
