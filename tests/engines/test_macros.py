"""VBA of an add-in runs in the live LibreOffice on the book that is open there."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw
from pyopenvba import ExcelFile

from tests.engines.wire import ComError, counted

pytestmark = pytest.mark.office
SOURCE = """Option Explicit
Public Function Paint(ByVal bookName As String, ByVal cell As String) As String
    Dim target As Range
    Set target = Workbooks(bookName).Worksheets(1).Range(cell)
    target.Interior.Color = RGB(255, 199, 206)
    target.AddComment "Found"
    Paint = target.Address
End Function
Public Sub Fail()
    Err.Raise 1004, , "as asked"
End Sub
"""


@pytest.fixture
def addin(office_excel: xw.App, tmp_path: Path) -> xw.App:
    path = tmp_path / "twin.xlsm"
    twin = ExcelFile.create_new(str(path))
    twin.set_module("Module1", SOURCE)
    twin.save()
    twin.close()
    office_excel.impl.load_addin(path)
    return office_excel


def test_a_macro_works_on_the_open_book_in_one_call(addin: xw.App) -> None:
    book = addin.books.add()
    paint = addin.macro("rs_excel.xlam!Module1.Paint")
    with counted(addin) as calls:
        assert paint("Book1", "B2") == "$B$2"
    assert calls.by_name == {"AppImpl.run": 1}
    assert book.sheets[0]["B2"].color == (255, 199, 206)
    assert [note.text for note in book.sheets[0].notes] == ["Found"]


def test_an_addin_is_none_of_the_open_books(addin: xw.App) -> None:
    assert len(addin.books) == 0


@pytest.mark.parametrize("name", ["Module1.Nothing", "Nowhere.Paint"])
def test_a_procedure_that_is_not_there_is_refused(addin: xw.App, name: str) -> None:
    with pytest.raises(ComError, match="Cannot run the macro"):
        addin.macro(f"rs_excel.xlam!{name}")()


def test_a_fault_of_the_macro_is_told(addin: xw.App) -> None:
    with pytest.raises(ComError, match="as asked"):
        addin.macro("rs_excel.xlam!Module1.Fail")()
