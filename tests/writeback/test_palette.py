"""Looks a person can read: on screen, colour-blind, and on a grey printer."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from rs_excel.domain.vocabulary import FindingType, Light, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import (
    BAR_COLOUR,
    LIGHT_INK,
    LOOKS,
    SEVERITY_INK,
    TYPE_INK,
)

FINDING_INKS = (*SEVERITY_INK.values(), *TYPE_INK.values(), Ink.NOT_ASSESSED)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it, 0 to 1."""

    def linear(channel: float) -> float:
        if channel <= 0.03928:
            return channel / 12.92
        return float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_ink_has_a_look() -> None:
    assert set(LOOKS) == set(Ink)


def test_every_severity_type_and_light_has_an_ink() -> None:
    assert set(SEVERITY_INK) == set(Severity)
    assert {*TYPE_INK, FindingType.NON_CONFORMANCE} == set(FindingType)
    assert set(LIGHT_INK) == set(Light)


@pytest.mark.parametrize("ink", Ink)
def test_text_stands_out_from_its_fill(ink: Ink) -> None:
    look = LOOKS[ink]
    assert contrast(look.font, look.fill or "FFFFFF") >= 4.5


@pytest.mark.parametrize("group", [FINDING_INKS, tuple(LIGHT_INK.values())])
def test_no_two_findings_and_no_two_lights_share_a_symbol(
    group: tuple[Ink, ...],
) -> None:
    symbols = [LOOKS[ink].symbol for ink in group]
    assert all(symbols)
    assert len(set(symbols)) == len(symbols)


def test_severities_stay_apart_on_a_grey_printer() -> None:
    fills = [luminance(LOOKS[ink].fill or "") for ink in SEVERITY_INK.values()]
    assert fills == sorted(fills), "the graver, the darker"
    assert all(b - a > 0.08 for a, b in pairwise(fills))


def test_bars_of_the_chart_lighten_as_severity_falls() -> None:
    bars = [luminance(BAR_COLOUR[severity]) for severity in Severity]
    assert all(b - a > 0.08 for a, b in pairwise(bars))


def test_red_and_green_lights_differ_without_colour() -> None:
    fills = {ink: luminance(LOOKS[ink].fill or "") for ink in LIGHT_INK.values()}
    red, green = fills[Ink.LIGHT_RED], fills[Ink.LIGHT_GREEN]
    assert abs(red - green) > 0.3


def test_only_cells_for_people_are_unlocked() -> None:
    unlocked = {ink for ink, look in LOOKS.items() if not look.locked}
    assert unlocked == {Ink.THEIRS, Ink.DATE_THEIRS}


def test_colours_are_six_hexadecimal_digits() -> None:
    used = [
        colour
        for look in LOOKS.values()
        for colour in (look.fill, look.font, look.border)
        if colour
    ]
    for one, other in combinations(sorted(set(used)), 2):
        assert int(one, 16) != int(other, 16)
    assert all(len(colour) == 6 for colour in used)
