"""The cells of one of our own sheets, written in a single pass.

Comes in: a ``ReportSheet`` and the styles of its inks. Goes out: the XML of its rows,
merged ranges and links. Text is always inline text, never a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from rs_excel.workbook.addresses import block_of, column_letters
from rs_excel.workbook.ooxml.markup import attribute, content
from rs_excel.workbook.ports import CellContent, Ink, ReportCell, ReportSheet

_LIKE_A_FORMULA = "=+-@\t\r"
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InkStyles:
    """The styles of one ink: for most cells, and for text that looks like a formula."""

    plain: int
    quoted: Callable[[], int]  # made only where it is needed
    shows: bool  # whether an empty cell of this ink is seen at all
    counts_from_1904: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the cells come to: rows, and the elements that follow them."""

    rows: str
    merges: str
    links: str


def write_body(
    sheet: ReportSheet,
    inks: Mapping[Ink, InkStyles],
    headers: Mapping[tuple[int, int], str],
) -> Body:
    """The body of a sheet; ``headers`` are the texts that a table wants in its row."""
    rows: list[str] = []
    merges: list[str] = []
    links: list[str] = []
    for row, cells in enumerate(sheet.rows, 1):
        rows.append(f'<row r="{row}"{_height(sheet, row)}>')
        column = 1
        for cell in cells:
            styles = inks[cell.ink]
            address = f"{column_letters(column)}{row}"
            value = headers.get((row, column), cell.value) if headers else cell.value
            rows.append(_cell(address, value, styles))
            if cell.link is not None:
                links.append(_link(address, cell))
            if cell.span > 1:
                merges.append(_merge(address, row, column + cell.span - 1))
                rows += _covered(row, column, cell.span, styles)
            column += cell.span
        rows.append("</row>")
    return Body(
        rows="".join(rows),
        merges=_listed("mergeCells", merges, count=True),
        links=_listed("hyperlinks", links, count=False),
    )


def placed_cells(sheet: ReportSheet) -> Iterator[tuple[int, int, ReportCell]]:
    """Row, column, cell; a cell spanning columns pushes the next ones right."""
    for row, cells in enumerate(sheet.rows, 1):
        column = 1
        for cell in cells:
            yield row, column, cell
            column += cell.span


def table_headers(sheet: ReportSheet, cells: str) -> dict[tuple[int, int], str]:
    """The texts in the header row of a table; empty where nothing stands."""
    block = block_of(cells)
    texts = {(r, c): cell.value for r, c, cell in placed_cells(sheet) if r == block.top}
    row = [(block.top, column) for column in range(block.left, block.right + 1)]
    return {place: str(texts.get(place) or "") for place in row}


def _listed(name: str, elements: list[str], *, count: bool) -> str:
    if not elements:
        return ""
    counted = f' count="{len(elements)}"' if count else ""
    return f"<{name}{counted}>{''.join(elements)}</{name}>"


def _merge(address: str, row: int, last: int) -> str:
    return f'<mergeCell ref="{address}:{column_letters(last)}{row}"/>'


def _covered(row: int, column: int, span: int, styles: InkStyles) -> list[str]:
    """The cells a merge covers: they draw its border."""
    covered = range(column + 1, column + span)
    return [_cell(f"{column_letters(c)}{row}", None, styles) for c in covered]


def _link(address: str, cell: ReportCell) -> str:
    return (
        f'<hyperlink ref="{address}" location="{attribute(str(cell.link))}" '
        f'display="{attribute(str(cell.value or cell.link))}"/>'
    )


def _height(sheet: ReportSheet, row: int) -> str:
    height = sheet.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _cell(address: str, value: CellContent, styles: InkStyles) -> str:
    if value is None or value == "":
        return f'<c r="{address}" s="{styles.plain}"/>' if styles.shows else ""
    if isinstance(value, str):
        style = styles.quoted() if value[0] in _LIKE_A_FORMULA else styles.plain
        return (
            f'<c r="{address}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{content(value)}</t></is></c>'
        )
    head = f'<c r="{address}" s="{styles.plain}"'
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f"{head}><v>{_serial(value, styles.counts_from_1904):.15g}</v></c>"
    if not isfinite(value):
        return f'{head} t="inlineStr"><is><t>{value}</t></is></c>'
    return f"{head}><v>{value!r}</v></c>"


def _serial(day: date, counts_from_1904: bool) -> float:
    start = _DAY_0_OF_1904 if counts_from_1904 else _DAY_0
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    passed = at.replace(tzinfo=None) - start
    return passed.days + passed.seconds / 86_400
