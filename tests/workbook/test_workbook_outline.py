"""Sheets and names of a workbook part, read once for all returns that share it."""

from __future__ import annotations

import pytest

from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.workbook_outline import outline
from tests.workbook.raw_books import WORKBOOK, book, parts, zipped


def test_returns_that_share_their_workbook_part_keep_their_own_sheets() -> None:
    one = Package(Archive.of(book('<row r="1"/>'), "one.xlsx"))
    other = Package(Archive.of(book('<row r="2"/>'), "other.xlsx"))
    assert one.sheets == other.sheets
    first, second = (p.archive.read(p.sheets["S1"].part) for p in (one, other))
    assert b'<row r="1"/>' in first
    assert b'<row r="2"/>' in second


def test_a_broken_workbook_part_is_refused_each_time_under_its_own_name() -> None:
    broken = zipped(parts() | {WORKBOOK: "<workbook><sheets>"})
    for name in ("one.xlsx", "other.xlsx"):
        with pytest.raises(WorkbookError, match=r"BOOK-012.*" + name):
            Package(Archive.of(broken, name))


def test_another_programs_part_has_no_sheets() -> None:
    found = outline(b'<w:document xmlns:w="http://example.org/w"/>')
    assert (found.element, found.dialect, found.sheets) == ("document", None, ())
