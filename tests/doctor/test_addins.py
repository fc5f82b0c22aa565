"""What happens to an add-in after it was installed is found by the doctor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from rs_excel.addin.install import install
from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.looks import look_at
from rs_excel.doctor.machine import MACOS, Answer, Machine
from tests.doctor.machines import EXCEL, FOUND, machine, places_of

DISABLED = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"


def installed(home: Path, registry: dict[str, object] = EXCEL) -> Machine:
    on = machine(home, registry)
    install(places_of(on), str(on.python))
    return on


def seen(what: str, on: Machine) -> Seen:
    (found,) = (looked.seen for looked in look_at(on) if looked.what == what)
    return found


def test_an_add_in_in_its_place_is_told_with_its_sum(tmp_path: Path) -> None:
    on = installed(tmp_path)
    found = seen("Add-in", on)
    assert found.state is State.OK
    assert str(places_of(on).addin) in found.saw
    assert "SHA-256" in found.saw
    assert seen("Add-in: its Python", on).saw == str(on.python)


def removed(file: Path) -> None:
    file.unlink()


def damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:4000])


@pytest.mark.parametrize(
    ("happened", "said"),
    [(removed, "is not installed"), (damaged, "not an add-in of rs_excel")],
)
def test_an_add_in_that_was_taken_away_or_damaged(
    happened: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    on = installed(tmp_path)
    happened(places_of(on).addin)
    found = seen("Add-in", on)
    assert found.state is State.BROKEN
    assert said in found.saw
    assert found.do
    assert seen("Add-in: its Python", on).state is State.UNKNOWN


def test_a_missing_add_in_asks_it_about_the_virus_scanner(tmp_path: Path) -> None:
    found = seen("Add-in", machine(tmp_path))
    assert found.state is State.BROKEN
    assert "virus scanner" in found.for_it


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (FileNotFoundError(2, "No such file"), "cannot be started"),
        (Answer(0, json.dumps({**FOUND, "package": "0.0.9"}), ""), "rs_excel 0.0.9"),
        (Answer(0, json.dumps({**FOUND, "package": ""}), ""), "rs_excel none"),
    ],
)
def test_an_interpreter_that_is_gone_or_finds_another_package(
    answer: Answer | OSError, said: str, tmp_path: Path
) -> None:
    on = machine(tmp_path, answer=answer)
    install(places_of(on), str(on.python))
    found = seen("Add-in: its Python", on)
    assert found.state is State.BROKEN
    assert said in found.saw
    assert "rs-excel addin install" in found.do


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\n", State.BROKEN),
        ("[ZoneTransfer]\r\nZoneId = 4\r\n", State.BROKEN),
        ("[ZoneTransfer]\r\nZoneId=1\r\n", State.OK),
        (None, State.OK),
    ],
)
def test_the_mark_of_a_download_is_seen(
    mark: str | None, state: State, tmp_path: Path
) -> None:
    on = installed(tmp_path)
    if mark is not None:
        Path(f"{places_of(on).addin}:Zone.Identifier").write_text(mark, "utf-8")
    assert seen("Add-in: download mark", on).state is state


def test_an_add_in_that_excel_switched_off_itself(tmp_path: Path) -> None:
    item = b"\x01\x00\x00\x00" + r"C:\XLSTART\RS_Excel.xlam".encode("utf-16-le")
    on = installed(tmp_path, {**EXCEL, f"{DISABLED}\\1A2B": item})
    found = seen("Add-in: disabled items", on)
    assert found.state is State.BROKEN
    assert "Disabled Items" in found.do


def test_on_macos_the_start_script_is_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "Library/Group Containers/UBF8T346G9.Office").mkdir(parents=True)
    on = machine(tmp_path, system=MACOS)
    where = places_of(on)
    install(where, str(on.python))
    assert seen("Add-in", on).state is State.OK
    assert where.script is not None
    where.script.write_text("on StartPython(given)\nend StartPython\n", "utf-8")
    found = seen("Add-in", on)
    assert found.state is State.BROKEN
    assert "script" in found.saw


def test_where_excel_was_never_started_that_is_what_to_do(tmp_path: Path) -> None:
    found = seen("Add-in", machine(tmp_path, system=MACOS))
    assert found.state is State.BROKEN
    assert "Start Excel once" in found.do


def test_an_add_in_that_the_company_signed_is_not_said_to_be_unsigned(
    tmp_path: Path,
) -> None:
    policy = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
    on = installed(tmp_path, {**EXCEL, f"{policy}\\RequireAddinSig": 1})
    assert seen("Trust Center: signatures", on).state is State.BROKEN
    with ZipFile(places_of(on).addin, "a") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"signed")
    assert seen("Trust Center: signatures", on).state is State.LOOK
