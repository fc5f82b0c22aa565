"""A tracker nobody has changed, and the check it was made from."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.app.track import track
from tests.conftest import SAMPLES

ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def on() -> Terms:
    return terms(find_pack("four_pillar"), "standard", ON)


@pytest.fixture(scope="module")
def mixed(on: Terms) -> CheckedFile:
    return check_file(SAMPLES / "mixed.xlsx", on)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, mixed: CheckedFile, on: Terms
) -> Path:
    path = tmp_path_factory.mktemp("made") / "tracker.xlsx"
    track([mixed], path, on)
    return path


@pytest.fixture
def tracker(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "tracker.xlsx"))
