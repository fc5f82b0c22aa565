"""The one table of looks: what each named ink is, in colour, symbol and weight.

Comes in: nothing. Goes out: ``LOOKS`` for the pen, and the colours of the chart.
Colour never speaks alone: each severity and each light has a symbol of its own, and
wherever we write one of our own cells a word stands beside the symbol.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rs_excel.domain.vocabulary import FindingType, Light, Severity
from rs_excel.workbook.ports import Ink, InkLook

TAB_COLOUR = "1F3A5F"
_TEXT = "1F2933"
_NAVY = "1F3A5F"
_SLATE = "52606D"
_RULE = "CBD2D9"  # the thin lines of a table
_WHITE = "FFFFFF"
_TO_FILL = "FFFDF0"

_PLAIN_LOOKS = {
    Ink.PLAIN: InkLook(font=_TEXT),
    Ink.TITLE: InkLook(font=_NAVY, bold=True, size=18),
    Ink.SUBTITLE: InkLook(font=_NAVY, bold=True, size=12),
    Ink.HEADER: InkLook(fill=_NAVY, font=_WHITE, bold=True, border=_NAVY, wrap=True),
    Ink.WRAP: InkLook(font=_TEXT, border=_RULE, wrap=True),
    Ink.THEIRS: InkLook(
        fill=_TO_FILL, font=_TEXT, border=_RULE, wrap=True, locked=False
    ),
    Ink.DATE: InkLook(
        font=_TEXT, border=_RULE, align="center", number_format="yyyy-mm-dd"
    ),
    Ink.DATE_THEIRS: InkLook(
        fill=_TO_FILL,
        font=_TEXT,
        border=_RULE,
        align="center",
        number_format="yyyy-mm-dd",
        locked=False,
    ),
    Ink.NUMBER: InkLook(
        # A zero is printed as a dash: what was found must stand out of the table.
        font=_TEXT,
        border=_RULE,
        align="center",
        number_format='0;-0;"–"',
    ),
    Ink.PERCENT: InkLook(font=_TEXT, border=_RULE, align="center", number_format="0%"),
    Ink.LINK: InkLook(font="0B5CAD", underline=True, border=_RULE, wrap=True),
    Ink.LABEL: InkLook(font=_SLATE, bold=True),
    Ink.MUTED: InkLook(font=_SLATE, italic=True, size=9, wrap=True),
}


def _spoken(symbol: str, fill: str, font: str) -> InkLook:
    return InkLook(
        fill=fill,
        font=font,
        bold=True,
        border=_RULE,
        wrap=True,
        align="center",
        symbol=symbol,
    )


_FINDING_LOOKS = {
    Ink.BUSINESS_CRITICAL: _spoken("■", "8B1A1A", _WHITE),
    Ink.CRITICAL: _spoken("▲", "F5B7B1", "7B1414"),
    Ink.MAJOR: _spoken("◆", "FFD59A", "6B3A00"),
    Ink.MINOR: _spoken("●", "FFF3BF", "5C4A00"),
    Ink.OBSERVATION: _spoken("○", "D6E6F5", "1B4B79"),
    Ink.GOOD_EXAMPLE: _spoken("★", "DDEFD9", "24552B"),
    Ink.DATA_QUALITY: _spoken("◇", "E6DAF2", "54276B"),
    Ink.NOT_ASSESSED: _spoken("?", "E4E7EB", "3E4C59"),
}

# The fuller the disc, the graver the light.
_LIGHT_LOOKS = {
    Ink.LIGHT_RED: _spoken("●", "B3261E", _WHITE),
    Ink.LIGHT_AMBER: _spoken("◐", "FFC14D", "4A2C00"),
    Ink.LIGHT_GREEN: _spoken("○", "CDE8C9", "1E4D26"),
    Ink.LIGHT_GREY: _spoken("?", "E4E7EB", "3E4C59"),
}

LOOKS: Mapping[Ink, InkLook] = MappingProxyType(
    {**_PLAIN_LOOKS, **_FINDING_LOOKS, **_LIGHT_LOOKS}
)

SEVERITY_INK: Mapping[Severity, Ink] = MappingProxyType(
    {severity: Ink(severity.value) for severity in Severity}
)

TYPE_INK: Mapping[FindingType, Ink] = MappingProxyType(
    {
        FindingType.OBSERVATION: Ink.OBSERVATION,
        FindingType.DATA_QUALITY: Ink.DATA_QUALITY,
        FindingType.GOOD_EXAMPLE: Ink.GOOD_EXAMPLE,
    }
)
"""Types without a severity, in the order in which they matter to a buyer."""

LIGHT_INK: Mapping[Light, Ink] = MappingProxyType(
    {
        Light.RED: Ink.LIGHT_RED,
        Light.AMBER: Ink.LIGHT_AMBER,
        Light.GREEN: Ink.LIGHT_GREEN,
        Light.GREY: Ink.LIGHT_GREY,
    }
)

BAR_COLOUR: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.BUSINESS_CRITICAL: "7B1414",
        Severity.CRITICAL: "D64545",
        Severity.MAJOR: "F0A030",
        Severity.MINOR: "F7DC6F",
    }
)
"""Stronger than the fills: bars carry no text, and lighten as severity falls."""
