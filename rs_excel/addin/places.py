"""Where Excel looks for an add-in when it starts.

Comes in: a system, a home folder and the environment. Goes out: ``Places``, or an
AddinError where Excel does not run. Excel itself is never started to ask it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rs_excel.errors import AddinError, problem

FILE_NAME = "rs_excel.xlam"
SCRIPT_NAME = "rs_excel.applescript"
WINDOWS, MACOS = "win32", "darwin"
_OFFICE_ON_MACOS = Path("Library/Group Containers/UBF8T346G9.Office")
_START_ON_MACOS = Path("User Content.localized/Startup.localized/Excel")
_SCRIPTS_ON_MACOS = Path("Library/Application Scripts/com.microsoft.Excel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The add-in's file, and on macOS the script that starts Python."""

    addin: Path
    script: Path | None = None


def places(system: str, home: Path, environment: Mapping[str, str]) -> Places:
    """Raises AddinError: ADD-004 for another system, ADD-006 without Excel's folder."""
    if system == WINDOWS:
        roaming = environment.get("APPDATA")
        if not roaming:
            raise AddinError(problem("ADD-006", "%APPDATA%"))
        return Places(addin=Path(roaming) / "Microsoft/Excel/XLSTART" / FILE_NAME)
    if system == MACOS:
        office = home / _OFFICE_ON_MACOS
        if not office.is_dir():  # it is Excel's to make
            raise AddinError(problem("ADD-006", office))
        script = home / _SCRIPTS_ON_MACOS / SCRIPT_NAME
        return Places(addin=office / _START_ON_MACOS / FILE_NAME, script=script)
    raise AddinError(problem("ADD-004"))


def places_here() -> Places:
    """Those of the user who runs this."""
    return places(sys.platform, Path.home(), os.environ)
