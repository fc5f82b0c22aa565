"""What the add-in may ask for: plain words in a fixed form, and nothing else."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.errors import ExcelError
from rs_excel.ribbon.wanted import Wanted, wanted_from

ALL = ["checkWorkbook", "--hwnd", "12", "--policy", "strict", "--language", "en"]


def test_every_word_finds_its_place() -> None:
    assert wanted_from([*ALL, "--addin-version", "0.1.0"]) == Wanted(
        command="checkWorkbook",
        hwnd=12,
        policy="strict",
        language="en",
        addin_version="0.1.0",
    )


def test_windows_are_numbered_below_zero_as_well() -> None:
    assert wanted_from(["help", "--hwnd", "-1312"]).hwnd == -1312


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["checkWorkbook", "--hwnd"],
        ["checkWorkbook", "--hwnd", "12", "--hwnd", "13"],
        ["checkWorkbook", "--hwnd", "0x12"],
        ["checkWorkbook", "--book", "a.xlsx"],
        ["check workbook"],
        ["checkWorkbook", "--policy", "../../own.yaml"],
        ["checkWorkbook", "--policy", "=cmd|'/c calc'!A1"],
        ["checkWorkbook", "--policy", "a & calc"],
        ["checkWorkbook", "--policy", "$(calc)"],
        ["checkWorkbook", "--language", "é"],
        ["checkWorkbook", "--language", ""],
        ["c" * 61],
        ["checkWorkbook", "--policy", "-c"],
        ["checkWorkbook", "--hwnd", "--policy"],
        ["checkWorkbook", "--hwnd", "--1"],
        ["checkWorkbook", "--hwnd", ""],
        ["-c", "print"],
    ],
    ids=str,
)
def test_anything_else_is_refused(arguments: list[str]) -> None:
    with pytest.raises(ExcelError, match="XL-010"):
        wanted_from(arguments)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_no_word_that_is_let_in_could_be_more_than_a_word(
    arguments: list[str],
) -> None:
    with suppress(ExcelError):
        for word in wanted_from(arguments)[2:]:
            assert re.fullmatch(r"[A-Za-z0-9._-]*", str(word))
