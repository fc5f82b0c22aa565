"""Why the Excel that is open cannot be worked with: XL-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

EXCEL = {
    "XL-001": Entry(
        "Excel can be worked with from here only on Windows and macOS, with Excel and "
        "the package xlwings installed.",
        "Use `rs-excel check FILE` instead: it does the same on a file, without Excel.",
    ),
}
