"""One status a file, and what decides it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.batch.statuses import Judged, Status, judge, judge_unchecked
from rs_excel.domain.findings import CheckReport
from rs_excel.errors import note, problem
from tests.conftest import SAMPLES


def reported(sample: str, terms: Terms) -> CheckReport:
    return check_file(SAMPLES / f"{sample}.xlsx", terms).check.report


def codes(judged: Judged) -> list[str]:
    return [reason.code for reason in judged.reasons]


@pytest.mark.parametrize(
    ("sample", "status", "why"),
    [
        ("clean", Status.CHECKED, ["BAT-100"]),
        ("spanish", Status.CHECKED, ["BAT-100"]),
        ("zero_tolerance", Status.NEEDS_ATTENTION, ["BAT-101"]),
        ("damaged", Status.NEEDS_ATTENTION, ["BAT-102", "BAT-104"]),
        ("half_empty", Status.INCOMPLETE, ["BAT-103"]),
    ],
)
def test_the_samples(
    standard: Terms, sample: str, status: Status, why: list[str]
) -> None:
    judged = judge(reported(sample, standard), standard.policy)
    assert (judged.status, codes(judged)) == (status, why)


def test_the_share_that_must_be_assessed_is_the_policys(standard: Terms) -> None:
    half_empty = reported("half_empty", standard)
    lenient = replace(standard.policy, least_assessed_share=0.2)
    assert judge(half_empty, lenient).status is Status.CHECKED


def test_an_older_version_counts_only_where_nothing_graver_does(
    standard: Terms,
) -> None:
    older = note("BOOK-102", held="1.0", ours="1.1", count="9 questions")
    clean = replace(reported("clean", standard), notes=(older,))
    assert judge(clean, standard.policy).status is Status.OLD_VERSION
    grave = replace(reported("zero_tolerance", standard), notes=(older,))
    judged = judge(grave, standard.policy)
    assert judged.status is Status.NEEDS_ATTENTION
    assert codes(judged) == ["BAT-101", "BAT-105"]


def test_another_template_comes_before_all_else(standard: Terms) -> None:
    other = note("BOOK-100", theirs="theirs", ours="ours")
    grave = replace(reported("zero_tolerance", standard), notes=(other,))
    assert judge(grave, standard.policy).status is Status.WRONG_TEMPLATE


def test_what_is_checked_says_what_was_found(standard: Terms) -> None:
    (clean,) = judge(reported("clean", standard), standard.policy).reasons
    assert clean.says == "Checked: no non-conformance."
    (spanish,) = judge(reported("spanish", standard), standard.policy).reasons
    assert "major" in spanish.says or "minor" in spanish.says


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("BOOK-040", Status.WRONG_TEMPLATE),
        ("BOOK-041", Status.WRONG_TEMPLATE),
        ("BOOK-003", Status.UNREADABLE),
        ("BOOK-008", Status.UNREADABLE),
        ("OUT-003", Status.FAILED),
        ("BAT-110", Status.FAILED),
    ],
)
def test_what_could_not_be_checked(code: str, status: Status) -> None:
    found = problem(code, Path("return.xlsx"))
    assert judge_unchecked((found,)).status is status
