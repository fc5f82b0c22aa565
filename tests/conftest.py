"""What many tests start from: the supplied pack, the samples, the day."""

from __future__ import annotations

import gc
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.rulebook.model import RulePack

pytest_plugins = ("tests.engines.fixtures",)

SAMPLES = Path(__file__).parent.parent / "workbooks" / "saq" / "samples"
ASSESSED_ON = date(2026, 3, 2)

# A seventh of the suite's time went into looking for garbage among packs and workbooks
# that live as long as the process.
gc.set_threshold(100_000, 20, 100)

# The same examples in every run, however busy the machine; speed is for benchmarks/.
# `pytest --hypothesis-profile hunting` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("hunting", deadline=None, max_examples=1_000)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return find_pack("four_pillar")


@pytest.fixture(scope="session")
def standard(pack: RulePack) -> Terms:
    return terms(pack, "standard", ASSESSED_ON)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A copy of the fullest sample, for tests that look at what happens to a file."""
    return Path(shutil.copy(SAMPLES / "mixed.xlsx", tmp_path / "mixed.xlsx"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need LibreOffice are skipped without it, and the summary says so."""
    if shutil.which("soffice"):
        return
    absent = pytest.mark.skip(reason="LibreOffice (soffice) is not installed")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(absent)
