"""The VBA project: what other programs read is what stands in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile, check_file

from rs_excel.addin.sources import modules
from rs_excel.addin.vba_project import Module, vba_project
from rs_excel.errors import AddinError
from rs_excel.supplied import addin_folder
from tests.addin.made import addin

SOURCES = {file.stem: file for file in (addin_folder() / "vba").glob("*.bas")}
STARTS_PYTHON = {"CreateObject", "Run", "Shell", "WScript.Shell", "applescript"}
PARTS_FIELDS = {"Chr"}  # Marks sets its fields apart by signs no cell can hold
"""Words a virus scanner looks at, and what they are there for."""


@pytest.fixture(scope="module")
def xlam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "rs_excel.xlam"
    path.write_bytes(addin())
    return path


@pytest.fixture
def parser(xlam: Path) -> Iterator[VBA_Parser]:
    parser = VBA_Parser(str(xlam))
    yield parser
    parser.close()


def lines(source: str) -> list[str]:
    return source.replace("\r\n", "\n").splitlines()


def test_every_file_of_the_folder_is_read_back_as_it_stands(parser: VBA_Parser) -> None:
    found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    assert found.keys() == {"ThisWorkbook", "Sheet1", *SOURCES}
    for name, file in SOURCES.items():
        assert lines(found[name]) == lines(file.read_text(encoding="utf-8"))


def test_a_second_reader_agrees_and_finds_no_fault(xlam: Path) -> None:
    assert check_file(xlam).issues == ()
    with ExcelFile(xlam) as book:
        project = book.vba_project()
        read = {module.name: lines(module.source) for module in project.modules}
    for name, file in SOURCES.items():
        source = lines(file.read_text(encoding="utf-8"))
        assert [line for line in source if line not in read[name]] in ([], source[:1])


def test_few_words_look_suspicious_to_a_scanner(parser: VBA_Parser) -> None:
    told = {word for kind, word, _ in parser.analyze_macros() if kind == "Suspicious"}
    assert {
        word for word in told if not word.endswith(" Strings")
    } == STARTS_PYTHON | PARTS_FIELDS


def test_nothing_runs_by_itself(parser: VBA_Parser) -> None:
    assert not [told for told in parser.analyze_macros() if told[0] == "AutoExec"]


def test_the_source_alone_is_in_it_and_nothing_compiled(xlam: Path) -> None:
    with ExcelFile(xlam) as book:
        data = book.vba_project_bytes()
    assert bytes.fromhex("CC61FFFF000000") in data
    assert b"__SRP_" not in data


def test_the_same_modules_give_the_same_bytes() -> None:
    assert vba_project(modules()) == vba_project(modules())


def test_a_letter_vba_cannot_hold_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vba").mkdir()
    text = 'Attribute VB_Name = "Odd"\nOption Explicit\n\'→\n'
    (tmp_path / "vba" / "Odd.bas").write_text(text, encoding="utf-8")
    monkeypatch.setattr("rs_excel.addin.sources.addin_folder", lambda: tmp_path)
    with pytest.raises(AddinError, match="`→` is not a letter of code page 1252"):
        modules()


def test_a_module_under_another_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vba").mkdir()
    (tmp_path / "vba" / "One.bas").write_text('Attribute VB_Name = "Two"\n')
    monkeypatch.setattr("rs_excel.addin.sources.addin_folder", lambda: tmp_path)
    with pytest.raises(AddinError, match="ADD-001"):
        modules()


def test_lines_end_as_windows_ends_them() -> None:
    assert Module(name="A", source="one\ntwo\r\n").as_bytes() == b"one\r\ntwo\r\n"
