"""A real spreadsheet program opens our copies, and our marks survive its saving."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.workbook.ooxml.unmark import (
    is_marked,
    kept_on_recheck,
    their_words,
    unmark,
)
from rs_excel.workbook.ports import Ink
from tests.workbook.books import (
    SHEET,
    actions,
    annotated,
    cell,
    fill_of,
    mark,
    package,
    parts,
    questionnaire,
    summary,
    values,
    with_part,
)

pytestmark = pytest.mark.office
MARKS = [
    mark("D2", Ink.CRITICAL, review="Critical: hold a drill"),
    mark("D4", note="Line one\nLine two <&> _x000D_"),
    mark("D6", Ink.BUSINESS_CRITICAL),
]


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A checked copy with an answer edited, as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("office")
    copy = annotated(questionnaire(), MARKS, [summary(), actions()])
    copy = with_part(
        copy,
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(b"<v>12</v>", b"<v>13</v>"),
    )
    file = folder / "saq.checked.xlsx"
    file.write_bytes(copy)
    out = folder / "out"
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return Path(out / file.name).read_bytes()


def test_every_sheet_is_there_and_the_ledger_stays_hidden(resaved: bytes) -> None:
    book = load_workbook(io.BytesIO(resaved))
    assert book.sheetnames == [
        SHEET,
        "Other",
        "Summary",
        "Corrective actions",
        "_rs_marks",
    ]
    assert book["_rs_marks"].sheet_state != "visible"


def test_marks_table_and_chart_are_understood(resaved: bytes) -> None:
    assert fill_of(resaved, "D2") == "F5B7B1"
    assert "▲" in cell(resaved, "D2").number_format
    assert cell(resaved, "D2").comment is not None
    sheet = load_workbook(io.BytesIO(resaved))["Summary"]
    assert [table.ref for table in sheet.tables.values()] == ["A3:D6"]
    assert "xl/charts/chart1.xml" in parts(resaved)
    assert values(resaved)["Summary"][3][0] == "Human rights"


def test_only_our_marks_come_off_and_the_edit_stays(resaved: bytes) -> None:
    result = unmark(package(resaved))
    assert not result.exact
    assert result.kept == ()
    assert not is_marked(package(result.data))
    book = load_workbook(io.BytesIO(result.data))
    assert book.sheetnames == [SHEET, "Other"]
    assert cell(result.data, "D3").value == 13
    original = questionnaire()
    for address in ("D2", "D4", "D6"):
        found = cell(result.data, address)
        assert fill_of(result.data, address) == fill_of(original, address)
        assert found.number_format == cell(original, address).number_format
        assert found.comment is None
    assert cell(result.data, "I2").value is None
    assert values(result.data)["Other"] == values(original)["Other"]


def test_saving_alone_makes_no_sheet_of_ours_people_s(resaved: bytes) -> None:
    assert kept_on_recheck(package(resaved)) == ()


def test_what_people_wrote_is_read_from_what_it_saved(resaved: bytes) -> None:
    words = their_words(package(resaved))
    assert words["fp3"]["Status"] == "Open"
    assert words["fp3"]["Details"] == "=1+1 is no formula"
