"""The machine as the looks see it: files, registry, programmes that can be asked.

Comes in: the running system. Goes out: ``Machine``, which tests replace piece by piece.
Nothing is written, and no programme is started but this Python and, on macOS, a script
that asks Excel for its version.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

WINDOWS, MACOS = "win32", "darwin"
_PATIENCE = 60  # seconds for a programme to answer


class Registry(Protocol):
    """The registry of Windows, to be read."""

    def values(self, key: str) -> Mapping[str, object]:
        """The values of ``HKCU\\…`` by name, in lower case; empty where there is none.

        Raises PermissionError where it may not be read.
        """
        ...


class Answer(NamedTuple):
    """What a programme said before it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """All that looks may ask."""

    system: str
    registry: Registry
    environment: Mapping[str, str]
    home: Path
    python: Path  # the interpreter that runs this
    run: Callable[[Sequence[str]], Answer]


def this_machine() -> Machine:
    """The one we are on."""
    return Machine(
        system=sys.platform,
        registry=WindowsRegistry(),
        environment=os.environ,
        home=Path.home(),
        python=Path(sys.executable),
        run=_run,
    )


def _run(command: Sequence[str]) -> Answer:
    """Raises OSError where it cannot be started or does not end."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"no answer within {_PATIENCE} seconds") from None
    return Answer(done.returncode, done.stdout, done.stderr)


class WindowsRegistry:
    """Reads by the standard library; there is nothing to read on other systems."""

    def values(self, key: str) -> Mapping[str, object]:
        if sys.platform != "win32":
            return {}
        import winreg  # noqa: PLC0415 exists on Windows alone

        root, _, path = key.partition("\\")
        hives = {
            "HKCU": winreg.HKEY_CURRENT_USER,
            "HKLM": winreg.HKEY_LOCAL_MACHINE,
            "HKCR": winreg.HKEY_CLASSES_ROOT,
        }
        found: dict[str, object] = {}
        try:
            # A Python of 32 bits would otherwise be shown another registry.
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with winreg.OpenKey(hives[root], path, 0, access) as opened:
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    found[name.lower()] = value
        except FileNotFoundError:
            return {}
        return found
