"""Bad input at the front door: a clear error, the input untouched, nothing left behind.

Every case of a return that cannot be checked, and of a place that cannot be written
to, goes through the real command on a real file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rs_excel.cli.main import main
from tests.conftest import SAMPLES
from tests.workbook.raw_books import compound_file, zipped

DAY = ("--as-of", "2026-03-02")
GOOD = (SAMPLES / "clean.xlsx").read_bytes()


def with_parts(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The clean sample with its parts changed."""
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def edited(change: Callable[[Any], None]) -> bytes:
    """The clean sample edited as a person would, through openpyxl."""
    book = load_workbook(BytesIO(GOOD))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def without_sheets(parts: dict[str, bytes]) -> None:
    workbook = parts["xl/workbook.xml"].decode()
    before, _, rest = workbook.partition("<sheets>")
    parts["xl/workbook.xml"] = (
        f"{before}<sheets/>{rest.partition('</sheets>')[2]}".encode()
    )


def with_a_bomb(parts: dict[str, bytes]) -> None:
    parts["xl/media/photo.png"] = bytes(300 << 20)


def with_an_entity(parts: dict[str, bytes]) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    head, _, rest = parts["xl/styles.xml"].partition(b"?>")
    parts["xl/styles.xml"] = head + b"?>" + entity + rest


def of_another_kind(parts: dict[str, bytes]) -> None:
    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        parts[name] = (
            b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
            b'spreadsheetml/2006/main"><sheetData/></worksheet>'
        )


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "not_a_workbook": (b"site;answer\nnorth;Yes\n", "BOOK-007", "text"),
    "empty": (b"", "BOOK-002", "empty"),
    "web_page": (b"<!DOCTYPE html><html><body>Log in</body></html>", "BOOK-005", "web"),
    "truncated": (GOOD[: len(GOOD) // 2], "BOOK-008", ""),
    "encrypted": (compound_file("EncryptedPackage"), "BOOK-003", "password"),
    "half_an_xls": (compound_file("Workbook"), "BOOK-014", "container"),
    "zero_sheets": (with_parts(without_sheets), "BOOK-013", "sheet"),
    "zip_bomb": (with_parts(with_a_bomb), "BOOK-02", ""),
    "entity": (with_parts(with_an_entity), "BOOK-027", ""),
    "another_workbook": (with_parts(of_another_kind), "BOOK-040", "template build"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_return_that_cannot_be_checked_is_named_and_left_alone(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, code, words = REFUSED[name]
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(data)
    assert main(["check", str(file), *DAY, "--format", "json"]) == 2
    shown = capsys.readouterr()
    (error,) = json.loads(shown.out)["errors"]
    assert error["code"].startswith(code)
    assert words in f"{error['says']} {error['do']}"
    assert error["do"]
    assert file.name in error["where"]
    assert "Traceback" not in shown.err
    assert file.read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def checked(data: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    file = folder / "return.xlsx"
    file.write_bytes(data)
    assert main(["check", str(file), *DAY, "--format", "json"]) == 0
    assert file.read_bytes() == data
    return json.loads(capsys.readouterr().out)


def notes(line: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in line["notes"]:
        found.setdefault(note["code"], []).append(note["cell"] or note["says"])
    return found


def answer_cell(book: Any, key: str) -> Any:
    """The answer of a question, found as a reader would: by its key."""
    for sheet in book:
        columns: dict[str, int] = {}
        for row in sheet.iter_rows():
            texts = {str(cell.value): cell.column for cell in row if cell.value}
            if "#key" in texts:
                columns = texts
            elif columns and key in texts:
                return sheet.cell(row[0].row, columns["#answer"])
    raise LookupError(key)


def test_a_strict_workbook_is_read_right_not_as_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swaps = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
            b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ),
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def strict(parts: dict[str, bytes]) -> None:
        for old, new in swaps.items():
            parts.update({name: p.replace(old, new) for name, p in parts.items()})

    plain = checked(GOOD, tmp_path, capsys)
    (tmp_path / "return.checked.xlsx").unlink()
    line = checked(with_parts(strict), tmp_path, capsys)
    assert line["coverage"] == plain["coverage"]
    assert line["findings"] == plain["findings"]


def test_a_million_declared_rows_do_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
            head, _, rest = parts[name].partition(b'<dimension ref="')
            parts[name] = (
                head + b'<dimension ref="A1:XFD1048576' + rest[rest.index(b'"') :]
            )

    line = checked(with_parts(declare), tmp_path, capsys)
    assert line["coverage"]["answered"] == line["coverage"]["asked"]


def test_a_deleted_and_a_repeated_row_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(book: Any) -> None:
        drill = answer_cell(book, "hs.last_drill")
        drill.parent.cell(drill.row, 1).value = None
        alarm = answer_cell(book, "hs.alarm")
        light = answer_cell(book, "hs.emerg_light")
        light.parent.cell(light.row, 1).value = "hs.alarm"
        alarm.value, light.value = "Yes", "No"

    line = checked(edited(spoil), tmp_path, capsys)
    said = notes(line)
    assert any("hs.last_drill" in text for text in said["BOOK-103"])
    lacking = {key for rule in line["not_assessed"] for key in rule["missing"]}
    assert {"hs.alarm", "hs.last_drill"} <= lacking


def test_errors_and_formulas_without_results_are_no_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {}

    def spoil(book: Any) -> None:
        drills = answer_cell(book, "hs.drills_12m")
        drills.value, drills.data_type = "#REF!", "e"
        answer_cell(book, "wf.youngest_age").value = "=MIN(1,2)"
        for key in ("hs.drills_12m", "wf.youngest_age"):
            cell = answer_cell(book, key)
            cells[key] = f"'{cell.parent.title}'!{cell.coordinate}"

    line = checked(edited(spoil), tmp_path, capsys)
    noted = {note["cell"] for note in line["notes"]}
    assert set(cells.values()) <= noted
    lacking = {key for rule in line["not_assessed"] for key in rule["missing"]}
    assert cells.keys() <= lacking


NASTY = {
    "formula": '=HYPERLINK("http://example.invalid","click")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "long": "long " * 8_000,
    "markup": "<b>&amp;</b> ]]> [red]",
}


@pytest.mark.parametrize("kind", NASTY)
def test_what_a_supplier_typed_is_written_back_as_text(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = NASTY[kind]

    def spoil(book: Any) -> None:
        cell = answer_cell(book, "site.legal_name")
        cell.value, cell.data_type = typed[:32_767], "s"

    line = checked(edited(spoil), tmp_path, capsys)
    assert line["supplier"].startswith(typed[:4])
    copy = load_workbook(tmp_path / "return.checked.xlsx")
    ours = (copy[name] for name in ("Summary", "Findings", "Corrective actions"))
    written = [cell for sheet in ours for row in sheet for cell in row]
    assert not [cell.coordinate for cell in written if cell.data_type == "f"]


def test_control_characters_never_reach_the_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        strings = parts["xl/sharedStrings.xml"]
        name = b"Exemplo Alimentar"
        assert name in strings
        parts["xl/sharedStrings.xml"] = strings.replace(name, name + b"_x0001__x000B_!")

    line = checked(with_parts(spoil), tmp_path, capsys)
    assert "\x01" not in json.dumps(line["findings"])
    with zipfile.ZipFile(tmp_path / "return.checked.xlsx") as copy:
        added = [copy.read(n) for n in copy.namelist() if n.endswith(".xml")]
    assert not any(bad in part for part in added for bad in (b"\x01", b"\x0b"))


def test_a_folder_that_cannot_be_written_is_named(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file_in_the_way = mixed.with_name("out")
    file_in_the_way.write_text("not a folder", encoding="utf-8")
    assert main(["check", str(mixed), *DAY, "--out", str(file_in_the_way)]) == 2
    assert "OUT-" in capsys.readouterr().err
    assert file_in_the_way.read_text(encoding="utf-8") == "not a folder"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("reply", "--out", "."), "OUT-056"),
        (("reply", "--out", "/"), "OUT-056"),
        (("track", "--tracker", "."), "BOOK-010"),
        (("track", "--tracker", "/"), "BOOK-010"),
    ],
)
def test_a_folder_given_where_a_workbook_is_meant_is_named(
    command: tuple[str, ...],
    code: str,
    mixed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(mixed.parent)
    name, *where = command
    assert main([name, str(mixed), *DAY, *where]) == 2
    assert code in capsys.readouterr().err
    assert [path.name for path in mixed.parent.iterdir()] == [mixed.name]


@pytest.mark.parametrize("lock", ["~$mixed.checked.xlsx", ".~lock.mixed.checked.xlsx#"])
def test_a_copy_that_is_open_elsewhere_is_not_replaced(
    lock: str, mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(mixed), *DAY]) == 0
    copy = mixed.with_name("mixed.checked.xlsx")
    before = copy.read_bytes()
    capsys.readouterr()
    mixed.with_name(lock).write_text("somebody", encoding="utf-8")
    assert main(["check", str(mixed), *DAY, "--format", "json"]) == 2
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["code"].startswith("OUT-")
    assert "open" in f"{error['says']} {error['do']}"
    assert copy.read_bytes() == before


def test_a_full_disk_leaves_no_half_of_a_copy(mixed: Path) -> None:
    before = hashlib.sha256(mixed.read_bytes()).hexdigest()
    program = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "from rs_excel.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    assert resource.RLIMIT_FSIZE  # the limit stands in for a disk that is full
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(mixed), *DAY, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    (error,) = json.loads(done.stdout)["errors"]
    assert error["code"].startswith("OUT-")
    assert "Traceback" not in done.stderr
    assert [path.name for path in mixed.parent.iterdir()] == ["mixed.xlsx"]
    assert hashlib.sha256(mixed.read_bytes()).hexdigest() == before


def with_a_full_table(book: Any, extra: int) -> None:
    """Fills every certificate row, then types one more below the end."""
    sheet = book["Health & safety"]
    keys = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    marker = keys["#table:hs.cert_list"]
    end = next(
        r for r in range(marker, sheet.max_row + 1) if sheet.cell(r, 1).value == "#end"
    )
    columns = {cell.value: cell.column for cell in sheet[marker] if cell.value}
    for row in (*range(marker + 1, end), end + extra):
        if not sheet.cell(row, columns["#col:type"]).value:
            sheet.cell(row, columns["#col:type"]).value = f"Extinguishers {row}"
            sheet.cell(row, columns["#col:expiry"]).value = datetime(2024, 1, 1)


@pytest.mark.parametrize("extra", [0, 1, 2])
def test_a_row_typed_below_a_full_table_is_said(
    extra: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = checked(edited(lambda b: with_a_full_table(b, extra)), tmp_path, capsys)
    (note,) = (note for note in line["notes"] if note["code"] == "BOOK-127")
    assert note["level"] == "problem"
    assert note["cell"].startswith("'Health & safety'!A")


def test_a_copied_sheet_counts_nothing_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (SAMPLES / "mixed.xlsx").read_bytes()
    plain = checked(data, tmp_path, capsys)
    (tmp_path / "return.checked.xlsx").unlink()
    book = load_workbook(BytesIO(data))
    book.copy_worksheet(book["Environment"]).title = "Environment (2)"
    copied = BytesIO()
    book.save(copied)
    line = checked(copied.getvalue(), tmp_path, capsys)
    rules = [[(f["rule"], f["row"]) for f in x["findings"]] for x in (plain, line)]
    assert rules[0] == rules[1]
    assert "BOOK-128" in notes(line)


def test_the_order_of_a_cells_attributes_means_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swapped = re.compile(rb'<c (r="\w+")((?: [st]="\w+")+)')

    def swap(parts: dict[str, bytes]) -> None:
        for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
            parts[name] = swapped.sub(rb"<c\2 \1", parts[name])

    plain = checked(GOOD, tmp_path, capsys)
    (tmp_path / "return.checked.xlsx").unlink()
    line = checked(with_parts(swap), tmp_path, capsys)
    assert line["coverage"] == plain["coverage"]


def test_a_signed_return_is_told_that_the_copy_is_not_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def sign(parts: dict[str, bytes]) -> None:
        parts["_xmlsignatures/origin.sigs"] = b""
        parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"

    line = checked(with_parts(sign), tmp_path, capsys)
    assert "BOOK-129" in notes(line)
    with zipfile.ZipFile(tmp_path / "return.checked.xlsx") as copy:
        assert copy.read("_xmlsignatures/sig1.xml") == b"<Signature/>"
