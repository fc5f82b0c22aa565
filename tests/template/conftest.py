"""The blank questionnaire, built once for all tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rs_excel.domain.questions import Catalogue
from rs_excel.rulebook.model import RulePack
from rs_excel.template.build import build_template
from rs_excel.template.languages import wordings

from .catalogues import PLACEHOLDERS, small_catalogue


@pytest.fixture(scope="session")
def catalogue(pack: RulePack) -> Catalogue:
    return pack.catalogue


@pytest.fixture(scope="session")
def blank(pack: RulePack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "saq.xlsx"
    build_template(pack.catalogue, pack.placeholders, path, wordings(pack))
    return path


@pytest.fixture(scope="session")
def blank_book(blank: Path) -> Workbook:
    return load_workbook(blank)


@pytest.fixture(scope="session")
def small() -> Catalogue:
    return small_catalogue()


@pytest.fixture(scope="session")
def small_blank(small: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.xlsx"
    build_template(small, PLACEHOLDERS, path)
    return path
