"""Machines to look at: a registry of a few entries, programmes that answer as told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rs_excel import __version__
from rs_excel.addin.places import Places, places
from rs_excel.doctor.machine import MACOS, WINDOWS, Answer, Machine

FOUND = {
    "python": "3.12.4",
    "bits": 64,
    "package": __version__,
    "xlwings": "0.33.1",
    "durable": "",
}
"""What the interpreter of a healthy machine finds."""


@dataclass
class FakeRegistry:
    """Entries by whole name, ``HKCU\\…\\Name``; names of keys are met in any case."""

    entries: Mapping[str, object] = field(default_factory=dict)
    forbidden: str = ""  # keys that hold this may not be read

    def values(self, key: str) -> Mapping[str, object]:
        if self.forbidden and self.forbidden in key:
            raise PermissionError(13, "Access is denied")
        split = (name.rpartition("\\") for name in self.entries)
        return {
            name.lower(): self.entries[f"{path}\\{name}"]
            for path, _, name in split
            if path.lower() == key.lower()
        }


EXCEL = {
    r"HKCR\Excel.Application\CurVer" + "\\": "Excel.Application.16",
    r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration\Platform": "x64",
    r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration\VersionToReport": (
        "16.0.17328.20184"
    ),
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe" + "\\": (
        r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
    ),
}
"""An ordinary installation."""


def machine(
    home: Path,
    registry: Mapping[str, object] | FakeRegistry = EXCEL,
    *,
    system: str = WINDOWS,
    environment: Mapping[str, str] | None = None,
    answer: Answer | OSError | None = None,
) -> Machine:
    """A machine on which all is well but for what is given.

    ``answer`` is what Python says on Windows, and Excel on macOS.
    """

    def run(command: Sequence[str]) -> Answer:
        if command[0].endswith("osascript") != (system == MACOS) or answer is None:
            return Answer(0, json.dumps(FOUND), "")
        if isinstance(answer, OSError):
            raise answer
        return answer

    known = registry if isinstance(registry, FakeRegistry) else FakeRegistry(registry)
    at_home = {"APPDATA": str(home / "AppData" / "Roaming")}
    (home / "python.exe").touch()
    return Machine(
        system=system,
        registry=known,
        environment=at_home if environment is None else environment,
        home=home,
        python=home / "python.exe",
        run=run,
    )


def places_of(machine: Machine) -> Places:
    """Where the add-in lies on a machine."""
    return places(machine.system, machine.home, machine.environment)
