"""The cells of a worksheet that are asked for, where most programs wrote it so.

Comes in: a worksheet part in UTF-8, the shared texts, what styles show. Goes out:
values by row and column, and hidden rows. Anything unusual raises ``NotPlain``, and the
sheet is read by calamine instead. What is read here equals what calamine reads; errors,
formulas without a result and percentages, which calamine does not tell, come out of the
same pass. Of cells nobody asks for only the form is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from rs_excel.workbook.date_text import day_of_serial
from rs_excel.workbook.ooxml.number_kinds import NumberKind
from rs_excel.workbook.ooxml.plain_rows import (
    OWN_COLUMNS,
    Row,
    Written,
    cells_of,
    place,
    rows_of,
)
from rs_excel.workbook.ooxml.plain_text import NotPlain, decoded, plain_text
from rs_excel.workbook.ooxml.shared_texts import SharedTexts
from rs_excel.workbook.ports import (
    CellError,
    NoCachedValue,
    Percent,
    RawValue,
    RowValues,
)

_OTHER = re.compile(
    rb'(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?: (?:cm|vm|ph)="[0-9]+")*(?: ?/>|>'
    rb"(?:<f([^<>]*(?:(?<=/)>|(?<!/)>[^<]*</f>)))?"
    rb'(?:(<v)(?: ?/>|(?: xml:space="preserve")?>([^<]*)</v>)'
    rb'|<is><t((?: xml:space="preserve")?>[^<]*)</t></is>)?</c>)'
)
_SIGN_FIRST = re.compile(rb">\s*(?:#|&#|_x)")  # also where it is spelt another way
_NUMBER, _PERCENT, _DAY = NumberKind.NUMBER, NumberKind.PERCENT, NumberKind.DAY
_IN_NUMBERS = b"0123456789.eE+-"
_Place = tuple[int, int]  # a column, and where its parts begin in a row
_MAY_BE_EMPTY = frozenset({b"", b"n", b"str", b"b", b"inlineStr"})


class PlainCells:
    """The cells of one sheet. Making one, and asking it, may raise NotPlain."""

    def __init__(
        self, sheet: bytes, texts: SharedTexts, kinds: Mapping[bytes, NumberKind]
    ) -> None:
        self._rows, self.hidden_rows = rows_of(sheet)
        self._texts = texts
        self._kinds = kinds
        self._has_signs = b"#" in sheet and _SIGN_FIRST.search(sheet) is not None

    def values(self, columns: Collection[int]) -> dict[int, RowValues]:
        """The filled cells of some columns, by row and column."""
        places = [(c, place(c)) for c in OWN_COLUMNS if c in columns]
        filled: dict[int, RowValues] = {}
        try:
            for row in self._rows:
                cells = self._filled(row, places, columns)
                if cells:
                    filled[row[0]] = cells
        except IndexError as error:  # a number that no shared text has
            raise NotPlain from error
        return filled

    def _filled(
        self, row: Row, places: Sequence[_Place], columns: Collection[int]
    ) -> RowValues:
        texts = self._texts
        _, written, further = row
        cells: dict[int, RawValue] = {}
        for column, at in places:
            if written[at]:
                cells[column] = texts[written[at]]
            elif written[at + 1]:
                cells[column] = self._other(written[at + 1])
        for column in further:
            if column in columns:
                cells[column] = self._value(further[column])
        if "" in cells.values():
            return {column: value for column, value in cells.items() if value != ""}
        return cells

    def signs(self, sign: str) -> dict[int, dict[int, str]]:
        """The texts that begin with ``sign``, by row and column."""
        numbers = self._texts.beginning(sign)
        found: dict[int, dict[int, str]] = {}
        for row in self._rows:
            number, written, further = row
            alone = not further and not self._has_signs
            if alone and numbers.isdisjoint(written[::2]):  # as nearly all rows are
                continue
            texts = self._signs_in(row, sign, numbers)
            if texts:
                found[number] = texts
        return found

    def _signs_in(
        self, row: Row, sign: str, numbers: frozenset[bytes]
    ) -> dict[int, str]:
        mark = sign.encode()
        values = (
            (column, self._value(written))
            for column, written in cells_of(row)
            if written[0] in numbers or mark in written[1]
        )
        return {
            column: value
            for column, value in values
            if isinstance(value, str) and value.startswith(sign)
        }

    def _value(self, written: Written) -> RawValue:
        shared, other = written
        if shared:
            return self._texts[shared]
        return self._other(other) if other else ""

    def _other(self, other: bytes) -> RawValue:
        """The value of a cell that is no shared text; empty text where it is empty."""
        found = _OTHER.fullmatch(other)
        if found is None:
            raise NotPlain
        style, type_, formula, v, said, inline = found.groups(b"")
        if said:
            kind = self._kinds.get(style) if style else _NUMBER
            return _stored(said, type_, kind)
        if formula and not (type_ == b"str" and v):
            # An empty text is a result: ="" is stored as t="str" with an empty value.
            return NoCachedValue(_formula(formula))
        return _without_value(type_, inline)


def _stored(said: bytes, type_: bytes, kind: NumberKind | None) -> RawValue:
    """What a cell says that is no shared text."""
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
    if kind is _NUMBER:
        return number
    if kind is _PERCENT:
        return Percent(number)
    day = day_of_serial(number) if kind is _DAY else None
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
