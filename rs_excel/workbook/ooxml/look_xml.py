"""A look in the words of ``styles.xml``: font, fill, border, alignment.

Comes in: an ``InkLook``. Goes out: XML fragments without namespace prefixes, to be
appended to a style sheet or used as a conditional format.
"""

from __future__ import annotations

from functools import lru_cache

from rs_excel.workbook.ooxml.markup import attribute
from rs_excel.workbook.ports import InkLook

_DARKEST = 140  # luminance of a fill, of 255, on which dark text is still read
_PALING = 0.6  # share of the way to white
_FACE = '<name val="Calibri"/><family val="2"/>'


@lru_cache(maxsize=64)
def readable(fill: str) -> str:
    """A fill on which an answer's own dark text can be read: dark ones are paled."""
    channels = [int(fill[i : i + 2], 16) for i in (0, 2, 4)]
    red, green, blue = channels
    if 0.299 * red + 0.587 * green + 0.114 * blue >= _DARKEST:
        return fill
    return "".join(f"{round(c + (255 - c) * _PALING):02X}" for c in channels)


def font_xml(look: InkLook) -> str:
    """The font of a cell of our own sheets."""
    size = f'<sz val="{look.size:g}"/>'
    return f"<font>{_traits(look)}{size}{_colour(look)}{_FACE}</font>"


def fill_xml(colour: str) -> str:
    """A solid fill of RRGGBB."""
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def border_xml(colour: str, *, strict: bool) -> str:
    """A thin line all round; Strict files call left and right start and end."""
    line = f'style="thin"><color rgb="FF{colour}"/>'
    sides = ("start", "end") if strict else ("left", "right")
    drawn = "".join(f"<{side} {line}</{side}>" for side in (*sides, "top", "bottom"))
    return f"<border>{drawn}<diagonal/></border>"


def alignment_xml(look: InkLook) -> str:
    """Text stands at the top, so that long rows read from one line."""
    wrap = ' wrapText="1"' if look.wrap else ""
    return f'<alignment horizontal="{look.align}" vertical="top"{wrap}/>'


def conditional_xml(look: InkLook) -> str:
    """The look as a conditional format: font traits and fill only."""
    fill = ""
    if look.fill:
        fill = f'<fill><patternFill><bgColor rgb="FF{look.fill}"/></patternFill></fill>'
    return f"<dxf><font>{_traits(look)}{_colour(look)}</font>{fill}</dxf>"


def format_xml(number: int, code: str) -> str:
    """A number format of our own."""
    return f'<numFmt numFmtId="{number}" formatCode="{attribute(code)}"/>'


def _traits(look: InkLook) -> str:
    bold = "<b/>" if look.bold else ""
    italic = "<i/>" if look.italic else ""
    return bold + italic + ("<u/>" if look.underline else "")


def _colour(look: InkLook) -> str:
    return f'<color rgb="FF{look.font}"/>'
