"""The values of .xls and .xlsb workbooks, as calamine reads them.

Comes in: the bytes of a file whose records were looked through before, and what was
found there. Goes out: sheets, with the errors, percentages and hidden rows and columns
that calamine does not tell put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from rs_excel.workbook.other_formats.sheets import Sheet, Untold, damaged
from rs_excel.workbook.ports import Percent, RawValue


def sheets_of(
    data: bytes, name: str, untold: Mapping[str, Untold]
) -> tuple[Sheet, ...]:
    """Every worksheet; WorkbookError where calamine cannot read it."""
    with _named(name):
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        listed = [
            (sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
        ]
        return tuple(
            _sheet(book, title, hidden, untold.get(title, Untold()))
            for title, hidden in listed
        )


def _sheet(book: CalamineWorkbook, title: str, hidden: bool, untold: Untold) -> Sheet:
    held = book.get_sheet_by_name(title)
    read = cast("list[list[RawValue]]", held.to_python(skip_empty_area=False))
    rows = {
        row: cells
        for row, values in enumerate(read, 1)
        if (cells := {c: v for c, v in enumerate(values, 1) if v not in (None, "")})
    }
    for place, error in untold.errors.items():
        rows.setdefault(place.row, {})[place.column] = error
    for place in untold.percentages:
        value = rows.get(place.row, {}).get(place.column)
        if type(value) in (int, float):
            rows[place.row][place.column] = Percent(cast("float", value))
    return Sheet(
        title=title,
        rows={row: dict(sorted(rows[row].items())) for row in sorted(rows)},
        hidden=hidden,
        hidden_rows=frozenset(untold.hidden_rows),
        hidden_columns=frozenset(untold.hidden_columns),
        widths=untold.widths,
    )


@contextmanager
def _named(name: str) -> Iterator[None]:
    """A panic inside calamine is no ``Exception``."""
    try:
        yield
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise damaged(name, str(error).strip() or "unknown reason") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name, "its records do not fit together") from error
