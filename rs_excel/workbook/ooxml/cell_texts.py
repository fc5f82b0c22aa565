"""What the cells of one sheet say and how they are styled, whoever saved the book.

Comes in: a package and a sheet's part. Goes out: texts and style numbers by place.
Used for our own sheets and marks; answers are read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from lxml import etree

from rs_excel.workbook.addresses import Place, column_number
from rs_excel.workbook.ooxml.cell_values import number_text
from rs_excel.workbook.ooxml.markup import elements, unspelt
from rs_excel.workbook.ooxml.number_formats import is_date
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ooxml.workbook_xml import SheetList

_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999


class CellTexts:
    """Texts of a package's cells; days as ISO dates, numbers without a needless .0."""

    def __init__(self, package: Package, styles: StyleBook) -> None:
        self._package = package
        self._styles = styles
        self._dialect = package.dialect

    def of(self, part: str) -> dict[Place, str]:
        """The text of every cell of a sheet that says something."""
        said = ((place, self._text(cell)) for place, cell in self._cells(part))
        return {place: text for place, text in said if text}

    def style_numbers(self, part: str) -> Mapping[Place, int]:
        """The style number of every cell a sheet stores."""
        return {place: int(cell.get("s", "0")) for place, cell in self._cells(part)}

    def _cells(self, part: str) -> Iterator[tuple[Place, etree._Element]]:
        path = f"{self._dialect('sheetData')}/{self._dialect('row')}"
        number = 0
        for row in self._package.tree(part).iterfind(path):
            number = int(row.get("r") or number + 1)
            column = 0
            for cell in elements(row):
                letters = cell.get("r", "").rstrip("0123456789")
                column = column_number(letters) if letters else column + 1
                yield Place(number, column), cell

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _plain(cell.find(self._dialect("is")), self._dialect("t"))
        value = cell.findtext(self._dialect("v")) or ""
        if kind == "s":
            known = value.isdecimal() and int(value) < len(self._shared)
            return self._shared[int(value)] if known else ""
        if not value:
            formula = cell.findtext(self._dialect("f"))
            return f"={formula}" if formula else ""
        if kind == "n":
            return self._number(value, int(cell.get("s", "0")))
        return value

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if is_date(self._styles.code_of(style)) and 0 < number < _LAST_DAY:
            start = _DAY_0_OF_1904 if self._counts_from_1904 else _DAY_0
            return (start + timedelta(days=int(number))).date().isoformat()
        return number_text(number)

    @cached_property
    def _counts_from_1904(self) -> bool:
        root = self._package.tree(self._package.workbook_part)
        return SheetList(root, self._dialect).counts_from_1904()

    @cached_property
    def _shared(self) -> list[str]:
        part = self._package.shared_strings_part
        if part is None:
            return []
        items = self._package.tree(part).iterfind(self._dialect("si"))
        return [_plain(item, self._dialect("t")) for item in items]


def _plain(holder: etree._Element | None, name: str) -> str:
    """The text of runs without their traits and without phonetic guides."""
    if holder is None:
        return ""
    pieces = (t for t in holder.iter(name) if not _is_phonetic(t))
    return unspelt("".join(piece.text or "" for piece in pieces))


def _is_phonetic(piece: etree._Element) -> bool:
    parent = piece.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"
