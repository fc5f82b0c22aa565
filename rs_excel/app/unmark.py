"""Takes our marks and sheets off a checked copy.

Comes in: the path of a copy and where to write. Goes out: the original, byte for byte
if nothing was changed since; otherwise the copy less our marks.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.app.outputs import refuse_existing
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.unmark import UnmarkResult, unmark
from rs_excel.workbook.safe_write import safe_write


def unmark_file(path: Path, out: Path) -> UnmarkResult:
    """Writes the unmarked workbook to ``out``; the copy itself stays as it is.

    Raises WorkbookError if the file carries no marks of ours, OutputError if there is
    a file at ``out`` already.
    """
    refuse_existing(out)
    package = Package(Archive.open(path))
    with broken_parts_named(package):
        result = unmark(package)
    safe_write(out, result.data, keep=path)
    return result
