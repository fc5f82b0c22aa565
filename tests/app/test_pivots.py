"""A buyer's pivots and slicers over a tracker stay what they are, and whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.settings import Terms
from rs_excel.app.track import track
from rs_excel.workbook.addresses import block_of
from tests.conftest import SAMPLES
from tests.workbook.raw_books import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SLICER = "http://schemas.microsoft.com/office/2007/relationships"
PIVOT, CACHE = "xl/pivotTables/pivotTable1.xml", "xl/pivotCache/cache1.xml"
THEIRS = {
    CACHE: f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{REL}" recordCount="0">'
    '<cacheSource type="worksheet"><worksheetSource name="rs_tracker"/></cacheSource>'
    '<cacheFields count="1"><cacheField name="Pillar"/></cacheFields>'
    "</pivotCacheDefinition>",
    "xl/slicerCaches/slicerCache1.xml": "<slicerCacheDefinition "
    'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'name="Slicer_Pillar" sourceName="Pillar"/>',
    "xl/slicers/slicer1.xml": "<slicers "
    'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/>',
}


@pytest.fixture(scope="module")
def grave(on: Terms) -> CheckedFile:
    return check_file(SAMPLES / "zero_tolerance.xlsx", on)


def with_pivot(tracker: Path, sheet: int, place: str) -> dict[str, bytes]:
    """Puts a pivot on a sheet of the tracker; the parts that are the buyer's."""
    with zipfile.ZipFile(tracker) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pivot = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Open" cacheId="1" dataCaption="">'
        f'<location ref="{place}" firstHeaderRow="1" firstDataRow="1" '
        'firstDataCol="1"/></pivotTableDefinition>'
    )
    theirs = {name: part.encode() for name, part in {**THEIRS, PIVOT: pivot}.items()}
    parts.update(theirs)
    relate(parts, "xl/_rels/workbook.xml.rels", f"{REL}/pivotCacheDefinition", CACHE)
    number = parts["xl/_rels/workbook.xml.rels"].count(b"<Relationship ") - 1
    caches = f'<pivotCaches><pivotCache cacheId="1" r:id="p{number}" xmlns:r="{REL}"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</workbook>", f"{caches}</pivotCaches></workbook>".encode()
    )
    slicers = "xl/slicerCaches/slicerCache1.xml"
    relate(parts, "xl/_rels/workbook.xml.rels", f"{SLICER}/slicerCache", slicers)
    rels = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
    relate(parts, rels, f"{REL}/pivotTable", PIVOT)
    relate(parts, rels, f"{SLICER}/slicer", "xl/slicers/slicer1.xml")
    tracker.write_bytes(zipped(parts))
    return {**theirs, rels: parts[rels]}


def relate(parts: dict[str, bytes], rels: str, kind: str, target: str) -> None:
    end = b"</Relationships>"
    number = parts[rels].count(b"<Relationship ")
    added = f'<Relationship Id="p{number}" Type="{kind}" Target="/{target}"/>'
    parts[rels] = parts[rels].replace(end, added.encode() + end)


def held(tracker: Path, names: dict[str, bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(tracker) as archive:
        return {name: archive.read(name) for name in names}


def test_a_pivot_on_a_sheet_of_its_own_is_not_touched(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    theirs = with_pivot(tracker, 3, "Z4:AB20")
    done = track([grave], tracker, on)
    assert done.changes
    assert held(tracker, theirs) == theirs
    assert [note.code for note in done.notes] == []


def test_the_table_of_the_tracker_never_grows_over_a_pivot_below_it(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    top = load_workbook(tracker)["Tracker"].max_row + 3
    theirs = with_pivot(tracker, 1, f"C{top}:E{top + 9}")
    done = track([grave], tracker, on)
    assert "TRK-112" in [note.code for note in done.notes]
    assert held(tracker, theirs) == theirs
    sheet = load_workbook(tracker)["Tracker"]
    (table,) = sheet.tables.values()
    assert block_of(table.ref).bottom < top
    filled = [row[0].row for row in sheet.iter_rows(min_row=6) if row[0].value]
    assert not {*filled} & {*range(top, top + 10)}
    assert max(filled) > top + 9
