"""What Excel refuses while a workbook is open in it: XL-030 to XL-049."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

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
    "XL-034": Entry(
        "The structure of this workbook is protected: no sheets can be added to it or "
        "taken out. Nothing was changed.",
        "Choose Review > Protect Workbook to lift it, then try again; or use "
        "`rs-excel check FILE`, which leaves the file itself alone.",
    ),
    "XL-035": Entry(
        "The sheet you are looking at is a chart or dialogue; it has no cells.",
        "Click the tab of a questionnaire sheet and try again.",
    ),
    "XL-036": Entry(
        "This sheet is one of ours; it holds no answers.",
        "Click the tab of a questionnaire sheet and try again.",
    ),
    "XL-037": Entry(
        "There are no marks of ours in this workbook.",
        "Nothing has to be done; Check workbook puts marks on it.",
    ),
    "XL-038": Entry(
        "These sheets are protected, so that marks cannot be taken off them: {sheets}. "
        "Nothing was changed.",
        "Choose Review > Unprotect Sheet on each of them, then try again.",
    ),
    "XL-040": Entry(
        "Not marked, since they are protected: {sheets}.",
        "Choose Review > Unprotect Sheet on each of them and check again; all findings "
        "with their cells are on the sheet Findings.",
        NoteLevel.WARNING,
    ),
    "XL-041": Entry(
        "People wrote on sheets of the earlier check; they stand beside the new ones "
        "as {kept}.",
        "",
        NoteLevel.INFO,
    ),
    "XL-042": Entry(
        "Cells whose former pattern or theme colour could not be given back: {count}. "
        "They have no fill now.",
        "`rs-excel unmark` on the saved file gives them back as they were.",
        NoteLevel.WARNING,
    ),
    "XL-043": Entry(
        "This workbook is shared in the old way, in which Excel lets no sheet be "
        "deleted and no table be made. Nothing was changed.",
        "Choose Review > Unshare Workbook, then try again; or use "
        "`rs-excel check FILE`, which leaves the file itself alone.",
    ),
    "XL-044": Entry(
        "This workbook is open read-only: marks could not be saved in it. Nothing was "
        "changed.",
        "Save it under another name with File > Save As, or close it and open it for "
        "editing, then try again.",
    ),
}
