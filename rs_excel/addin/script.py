"""The script through which Excel for Mac starts Python.

Comes in: the path of an interpreter. Goes out: the script's text with it written in, so
that no macro decides which program is started.
"""

from __future__ import annotations

from rs_excel.supplied import addin_folder

_TO_FILL = '"@INTERPRETER@"'


def script(python: str) -> bytes:
    """As it is to lie in Excel's folder for scripts."""
    folder = addin_folder() / "macos"
    text = (folder / "rs_excel.applescript").read_text(encoding="utf-8")
    escaped = python.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace(_TO_FILL, f'"{escaped}"').encode()
