"""The supplied samples come to what stands beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rs_excel.app.settings import Terms
from tests.conftest import SAMPLES
from tests.golden import expected_path, meaning

FILES = sorted(SAMPLES.glob("*.xlsx"))


def test_there_are_samples_of_every_kind() -> None:
    names = {file.stem for file in FILES}
    kinds = {"clean", "mixed", "zero_tolerance", "half_empty", "damaged", "spanish"}
    assert names >= kinds


@pytest.mark.parametrize("sample", FILES, ids=lambda sample: sample.stem)
def test_a_sample_comes_to_what_is_expected(sample: Path, standard: Terms) -> None:
    expected = json.loads(expected_path(sample).read_text(encoding="utf-8"))
    assert meaning(sample, standard) == expected
