"""What every sheet has around its cells: protection, panes, print set-up.

Comes in: a finished sheet and how far it reaches. Goes out: the same sheet, protected
with its answers open, and ready for paper.
"""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.template import palette

_TURNED = {"left": "right", "right": "left"}
_FROM_THE_RIGHT = 2  # the reading order, as the file format numbers it


def protect(sheet: Worksheet) -> None:
    """No password: it guards against slips. Rows and columns may be made larger."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False
    sheet.protection.selectUnlockedCells = False


def set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    """Column widths from A on, in characters."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_up_print(sheet: Worksheet, last_column: int, *, heads: str | None) -> None:
    """A4 landscape, one page wide, without the key column; ``heads`` such as "2:2"."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages high as needed
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"B1:{get_column_letter(last_column)}{sheet.max_row}"
    if heads:
        sheet.print_title_rows = heads
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.45, 0.6, 0.3


def turn_round(sheet: Worksheet) -> None:
    """For scripts that run from right to left: the first column stands right."""
    sheet.sheet_view.rightToLeft = True
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        stands = cell.alignment
        cell.alignment = Alignment(
            horizontal=_TURNED.get(stands.horizontal, stands.horizontal),
            vertical=stands.vertical,
            wrap_text=stands.wrap_text,
            indent=stands.indent,
            readingOrder=_FROM_THE_RIGHT,
        )


def set_footer(sheet: Worksheet, left: str, pages: str = "Page &P of &N") -> None:
    """Questionnaire and version, sheet, page of pages."""
    footer = sheet.oddFooter
    assert footer is not None  # openpyxl makes one for every sheet
    for part, text in (
        (footer.left, left.replace("&", "&&")),
        (footer.center, "&A"),
        (footer.right, pages),
    ):
        part.text = text
        part.size = 8
        part.color = palette.MUTED


def show(sheet: Worksheet, *, freeze: str, colour: str) -> None:
    """Screen view: no grid lines, panes frozen below the headers."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.freeze_panes = freeze
    sheet.sheet_properties.tabColor = f"FF{colour}"  # opaque
