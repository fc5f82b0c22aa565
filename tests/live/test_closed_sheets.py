"""Protection is never broken: asked about, lifted and set again, or left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from rs_excel.app.check import check_file
from rs_excel.app.live import check_open, clear
from rs_excel.app.live_told import Tone
from rs_excel.app.settings import Terms
from rs_excel.errors import RsError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.macro_lines import written
from rs_excel.workbook.live.macro_work import MACROS
from tests.conftest import SAMPLES
from tests.live.books import Says, looks, protections
from tests.live.test_check import OURS, saved, titles

Opening = Callable[[Path], LiveBook]
MIXED = SAMPLES / "mixed.xlsx"
ON_LIBREOFFICE = pytest.param("by macro, LibreOffice", marks=pytest.mark.office)


@pytest.mark.parametrize("way", [ON_LIBREOFFICE], indirect=True)
def test_protection_without_a_password_is_lifted_and_set_again_if_agreed(
    app: xw.App, opened: Opening, standard: Terms, tmp_path: Path
) -> None:
    asking = Says(yes=True)
    told = check_open(opened(MIXED), standard, Says(), asking)
    after = saved(app, tmp_path / "after")
    assert len(asking.asked) == 1
    assert told.tone is Tone.INFO
    assert looks(after)["Environment", "D14"][1] == "FFD59A"
    before = protections(MIXED)
    assert {t: p for t, p in protections(after).items() if t in before} == before


def test_without_leave_nothing_is_marked_and_all_is_told(
    app: xw.App, opened: Opening, standard: Terms, tmp_path: Path
) -> None:
    book = opened(MIXED)
    before = saved(app, tmp_path / "before")
    told = check_open(book, standard, Says(), Says(yes=False))
    after = saved(app, tmp_path / "after")
    assert told.tone is Tone.WARNING
    assert any("protected: " in line and "Environment" in line for line in told.lines)
    assert titles(app)[-4:] == OURS
    unmarked = {at: look for at, look in looks(after).items() if at[0] not in OURS}
    assert unmarked == looks(before)


def test_marks_on_sheets_protected_since_stay_and_so_does_everything_else(
    app: xw.App, opened: Opening, standard: Terms, tmp_path: Path
) -> None:
    checked = tmp_path / "mixed.xlsx"
    checked.write_bytes(check_file(MIXED, standard).annotated())
    book = opened(checked)
    before = saved(app, tmp_path / "before")
    with pytest.raises(RsError, match="XL-038"):
        clear(book, Says(), Says(yes=False))
    assert looks(saved(app, tmp_path / "after")) == looks(before)


def test_a_protected_structure_is_told_and_left(
    app: xw.App, opened: Opening, standard: Terms, tmp_path: Path
) -> None:
    locked = load_workbook(MIXED)
    locked.security.lockStructure = True
    path = tmp_path / "mixed.xlsx"
    locked.save(path)
    book = opened(path)
    before = titles(app)
    with pytest.raises(RsError) as refused:
        check_open(book, standard, Says(), Says(yes=True))
    assert "protected" in str(refused.value)
    assert titles(app) == before


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
@pytest.mark.parametrize(("how", "code"), [("1|0", "XL-044"), ("0|1", "XL-043")])
def test_what_could_not_keep_marks_is_told_before_anything_is_read(
    how: str, code: str, app: xw.App, opened: Opening, standard: Terms
) -> None:
    facts = written([("book", "0", "0", *how.split("|"))])
    opened(MIXED)
    app.impl.macros[f"{MACROS}Facts"] = lambda book: facts
    book = LiveBook(app.books[0])
    with pytest.raises(RsError, match=code):
        check_open(book, standard, Says(), Says())
    assert not set(OURS) & set(titles(app))
