"""Checked copies to open: marks made in files, for the open workbook to live with."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.settings import Terms
from tests.conftest import SAMPLES


@pytest.fixture(scope="session")
def checked_files(
    tmp_path_factory: pytest.TempPathFactory, standard: Terms
) -> dict[str, Path]:
    """Copies as the command line leaves them, by sample."""
    out = tmp_path_factory.mktemp("checked")
    found = {}
    for sample in ("mixed", "clean", "half_empty"):
        checked = check_file(SAMPLES / f"{sample}.xlsx", standard)
        found[sample] = write_copy(checked, checked.annotated(), out)
    return found
