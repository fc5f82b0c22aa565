"""What usually breaks is found, said in one line, and never guessed."""

from __future__ import annotations

import json
import plistlib
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rs_excel.addin.install import install
from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.looks import look_at
from rs_excel.doctor.machine import MACOS, Answer, Machine, this_machine
from rs_excel.doctor.pythons import probe
from rs_excel.doctor.telling import lines_of, note_for_it, verdict
from tests.doctor.machines import EXCEL, FOUND, FakeRegistry, machine, places_of

COMPANY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
USER = r"HKCU\Software\Microsoft\Office\16.0"
SECURITY = r"\Excel\Security"
ASR = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
    r"\Windows Defender Exploit Guard\ASR\Rules"
)
RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager\ASRRules"


def seen(what: str, on: Machine) -> Seen:
    """What one look came to."""
    (found,) = (looked.seen for looked in look_at(on) if looked.what == what)
    return found


def test_on_an_ordinary_windows_nothing_is_broken(tmp_path: Path) -> None:
    on = machine(tmp_path)
    install(places_of(on), str(on.python))
    looks = {looked.what: looked.seen for looked in look_at(on)}
    assert State.BROKEN not in {found.state for found in looks.values()}
    assert looks["Excel"].saw == "version 16.0.17328.20184, 64 bits"
    assert "version 3.12.4, 64 bits" in looks["Python"].saw


@pytest.mark.parametrize(
    ("what", "entries", "state", "said"),
    [
        (
            "Trust Center: signatures",
            {f"{COMPANY}{SECURITY}\\RequireAddinSig": 1},
            State.BROKEN,
            "IT department",
        ),
        (
            "Trust Center: signatures",
            {f"{USER}{SECURITY}\\RequireAddinSig": 1},
            State.BROKEN,
            "clear “Require Application Add-ins",
        ),
        (
            "Trust Center: signatures",
            {
                f"{COMPANY}{SECURITY}\\RequireAddinSig": 0,
                f"{USER}{SECURITY}\\RequireAddinSig": 1,
            },
            State.OK,
            "not asked for",
        ),
        (
            "Trust Center: add-ins",
            {f"{COMPANY}{SECURITY}\\DisableAllAddins": 1},
            State.BROKEN,
            "no add-in at all",
        ),
        (
            "Trust Center: macros",
            {f"{COMPANY}\\Common\\VBAOff": 1},
            State.BROKEN,
            "Visual Basic is switched off",
        ),
        (
            "Trust Center: macros",
            {
                f"{USER}{SECURITY}\\Trusted Locations\\AllLocationsDisabled": 1,
                f"{USER}{SECURITY}\\VBAWarnings": 4,
            },
            State.BROKEN,
            "unsigned macros are off",
        ),
        (
            "Trust Center: macros",
            {f"{USER}{SECURITY}\\Trusted Locations\\AllLocationsDisabled": 1},
            State.LOOK,
            "Excel asks",
        ),
        (
            "Trust Center: macros",
            {f"{COMPANY}{SECURITY}\\VBAWarnings": 4},
            State.OK,
            "trusted",
        ),
        ("Defender: child processes", {f"{ASR}\\{RULE}": "1"}, State.BROKEN, "forbids"),
        ("Defender: child processes", {f"{ASR}\\{RULE}": "2"}, State.OK, "no rule"),
        ("Defender: child processes", {f"{ASR}\\{RULE}": "6"}, State.LOOK, "Unblock"),
        (
            "Defender: child processes",
            {MANAGED: f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=2|{RULE.upper()}=1"},
            State.BROKEN,
            "rs-excel excel check",
        ),
        (
            "Microsoft Store edition",
            {
                r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
                + "\\": r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE"
            },
            State.LOOK,
            "comes from the Store",
        ),
        (
            "Excel",
            {r"HKCR\Excel.Application\CurVer" + "\\": "Excel.Application.14"},
            State.BROKEN,
            "2016 and later",
        ),
    ],
)
def test_what_stands_in_the_way_is_found_in_the_registry(
    what: str,
    entries: Mapping[str, object],
    state: State,
    said: str,
    tmp_path: Path,
) -> None:
    found = seen(what, machine(tmp_path, {**EXCEL, **entries}))
    assert found.state is state
    assert said in f"{found.saw} {found.do}"


def test_no_excel_at_all(tmp_path: Path) -> None:
    assert seen("Excel", machine(tmp_path, {})).state is State.BROKEN


def test_what_may_not_be_read_is_said_and_not_guessed(tmp_path: Path) -> None:
    registry = FakeRegistry(EXCEL, forbidden="Windows Defender")
    found = seen("Defender: child processes", machine(tmp_path, registry))
    assert found.state is State.UNKNOWN
    assert RULE in found.for_it
    registry = FakeRegistry(EXCEL, forbidden="Security")
    found = seen("Trust Center: signatures", machine(tmp_path, registry))
    assert found == Seen(
        state=State.UNKNOWN, saw="it may not be read: Access is denied"
    )


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (FileNotFoundError(2, "No such file"), State.BROKEN, "cannot be started"),
        (TimeoutError("no answer within 60 seconds"), State.BROKEN, "no answer"),
        (Answer(1, "", "Traceback"), State.BROKEN, "ended with code 1"),
        (Answer(0, json.dumps({**FOUND, "package": ""}), ""), State.BROKEN, "pip"),
        (
            Answer(0, json.dumps({**FOUND, "package": "0.0.9"}), ""),
            State.BROKEN,
            "find",
        ),
        (Answer(0, json.dumps({**FOUND, "python": "3.9.1"}), ""), State.BROKEN, "3.11"),
        (Answer(0, json.dumps(FOUND), ""), State.OK, "3.12.4"),
    ],
)
def test_the_interpreter_is_started_as_excel_starts_it(
    answer: Answer | OSError, state: State, said: str, tmp_path: Path
) -> None:
    found = seen("Python", machine(tmp_path, answer=answer))
    assert found.state is state
    assert said in f"{found.saw} {found.do}"


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("", State.BROKEN),
        ("0.32.9", State.BROKEN),
        ("0.33.0", State.OK),
        ("0.100", State.OK),
        ("1.0.0", State.BROKEN),
    ],
)
def test_the_version_of_xlwings(version: str, state: State, tmp_path: Path) -> None:
    answer = Answer(0, json.dumps({**FOUND, "xlwings": version}), "")
    assert seen("xlwings", machine(tmp_path, answer=answer)).state is state


@pytest.mark.parametrize(
    ("version", "said"), [("2.0.28", "durable-rules 2.0.28"), ("", "reference")]
)
def test_which_evaluator_decides(version: str, said: str, tmp_path: Path) -> None:
    answer = Answer(0, json.dumps({**FOUND, "durable": version}), "")
    found = seen("Rule engine", machine(tmp_path, answer=answer))
    assert found.state is State.OK
    assert said in found.saw


def test_this_python_finds_the_package_as_excel_would_start_it() -> None:
    found = probe(this_machine(), Path(sys.executable))
    assert isinstance(found, dict)
    assert found["package"]


@pytest.mark.parametrize(
    ("environment", "what", "state"),
    [
        ({"APPDATA": r"\\server\profiles\me"}, "User folder", State.LOOK),
        ({}, "User folder", State.UNKNOWN),
        ({"OneDrive": r"C:\Users\me\OneDrive"}, "OneDrive and SharePoint", State.OK),
    ],
)
def test_folders_that_lie_elsewhere(
    environment: Mapping[str, str], what: str, state: State, tmp_path: Path
) -> None:
    found = seen(what, machine(tmp_path, environment=environment))
    assert found.state is state
    assert state is State.UNKNOWN or found.do


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (Answer(0, "16.80\n", ""), State.OK, "given"),
        (Answer(0, "not running\n", ""), State.UNKNOWN, "Open Excel"),
        (
            Answer(1, "", "execution error: Not authorised (-1743)"),
            State.BROKEN,
            "Automation",
        ),
        (Answer(1, "", "execution error: something else"), State.UNKNOWN, "else"),
        (FileNotFoundError(2, "No such file"), State.UNKNOWN, "osascript"),
    ],
)
def test_macos_is_asked_by_one_harmless_call(
    answer: Answer | OSError, state: State, said: str, tmp_path: Path
) -> None:
    on = machine(tmp_path, system=MACOS, answer=answer)
    found = seen("Leave to work with Excel", on)
    assert found.state is state
    assert said in f"{found.saw} {found.do}"


def test_the_excel_of_macos_tells_its_version(tmp_path: Path) -> None:
    folder = tmp_path / "Applications" / "Microsoft Excel.app" / "Contents"
    folder.mkdir(parents=True)
    said = plistlib.dumps({"CFBundleShortVersionString": "16.80"})
    (folder / "Info.plist").write_bytes(said)
    assert seen("Excel", machine(tmp_path, system=MACOS)).saw == "version 16.80"


def test_what_cannot_be_seen_on_this_system_is_said(tmp_path: Path) -> None:
    looks = look_at(machine(tmp_path, {}, system="linux"))
    unseen = {k.what for k in looks if k.seen.saw == "can be seen on Windows only"}
    assert {"Defender: child processes", "Trust Center: macros"} <= unseen
    assert "could not be seen from here" in verdict(looks)


def test_every_line_that_is_not_well_says_what_to_do(tmp_path: Path) -> None:
    entries = {
        f"{COMPANY}{SECURITY}\\RequireAddinSig": 1,
        f"{ASR}\\{RULE}": "1",
    }
    on = machine(tmp_path, {**EXCEL, **entries})
    install(places_of(on), str(on.python))
    looks = look_at(on)
    broken = [k.seen for k in looks if k.seen.state in (State.BROKEN, State.LOOK)]
    assert len(broken) == 2
    assert all(found.do for found in broken)
    assert verdict(looks).startswith("2 of ")
    text = "\n".join(lines_of(looks))
    assert "✗ Defender: child processes · broken: a rule forbids it" in text


def test_the_note_for_it_names_keys_rules_and_what_the_add_in_does(
    tmp_path: Path,
) -> None:
    entries = {f"{COMPANY}{SECURITY}\\RequireAddinSig": 1, f"{ASR}\\{RULE}": "1"}
    on = machine(tmp_path, {**EXCEL, **entries})
    install(places_of(on), str(on.python))
    note = note_for_it(look_at(on))
    assert f"1. {COMPANY}{SECURITY}\\RequireAddinSig = 1" in note
    assert f"2. Attack surface reduction rule {RULE}" in note
    assert "-I -B -m rs_excel.ribbon" in note
