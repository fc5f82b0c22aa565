"""What Excel refuses while a workbook is open in it: XL-030 to XL-049."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

LIVE = {
    "XL-030": Entry(
        "Excel is busy: a cell is being edited, or one of its boxes is open.",
        "Finish editing the cell (Enter) or close the box, then try again.",
    ),
    "XL-031": Entry(
        "Excel was closed, or closed the workbook, while it was being worked with.",
        "Open the workbook again and look whether it is as you want it.",
    ),
    "XL-032": Entry(
        "macOS does not allow this programme to work with Excel.",
        "Allow it in System Settings > Privacy & Security > Automation.",
    ),
    "XL-033": Entry(
        "Excel refused: {reason}.",
        "Close the workbook without saving if it does not look right, open it again "
        "and try once more; `rs-excel check FILE` does the same without Excel.",
    ),
}
