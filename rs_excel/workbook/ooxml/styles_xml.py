"""The style sheet of a workbook, to which styles are only ever appended.

Comes in: ``styles.xml`` (or nothing, where a workbook has none) and looks. Goes out:
style numbers for cells, and the part with what was appended. Existing entries keep
their numbers and their meaning.
"""

from __future__ import annotations

import copy
from functools import cached_property

from lxml import etree

from rs_excel.errors import OutputError, problem
from rs_excel.workbook.ooxml import look_xml
from rs_excel.workbook.ooxml.markup import STRICT, Dialect
from rs_excel.workbook.ooxml.number_formats import (
    BUILT_IN,
    GENERAL,
    shows_symbol,
    with_symbol,
)
from rs_excel.workbook.ooxml.style_parts import StyleParts
from rs_excel.workbook.ports import InkLook

MOST_STYLES = 64_000  # cell styles Excel opens
MOST_FORMATS = 200  # number formats every language of Excel opens
NO_FILL = "none"


class StyleBook:
    """Styles by number. Asking twice for the same thing appends it once."""

    def __init__(self, data: bytes | None, dialect: Dialect) -> None:
        self._parts = StyleParts(data, dialect)
        self._dialect = dialect
        self._cell_styles = self._parts.members("cellXfs")
        self._fills = self._parts.members("fills")
        self._formats = self._parts.formats()
        newest_first = reversed(self._formats.items())  # of equal ones the first counts
        self._format_numbers = {code: number for number, code in newest_first}
        self._fill_numbers: dict[str, int] = {}  # of fills asked for, by their XML
        self._known: dict[tuple[object, ...], int] = {}
        self._fill_texts: dict[int, str] = {}

    @property
    def changed(self) -> bool:
        return self._parts.changed

    def to_bytes(self) -> bytes:
        return self._parts.to_bytes()

    def marked(self, base: int, look: InkLook) -> int:
        """Style ``base`` with the look's fill, its symbol shown before the value."""
        key = ("marked", base, look.fill, look.symbol)
        if key not in self._known:
            style = self._copy(base)
            if look.fill:
                colour = look_xml.readable(look.fill)
                self._put(style, "fillId", self._fill(look_xml.fill_xml(colour)))
            if look.symbol:
                code = with_symbol(self._code(style), look.symbol)
                self._put(style, "numFmtId", self._format(code, style))
            self._known[key] = self._append_style(style)
        return self._known[key]

    def wrapped(self, base: int) -> int:
        """Style ``base`` with its text wrapped; the same number if it is already."""
        present = self._style(base).find(self._dialect("alignment"))
        if present is not None and present.get("wrapText") in {"1", "true"}:
            return base
        key = ("wrapped", base)
        if key not in self._known:
            style = self._copy(base)
            alignment = style.find(self._dialect("alignment"))
            if alignment is None:
                alignment = etree.Element(self._dialect("alignment"), vertical="top")
                style.insert(0, alignment)
            alignment.set("wrapText", "1")
            style.set("applyAlignment", "1")
            self._known[key] = self._append_style(style)
        return self._known[key]

    def inked(self, look: InkLook, *, quoted: bool = False) -> int:
        """A style of our own. ``quoted`` text stays text when someone edits it."""
        key = ("inked", look, quoted)
        if key not in self._known:
            style = self._parts.element(
                f'<xf xfId="0" applyFont="1" applyAlignment="1" applyProtection="1">'
                f"{look_xml.alignment_xml(look)}"
                f'<protection locked="{int(look.locked)}"/></xf>'
            )
            style.set("fontId", str(self._parts.once("fonts", look_xml.font_xml(look))))
            fill = self._fill(look_xml.fill_xml(look.fill)) if look.fill else 0
            self._put(style, "fillId", fill)
            self._put(style, "borderId", self._border(look.border))
            self._put(style, "numFmtId", self._format(look.number_format, style))
            if quoted:
                style.set("quotePrefix", "1")
            self._known[key] = self._append_style(style)
        return self._known[key]

    def conditional(self, look: InkLook) -> int:
        """The number of a conditional format with this look."""
        return self._parts.once("dxfs", look_xml.conditional_xml(look))

    def fill_of(self, index: int) -> str:
        """``none``, RRGGBB, or the XML of any other fill, of a style."""
        if index not in self._fill_texts:
            self._fill_texts[index] = self._described(index)
        return self._fill_texts[index]

    def _described(self, index: int) -> str:
        number = int(self._style(index).get("fillId", "0"))
        if not 0 < number < len(self._fills):
            return NO_FILL
        pattern = self._fills[number].find(self._dialect("patternFill"))
        if pattern is not None and pattern.get("patternType", "none") == "none":
            return NO_FILL
        colour = None if pattern is None else pattern.find(self._dialect("fgColor"))
        if colour is not None and pattern is not None and len(colour.attrib) == 1:
            solid = pattern.get("patternType") == "solid"
            if solid and len(colour.get("rgb", "")) == 8:
                return colour.get("rgb", "")[2:].upper()
        return self._parts.text(self._fills[number])

    def format_of(self, index: int) -> str:
        """The number format of a style: a code, or ``#14`` for a built-in one."""
        number = int(self._style(index).get("numFmtId", "0"))
        if number in self._formats:
            return self._formats[number]
        return GENERAL if number == 0 else f"#{number}"

    def code_of(self, index: int) -> str:
        """The number format of a style as a code, built-in ones spelt out."""
        return self._code(self._style(index))

    def has_symbol(self, index: int, symbol: str) -> bool:
        return shows_symbol(self.format_of(index), symbol)

    def restored(self, base: int, fill: str | None, code: str | None) -> int:
        """Style ``base`` with a former fill and format; None leaves what is there."""
        key = ("restored", base, fill, code)
        if key not in self._known:
            style = self._copy(base)
            if fill is not None:
                self._put(style, "fillId", self._described_fill(fill))
            if code is not None:
                builtin = code.startswith("#") and code[1:].isdigit()
                number = int(code[1:]) if builtin else self._format(code, style)
                self._put(style, "numFmtId", number)
            self._known[key] = self._append_style(style)
        return self._known[key]

    def _described_fill(self, fill: str) -> int:
        if fill == NO_FILL:
            return 0
        return self._fill(fill if fill.startswith("<") else look_xml.fill_xml(fill))

    def _style(self, index: int) -> etree._Element:
        """Cell style by number; a number out of range means the plain style."""
        known = index < len(self._cell_styles)
        return self._cell_styles[index if known else 0]

    def _copy(self, index: int) -> etree._Element:
        style = copy.deepcopy(self._style(index))
        style.tail = None
        return style

    def _put(self, style: etree._Element, name: str, number: int) -> None:
        style.set(name, str(number))
        applied = {"fillId": "applyFill", "borderId": "applyBorder"}
        style.set(applied.get(name, "applyNumberFormat"), "1")

    def _append_style(self, style: etree._Element) -> int:
        if len(self._cell_styles) >= MOST_STYLES:
            raise OutputError(problem("OUT-010", most=MOST_STYLES))
        return self._parts.add("cellXfs", style)

    def _code(self, style: etree._Element) -> str:
        number = int(style.get("numFmtId", "0"))
        return self._formats.get(number) or BUILT_IN.get(number, GENERAL)

    def _format(self, code: str, style: etree._Element) -> int:
        """The number of a format code; beyond the limit the style keeps its own."""
        if code == GENERAL:
            return 0
        if code in self._format_numbers:
            return self._format_numbers[code]
        if len(self._formats) >= MOST_FORMATS:
            return int(style.get("numFmtId", "0"))
        number = max([163, *self._formats]) + 1
        self._formats[number] = code
        self._format_numbers[code] = number
        xml = look_xml.format_xml(number, code)
        self._parts.add("numFmts", self._parts.element(xml))
        return number

    def _fill(self, xml: str) -> int:
        if xml not in self._fill_numbers:
            new = self._parts.element(xml)
            like_it = self._fills_by_colour.get(_colour_of(new), ())
            known = (n for n in like_it if self._parts.text(self._fills[n]) == xml)
            number = next(known, None)
            self._fill_numbers[xml] = (
                self._parts.add("fills", new) if number is None else number
            )
        return self._fill_numbers[xml]

    @cached_property
    def _fills_by_colour(self) -> dict[str, list[int]]:
        """Fills of the file; the first two are reserved and never given out."""
        by_colour: dict[str, list[int]] = {}
        for number in range(2, len(self._fills)):
            colour = _colour_of(self._fills[number])
            by_colour.setdefault(colour, []).append(number)
        return by_colour

    def _border(self, colour: str | None) -> int:
        if colour is None:
            return 0
        strict = self._dialect is STRICT
        return self._parts.once("borders", look_xml.border_xml(colour, strict=strict))


def _colour_of(fill: etree._Element) -> str:
    """What tells most fills apart at a glance: the first colour they give as RGB."""
    return next((c for e in fill.iter("{*}fgColor") if (c := e.get("rgb"))), "")
