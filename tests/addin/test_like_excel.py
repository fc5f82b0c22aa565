"""Our VBA project beside one that Excel itself wrote, piece by piece.

pyOpenVBA carries an empty add-in saved by Excel. What we write from the specification
is held against it: the records of the directory, the attributes of the modules every
workbook has, the scrambled words that say the project is not locked, and the types of
the parts around it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import olefile
import pytest
from oletools.olevba import decompress_stream
from pyopenvba import ExcelFile

from tests.addin.made import addin, members
from tests.addin.opc import RIBBON, content_types, relations

SIZE_OF_VERSION = 6  # the one record whose length says something else
VERSION, COMPATIBILITY, REFERENCE = 0x09, 0x4A, {0x16, 0x3E, 0x0D}
MODULE_BEGINS, MODULE_ENDS, DOCUMENT, PROCEDURES = 0x19, 0x2B, 0x22, 0x21


def excels(folder: Path) -> ExcelFile:
    book = ExcelFile.create_new(str(folder / "blank.xlam"))
    book.save()
    return book


def ours(folder: Path) -> ExcelFile:
    path = folder / "rs_excel.xlam"
    path.write_bytes(addin())
    return ExcelFile(path)


def stream(book: ExcelFile, name: str) -> bytes:
    with olefile.OleFileIO(book.vba_project_bytes()) as file:
        return bytes(file.openstream(name).read())


def records(book: ExcelFile) -> Iterator[int]:
    """The numbers of the directory's records, in order."""
    data = bytes(decompress_stream(bytearray(stream(book, "VBA/dir"))))
    at = 0
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        yield number
        at += 6 + (SIZE_OF_VERSION if number == VERSION else size)


def about_the_project(book: ExcelFile) -> list[int]:
    """Up to the first module, without what a project may leave out."""
    whole = list(records(book))
    head = whole[: whole.index(MODULE_BEGINS)]
    return [n for n in head if n not in {COMPATIBILITY, *REFERENCE}]


def about_modules(book: ExcelFile) -> list[list[int]]:
    """The records of each module."""
    found: list[list[int]] = []
    for number in records(book):
        if number == MODULE_BEGINS:
            found.append([])
        if found:
            found[-1].append(number)
    return [module[: module.index(MODULE_ENDS) + 1] for module in found]


def unveiled(hexadecimal: str) -> tuple[int, int, bytes]:
    """Version, key and value of a scrambled word ([MS-OVBA] 2.4.3.3)."""
    data = bytes.fromhex(hexadecimal)
    seed, version, key = data[0], data[0] ^ data[1], data[0] ^ data[2]
    plain, words = key, bytearray()
    for at in range(3, len(data)):
        plain = data[at] ^ (data[at - 2] + plain & 0xFF)
        words.append(plain)
    body = bytes(words[(seed & 6) // 2 :])
    assert int.from_bytes(body[:4], "little") == len(body) - 4
    return version, key, body[4:]


def locks(book: ExcelFile) -> dict[str, tuple[int, bytes]]:
    """What says who may see and change a project, and that it fits its id."""
    text = stream(book, "PROJECT").decode("cp1252")
    (project,) = re.findall(r'^ID="(.*)"\r$', text, flags=re.MULTILINE)
    found = {}
    for name, word in re.findall(r'^(CMG|DPB|GC)="(\w+)"\r$', text, flags=re.MULTILINE):
        version, key, value = unveiled(word)
        assert key == sum(project.encode("ascii")) & 0xFF
        found[name] = (version, value)
    return found


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[ExcelFile, ExcelFile]]:
    theirs, mine = excels(tmp_path), ours(tmp_path)
    yield theirs, mine
    theirs.close()
    mine.close()


def test_the_directory_has_excels_records_in_excels_order(
    pair: tuple[ExcelFile, ExcelFile],
) -> None:
    theirs, mine = pair
    assert about_the_project(mine) == about_the_project(theirs)
    assert list(records(mine))[-1] == list(records(theirs))[-1]


def test_each_kind_of_module_is_told_as_excel_tells_it(
    pair: tuple[ExcelFile, ExcelFile],
) -> None:
    theirs, mine = (about_modules(book) for book in pair)
    kinds = {tuple(module) for module in theirs}
    assert {tuple(module) for module in mine} == kinds
    assert all(DOCUMENT in module for module in mine[:2])
    assert all(PROCEDURES in module for module in mine[2:])


def test_workbook_and_sheet_have_the_attributes_excel_gives_them(
    pair: tuple[ExcelFile, ExcelFile],
) -> None:
    theirs, mine = (
        {module.name: module.source for module in book.vba_project().modules}
        for book in pair
    )
    for name in ("ThisWorkbook", "Sheet1"):
        assert mine[name] == theirs[name]


def test_the_project_is_as_open_as_one_without_password(
    pair: tuple[ExcelFile, ExcelFile],
) -> None:
    theirs, mine = pair
    assert locks(mine) == locks(theirs)
    assert locks(mine) == {"CMG": (2, bytes(4)), "DPB": (2, b"\0"), "GC": (2, b"\xff")}


def test_parts_of_the_same_name_have_the_same_type_and_belong_to_the_same(
    tmp_path: Path,
) -> None:
    excels(tmp_path).close()
    theirs = members((tmp_path / "blank.xlam").read_bytes())
    mine = members(addin())
    for_theirs, for_mine = content_types(theirs), content_types(mine)
    shared = for_theirs.keys() & for_mine.keys()
    assert {"xl/workbook.xml", "xl/vbaProject.bin", "xl/styles.xml"} <= shared
    assert {p: for_mine[p] for p in shared} == {p: for_theirs[p] for p in shared}
    for owner in ("", "xl/workbook.xml"):
        known = {(kind, target) for _, kind, target in relations(theirs, owner)}
        made = {(kind, target) for _, kind, target in relations(mine, owner)}
        assert {kind for kind, _ in made - known} <= {RIBBON}
