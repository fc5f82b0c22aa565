"""A buyer's own translator adds a language: out as a workbook, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.settings import find_pack, terms
from rs_excel.app.translations import export_texts, import_texts
from rs_excel.errors import SettingsError, WorkbookError
from rs_excel.rulebook.model import RulePack
from rs_excel.texts.tongues import languages, tongue
from tests.conftest import ASSESSED_ON
from tests.packs import tiny_pack

HEADS_AT = 4


@pytest.fixture
def pack(tmp_path: Path) -> RulePack:
    return find_pack(str(tiny_pack(tmp_path / "tiny")))


@pytest.fixture
def exported(pack: RulePack, tmp_path: Path) -> Path:
    out = tmp_path / "de.xlsx"
    export_texts(pack, "de", out)
    return out


def fill(file: Path, **texts: str) -> None:
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for key, text in texts.items():
        sheet.cell(row_of(sheet, key.replace("__", ".")), 3).value = text
    book.save(file)


def row_of(sheet: Worksheet, key: str) -> int:
    rows = range(HEADS_AT, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, 1).value == key)


def test_a_new_language_comes_with_notes_and_goes_into_the_pack(
    pack: RulePack, exported: Path
) -> None:
    sheet = load_workbook(exported).worksheets[0]
    row = row_of(sheet, "summary.title")
    assert "name of a sheet" in str(sheet.cell(row, 4).value)
    assert sheet.cell(row, 5).value == "to translate"
    fill(exported, summary__title="Überblick", findings__due="Frist")
    taken = import_texts(pack, exported)
    assert (taken.language, taken.taken) == ("de", 2)
    assert "de" in languages(pack.texts)
    said = tongue("de", pack.texts)
    assert said.say("summary.title", "Summary") == "Überblick"
    assert said.number(1234.5) == "1.234,5"
    told = terms(pack, next(iter(pack.policies)), ASSESSED_ON, "de").told
    assert told.tongue.language == "de"
    assert told.notice.startswith("(en) ")


def test_what_was_translated_stands_in_the_next_export(
    pack: RulePack, exported: Path, tmp_path: Path
) -> None:
    fill(exported, summary__title="Überblick")
    import_texts(pack, exported)
    again = tmp_path / "again.xlsx"
    export_texts(pack, "de", again)
    sheet = load_workbook(again).worksheets[0]
    row = row_of(sheet, "summary.title")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 5).value) == ("Überblick", None)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_taken(
    pack: RulePack, exported: Path
) -> None:
    fill(
        exported,
        summary__title="Zusammenfassung aller Ergebnisse: kurz",
        findings__subtitle="{site} am {tag}",
        action_status__open="Offen, neu",
        findings__due="=1+1",
    )
    book = load_workbook(exported)
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, "findings.cell"), 2).value = "Something else"
    sheet.cell(row_of(sheet, "findings.cell"), 3).value = "Zelle"
    sheet.cell(row_of(sheet, "findings.type"), 1).value = "findings.typo"
    book.save(exported)
    with pytest.raises(WorkbookError) as caught:
        import_texts(pack, exported)
    codes = sorted(found.code for found in caught.value.problems)
    assert codes == ["TXT-003", "TXT-004", "TXT-005", "TXT-006", "TXT-007", "TXT-007"]
    assert all("'Texts'!C" in found.where for found in caught.value.problems)
    assert languages(pack.texts) == ("en",)


def test_a_language_nobody_knows_and_a_workbook_of_others_are_named(
    pack: RulePack, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="TXT-001"):
        export_texts(pack, "xx", tmp_path / "xx.xlsx")
    with pytest.raises(SettingsError, match="TXT-001"):
        export_texts(pack, "en", tmp_path / "en.xlsx")
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    with pytest.raises(WorkbookError, match="TXT-002"):
        import_texts(pack, other)
