"""Health and safety rules, from the cells of a real workbook to the finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real_path.journeys import Journey, assert_arrives, journeys


@pytest.mark.parametrize("journey", journeys("health_and_safety"), ids=str)
def test_a_case_arrives(journey: Journey, tmp_path: Path) -> None:
    assert_arrives(journey, tmp_path)
