"""The cells of one of our own sheets, written in a single pass.

Comes in: a ``ReportSheet`` and the styles of its inks. Goes out: the bytes of its rows,
merged ranges and links. Text is always inline text, never a formula. Rows are put
together in UTF-8: thousands of texts need not be encoded one more time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place, block_of, column_letters
from rs_excel.workbook.ooxml.cell_values import InkStyles, as_text
from rs_excel.workbook.ooxml.markup import attribute, written
from rs_excel.workbook.ports import CellContent, Ink, ReportCell, ReportSheet

THEIRS = frozenset({Ink.THEIRS, Ink.DATE_THEIRS})
"""Inks of cells that people fill."""

_LIKE_A_FORMULA = frozenset(b"=+-@\t\r")
_LETTERS = ("", *map(column_letters, range(1, 703)))  # to ZZ: far beyond our sheets
_CELL = tuple(f'<c r="{letters}'.encode() for letters in _LETTERS)
_TEXT_ENDS = b"</t></is></c>"
Row = tuple[ReportCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the cells come to: rows, and the elements that follow them.

    ``said`` are the texts of each row by column, as they will be read back; ``theirs``
    the rows in which people have a cell to fill, by column.
    """

    rows: bytes
    merges: str
    links: str
    said: Sequence[Mapping[int, str]]
    theirs: Mapping[int, Sequence[int]]


def write_body(
    sheet: ReportSheet,
    inks: Mapping[Ink, InkStyles],
    headers: Mapping[Place, str],
) -> Body:
    """The body of a sheet; ``headers`` are the texts that a table wants in its row."""
    rows = _titled(sheet.rows, headers)
    writer = _Writer(inks, written(_texts(rows)))
    for number, row in enumerate(rows, 1):
        writer.row(number, row, _height(sheet, number))
    return Body(
        rows=b"".join(writer.pieces),
        merges=_listed("mergeCells", writer.merges, count=True),
        links=_listed("hyperlinks", writer.links, count=False),
        said=writer.said,
        theirs=writer.theirs,
    )


class _Writer:
    """Rows under way. ``texts`` are those of all cells, as held and as written."""

    def __init__(
        self, inks: Mapping[Ink, InkStyles], texts: Iterator[tuple[str, bytes]]
    ) -> None:
        self.pieces: list[bytes] = []
        self.merges: list[str] = []
        self.links: list[str] = []
        self.said: list[dict[int, str]] = []
        self.theirs: dict[int, list[int]] = {}
        self._inks = inks
        self._texts = texts

    def row(self, number: int, cells: Row, height: str) -> None:
        """One row; its cells are written here, one by one: there are thousands."""
        inks, texts, here = self._inks, self._texts, b"%d" % number
        pieces, said = self.pieces, {}
        pieces.append(f'<row r="{number}"{height}>'.encode())
        column = 1
        for value, ink, link, span in cells:
            styles = inks[ink]
            if isinstance(value, str) and value:
                said[column], text = next(texts)
                formula = text[0] in _LIKE_A_FORMULA
                opening = styles.quoted_text() if formula else styles.text
                pieces += (_CELL[column], here, opening, text, _TEXT_ENDS)
            elif value is None or value == "":
                if styles.empty:
                    pieces += (_CELL[column], here, styles.empty)
            else:
                said[column] = as_text(value)
                pieces += (_CELL[column], here, styles.with_value(value))
            if ink in THEIRS:
                self.theirs.setdefault(column, []).append(number)
            if link is not None:
                address = f"{_LETTERS[column]}{number}"
                self.links.append(_link(address, link, value))
            if span > 1:
                self._merge(number, column, span)
                if styles.empty:  # covered cells draw the border
                    for covered in _CELL[column + 1 : column + span]:
                        pieces += (covered, here, styles.empty)
            column += span
        pieces.append(b"</row>")
        self.said.append(said)

    def _merge(self, row: int, column: int, span: int) -> None:
        first, last = _LETTERS[column], _LETTERS[column + span - 1]
        self.merges.append(f'<mergeCell ref="{first}{row}:{last}{row}"/>')


def _texts(rows: Sequence[Row]) -> list[str]:
    """The texts of all cells that have any, in reading order."""
    values = [cell[0] for row in rows for cell in row]
    return [value for value in values if value and isinstance(value, str)]


def _placed(row: Row) -> Iterator[tuple[int, ReportCell]]:
    """Column, cell; a cell spanning columns pushes the next ones right."""
    column = 1
    for cell in row:
        yield column, cell
        column += cell.span


def table_headers(sheet: ReportSheet, cells: str) -> dict[Place, str]:
    """The texts in the header row of a table; empty where nothing stands."""
    block = block_of(cells)
    row = sheet.rows[block.top - 1]
    texts = {column: cell.value for column, cell in _placed(row)}
    columns = range(block.left, block.right + 1)
    return {
        Place(block.top, column): str(texts.get(column) or "") for column in columns
    }


def _titled(rows: Sequence[Row], headers: Mapping[Place, str]) -> Sequence[Row]:
    """Rows with the texts of ``headers`` in their cells."""
    if not headers:
        return rows
    titled = [*rows]
    for number in {row for row, _ in headers}:
        titled[number - 1] = tuple(
            cell._replace(value=headers.get(Place(number, column), cell.value))
            for column, cell in _placed(rows[number - 1])
        )
    return titled


def _listed(name: str, elements: list[str], *, count: bool) -> str:
    if not elements:
        return ""
    counted = f' count="{len(elements)}"' if count else ""
    return f"<{name}{counted}>{''.join(elements)}</{name}>"


def _link(address: str, link: CellRef, value: CellContent) -> str:
    return (
        f'<hyperlink ref="{address}" location="{attribute(str(link))}" '
        f'display="{attribute(str(value or link))}"/>'
    )


def _height(sheet: ReportSheet, row: int) -> str:
    height = sheet.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""
