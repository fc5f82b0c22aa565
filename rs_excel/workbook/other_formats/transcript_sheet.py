"""One sheet of a transcript as a worksheet part.

Comes in: the cells that were read. Goes out: XML. Text is always text, a formula of a
stranger is never written, and a day is a day in the calendar of the new workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from math import ceil, isfinite

from rs_excel.workbook.addresses import column_letters
from rs_excel.workbook.ooxml.cell_values import serial_of
from rs_excel.workbook.ooxml.markup import DECLARATION, TRANSITIONAL, content
from rs_excel.workbook.other_formats.sheets import Sheet
from rs_excel.workbook.ports import CellError, NoCachedValue, Percent, RawValue

FORMATS = (0, 0, 10, 14, 22, 21, 46)  # built-in numbers of the styles below, in order
_PLAIN, WRAPPED, _PERCENT, _DAY, _MOMENT, _TIME, _SPAN = range(len(FORMATS))
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_ONE_DAY = timedelta(days=1)
_NARROWEST, _WIDEST, _MOST = 12, 60, 255  # characters
_LINE, _HIGHEST = 15, 20  # points, lines
_HIDDEN = ' hidden="1"'
# What no program has worked out is left to be worked out, without their formula.
_NO_RESULT = "<f>NA()</f>"

_Written = tuple[str, int]  # the inside of a cell with its type, and its style


def sheet_xml(sheet: Sheet, *, in_front: bool) -> bytes:
    """The worksheet part; elements stand in the order the schema wants."""
    selected = ' tabSelected="1"' if in_front else ""
    widths = _widths(sheet)
    rows = "".join(_rows(sheet, widths))
    return (
        f'{DECLARATION}<worksheet xmlns="{TRANSITIONAL.main}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{_LINE}"/>{_columns(sheet, widths)}'
        f"<sheetData>{rows}</sheetData>"
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _widths(sheet: Sheet) -> dict[int, float]:
    """As wide as columns were; where nobody knows, as their longest text asks for."""
    widths: dict[int, float] = dict.fromkeys(sheet.hidden_columns, _NARROWEST)
    for cells in sheet.rows.values():
        for column, value in cells.items():
            wanted = len(value) + 2 if isinstance(value, str) else _NARROWEST
            widths[column] = max(widths.get(column, _NARROWEST), min(wanted, _WIDEST))
    return {
        column: min(sheet.widths.get(column, widths[column]), _MOST)
        for column in sorted(widths)
    }


def _columns(sheet: Sheet, widths: Mapping[int, float]) -> str:
    each = "".join(
        f'<col min="{column}" max="{column}" width="{width:g}"'
        f'{_HIDDEN if column in sheet.hidden_columns else ""} customWidth="1"/>'
        for column, width in widths.items()
    )
    return f"<cols>{each}</cols>" if each else ""


def _rows(sheet: Sheet, widths: Mapping[int, float]) -> Iterator[str]:
    for row in sorted(sheet.rows.keys() | sheet.hidden_rows):
        held = sheet.rows.get(row, {})
        lines = max((_lines(v, widths[c]) for c, v in held.items()), default=1)
        height = f' ht="{lines * _LINE}" customHeight="1"' if lines > 1 else ""
        hidden = _HIDDEN if row in sheet.hidden_rows else ""
        cells = "".join(_cells(row, held, widths))
        yield f'<row r="{row}"{height}{hidden}>{cells}</row>'


def _lines(value: RawValue, width: float) -> int:
    """How many lines a text takes; in columns for machines it may be cut off."""
    if not isinstance(value, str) or width < _NARROWEST:
        return 1
    return min(sum(ceil((len(t) or 1) / width) for t in value.split("\n")), _HIGHEST)


def _cells(
    row: int, cells: Mapping[int, RawValue], widths: Mapping[int, float]
) -> Iterator[str]:
    for column, value in cells.items():
        inside, style = _written(value)
        if isinstance(value, str) and widths[column] >= _NARROWEST:
            style = WRAPPED
        yield f'<c r="{column_letters(column)}{row}" s="{style}"{inside}</c>'


def _written(value: RawValue) -> _Written:
    """A cell behind its style, up to where it ends."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v>', _PLAIN
    if isinstance(value, CellError):
        return f' t="e"><v>{content(value.code)}</v>', _PLAIN
    if isinstance(value, NoCachedValue):
        return f">{_NO_RESULT}", _PLAIN
    if isinstance(value, int | float) and isfinite(value):
        style = _PERCENT if isinstance(value, Percent) else _PLAIN
        return f"><v>{float(value)!r}</v>", style
    days = _in_days(value)
    if days is not None:
        return f"><v>{days[0]!r}</v>", days[1]
    text = content(str(value))
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>', _PLAIN


def _in_days(value: RawValue) -> tuple[float, int] | None:
    """The number of days that a day or time is stored as, and how it is shown."""
    if isinstance(value, datetime):
        if value.date() < _FIRST_DAY:
            return None
        return serial_of(value.replace(tzinfo=None), counts_from_1904=False), _MOMENT
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return None
        return serial_of(value, counts_from_1904=False), _DAY
    if isinstance(value, time):
        value = datetime.combine(date.min, value.replace(tzinfo=None)) - datetime.min
    if isinstance(value, timedelta) and value >= timedelta():
        return value / _ONE_DAY, _TIME if value < _ONE_DAY else _SPAN
    return None
