"""Returns saved as .xls, .xlsb or .ods say what their .xlsx twin says."""

from __future__ import annotations

import random
import struct
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rs_excel.addin.compound_file import Stream
from rs_excel.app.check import check_file, write_copy
from rs_excel.app.settings import Terms
from rs_excel.app.unmark import unmark_file
from rs_excel.domain.findings import CheckReport
from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats import sheets as limits
from rs_excel.workbook.other_formats.opening import archive_of
from rs_excel.workbook.other_formats.sheets import Sheet
from rs_excel.workbook.ports import CellError, Grid, NoCachedValue, Percent, RawValue
from tests.conftest import SAMPLES
from tests.workbook.other_books import (
    as_ods,
    as_xls,
    as_xlsb,
    binary,
    container,
    ods_parts,
    record,
    sheets_of,
    xls_stream,
    xlsb_parts,
)
from tests.workbook.raw_books import EVERY_COLUMN, compound_file, zipped

WRITERS: dict[str, Callable[..., bytes]] = {
    ".xls": as_xls,
    ".xlsb": as_xlsb,
    ".ods": as_ods,
}
VALUES: dict[int, dict[int, RawValue]] = {
    1: {1: "text", 2: 1.5, 3: 0.0, 4: True, 5: False},
    3: {2: date(2026, 3, 2), 3: datetime(2026, 3, 2, 13, 30), 4: Percent(0.15)},
    4: {1: CellError("#REF!"), 2: CellError("#DIV/0!"), 6: "=1+1"},
    7: {26: "é 工場 <&> _x0041_"},
}
EVERY = pytest.mark.parametrize("ending", WRITERS)


def sheet(rows: dict[int, dict[int, Any]], **more: Any) -> Sheet:
    return Sheet(title="S1", rows=rows, **more)


def grid_of(data: bytes, title: str = "S1") -> Grid:
    reader = OoxmlReader(Package(archive_of(data, "return.any")))
    return reader.grid(title, EVERY_COLUMN)


def refusal(data: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        archive_of(data, "return.any")
    (found,) = caught.value.problems
    return found.code


@pytest.fixture(scope="module")
def mixed_sheets() -> list[Sheet]:
    return sheets_of((SAMPLES / "mixed.xlsx").read_bytes())


def told(report: CheckReport) -> list[object]:
    return [(f.number, f.rule_id, f.says, f.cells, f.row) for f in report.findings]


class TestValues:
    @EVERY
    def test_of_every_kind_are_what_they_are(self, ending: str) -> None:
        found = grid_of(WRITERS[ending]([sheet(VALUES)]))
        assert found.rows == VALUES
        kinds = {
            row: [type(v) for v in cells.values()] for row, cells in VALUES.items()
        }
        assert kinds == {
            row: [type(v) for v in cells.values()] for row, cells in found.rows.items()
        }

    @pytest.mark.parametrize("ending", [".xls", ".xlsb"])
    def test_days_that_count_from_1904(self, ending: str) -> None:
        days = {1: {1: date(2026, 3, 2)}}
        assert grid_of(WRITERS[ending]([sheet(days)], from_1904=True)).rows == days

    @EVERY
    def test_what_is_hidden_stays_hidden(self, ending: str) -> None:
        book = [
            sheet({1: {2: "seen"}, 2: {2: "not"}}, hidden_rows=frozenset({2})),
            Sheet(title="Keys", rows={1: {1: "x"}}, hidden=True),
        ]
        data = WRITERS[ending](
            [replace(book[0], hidden_columns=frozenset({1})), book[1]]
        )
        assert grid_of(data).hidden_rows == {2}
        assert grid_of(data, "Keys").hidden
        archive = archive_of(data, "return.any")
        assert b'<col min="1" max="1" width="12" hidden="1"' in archive.read(
            "xl/worksheets/sheet1.xml"
        ).replace(b'width="10"', b'width="12"')

    def test_a_formula_of_an_xls_says_what_it_came_to(self) -> None:
        head = struct.pack("<HHH", 0, 0, 0)
        results = {
            struct.pack("<d", 3.5): 3.5,
            b"\1\0\1\0\0\0\xff\xff": True,
            b"\2\0\x1d\0\0\0\xff\xff": CellError("#NAME?"),
        }
        for result, value in results.items():
            formula = record(0x0006, head + result + struct.pack("<HIH", 0, 0, 0))
            stream = xls_stream([sheet({})])
            at = stream.rindex(record(0x000A))
            data = stream[:at] + formula + stream[at:]
            held = container([_stream(data)])
            assert grid_of(held).rows == {1: {1: value}}

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ('table:formula="of:=SUM(1)"', NoCachedValue("NA()")),
            (
                'table:formula="of:=TRUE()" office:value-type="float" office:value="1"',
                1,
            ),
            ('office:value-type="float" office:value="a lot"', None),
            ('office:value-type="time" office:time-value="PT30H15M00S"', None),
            ('office:value-type="date" office:date-value="0033-04-03"', None),
        ],
    )
    def test_of_an_ods_as_libreoffice_writes_them(
        self, cell: str, value: RawValue
    ) -> None:
        table = (
            '<table:table table:name="S1"><table:table-row><table:table-cell '
            f"{cell}/></table:table-row></table:table>"
        )
        found = grid_of(zipped(ods_parts(table))).at(1, 1)
        if "time" in cell:
            assert str(found) == "1 day, 6:15:00"
        elif "0033" in cell:
            assert found == "0033-04-03"
        else:
            assert found == value
            assert not isinstance(found, float)

    def test_only_what_a_cell_of_an_ods_shows_counts(self) -> None:
        table = (
            '<table:table table:name="S1"><table:table-row><table:table-cell '
            'office:value-type="string"><office:annotation><text:p>a note</text:p>'
            "</office:annotation><text:p>Yes<text:s text:c='2'/><text:span>and"
            "</text:span></text:p><text:p>no</text:p></table:table-cell>"
            "</table:table-row></table:table>"
            "<table:table table:name=\"'file:///etc/x'#S\"><table:table-source/>"
            "</table:table>"
        )
        data = zipped(ods_parts(table))
        assert grid_of(data).rows == {1: {1: "Yes  and\nno"}}
        book = Package(archive_of(data, "return.ods"))
        assert [*book.sheets] == ["S1"]


def _stream(data: bytes) -> Stream:
    return Stream(name="Workbook", data=data.ljust(4096, b"\0"))


class TestReturns:
    @EVERY
    def test_the_findings_are_those_of_the_twin(
        self, ending: str, mixed_sheets: Sequence[Sheet], mixed: Path, standard: Terms
    ) -> None:
        came = mixed.with_suffix(ending)
        data = WRITERS[ending](mixed_sheets)
        came.write_bytes(data)
        twin = check_file(mixed, standard).check.report
        checked = check_file(came, standard)
        report = checked.check.report
        assert told(report) == told(twin)
        assert report.coverage == twin.coverage
        assert {n.code for n in report.notes} - {n.code for n in twin.notes} == {
            "BOOK-132"
        }
        copy = checked.annotated()
        assert checked.certificate(copy) is None
        written = write_copy(checked, copy, None)
        assert written.name == f"mixed{ending}.checked.xlsx"
        assert came.read_bytes() == data
        self.the_copy_claims_nothing(written, ending, standard)

    def the_copy_claims_nothing(self, copy: Path, ending: str, on: Terms) -> None:
        out = copy.with_name("unmarked.xlsx")
        says = unmark_file(copy, out).says
        assert "byte for byte" not in says
        assert f"the original is the {ending}" in says
        again = check_file(copy, on).check.report
        assert "BOOK-132" in {note.code for note in again.notes}
        assert "<f>" not in out.read_bytes().decode("latin-1")

    def test_the_same_file_gives_the_same_copy(
        self, mixed_sheets: Sequence[Sheet]
    ) -> None:
        data = as_xlsb(mixed_sheets)
        copies = {archive_of(data, "a.xlsb").data for _ in range(2)}
        assert len(copies) == 1

    @pytest.mark.office
    def test_what_libreoffice_saves_reads_like_the_sample(
        self, tmp_path: Path, mixed_sheets: Sequence[Sheet], standard: Terms
    ) -> None:
        twin = check_file(SAMPLES / "mixed.xlsx", standard).check.report
        for ending in ("xls", "ods"):
            saved = _saved_by_office(SAMPLES / "mixed.xlsx", ending, tmp_path)
            assert told(check_file(saved, standard).check.report) == told(twin)

    @pytest.mark.office
    def test_libreoffice_reads_the_same_out_of_what_these_tests_write(
        self, tmp_path: Path, mixed_sheets: Sequence[Sheet]
    ) -> None:
        for ending in (".xls", ".xlsb"):
            made = tmp_path / f"made{ending}"
            made.write_bytes(WRITERS[ending](mixed_sheets))
            saved = _saved_by_office(made, "xlsx:Calc MS Excel 2007 XML", tmp_path)
            theirs = sheets_of(saved.read_bytes())
            assert [s.rows for s in theirs] == [s.rows for s in mixed_sheets]


def _saved_by_office(file: Path, to: str, folder: Path) -> Path:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "saved"),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "saved" / f"{file.stem}.{to.partition(':')[0]}"


FAR: dict[str, Callable[[], bytes]] = {
    "xls": lambda: as_xls([sheet({65_536: {256: 1.0}})]),
    "xlsb": lambda: as_xlsb([sheet({1_048_576: {16_384: 1.0}})]),
    "no row of a sheet": lambda: as_xlsb([sheet({1_048_577: {1: 1.0}})]),
    "no column of a sheet": lambda: as_xlsb([sheet({1: {16_385: 1.0}})]),
}
REPEATED = (
    '<table:table table:name="S1"><table:table-row '
    'table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" office:value-type="float" '
    'office:value="1"/></table:table-row></table:table>'
)


class TestHostile:
    @pytest.mark.parametrize("what", FAR)
    def test_cells_that_would_fill_memory(self, what: str) -> None:
        assert refusal(FAR[what]()) == "BOOK-016"

    def test_a_cell_repeated_over_a_whole_sheet(self) -> None:
        assert refusal(zipped(ods_parts(REPEATED))) == "BOOK-031"

    def test_a_long_text_repeated_until_memory_is_full(self) -> None:
        text = f'"string"><text:p>{"y" * 30_000}</text:p></table:table-cell>'
        table = REPEATED.replace('"1048576"', '"9000"').replace('"16384"', '"1"')
        table = table.replace('"float" office:value="1"/>', text)
        assert refusal(zipped(ods_parts(table))) == "BOOK-031"

    def test_a_shared_text_that_stands_in_very_many_cells(self) -> None:
        cells = b"".join(
            record(0x00FD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(9_000)
        )
        text = struct.pack("<IIHB", 9_000, 1, 8_000, 0) + b"y" * 8_000
        stream = xls_stream([sheet({})], first=record(0x00FC, text))
        at = stream.rindex(record(0x000A))
        assert refusal(container([_stream(stream[:at] + cells + stream[at:])])) == (
            "BOOK-022"
        )
        parts = xlsb_parts([sheet({})])
        shared = b"".join(
            binary(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
            + binary(7, struct.pack("<III", 0, 0, 0))
            for row in range(9_000)
        )
        part = "xl/worksheets/sheet1.bin"
        parts[part] = bytes(parts[part]).replace(  # type: ignore[arg-type]
            binary(145), binary(145) + shared
        )
        parts["xl/sharedStrings.bin"] = b"y" * 20_000
        assert refusal(zipped(parts)) == "BOOK-022"

    def test_empty_rows_repeated_a_million_times_cost_nothing(self) -> None:
        table = REPEATED.replace('office:value-type="float" ', "")
        assert grid_of(zipped(ods_parts(table))).rows == {}

    @EVERY
    def test_more_records_than_any_questionnaire_has(
        self, ending: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "MOST_RECORDS", 500)
        many = {row: {1: 1.0} for row in range(1, 501)}
        assert refusal(WRITERS[ending]([sheet(many)])) == "BOOK-031"

    def test_sheets_that_all_stand_at_one_place_of_the_file(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "MOST_RECORDS", 5_000)
        one = sheet({row: {1: 1.0} for row in range(1, 101)})
        book = [replace(one, title=f"S{number}") for number in range(99)]
        stream = xls_stream(book)
        (first,) = struct.unpack_from("<I", stream, stream.index(b"\x85\0") + 4)
        heads = stream.split(b"\x85\0")
        told_ = [
            heads[0],
            *(h[:2] + struct.pack("<I", first) + h[6:] for h in heads[1:]),
        ]
        assert refusal(container([_stream(b"\x85\0".join(told_))])) == "BOOK-031"

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (as_xls([sheet({})], first=record(0x002F, bytes(54))), "BOOK-018"),
            (as_xls([sheet({})], version=0x0500), "BOOK-019"),
            (container([]), "BOOK-001"),
            (compound_file("Workbook"), "BOOK-014"),
            (compound_file("EncryptedPackage"), "BOOK-003"),
            (as_xls([]), "BOOK-013"),
            (zipped(ods_parts("")), "BOOK-013"),
            (zipped(ods_parts("<table:table")), "BOOK-012"),
        ],
        ids=range(8),
    )
    def test_what_it_is_instead_is_said(self, data: bytes, code: str) -> None:
        assert refusal(data) == code

    def test_an_ods_with_a_password(self) -> None:
        parts = ods_parts("")
        parts["content.xml"] = random.Random(1).randbytes(900)
        locked = str(parts["META-INF/manifest.xml"]).replace(
            'full-path="content.xml"', 'x="manifest:encryption-data"'
        )
        assert refusal(zipped({**parts, "META-INF/manifest.xml": locked})) == "BOOK-003"

    def test_an_ods_that_declares_entities(self) -> None:
        parts = ods_parts("")
        entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        parts["content.xml"] = entity + str(parts["content.xml"])
        assert refusal(zipped(parts)) == "BOOK-027"

    @pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
    def test_an_xlsb_whose_records_break_off(self, part: str) -> None:
        parts = xlsb_parts([sheet(VALUES)])
        parts[part] = bytes(parts[part])[:-1] + binary(5, bytes(99))[:9]  # type: ignore[arg-type]
        assert refusal(zipped(parts)) == "BOOK-014"

    def test_an_xlsb_without_a_sheet_it_lists(self) -> None:
        parts = xlsb_parts([sheet(VALUES)])
        del parts["xl/worksheets/sheet1.bin"]
        assert refusal(zipped(parts)) == "BOOK-015"

    @EVERY
    def test_whatever_is_damaged_nothing_but_a_clear_error_comes_out(
        self, ending: str
    ) -> None:
        data = WRITERS[ending]([sheet(VALUES)])
        chance = random.Random(ending)
        refused = 0
        for _ in range(150):
            bad = bytearray(data)
            for _ in range(chance.choice((1, 5, 60))):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            cut = chance.choice((None, chance.randrange(len(bad))))
            with suppress(LookupError):  # its title was hit
                refused += _is_refused(bytes(bad[:cut]))
        assert refused > 50


def _is_refused(data: bytes) -> bool:
    try:
        grid_of(data)
    except WorkbookError as error:
        return bool(error.problems[0].do)
    return False
