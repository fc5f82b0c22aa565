"""The cells of one of our own sheets, written in a single pass.

Comes in: a ``ReportSheet`` and the styles of its inks. Goes out: the XML of its rows,
merged ranges and links. Text is always inline text, never a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import block_of, column_letters
from rs_excel.workbook.ooxml.markup import attribute, content
from rs_excel.workbook.ports import CellContent, Ink, ReportCell, ReportSheet

_LIKE_A_FORMULA = "=+-@\t\r"
_TEXT = '" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InkStyles:
    """The styles of one ink: for most cells, and for text that looks like a formula.

    ``text`` and ``empty`` are cells of this ink behind their addresses: for text up to
    where it stands, for nothing as a whole, unless nobody would see it.
    """

    plain: int
    quoted: Callable[[], int]  # made only where it is needed
    counts_from_1904: bool
    text: str
    empty: str | None

    @classmethod
    def of(
        cls,
        plain: int,
        quoted: Callable[[], int],
        *,
        shows: bool,
        counts_from_1904: bool,
    ) -> InkStyles:
        """``shows`` says whether an empty cell of this ink is seen at all."""
        return cls(
            plain=plain,
            quoted=quoted,
            counts_from_1904=counts_from_1904,
            text=_TEXT.format(style=plain),
            empty=f'" s="{plain}"/>' if shows else None,
        )

    def cell(self, address: str, value: CellContent) -> str:
        """The cell; nothing where nobody would see it."""
        if value is None or value == "":
            return "" if self.empty is None else f'<c r="{address}{self.empty}'
        if isinstance(value, str):
            quoted = value[0] in _LIKE_A_FORMULA
            text = _TEXT.format(style=self.quoted()) if quoted else self.text
            return f'<c r="{address}{text}{content(value)}</t></is></c>'
        return f'<c r="{address}" s="{self.plain}"{self._shown(value)}</c>'

    def _shown(self, value: float | date) -> str:
        """A value that is no text, behind the style of its cell."""
        if isinstance(value, bool):
            return f' t="b"><v>{int(value)}</v>'
        if isinstance(value, date):
            return f"><v>{_serial(value, self.counts_from_1904):.15g}</v>"
        if not isfinite(value):
            return f' t="inlineStr"><is><t>{value}</t></is>'
        return f"><v>{value!r}</v>"


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
    titled = {row for row, _ in headers}
    for row, cells in enumerate(sheet.rows, 1):
        rows.append(f'<row r="{row}"{_height(sheet, row)}>')
        column = 1
        for value, ink, link, span in cells:
            styles = inks[ink]
            address = f"{column_letters(column)}{row}"
            said = headers.get((row, column), value) if row in titled else value
            rows.append(styles.cell(address, said))
            if link is not None:
                links.append(_link(address, link, value))
            if span > 1:
                covered = [f"{column_letters(column + n)}{row}" for n in range(1, span)]
                rows += [styles.cell(other, None) for other in covered]
                merges.append(f'<mergeCell ref="{address}:{covered[-1]}"/>')
            column += span
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


def _link(address: str, link: CellRef, value: CellContent) -> str:
    return (
        f'<hyperlink ref="{address}" location="{attribute(str(link))}" '
        f'display="{attribute(str(value or link))}"/>'
    )


def _height(sheet: ReportSheet, row: int) -> str:
    height = sheet.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _serial(day: date, counts_from_1904: bool) -> float:
    start = _DAY_0_OF_1904 if counts_from_1904 else _DAY_0
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    passed = at.replace(tzinfo=None) - start
    return passed.days + passed.seconds / 86_400
