"""What is a workbook, what is something else, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.errors import Problem, WorkbookError
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from tests.workbook.raw_books import (
    EVERY_COLUMN,
    SHEET,
    STRICT,
    STRINGS,
    WORKBOOK,
    book,
    compound_file,
    parts,
    reader_of,
    zipped,
)


def refused(data: bytes) -> Problem:
    """The problem with a file that must not be opened as a package."""
    with pytest.raises(WorkbookError) as caught:
        Package(Archive.of(data, "return.xlsx"))
    (problem,) = caught.value.problems
    assert problem.where == "return.xlsx"
    assert problem.do
    return problem


class TestParts:
    def test_every_part_is_unpacked_in_the_order_of_the_file(self) -> None:
        archive = Archive.of(book(), "return.xlsx")
        assert archive.part_names[0] == "[Content_Types].xml"
        assert archive.part_names == tuple(info.filename for info in archive.infos)
        assert archive.read(SHEET).startswith(b"<worksheet")
        assert archive.has(STRINGS)
        assert not archive.has("xl/vbaProject.bin")

    def test_the_bytes_of_the_file_are_kept(self, tmp_path: Path) -> None:
        data = book()
        path = tmp_path / "return.xlsx"
        path.write_bytes(data)
        archive = Archive.open(path)
        assert archive.data == data
        assert archive.name == "return.xlsx"

    def test_a_part_that_is_not_there_is_named(self) -> None:
        with pytest.raises(WorkbookError, match=r"BOOK-015.*\n.*xl/gone\.xml"):
            Archive.of(book(), "return.xlsx").read("xl/gone.xml")


class TestWhatIsNoWorkbook:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "BOOK-002"),
            (b"\0" * 600, "BOOK-002"),
            (b"<!DOCTYPE html><html><table></table></html>", "BOOK-005"),
            (b"\xef\xbb\xbf\r\n<HTML><body>Log in</body>", "BOOK-005"),
            (b'<?xml version="1.0"?><Workbook/>', "BOOK-006"),
            (b"question;answer\nhs.alarm;Yes\n", "BOOK-007"),
            ("Frage;Antwort\nhs.alarm;Ja, überall\n".encode("cp1252"), "BOOK-007"),
            ("a\tb\n".encode("utf-16"), "BOOK-007"),
            (b"%PDF-1.7\n", "BOOK-001"),
            (b"MZ\x90\x00", "BOOK-001"),
            (bytes(range(256)) * 20, "BOOK-001"),
            (compound_file("Workbook"), "BOOK-004"),
            (compound_file("EncryptionInfo", "EncryptedPackage"), "BOOK-003"),
            (zipped({"a.txt": "x"}), "BOOK-009"),
            (zipped({"mimetype": "x", "content.xml": "<x/>"}), "BOOK-009"),
            (book()[: len(book()) * 2 // 3], "BOOK-008"),
            (b"PK\x03\x04", "BOOK-008"),
        ],
    )
    def test_it_is_told_by_its_bytes_not_its_name(self, data: bytes, code: str) -> None:
        assert refused(data).code == code

    def test_an_encrypted_workbook_says_password(self) -> None:
        assert "password" in refused(compound_file("EncryptedPackage")).says

    def test_an_old_xls_under_a_new_name_says_so(self) -> None:
        problem = refused(compound_file("Workbook"))
        assert ".xls" in problem.says
        assert ".xlsx" in problem.do

    @pytest.mark.parametrize(
        ("target", "detail"),
        [("xl/workbook.bin", "xlsb"), ("word/document.xml", "Word")],
    )
    def test_other_office_files_are_named(self, target: str, detail: str) -> None:
        members = parts()
        rels = str(members["_rels/.rels"])
        members["_rels/.rels"] = rels.replace("xl/workbook.xml", target)
        members[target] = '<w:document xmlns:w="urn:w"/>'
        problem = refused(zipped(members))
        assert problem.code == "BOOK-009"
        assert detail in problem.says


class TestPaths:
    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(WorkbookError, match="BOOK-010"):
            Archive.open(tmp_path / "nowhere.xlsx")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(WorkbookError, match="BOOK-010"):
            Archive.open(tmp_path)

    def test_the_note_excel_leaves_beside_an_open_workbook(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "~$return.xlsx"
        path.write_bytes(b"\x05owner")
        with pytest.raises(WorkbookError, match="BOOK-011"):
            Archive.open(path)


class TestPackages:
    def test_sheets_are_found_by_relationship_with_their_state(self) -> None:
        listed = '<sheet name="A &amp; B" sheetId="1" state="hidden" r:id="rId1"/>'
        package = Package(Archive.of(zipped(parts(sheets=listed)), "return.xlsx"))
        sheet = package.sheets["A & B"]
        assert (sheet.part, sheet.state, sheet.kind) == (SHEET, "hidden", "worksheet")
        assert package.styles_part == "xl/styles.xml"
        assert package.shared_strings_part == STRINGS
        assert not package.strict

    def test_a_strict_workbook_is_read_not_seen_as_empty(self) -> None:
        rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row>'
        data = zipped(parts(rows, family=STRICT))
        package = Package(Archive.of(data, "return.xlsx"))
        assert package.strict
        assert tuple(package.sheets) == ("S1",)
        assert list(reader_of(data).grid("S1", EVERY_COLUMN).filled()) == [
            (1, 1, "hello"),
            (1, 2, 5.0),
        ]

    def test_part_names_do_not_depend_on_case(self) -> None:
        members = parts()
        members["xl/SharedStrings.xml"] = members.pop(STRINGS)
        package = Package(Archive.of(zipped(members), "return.xlsx"))
        assert package.shared_strings_part == "xl/SharedStrings.xml"

    def test_defined_names_with_their_place(self) -> None:
        members = parts()
        names = (
            '</sheets><definedNames><definedName name="hs.alarm">S1!$D$4</definedName>'
            '<definedName name="_x" localSheetId="0" hidden="1">1</definedName>'
            '<definedName name="y" localSheetId="many">1</definedName></definedNames>'
        )
        members[WORKBOOK] = str(members[WORKBOOK]).replace("</sheets>", names)
        first, second, third = Package(
            Archive.of(zipped(members), "return.xlsx")
        ).defined_names
        assert (first.name, first.refers_to, first.sheet) == (
            "hs.alarm",
            "S1!$D$4",
            None,
        )
        assert (second.sheet, second.hidden) == (0, True)
        assert third.sheet is None

    def test_no_sheets_at_all(self) -> None:
        assert refused(zipped(parts(sheets=""))).code == "BOOK-013"

    @pytest.mark.parametrize(
        "listed",
        [
            '<sheet name="S1" sheetId="1" r:id="rId9"/>',
            '<sheet name="S1" sheetId="1"/>',
        ],
    )
    def test_a_sheet_without_a_part(self, listed: str) -> None:
        assert refused(zipped(parts(sheets=listed))).code == "BOOK-015"

    def test_two_sheets_of_one_name_or_one_part(self) -> None:
        twice = '<sheet name="S1" sheetId="1" r:id="rId1"/>' * 2
        assert refused(zipped(parts(sheets=twice))).code == "BOOK-017"
        other = twice.replace("S1", "S2", 1)
        assert refused(zipped(parts(sheets=other))).code == "BOOK-017"

    def test_a_workbook_part_that_breaks_off(self) -> None:
        members = parts()
        members[WORKBOOK] = str(members[WORKBOOK])[:-15]
        problem = refused(zipped(members))
        assert problem.code == "BOOK-012"
        assert WORKBOOK in problem.says
