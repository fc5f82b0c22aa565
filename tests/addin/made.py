"""The add-in as the tests build it, and its twin that LibreOffice opens."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from rs_excel.addin.build import build
from rs_excel.addin.parts import ADDIN_TYPE
from rs_excel.addin.settings import AddinSettings

PYTHON = r"C:\Program Files\rs-excel\Scripts\python.exe"
SETTINGS = AddinSettings(python=PYTHON, version="0.1.0")
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def members(addin: bytes) -> dict[str, bytes]:
    """Every part by name, in the order of the file."""
    with ZipFile(BytesIO(addin)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def addin() -> bytes:
    return build(SETTINGS)


def twin(addin: bytes) -> bytes:
    """The same as a workbook with macros: LibreOffice does not open add-ins."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in members(addin).items():
            as_workbook = data.replace(ADDIN_TYPE.encode(), _WORKBOOK_TYPE.encode())
            archive.writestr(name, as_workbook)
    return buffer.getvalue()
