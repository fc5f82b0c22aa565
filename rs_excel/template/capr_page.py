"""What stands around the plan of a report: heading, signatures, header and footer.

Comes in: a sheet of the report. Goes out: the same sheet, ready for A4 landscape. A
report with confidential rows says so on every page it prints.
"""

from __future__ import annotations

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.short_text import shortened
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template.layout import height_for
from rs_excel.template.page import protect, set_footer
from rs_excel.template.palette import Look
from rs_excel.template.told_cells import put
from rs_excel.template.tracker_figures import on_paper

HEADS_AT = 5
_LONGEST_FOOTER = 100  # a footer of more than 255 characters breaks the file
CONFIDENTIAL = "CONFIDENTIAL: not for the site; people could be known by it."
_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_TITLE = Look(size=18, bold=True, colour=_NAVY, wrap=False)
_SUBTITLE = Look(size=12, bold=True, colour=_NAVY, wrap=False)
_BODY = Look(size=10, colour=palette.MUTED, wrap=False)
_WARNING = Look(size=11, bold=True, colour="8B1A1A", wrap=False)
_LABEL = Look(size=9.5, bold=True, colour=_NAVY, wrap=False, down="center")
_SIGNER = replace(_LABEL, across="right")
_LINE = Look(framed=True, fill="FFFDF0", open=True, size=9.5, down="center")
_SIGNED = ("For the site", "For the buyer or auditor")
_SIGN_HEADS = ("Name and position", "Signature", "Date")
_SIGN_AT = 3  # not in the column of numbers: a signature is no row of the plan
_SIGN_SPANS = ((4, 5), (6, 8), (9, 9))
_RECEIPT = (
    "A signature says that this plan was received and talked through. Whoever thinks "
    "a finding is wrong says so in its comments, with the reason."
)


def heading(
    sheet: Worksheet, said: tuple[str, str, str], *, confidential: bool
) -> None:
    """Title, site and counts, above the table."""
    title, named, counted = said
    put(sheet, 1, 1, title, _TITLE)
    put(sheet, 2, 1, named, _SUBTITLE)
    put(sheet, 3, 1, counted, _BODY)
    if confidential:
        put(sheet, 4, 1, CONFIDENTIAL, _WARNING)
        sheet.row_dimensions[4].height = 22
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[2].height = 18


def sign_off(sheet: Worksheet, notice: str) -> None:
    """Room to sign, and the notice, below the plan; grows what is printed."""
    at = sheet.max_row + 2
    put(sheet, at, 1, _RECEIPT, _BODY)
    for (first, _), head in zip(_SIGN_SPANS, _SIGN_HEADS, strict=True):
        put(sheet, at + 1, first, head, _LABEL)
    for row, who in enumerate(_SIGNED, at + 2):
        put(sheet, row, _SIGN_AT, who, _SIGNER)
        sheet.row_dimensions[row].height = 30
        for first, last in _SIGN_SPANS:
            for column in range(first, last + 1):
                put(sheet, row, column, None, _LINE)
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=first, end_column=last
            )
    below = at + 2 + len(_SIGNED) + 1
    put(sheet, below, 1, notice, palette.SMALL)
    sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=12)
    sheet.row_dimensions[below].height = height_for([(notice, 190, 9)], least=18)
    sheet.print_area = f"A1:L{below}"


def set_up(sheet: Worksheet, named: str, *, confidential: bool) -> None:
    """Paper, header and footer, and a lock without password against slips."""
    on_paper(sheet)
    protect(sheet)
    sheet.protection.formatColumns = sheet.protection.autoFilter = False
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _NAVY
    margins = sheet.page_margins
    margins.left = margins.right = 0.35
    margins.top, margins.bottom, margins.header, margins.footer = 0.55, 0.6, 0.25, 0.3
    sheet.print_options.horizontalCentered = True
    set_footer(sheet, shortened(named, _LONGEST_FOOTER))
    head = sheet.oddHeader
    if confidential and head is not None:
        head.center.text = "CONFIDENTIAL"
        head.center.size = 11
        head.center.color = "8B1A1A"
