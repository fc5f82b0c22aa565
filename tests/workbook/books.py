"""Workbooks the write-back tests start from, and ways to look at what came of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from python_calamine import CalamineWorkbook

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.pen import OoxmlPen
from rs_excel.workbook.ports import (
    BarChart,
    CellMark,
    DropDown,
    Ink,
    InkLook,
    InkRule,
    ReportCell,
    ReportSheet,
)

SHEET = "Health & Safety"
LOOKS: Mapping[Ink, InkLook] = {
    **{ink: InkLook() for ink in Ink},
    Ink.CRITICAL: InkLook(fill="F5B7B1", symbol="▲"),
    Ink.MAJOR: InkLook(fill="FFD59A", symbol="◆", border="CBD2D9", wrap=True),
    Ink.BUSINESS_CRITICAL: InkLook(fill="8B1A1A", font="FFFFFF", symbol="■"),
    Ink.HEADER: InkLook(fill="1F3A5F", font="FFFFFF", bold=True, wrap=True),
    Ink.THEIRS: InkLook(fill="FFFDF0", border="CBD2D9", locked=False),
    Ink.DATE: InkLook(number_format="yyyy-mm-dd"),
    Ink.LINK: InkLook(font="0B5CAD", underline=True),
    Ink.LIGHT_RED: InkLook(fill="B3261E", font="FFFFFF"),
}
NOTE = "Major · HS-004\nFound: no drill for 14 months.\nTo do: hold a drill."


def questionnaire() -> bytes:
    """Two sheets of answers with styles, validation by protection, and a formula."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    line = Side(style="thin", color="FF999999")
    answers = ("Yes", 12, date(2025, 3, 4), 0.15, -3.5, "No", 2.5, "tbc", "Yes", 7)
    for row, answer in enumerate(answers, 2):
        sheet.cell(row, 1, f"hs.q{row}")
        sheet.cell(row, 3, "Is this so?")
        cell = sheet.cell(row, 4, answer)
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.font = Font(name="Arial", size=9, italic=True)
        cell.protection = Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor="FFFFFDF0")
        sheet.cell(row, 9).alignment = Alignment(vertical="top")
    sheet["D5"].number_format = "0%"
    sheet["D4"].number_format = "dd/mm/yyyy"
    sheet["E2"] = "=D3*2"
    sheet.protection.sheet = True
    other = book.create_sheet("Other")
    other["B2"] = "untouched"
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def package(data: bytes) -> Package:
    return Package(Archive.of(data, "saq.xlsx"))


def mark(address: str, ink: Ink = Ink.MAJOR, note: str = NOTE, **more: str) -> CellMark:
    """A mark on the first sheet; ``review`` goes into column I of the same row."""
    review = more.get("review", "")
    beside = CellRef(SHEET, more.get("beside", f"I{address[1:]}")) if review else None
    return CellMark(
        cell=CellRef(more.get("sheet", SHEET), address),
        ink=ink,
        note=note,
        review_cell=beside,
        review=review,
    )


def annotated(
    data: bytes, marks: Sequence[CellMark] = (), sheets: Sequence[ReportSheet] = ()
) -> bytes:
    pen = OoxmlPen(package(data), LOOKS)
    pen.mark(marks)
    for sheet in sheets:
        pen.put_sheet(sheet)
    return pen.finished()


def summary() -> ReportSheet:
    heads = ("Pillar", "Critical", "Major", "Day")
    rows = tuple(
        (
            ReportCell(value=pillar),
            ReportCell(value=number, ink=Ink.NUMBER),
            ReportCell(value=3 - number, ink=Ink.NUMBER),
            ReportCell(value=date(2026, 1, 1 + number), ink=Ink.DATE),
        )
        for number, pillar in enumerate(("Human rights", "Safety", "Environment"))
    )
    return ReportSheet(
        id="summary",
        title="Summary",
        rows=(
            (ReportCell(value="What was found", ink=Ink.TITLE, span=4),),
            (),
            tuple(ReportCell(value=head, ink=Ink.HEADER) for head in heads),
            *rows,
        ),
        widths=(24, 10, 10, 12),
        heights={1: 30},
        table="A3:D6",
        freeze="B4",
        charts=(
            BarChart(
                title="Findings & pillars",
                categories="A4:A6",
                series=(
                    ("Critical", "B4:B6", "D64545"),
                    ("Major", "C4:C6", "F0A030"),
                ),
                anchor="F3",
            ),
        ),
        ink_rules=(InkRule(cells="A4:A6", formula="$B4>1", ink=Ink.LIGHT_RED),),
        repeat_rows="1:3",
        opens_first=True,
    )


def actions(*, comment: str | None = None) -> ReportSheet:
    """A Corrective actions sheet of two lists; people fill columns C and D."""
    heads = ("NC number", "Details", "Comments", "Status", "Fingerprint")
    rows = tuple(
        (
            ReportCell(value=f"HS-{n}", ink=Ink.LINK, link=CellRef(SHEET, f"D{n}")),
            ReportCell(value="=1+1 is no formula"),
            ReportCell(value=comment if n == 2 else None, ink=Ink.THEIRS),
            ReportCell(value="Open", ink=Ink.THEIRS),
            ReportCell(value=f"fp{n}"),
        )
        for n in (2, 3, 4)
    )
    below = ("No.", "Wrong", "Comments", "Raised on", "Fingerprint")
    data = (
        ReportCell(value="D-1"),
        ReportCell(value="tbc"),
        ReportCell(ink=Ink.THEIRS),
        ReportCell(value=date(2026, 3, 2), ink=Ink.DATE),
        ReportCell(value="fp9"),
    )
    return ReportSheet(
        id="corrective_actions",
        title="Corrective actions",
        rows=(
            tuple(ReportCell(value=h, ink=Ink.HEADER) for h in heads),
            *rows,
            (),
            tuple(ReportCell(value=h) for h in below),
            data,
        ),
        widths=(10, 40, 30, 14, 10),
        table="A1:E4",
        freeze="A2",
        drop_downs=(DropDown(cells="D2:D4", choices=("Open", "In progress")),),
        hidden_columns=(5,),
    )


def values(data: bytes) -> dict[str, list[list[object]]]:
    """What a reader that knows nothing of styles sees."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def cell(data: bytes, address: str, sheet: str = SHEET) -> Cell:
    found = load_workbook(io.BytesIO(data))[sheet][address]
    assert isinstance(found, Cell)
    return found


def fill_of(data: bytes, address: str, sheet: str = SHEET) -> str | None:
    """RRGGBB of a cell's solid fill."""
    fill = cell(data, address, sheet).fill
    return fill.fgColor.rgb[2:] if fill.patternType == "solid" else None


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip as an ordinary program would write it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content)
    return stream.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed, written anew by another program."""
    members = parts(data)
    before = members[part]
    members[part] = change(before)
    assert members[part] != before
    return zipped(members)


def edited(data: bytes, *edits: tuple[str, str, object]) -> bytes:
    """A copy opened and saved by another program, with cells (sheet, cell, value)."""
    book = load_workbook(io.BytesIO(data))
    for sheet, address, value in edits:
        book[sheet][address] = value
    return saved(book)
