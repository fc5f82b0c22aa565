"""Workbooks open in an Excel of the tests, with and without the add-in's macros."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.macro_work import MacroWork
from tests.addin.made import addin, twin

WAYS = [
    "by hand, openpyxl",
    pytest.param("by macro, LibreOffice", marks=pytest.mark.office),
]

Opening = Callable[[Path], LiveBook]


@pytest.fixture(scope="session")
def macros_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in itself, as the workbook that LibreOffice opens in its place."""
    path = tmp_path_factory.mktemp("addin") / "rs_excel.xlsm"
    path.write_bytes(twin(addin()))
    return path


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How cells are worked on, and in which program."""
    named: str = request.param
    return named


@pytest.fixture
def app(request: pytest.FixtureRequest, way: str) -> xw.App:
    """An Excel without a book."""
    name = "quick_excel" if "openpyxl" in way else "office_excel"
    app: xw.App = request.getfixturevalue(name)
    if "macro" in way:
        app.impl.load_addin(request.getfixturevalue("macros_file"))
    return app


@pytest.fixture
def opened(app: xw.App, way: str) -> Opening:
    """Opens a file, and looks at it as the ribbon does."""

    def open_file(path: Path) -> LiveBook:
        book = LiveBook(app.books.open(path))
        assert isinstance(book.work, MacroWork) == ("macro" in way)
        return book

    return open_file
