"""How the portfolio looks: the inks of the annotated copies, as XlsxWriter formats.

Comes in: an ink, and what differs in one place. Goes out: a format of the workbook,
made once however many cells wear it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rs_excel.domain.vocabulary import FindingType, Light, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LIGHT_INK, LOOKS, SEVERITY_INK, TYPE_INK

FONT = "Arial"
NAVY, SLATE, PALE, LINE = "#1F3A5F", "#52606D", "#F4F6F8", "#CBD2D9"

LIGHT_WORD: Mapping[Light, str] = MappingProxyType(
    {light: light.value.capitalize() for light in Light}
)
LIGHT_BAR: Mapping[Light, str] = MappingProxyType(
    {
        Light.RED: "#B3261E",
        Light.AMBER: "#FFC14D",
        Light.GREEN: "#7FBF86",
        Light.GREY: "#B8C1CC",
    }
)
"""Stronger than the fills, apart in lightness too: bars are told by eye alone."""

HEAD = {"valign": "vcenter"}
"""What the heads of a table have beside their ink."""


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Ink, tuple[tuple[str, Any], ...]], Format] = {}

    def of(self, ink: Ink, **differs: Any) -> Format:
        """The format of an ink; ``differs`` in XlsxWriter's words."""
        key = ink, tuple(sorted(differs.items()))
        if key not in self._made:
            told = {**_properties(ink), **differs}
            if told["align"] != "left":
                told.pop("indent", None)
            self._made[key] = self._book.add_format(told)
        return self._made[key]

    def light(self, light: str) -> tuple[str, Format]:
        """A traffic light: its symbol and word, and its ink."""
        ink = LIGHT_INK[Light(light)]
        return f"{LOOKS[ink].symbol} {LIGHT_WORD[Light(light)]}", self.of(ink)

    def grade(self, severity: str | None, kind: str) -> tuple[str, Format]:
        """A finding's severity, or its type where it has none."""
        if severity:
            ink, word = SEVERITY_INK[Severity(severity)], Severity(severity).label
        else:
            ink = TYPE_INK.get(FindingType(kind), Ink.NOT_ASSESSED)
            word = FindingType(kind).label
        return f"{LOOKS[ink].symbol} {word}", self.of(ink)


def _properties(ink: Ink) -> dict[str, Any]:
    look = LOOKS[ink]
    told: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "font_color": f"#{look.font}",
        "bold": look.bold,
        "italic": look.italic,
        "align": look.align,
        "valign": "top",
        "text_wrap": look.wrap,
        "num_format": look.number_format,
    }
    if look.wrap and look.border and look.align == "left":
        told["indent"] = 1  # words do not touch those of the next column
    if look.fill:
        told |= {"bg_color": f"#{look.fill}", "pattern": 1}
    if look.border:
        told |= {"border": 1, "border_color": f"#{look.border}"}
    return told
