"""The add-in as one file, put together on any system without Excel.

Comes in: the settings it is to carry. Goes out: the bytes of the ``.xlam``; the same
settings and version give the same bytes, on any machine.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from rs_excel.addin.parts import parts
from rs_excel.addin.settings import AddinSettings

_MOMENT = (1980, 1, 1, 0, 0, 0)


def build(settings: AddinSettings) -> bytes:
    """Nothing is compressed: compressors differ from machine to machine."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, data in parts(settings).items():
            entry = ZipInfo(name, _MOMENT)
            entry.create_system = 0  # else it would tell which system packed it
            archive.writestr(entry, data)
    return buffer.getvalue()
