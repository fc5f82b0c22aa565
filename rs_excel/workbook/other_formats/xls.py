"""Reads .xls workbooks of Excel 97 to 2003.

Comes in: the bytes of a compound file. Goes out: its sheets; a WorkbookError that says
what it is where it is no such workbook, or one with a password.
"""

from __future__ import annotations

import struct
from io import BytesIO

from olefile import OleFileIO

from rs_excel.workbook.ooxml.gate import ENCRYPTED, refuse
from rs_excel.workbook.other_formats.calamine_values import sheets_of
from rs_excel.workbook.other_formats.sheets import Sheet, damaged, require_room
from rs_excel.workbook.other_formats.xls_records import untold_in

_STREAMS = ("Workbook", "Book")  # the second up to Excel 95


def sheets_in(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook, in the order of its tabs."""
    untold = untold_in(_stream(data, name), name)
    require_room(untold, name)
    return sheets_of(data, name, untold)


def _stream(data: bytes, name: str) -> bytes:
    """The stream in which the workbook is kept."""
    try:
        with OleFileIO(BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):  # an .xlsx with a password
                raise refuse("BOOK-003", name)
            held = next((s for s in _STREAMS if container.exists(s)), None)
            if held is None:
                detail = "it is another kind of old Office document"
                raise refuse("BOOK-001", name, detail=detail)
            return bytes(container.openstream(held).read())
    except (OSError, ValueError, IndexError, TypeError, struct.error) as error:
        if ENCRYPTED in data:
            raise refuse("BOOK-003", name) from error
        raise damaged(name, "its container is damaged") from error
