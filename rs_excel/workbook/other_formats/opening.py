"""A workbook a site sent back, whatever format it was saved in.

Comes in: a path, or bytes and a name. Goes out: an archive to check. What came as .xls,
.xlsb or .ods is read, and becomes a new .xlsx with the same answers at the same
addresses; the file itself is never changed. An .xlsx comes out as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rs_excel.workbook.ooxml.archive import Archive, file_bytes
from rs_excel.workbook.ooxml.gate import OLE2, refuse
from rs_excel.workbook.other_formats.sheets import Format, Sheet

_MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def open_returned(path: Path) -> Archive:
    """The workbook at ``path``; WorkbookError with what is wrong and what to do."""
    return archive_of(file_bytes(path), path.name)


def archive_of(data: bytes, name: str) -> Archive:
    """The workbook in ``data``."""
    if data.startswith(OLE2):
        return _transcribed(Format.XLS, lambda: _xls(data, name), name)
    archive = Archive.of(data, name)
    if _is_binary(archive):
        return _transcribed(Format.XLSB, lambda: _xlsb(archive), name)
    if _is_open_document(archive):
        return _transcribed(Format.ODS, lambda: _ods(archive), name)
    return archive


def _is_binary(archive: Archive) -> bool:
    return archive.has("xl/workbook.bin") and not archive.has("xl/workbook.xml")


def _is_open_document(archive: Archive) -> bool:
    """Also of a template, and of what adds a line break to its type."""
    kind = archive.read("mimetype") if archive.has("mimetype") else b""
    return kind.startswith(_MIME_TYPE) and archive.has("content.xml")


# Other formats are rare: what reads them is loaded once one has come.
def _xls(data: bytes, name: str) -> tuple[Sheet, ...]:
    from rs_excel.workbook.other_formats.xls import sheets_in  # noqa: PLC0415

    return sheets_in(data, name)


def _xlsb(archive: Archive) -> tuple[Sheet, ...]:
    from rs_excel.workbook.other_formats.xlsb import sheets_in  # noqa: PLC0415

    return sheets_in(archive)


def _ods(archive: Archive) -> tuple[Sheet, ...]:
    from rs_excel.workbook.other_formats.ods import sheets_in  # noqa: PLC0415

    return sheets_in(archive)


def _transcribed(
    kind: Format, read: Callable[[], tuple[Sheet, ...]], name: str
) -> Archive:
    from rs_excel.workbook.other_formats.transcript import (  # noqa: PLC0415
        transcript,
    )

    sheets = read()
    if not sheets:
        raise refuse("BOOK-013", name)
    return Archive.of(transcript(sheets, kind, name), name)
