"""A native, filterable table over cells of one of our own sheets.

Comes in: the range and the header texts. Goes out: the table part, and the header
texts as they must stand in the cells: a table whose headers differ from its cells,
or repeat, makes Excel repair the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rs_excel.workbook.addresses import block_of, column_letters
from rs_excel.workbook.ooxml.markup import DECLARATION, Dialect, attribute

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]")


def table_name(id_: str) -> str:
    """A name for formulas that cannot be mistaken for a cell address."""
    return "rs_" + _NOT_IN_NAMES.sub("_", id_)


def unique_headers(headers: Sequence[str]) -> list[str]:
    """Header texts, the empty ones named and the repeated ones numbered."""
    seen: set[str] = set()
    unique = []
    for number, header in enumerate(headers, 1):
        base = name = header.strip() or f"Column {number}"
        count = 2
        while name.casefold() in seen:
            name = f"{base} {count}"
            count += 1
        seen.add(name.casefold())
        unique.append(name)
    return unique


def with_a_row(cells: str) -> str:
    """The range of a table; one without rows below its header gets an empty one."""
    block = block_of(cells)
    bottom = max(block.bottom, block.top + 1)
    left, right = column_letters(block.left), column_letters(block.right)
    return f"{left}{block.top}:{right}{bottom}"


def table_xml(
    cells: str, headers: Sequence[str], *, name: str, number: int, dialect: Dialect
) -> bytes:
    """The part of a table; ``number`` is unique among the tables of the workbook."""
    columns = "".join(
        f'<tableColumn id="{n}" name="{_column_name(header)}"/>'
        for n, header in enumerate(headers, 1)
    )
    return (
        f'{DECLARATION}<table xmlns="{dialect.main}" id="{number}" name="{name}" '
        f'displayName="{name}" ref="{cells}" totalsRowShown="0">'
        f'<autoFilter ref="{cells}"/><tableColumns count="{len(headers)}">{columns}'
        "</tableColumns></table>"
    ).encode()


def _column_name(header: str) -> str:
    """Line breaks in a header are written as Excel escapes them in table columns."""
    return attribute(header).replace("&#10;", "_x000a_")
