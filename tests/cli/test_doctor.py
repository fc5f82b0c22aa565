"""``rs-excel doctor`` on whatever machine the tests run: words, JSON, exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rs_excel.addin.install import install
from rs_excel.cli import doctor_command
from rs_excel.cli.main import main
from tests.doctor.machines import EXCEL, machine, places_of

BLOCKED = {
    r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security\RequireAddinSig": 1
}


@pytest.mark.parametrize(("entries", "code"), [({}, 0), (BLOCKED, 1)])
def test_the_exit_code_tells_whether_something_is_broken(
    entries: dict[str, object],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked_at = machine(tmp_path, {**EXCEL, **entries})
    install(places_of(looked_at), str(looked_at.python))
    monkeypatch.setattr(doctor_command, "this_machine", lambda: looked_at)
    assert main(["doctor", "--format", "json"]) == code
    said = json.loads(capsys.readouterr().out)
    assert ("broken" in {look["state"] for look in said}) is bool(code)
    assert all(look.keys() >= {"what", "state", "saw", "do"} for look in said)


def test_on_this_machine_every_look_has_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor"]) == 0
    assert "Rule engine · ok" in capsys.readouterr().out
    assert main(["doctor", "--it"]) == 0
    assert "What the add-in does" in capsys.readouterr().out
