"""Install, status and uninstall on homes as Windows and macOS have them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from rs_excel import __version__
from rs_excel.addin.build import build
from rs_excel.addin.install import install, uninstall, write_addin
from rs_excel.addin.places import Places, places
from rs_excel.addin.read_back import read_addin
from rs_excel.addin.settings import AddinSettings
from rs_excel.addin.status import status
from rs_excel.errors import AddinError
from rs_excel.supplied import addin_folder
from tests.addin.made import SETTINGS, members

OFFICE = "Library/Group Containers/UBF8T346G9.Office"


@pytest.fixture
def python(tmp_path: Path) -> str:
    path = tmp_path / "an environment" / "python3"
    path.parent.mkdir()
    path.touch()
    return str(path)


@pytest.fixture(params=["win32", "darwin"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    if request.param == "darwin":
        (tmp_path / OFFICE).mkdir(parents=True)
        return places("darwin", tmp_path, {})
    return places("win32", tmp_path, {"APPDATA": str(tmp_path / "Roaming")})


def codes(fault: AddinError) -> list[str]:
    return [told.code for told in fault.problems]


def told(home: Places) -> list[str]:
    return [problem.code for problem in status(home).problems]


def test_windows_loads_it_from_the_roaming_profile(tmp_path: Path) -> None:
    found = places("win32", tmp_path, {"APPDATA": str(tmp_path)})
    assert found.addin == tmp_path / "Microsoft/Excel/XLSTART/rs_excel.xlam"
    assert found.script is None


def test_a_mac_loads_it_from_offices_own_folder(tmp_path: Path) -> None:
    (tmp_path / OFFICE).mkdir(parents=True)
    found = places("darwin", tmp_path, {})
    start = tmp_path / OFFICE / "User Content.localized/Startup.localized/Excel"
    assert found.addin == start / "rs_excel.xlam"
    scripts = tmp_path / "Library/Application Scripts/com.microsoft.Excel"
    assert found.script == scripts / "rs_excel.applescript"


@pytest.mark.parametrize(
    ("system", "code"),
    [("linux", "ADD-004"), ("win32", "ADD-006"), ("darwin", "ADD-006")],
)
def test_without_excel_it_says_what_can_be_done(
    system: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(AddinError) as caught:
        places(system, tmp_path, {})
    assert codes(caught.value) == [code]
    assert list(tmp_path.iterdir()) == []


def test_it_lies_there_alone_as_built_and_with_this_python(
    home: Places, python: str
) -> None:
    found = install(home, python)
    assert home.addin.read_bytes() == build(
        AddinSettings(python=python, version=__version__)
    )
    assert list(home.addin.parent.iterdir()) == [home.addin]
    assert found.values["python"] == python
    assert told(home) == []


def test_the_script_of_a_mac_names_the_python_and_no_other(
    tmp_path: Path, python: str
) -> None:
    (tmp_path / OFFICE).mkdir(parents=True)
    home = places("darwin", tmp_path, {})
    install(home, python)
    assert home.script is not None
    text = home.script.read_text(encoding="utf-8")
    assert f'property interpreter : "{python}"' in text
    assert "@INTERPRETER@" not in text


def test_the_script_of_a_mac_takes_its_words_from_where_the_add_in_puts_them() -> None:
    folder = addin_folder()
    script = (folder / "macos" / "rs_excel.applescript").read_text(encoding="utf-8")
    runner = (folder / "vba" / "Runner.bas").read_text(encoding="utf-8")
    # The interpreter, -I, -B, -m and the module come first; the script has its own.
    assert "repeat with position from 6 to" in script
    assert 'Words = Array("-I", "-B", "-m", "rs_excel.ribbon", Button,' in runner
    assert "MacLines = Interpreter() & vbLf &" in runner
    assert " -I -B -m rs_excel.ribbon" in script
    assert 'AppleScriptTask("rs_excel.applescript", "StartPython"' in runner
    assert "on StartPython(given)" in script


def test_choices_live_through_a_new_version(home: Places, python: str) -> None:
    install(home, python)
    older = AddinSettings(python="python", version="0.0.9", policy="strict")
    home.addin.write_bytes(build(older))
    assert told(home) == ["ADD-012", "ADD-013", *other_script(home)]
    found = install(home, python)
    assert found.values["policy"] == "strict"
    assert found.values["version"] == __version__


def other_script(home: Places) -> list[str]:
    return ["ADD-015"] if home.script else []


def test_a_choice_nobody_offers_is_not_carried_over(home: Places, python: str) -> None:
    install(home, python)
    odd = AddinSettings(python=python, version="0.0.9", policy="mine", language="xx")
    home.addin.write_bytes(build(odd))
    values = install(home, python).values
    assert (values["policy"], values["language"]) == ("standard", "en")


@pytest.mark.parametrize("act", ["install", "uninstall"])
def test_a_file_of_others_stays(home: Places, python: str, act: str) -> None:
    home.addin.parent.mkdir(parents=True)
    other = Workbook()
    other.save(home.addin)
    before = home.addin.read_bytes()
    with pytest.raises(AddinError) as caught:
        install(home, python) if act == "install" else uninstall(home)
    assert codes(caught.value) == ["ADD-011"]
    assert home.addin.read_bytes() == before
    assert told(home) == ["ADD-011"]


def test_what_excel_holds_is_not_replaced(home: Places, python: str) -> None:
    install(home, python)
    before = home.addin.read_bytes()
    home.addin.with_name("~$rs_excel.xlam").touch()
    with pytest.raises(AddinError, match="Close every Excel window") as caught:
        install(home, python + "3.12")
    assert codes(caught.value) == ["ADD-005"]
    assert home.addin.read_bytes() == before


def test_what_excel_holds_is_not_taken_away(
    home: Places, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(home, python)

    def held(_: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(AddinError) as caught:
        uninstall(home)
    assert codes(caught.value) == ["ADD-005"]


def test_a_scanner_that_takes_it_at_once_is_noticed(
    home: Places, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rs_excel.addin.install.safe_write", lambda *_: None)
    with pytest.raises(AddinError) as caught:
        install(home, python)
    assert codes(caught.value) == ["ADD-007"]


def test_a_python_that_writes_where_only_it_can_see_is_noticed(
    home: Places, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = r"C:\Users\u\AppData\Local\Packages\PythonSoftwareFoundation.Python.3.12_q"
    monkeypatch.setattr(
        "rs_excel.addin.install.os.path.realpath", lambda path: f"{own}\\{path}"
    )
    monkeypatch.setattr(
        "rs_excel.addin.install.safe_write", lambda path, data: path.write_bytes(data)
    )
    with pytest.raises(AddinError) as caught:
        install(home, python)
    assert codes(caught.value) == ["ADD-017"]
    assert not home.addin.exists()


def test_uninstall_leaves_nothing_of_ours(home: Places, python: str) -> None:
    install(home, python)
    gone = uninstall(home)
    assert home.addin in gone
    assert home.script is None or not home.script.exists()
    assert not home.addin.exists()
    assert uninstall(home) == ()
    assert told(home) == ["ADD-010"]


def test_a_python_that_is_gone_is_told(home: Places, python: str) -> None:
    install(home, python)
    Path(python).unlink()
    assert told(home) == ["ADD-013"]


def test_an_add_in_that_excel_saved_is_told_and_its_choice_read(
    home: Places, python: str
) -> None:
    install(home, python)
    home.addin.write_bytes(saved_again(home.addin.read_bytes(), policy="supportive"))
    seen = status(home)
    assert [problem.code for problem in seen.problems] == ["ADD-014"]
    assert seen.found is not None
    assert seen.found.values["policy"] == "supportive"
    assert install(home, python).values["policy"] == "supportive"
    assert told(home) == []


def saved_again(addin: bytes, *, policy: str) -> bytes:
    """As another program would pack it, with another choice."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members(addin).items():
            changed = data.replace(b">standard<", f">{policy}<".encode())
            archive.writestr(name, changed)
    return buffer.getvalue()


def test_a_damaged_file_is_told(home: Places, python: str) -> None:
    install(home, python)
    data = home.addin.read_bytes()
    home.addin.write_bytes(data.replace(b"Check workbook", b"Check notebook"))
    assert told(home) == ["ADD-011"]


def test_build_writes_for_another_machine(tmp_path: Path) -> None:
    file = tmp_path / "out.xlam"
    found = write_addin(file, SETTINGS)
    assert found == read_addin(file)
    assert found.values["python"] == SETTINGS.python
    assert write_addin(file, SETTINGS).sha256 == found.sha256


def test_build_wants_an_ending_excel_knows(tmp_path: Path) -> None:
    with pytest.raises(AddinError) as caught:
        write_addin(tmp_path / "out.xlsm", SETTINGS)
    assert codes(caught.value) == ["ADD-008"]


def test_build_replaces_no_file_of_others(tmp_path: Path) -> None:
    file = tmp_path / "out.xlam"
    file.write_text("mine")
    with pytest.raises(AddinError) as caught:
        write_addin(file, SETTINGS)
    assert codes(caught.value) == ["ADD-011"]
    assert file.read_text() == "mine"
