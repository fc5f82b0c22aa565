"""A sheet of one openpyxl workbook copied into another, with all that shows.

openpyxl copies within a workbook only, and not tables, rules or drop-downs.
"""

from __future__ import annotations

from copy import copy, deepcopy

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

_STYLES = ("font", "fill", "border", "alignment", "number_format", "protection")
_SETTINGS = (
    "sheet_format",
    "sheet_properties",
    "page_margins",
    "page_setup",
    "print_options",
    "protection",
    "auto_filter",
    "conditional_formatting",
    "data_validations",
)


def copied_sheet(source: Worksheet, target: Worksheet) -> None:
    """Everything of ``source`` into the empty ``target``."""
    for row in source.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                _copy_cell(cell, target.cell(cell.row, cell.column))
    for name in _SETTINGS:
        setattr(target, name, copy(getattr(source, name)))
    target.views = copy(source.views)
    target.freeze_panes = source.freeze_panes
    target.sheet_state = source.sheet_state
    target.print_title_rows = source.print_title_rows
    for merged in source.merged_cells.ranges:
        target.merge_cells(merged.coord)
    for letter, column in source.column_dimensions.items():
        target.column_dimensions[letter].width = column.width
        target.column_dimensions[letter].hidden = column.hidden
        target.column_dimensions[letter].min = column.min
        target.column_dimensions[letter].max = column.max
    for number, dimension in source.row_dimensions.items():
        target.row_dimensions[number].height = dimension.height
        target.row_dimensions[number].hidden = dimension.hidden
    for table in source.tables.values():
        target.add_table(_renamed(table, target))


def _renamed(table: Table, target: Worksheet) -> Table:
    """A table whose name the workbook has already gets a number, as in Excel."""
    copied, book = deepcopy(table), target.parent
    assert book is not None
    taken = {name.lower() for sheet in book.worksheets for name in sheet.tables}
    number = 1
    while copied.displayName.lower() in taken:
        number += 1
        copied.name = copied.displayName = f"{table.displayName}{number}"
    return copied


def _copy_cell(source: Cell, target: Cell | MergedCell) -> None:
    target.value = source.value
    target.data_type = source.data_type
    if source.has_style:
        for name in _STYLES:
            setattr(target, name, copy(getattr(source, name)))
    if source.hyperlink:
        target.hyperlink = copy(source.hyperlink)
    if source.comment:
        target.comment = Comment(source.comment.text, source.comment.author)
