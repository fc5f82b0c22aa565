"""Opens, edits and saves workbooks in a real LibreOffice.

Comes in: files of ours without computed values, and edits a person might make. Goes
out: the same workbooks as a spreadsheet program writes them, every formula computed.
A plain ``--convert-to`` would lose the frozen panes, which belong to a window; so a
small macro opens each file in one.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from rs_excel.errors import OutputError, problem

_SECONDS = 120
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" \
script:language="StarBasic">
Sub Resave(source, target)
  Dim options(0) As New com.sun.star.beans.PropertyValue
  options(0).Name = "FilterName"
  options(0).Value = "Calc MS Excel 2007 XML"
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, Array())
{edits}
  book.calculateAll()
  book.storeToURL(ConvertToURL(target), options())
  book.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" \
library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resave:
    """One workbook to open and save. ``edits`` are Basic statements about ``book``."""

    source: Path
    target: Path
    edits: Sequence[str] = ()


def resave(tasks: Sequence[Resave]) -> None:
    """Open each workbook, edit and compute it, and save it under its new name.

    Raises OutputError when LibreOffice is missing or writes nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder).resolve()
        # The first start of a new profile makes its folders and runs no macro.
        _run(profile, "--terminate_after_init", shown="its profile")
        basic = profile / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        for task in tasks:
            edits = escape("\n".join(f"  {line}" for line in task.edits))
            module = _MODULE.replace("{edits}", edits)
            (basic / "Module1.xba").write_text(module, encoding="utf-8")
            _save_one(profile, task)


def _save_one(profile: Path, task: Resave) -> None:
    source, target = task.source.resolve(), task.target.resolve()
    target.unlink(missing_ok=True)
    call = f'macro:///Standard.Module1.Resave("{source}","{target}")'
    _run(profile, call, shown=source.name)
    if not target.exists():
        detail = "it wrote no file"
        raise OutputError(problem("TPL-011", target, name=source.name, detail=detail))


def _run(profile: Path, task: str, *, shown: str) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--headless", "--norestore", task]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as fault:
        raise OutputError(problem("TPL-011", name=shown, detail=fault)) from None
