"""The workbook open in Excel gives the same facts as its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from rs_excel.app.check import Check, check
from rs_excel.app.settings import Terms
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ports import NoCachedValue
from tests.conftest import SAMPLES
from tests.live.conftest import WAYS

Opening = Callable[[Path], LiveBook]

NEVER_CALCULATED = "damaged"
EVERY_WAY = [*WAYS, pytest.param("by hand, LibreOffice", marks=pytest.mark.office)]
FILES = sorted(p for p in SAMPLES.glob("*.xlsx") if p.stem != NEVER_CALCULATED)


def from_file(path: Path, terms: Terms) -> Check:
    return check(OoxmlReader(Package(Archive.open(path))), terms)


@pytest.mark.parametrize("way", EVERY_WAY, indirect=True)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_and_report_are_those_of_the_file(
    opened: Opening, standard: Terms, path: Path
) -> None:
    filed, live = from_file(path, standard), check(opened(path).reader, standard)
    assert live.sheet.answers == filed.sheet.answers
    assert live.sheet.rows == filed.sheet.rows
    assert live.sheet.notes == filed.sheet.notes
    assert live.report == filed.report


@pytest.mark.parametrize("way", EVERY_WAY, indirect=True)
def test_days_counted_from_1904_are_the_days_of_the_file(
    opened: Opening, standard: Terms, tmp_path: Path
) -> None:
    path = tmp_path / "from_1904.xlsx"
    book = load_workbook(SAMPLES / "mixed.xlsx")
    book.epoch = CALENDAR_MAC_1904
    book.save(path)
    live = check(opened(path).reader, standard).report
    found = {finding.fingerprint for finding in live.findings}
    filed = from_file(path, standard).report.findings
    assert found == {finding.fingerprint for finding in filed} != set()


def test_only_formulas_nobody_calculated_differ(
    opened: Opening, standard: Terms
) -> None:
    path = SAMPLES / f"{NEVER_CALCULATED}.xlsx"
    filed = from_file(path, standard).sheet.answers
    live = check(opened(path).reader, standard).sheet.answers
    differing = {key for key, answer in filed.items() if live[key] != answer}
    uncalculated = {k for k, a in filed.items() if isinstance(a.raw, NoCachedValue)}
    assert differing == uncalculated != set()


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_typed_day_tells_what_a_book_counts_from(
    epoch: datetime, opened: Opening, tmp_path: Path
) -> None:
    path = tmp_path / "days.xlsx"
    book = Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.append([date(2026, 3, 2), datetime(2026, 3, 2, 18, 30)])
    book.save(path)
    live = opened(path)
    assert live.reader.some_days() == {}
    live.reader.block(sheet.title)
    told = live.work.counts_from_1904(live.reader.some_days())
    assert told == (epoch == CALENDAR_MAC_1904)
