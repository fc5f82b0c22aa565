"""Putting one of our own sheets into a draft, with all parts that belong to it.

Comes in: a ``ReportSheet``. Goes out: the sheet as the last tab, its table, drawing
and charts, its print titles, and a hidden name by which it is known again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial

from rs_excel.workbook.addresses import Place, quoted
from rs_excel.workbook.ooxml.cell_values import InkStyles
from rs_excel.workbook.ooxml.chart_xml import chart_xml, drawing_xml
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.report_cells import Body, table_headers, write_body
from rs_excel.workbook.ooxml.report_xml import Setting, sheet_xml
from rs_excel.workbook.ooxml.sheet_outline import read_outline
from rs_excel.workbook.ooxml.splices import apply, unselect
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ooxml.table_xml import (
    table_name,
    table_xml,
    unique_headers,
    with_a_row,
)
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_SHEET, SheetList
from rs_excel.workbook.ports import Ink, InkLook, ReportSheet

_OFFICE = "application/vnd.openxmlformats-officedocument"
_SHEET_TYPE = f"{_OFFICE}.spreadsheetml.worksheet+xml"
_TABLE_TYPE = f"{_OFFICE}.spreadsheetml.table+xml"
_DRAWING_TYPE = f"{_OFFICE}.drawing+xml"
_CHART_TYPE = f"{_OFFICE}.drawingml.chart+xml"
_TABLE_ID = re.compile(rb"""<(?:\w+:)?table\b[^>]*?\bid=["'](\d+)["']""")
_TABLE_NAME = re.compile(rb"""\b(?:displayName|name)=["']([^"']+)["']""")
_SELECTED = re.compile(rb"""tabSelected\s*=\s*["'](?:1|true)""")
_REPEATED_ROWS = re.compile(r"(\d+):(\d+)")


class SheetPutter:
    """Appends sheets to a draft."""

    def __init__(
        self,
        draft: Draft,
        styles: StyleBook,
        looks: Mapping[Ink, InkLook],
        tabs: SheetList,
    ) -> None:
        self._draft = draft
        self._styles = styles
        self._looks = looks
        self._workbook = draft.package.workbook_part
        self._tabs = tabs
        self._inks: dict[Ink, InkStyles] = {}
        self._tables = _tables_of(draft)

    def put(self, sheet: ReportSheet) -> tuple[str, Body]:
        """Append ``sheet``; returns its title, unique in the book, and its body."""
        draft = self._draft
        title = self._tabs.free_title(sheet.title)
        folder = posixpath.dirname(self._workbook)
        pattern = posixpath.join(folder, "worksheets/sheet{}.xml")
        part = draft.free_name(pattern)
        cells, headers = _table_of(sheet)
        inks = {ink: self._ink_styles(ink) for ink in _inks_of(sheet)}
        body = write_body(sheet, inks, headers)
        setting = Setting(
            dialect=draft.dialect,
            conditional=self._conditional,
            drawing=self._put_charts(sheet, part, title) if sheet.charts else None,
            table=self._put_table(sheet.id, part, cells, headers) if cells else None,
        )
        data = sheet_xml(sheet, body, setting)
        draft.add(part, data, _SHEET_TYPE, f"our sheet {title}")
        relation = draft.relate(self._workbook, "worksheet", part)
        position = self._tabs.append(title, relation, hidden=sheet.hidden)
        self._name(sheet, title, position)
        if sheet.opens_first:
            self._open_first(position)
        draft.touch(self._workbook, "our sheets and their names listed")
        return title, body

    def _ink_styles(self, ink: Ink) -> InkStyles:
        if ink not in self._inks:
            look = self._looks[ink]
            self._inks[ink] = InkStyles.of(
                self._styles.inked(look),
                partial(self._styles.inked, look, quoted=True),
                shows=bool(look.fill or look.border),
                counts_from_1904=self._tabs.counts_from_1904(),
            )
        return self._inks[ink]

    def _conditional(self, ink: Ink) -> int:
        return self._styles.conditional(self._looks[ink])

    def _put_table(
        self, id_: str, sheet: str, cells: str, headers: Mapping[Place, str]
    ) -> str:
        draft = self._draft
        name, number = table_name(id_), 2
        while name.casefold() in self._tables:
            name, number = f"{table_name(id_)}_{number}", number + 1
        largest = max((n for n in self._tables.values()), default=0)
        self._tables[name.casefold()] = largest + 1
        data = table_xml(
            cells,
            [*headers.values()],
            name=name,
            number=largest + 1,
            dialect=draft.dialect,
        )
        part = draft.free_name("xl/tables/table{}.xml")
        draft.add(part, data, _TABLE_TYPE, f"table {name} of our sheet")
        return draft.relate(sheet, "table", part)

    def _put_charts(self, sheet: ReportSheet, part: str, title: str) -> str:
        draft = self._draft
        drawing = draft.free_name("xl/drawings/drawing{}.xml")
        data = drawing_xml(sheet.charts, draft.dialect)
        draft.add(drawing, data, _DRAWING_TYPE, f"drawing of our sheet {title}")
        for chart in sheet.charts:
            name = draft.free_name("xl/charts/chart{}.xml")
            content = chart_xml(chart, title, draft.dialect)
            draft.add(name, content, _CHART_TYPE, f"chart of our sheet {title}")
            draft.relate(drawing, "chart", name)
        return draft.relate(part, "drawing", drawing)

    def _name(self, sheet: ReportSheet, title: str, position: int) -> None:
        own = f"{quoted(title)}!"
        self._tabs.add_name(NAME_OF_SHEET + sheet.id, f"{own}$A$1")
        rows = _REPEATED_ROWS.fullmatch(sheet.repeat_rows or "")
        if rows:
            refers_to = f"{own}${rows[1]}:${rows[2]}"
            self._tabs.add_name("_xlnm.Print_Titles", refers_to, local=position)

    def _open_first(self, position: int) -> None:
        """Only one tab may be selected: Excel would edit several as a group."""
        self._tabs.activate(position)
        draft = self._draft
        for sheet in draft.package.sheets.values():
            head = draft.read(sheet.part)[:8192]
            if sheet.kind != "worksheet" or not _may_be_selected(head):
                continue
            outline = read_outline(draft.read(sheet.part))
            splices = unselect(outline)
            if splices:
                why = "tab no longer selected, since our sheet opens first"
                draft.write(sheet.part, apply(outline.data, splices), why)


def _table_of(sheet: ReportSheet) -> tuple[str, Mapping[Place, str]]:
    """The range of a sheet's table, and the texts its header row must have."""
    if not sheet.table:
        return "", {}
    cells = with_a_row(sheet.table)
    texts = table_headers(sheet, cells)
    return cells, dict(zip(texts, unique_headers([*texts.values()]), strict=True))


def _inks_of(sheet: ReportSheet) -> list[Ink]:
    """The inks of a sheet in an order that is the same in every process."""
    return sorted({cell.ink for row in sheet.rows for cell in row})


def _may_be_selected(head: bytes) -> bool:
    """A glance at the start of a sheet; UTF-16 has zeros between its letters."""
    return _SELECTED.search(head.replace(b"\0", b"")) is not None


def _tables_of(draft: Draft) -> dict[str, int]:
    """Names and numbers that tables of the book have, defined names among them."""
    taken = dict.fromkeys(draft.package.names_taken, 0)
    for part in draft.package.archive.part_names:
        data = draft.read(part) if "table" in part.lower() else b""
        if part.lower().endswith(".xml") and (number := _TABLE_ID.search(data)):
            for name in _TABLE_NAME.findall(data[:2048]):
                taken[name.decode("utf-8", "replace").casefold()] = int(number[1])
    return taken
