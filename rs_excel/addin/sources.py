"""The add-in's texts and pictures as they lie in the folder ``addin``.

Comes in: nothing but that folder. Goes out: VBA modules and pictures by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rs_excel.addin.vba_project import CODE_PAGE, Module
from rs_excel.errors import AddinError, problem
from rs_excel.supplied import addin_folder

BOOK_MODULE, SHEET_MODULE = "ThisWorkbook", "Sheet1"
_BOOK_CLASS = "0{00020819-0000-0000-C000-000000000046}"
_SHEET_CLASS = "0{00020820-0000-0000-C000-000000000046}"


def modules() -> tuple[Module, ...]:
    """The empty modules every workbook has, then each ``.bas`` file by name.

    Raises AddinError (ADD-001) for a file VBA could not hold.
    """
    files = sorted((addin_folder() / "vba").glob("*.bas"))
    return (
        _host_module(BOOK_MODULE, _BOOK_CLASS),
        _host_module(SHEET_MODULE, _SHEET_CLASS),
        *(_module(file) for file in files),
    )


def pictures() -> Mapping[str, bytes]:
    """Every picture by its name without ending."""
    files = sorted((addin_folder() / "pictures").glob("*.png"))
    return {file.stem: file.read_bytes() for file in files}


def _module(file: Path) -> Module:
    source = file.read_text(encoding="utf-8")
    if not source.startswith(f'Attribute VB_Name = "{file.stem}"\nOption Explicit\n'):
        reason = "it must begin with its name as file and with Option Explicit"
        raise AddinError(problem("ADD-001", file, reason=reason))
    try:
        source.encode(CODE_PAGE)
    except UnicodeEncodeError as error:
        letter = source[error.start]
        reason = f"`{letter}` is not a letter of code page 1252"
        raise AddinError(problem("ADD-001", file, reason=reason)) from None
    return Module(name=file.stem, source=source)


def _host_module(name: str, base: str) -> Module:
    attributes = {
        "VB_Name": f'"{name}"',
        "VB_Base": f'"{base}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": "True",
        "VB_Exposed": "True",
        "VB_TemplateDerived": "False",
        "VB_Customizable": "True",
    }
    lines = [f"Attribute {key} = {value}\n" for key, value in attributes.items()]
    return Module(name=name, source="".join(lines), host=True)
