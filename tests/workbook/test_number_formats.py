"""A symbol is shown before every kind of value, and the value stays what it is."""

from __future__ import annotations

import pytest

from rs_excel.workbook.ooxml.number_formats import shows_symbol, with_symbol


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", '"◆ "General;"◆ "\\-General;"◆ "General;"◆ "@'),
        ("0.00", '"◆ "0.00;"◆ "\\-0.00;"◆ "0.00;"◆ "@'),
        ("@", '"◆ "@'),
        ("dd/mm/yyyy", '"◆ "dd/mm/yyyy;"◆ "@'),
        ("[$-409]d\\-mmm;@", '[$-409]"◆ "d\\-mmm;"◆ "@'),
        ("[h]:mm", '"◆ "[h]:mm;"◆ "@'),
        ("[Red]0;[Blue]-0", '[Red]"◆ "0;[Blue]"◆ "-0;[Red]"◆ "0;"◆ "@'),
        ("[>9]0;[<0]-0", '[>9]"◆ "0;[<0]"◆ "-0;"◆ "@'),
        ('"a;b"0', '"◆ a;b"0;"◆ "\\-"a;b"0;"◆ a;b"0;"◆ "@'),
        (";;;", '"◆ ";"◆ ";"◆ ";"◆ "'),
    ],
)
def test_every_section_shows_the_symbol(code: str, shown: str) -> None:
    assert with_symbol(code, "◆") == shown
    assert shows_symbol(shown, "◆")
    assert not shows_symbol(code, "◆")


def test_a_format_that_would_grow_too_long_stays_as_it_is() -> None:
    code = '"' + "x" * 200 + '"0'
    assert with_symbol(code, "◆") == code


def test_a_symbol_is_known_again_however_a_program_spells_it() -> None:
    assert shows_symbol("[RED]\\◆\\ General", "◆")
    assert not shows_symbol('"◆"General', "◆")
