"""The cells of a worksheet in one pass, where it is written as most programs do.

Comes in: a worksheet part in UTF-8, the shared texts, what styles show. Goes out:
values by row and column, and hidden rows. Anything unusual raises ``NotPlain``, and the
sheet is read by calamine instead. What is read here equals what calamine reads; errors,
formulas without a result and percentages, which calamine does not tell, come out of the
same pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number
from rs_excel.workbook.date_text import day_of_serial
from rs_excel.workbook.ooxml.number_kinds import NumberKind
from rs_excel.workbook.ooxml.plain_text import NotPlain, decoded, plain_text
from rs_excel.workbook.ooxml.plain_tokens import tokens
from rs_excel.workbook.ports import (
    CellError,
    NoCachedValue,
    Percent,
    RawValue,
    RowValues,
)

_STYLE, _TYPE = re.compile(rb' s="([0-9]+)"'), re.compile(rb' t="(\w+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_IN_NUMBERS = b"0123456789.eE+-"
_MAY_BE_EMPTY = frozenset({b"", b"n", b"s", b"str", b"b", b"inlineStr"})

Traits = tuple[bytes, NumberKind | None]
"""The type of a cell as it is written, and what its style shows numbers as."""


class TraitsByAttributes(dict[bytes, Traits]):
    """The traits of cells by their attributes as written, of which books have few."""

    def __init__(self, kinds: Mapping[bytes, NumberKind]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, attributes: bytes) -> Traits:
        style, type_ = _STYLE.search(attributes), _TYPE.search(attributes)
        kind = self._kinds.get(style[1]) if style else NumberKind.NUMBER
        self[attributes] = traits = (type_[1] if type_ else b"", kind)
        return traits


def plain_cells(
    sheet: bytes, texts: Sequence[str], traits: TraitsByAttributes
) -> tuple[dict[int, RowValues], frozenset[int]]:
    """The filled cells of a sheet, as in a ``Grid``, and its hidden rows.

    Raises NotPlain where anything is out of the ordinary.
    """
    found = tokens(sheet)
    rows, cells, number, column = _Rows(), {}, b"", 0
    for letters, digits, tag, formula, v, said, inline, end, start, about, _ in found:
        if not letters:
            cells = rows.turn(end, start, about)
            number, column = rows.number, 0
            continue
        before, column = column, _COLUMNS[letters]
        if digits != number or not before < column <= LAST_COLUMN:
            raise NotPlain
        type_, kind = traits[tag]
        if type_ == b"s" and said.isdigit() and int(said) < len(texts):
            value: RawValue = texts[int(said)]
        elif said:
            value = _stored(said, type_, kind)
        elif formula and not (type_ == b"str" and v):
            # An empty text is a result: ="" is stored as t="str" with an empty value.
            value = NoCachedValue(_formula(formula))
        else:
            value = _without_value(type_, inline)
        if value != "":
            cells[column] = value
    return rows.filled(), frozenset(rows.hidden)


class _Rows:
    """The rows met so far, and the one we are in."""

    def __init__(self) -> None:
        self.number = b""  # of the row that is open, in digits; empty between rows
        self.hidden: list[int] = []
        self._last = 0
        self._rows: dict[int, RowValues] = {}

    def turn(self, end: bytes, start: bytes, about: bytes) -> dict[int, RawValue]:
        """Leaves a row where one ends; gives the cells of the next, to be filled."""
        if bool(end) != bool(self.number):
            raise NotPlain
        self.number = b"" if about.endswith(b"/") else start
        cells: dict[int, RawValue] = {}
        if start:
            row = int(start)
            if not self._last < row <= LAST_ROW:
                raise NotPlain
            self._last = row
            self._rows[row] = cells
            if b"hidden" in about and _HIDDEN.search(about):
                self.hidden.append(row)
        return cells

    def filled(self) -> dict[int, RowValues]:
        """The rows that hold something."""
        if self.number:
            raise NotPlain
        return {row: cells for row, cells in self._rows.items() if cells}


class _Columns(dict[bytes, int]):
    """Column numbers by letters, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = number = column_number(letters.decode())
        return number


_COLUMNS = _Columns()


def _stored(said: bytes, type_: bytes, kind: NumberKind | None) -> RawValue:
    """The value of a cell that is no shared text."""
    if type_ in (b"", b"n"):
        return _number(said, kind)
    if type_ == b"str":
        return plain_text(decoded(said))
    if type_ == b"e":
        return CellError(plain_text(decoded(said)))
    if type_ == b"b" and said in (b"0", b"1"):
        return said == b"1"
    raise NotPlain


def _number(said: bytes, kind: NumberKind | None) -> RawValue:
    """A number as its style shows it; days only where they are whole and plausible."""
    if said.strip(_IN_NUMBERS):
        raise NotPlain
    try:
        number = float(said)
    except ValueError as error:
        raise NotPlain from error
    if kind is NumberKind.NUMBER:
        return number
    if kind is NumberKind.PERCENT:
        return Percent(number)
    day = day_of_serial(number) if kind is NumberKind.DAY else None
    if day is None or not number.is_integer():
        raise NotPlain
    return day


def _formula(rest: bytes) -> str:
    """The formula of an ``<f`` that goes on like this; empty where it is shared."""
    return plain_text(decoded(rest.partition(b">")[2].removesuffix(b"</f>")))


def _without_value(type_: bytes, inline: bytes) -> RawValue:
    """A cell with an inline text, or with nothing in it."""
    if inline and type_ == b"inlineStr":
        kept, _, written = inline.partition(b">")
        return plain_text(decoded(written), kept=kept)
    if type_ == b"e":
        return CellError("#N/A")
    if inline or type_ not in _MAY_BE_EMPTY:
        raise NotPlain
    return ""
