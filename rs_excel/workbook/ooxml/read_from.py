"""Which other format a workbook was read from, where it is no original.

Comes in: an archive. Goes out: the ending of the file it was made from. It stands in a
property of the document, which spreadsheet programs keep when they save.
"""

from __future__ import annotations

import re

from rs_excel.workbook.ooxml.archive import Archive

PART = "docProps/custom.xml"
PROPERTY = "rs_excel read from"
_SAID = re.compile(
    f'<property [^>]*name="{PROPERTY}"[^>]*>\\s*<[^>]*>(\\.(?:xls|xlsb|ods))<'.encode()
)


def read_from(archive: Archive) -> str:
    """``.xls``, ``.xlsb`` or ``.ods``; empty for a workbook as it was sent."""
    if not archive.has(PART):
        return ""
    found = _SAID.search(archive.read(PART))
    return found[1].decode() if found else ""
