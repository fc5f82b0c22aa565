"""The style sheet of a workbook, to which styles are only ever appended.

Comes in: ``styles.xml`` (or nothing, where a workbook has none) and looks. Goes out:
style numbers for cells, and the part with what was appended. Existing entries keep
their numbers and their meaning.
"""

from __future__ import annotations

from lxml import etree

from rs_excel.errors import OutputError, problem
from rs_excel.workbook.ooxml import look_xml
from rs_excel.workbook.ooxml.markup import STRICT, Dialect
from rs_excel.workbook.ooxml.number_formats import (
    BUILT_IN,
    GENERAL,
    built_in_number,
    shows_symbol,
    with_symbol,
)
from rs_excel.workbook.ooxml.style_parts import CellStyle, style_parts
from rs_excel.workbook.ports import InkLook

MOST_STYLES = 64_000  # cell styles Excel opens
MOST_FORMATS = 200  # number formats every language of Excel opens
NO_FILL = "none"
_OURS = {"xfId": "0", "applyFont": "1", "applyAlignment": "1", "applyProtection": "1"}


class StyleBook:
    """Styles by number. Asking twice for the same thing appends it once."""

    def __init__(self, data: bytes | None, dialect: Dialect) -> None:
        self._parts = style_parts(data, dialect)
        self._dialect = dialect
        self._is_new = data is None
        self._added: dict[str, list[str]] = {}  # members, by section
        self._once: dict[tuple[str, str], int] = {}  # numbers of ours, by their XML
        self._styles: list[CellStyle] = []  # those added
        self._formats = {**self._parts.formats}
        newest_first = reversed(self._formats.items())  # of equal ones the first counts
        self._format_numbers = {code: number for number, code in newest_first}
        self._known: dict[tuple[object, ...], int] = {}
        self._fill_texts: dict[int, str] = {}

    @property
    def changed(self) -> bool:
        return self._is_new or bool(self._added)

    def to_bytes(self) -> bytes:
        """The part, with what was appended."""
        return self._parts.with_members(self._added)

    def marked(self, base: int, look: InkLook) -> int:
        """Style ``base`` with the look's fill, its symbol shown before the value."""
        key = ("marked", base, look.fill, look.symbol)
        if key not in self._known:
            style = self._style(base)
            if look.fill:
                fill = look_xml.fill_xml(look_xml.readable(look.fill))
                style = style.having(fillId=self._fill(fill), applyFill=1)
            if look.symbol:
                code = with_symbol(self._code(style), look.symbol)
                style = self._formatted(style, code)
            self._known[key] = self._append_style(style)
        return self._known[key]

    def wrapped(self, base: int) -> int:
        """Style ``base`` with its text wrapped; the same number if it is already."""
        key = ("wrapped", base)
        if key not in self._known:
            style = self._style(base)
            xf = self._parts.element(style.xml())
            alignment = xf.find(self._dialect("alignment"))
            if alignment is not None and alignment.get("wrapText") in {"1", "true"}:
                return self._known.setdefault(key, base)
            if alignment is None:
                alignment = etree.Element(self._dialect("alignment"), vertical="top")
                xf.insert(0, alignment)
            alignment.set("wrapText", "1")
            inside = "".join(self._parts.text(child) for child in xf)
            style = style._replace(inside=inside).having(applyAlignment=1)
            self._known[key] = self._append_style(style)
        return self._known[key]

    def inked(self, look: InkLook, *, quoted: bool = False) -> int:
        """A style of our own. ``quoted`` text stays text when someone edits it."""
        key = ("inked", look, quoted)
        if key not in self._known:
            locked = f'<protection locked="{int(look.locked)}"/>'
            style = CellStyle(_OURS, look_xml.alignment_xml(look) + locked).having(
                fontId=self._ours("fonts", look_xml.font_xml(look)),
                fillId=self._fill(look_xml.fill_xml(look.fill)) if look.fill else 0,
                applyFill=1,
                borderId=self._border(look.border),
                applyBorder=1,
            )
            style = self._formatted(style, look.number_format)
            if quoted:
                style = style.having(quotePrefix=1)
            self._known[key] = self._append_style(style)
        return self._known[key]

    def conditional(self, look: InkLook) -> int:
        """The number of a conditional format with this look."""
        return self._ours("dxfs", look_xml.conditional_xml(look))

    def fill_of(self, index: int) -> str:
        """``none``, RRGGBB, or the XML of any other fill, of a style."""
        if index not in self._fill_texts:
            self._fill_texts[index] = self._described(index)
        return self._fill_texts[index]

    def _described(self, index: int) -> str:
        number = self._style(index).number("fillId")
        if not 0 < number < self._count("fills"):
            return NO_FILL
        fill = self._fill_at(number)
        pattern = fill.find(self._dialect("patternFill"))
        if pattern is not None and pattern.get("patternType", "none") == "none":
            return NO_FILL
        colour = None if pattern is None else pattern.find(self._dialect("fgColor"))
        if colour is not None and pattern is not None and len(colour.attrib) == 1:
            solid = pattern.get("patternType") == "solid"
            if solid and len(colour.get("rgb", "")) == 8:
                return colour.get("rgb", "")[2:].upper()
        return self._parts.text(fill)

    def format_of(self, index: int) -> str:
        """The number format of a style: a code, or ``#14`` for a built-in one."""
        number = self._style(index).number("numFmtId")
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
            style = self._style(base)
            if fill is not None:
                style = style.having(fillId=self._described_fill(fill), applyFill=1)
            number = built_in_number(code or "")
            if number is not None:
                style = style.having(numFmtId=number, applyNumberFormat=1)
            elif code is not None:
                style = self._formatted(style, code)
            self._known[key] = self._append_style(style)
        return self._known[key]

    def _described_fill(self, fill: str) -> int:
        if fill in ("", NO_FILL):
            return 0
        return self._fill(fill if fill.startswith("<") else look_xml.fill_xml(fill))

    def _style(self, index: int) -> CellStyle:
        """Cell style by number; a number out of range means the plain style."""
        place = index - self._parts.counts["cellXfs"]
        added = 0 <= place < len(self._styles)
        return self._styles[place] if added else self._parts.style(index)

    def _append_style(self, style: CellStyle) -> int:
        if self._count("cellXfs") >= MOST_STYLES:
            raise OutputError(problem("OUT-010", most=MOST_STYLES))
        self._styles.append(style)
        return self._add("cellXfs", style.xml())

    def _count(self, section: str) -> int:
        return self._parts.counts[section] + len(self._added.get(section, ()))

    def _add(self, section: str, xml: str) -> int:
        """Append a member; returns its number."""
        self._added.setdefault(section, []).append(xml)
        return self._count(section) - 1

    def _ours(self, section: str, xml: str) -> int:
        """The number of a member of ours, appended when it is first asked for."""
        key = (section, xml)
        if key not in self._once:
            self._once[key] = self._add(section, xml)
        return self._once[key]

    def _formatted(self, style: CellStyle, code: str) -> CellStyle:
        number = self._format(code, style)
        return style.having(numFmtId=number, applyNumberFormat=1)

    def _code(self, style: CellStyle) -> str:
        number = style.number("numFmtId")
        return self._formats.get(number) or BUILT_IN.get(number, GENERAL)

    def _format(self, code: str, style: CellStyle) -> int:
        """The number of a format code; beyond the limit the style keeps its own."""
        if code == GENERAL:
            return 0
        if code in self._format_numbers:
            return self._format_numbers[code]
        if len(self._formats) >= MOST_FORMATS:
            return style.number("numFmtId")
        number = max([163, *self._formats]) + 1
        self._formats[number] = code
        self._format_numbers[code] = number
        self._add("numFmts", look_xml.format_xml(number, code))
        return number

    def _fill(self, xml: str) -> int:
        known = self._parts.fill_like(xml)
        return self._ours("fills", xml) if known is None else known

    def _fill_at(self, number: int) -> etree._Element:
        held = self._parts.fills
        if number < len(held):
            return held[number]
        return self._parts.element(self._added["fills"][number - len(held)])

    def _border(self, colour: str | None) -> int:
        if colour is None:
            return 0
        strict = self._dialect is STRICT
        return self._ours("borders", look_xml.border_xml(colour, strict=strict))
