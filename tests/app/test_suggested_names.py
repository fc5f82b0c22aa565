"""Whatever a workbook is called, what we write beside it has a harmless name."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.app.suggested_names import reply_name


@pytest.mark.parametrize(
    ("workbook", "name"),
    [
        ("Unit 2.checked.xlsx", "Unit 2.reply.xlsx"),
        ("Unit 2.XLSM", "Unit 2.reply.xlsx"),
        ("Book1", "Book1.reply.xlsx"),
        ("version 1.2", "version 1.2.reply.xlsx"),
        ("Fábrica Ñandú (2).xlsx", "Fábrica Ñandú (2).reply.xlsx"),
        ("ঢাকা কারখানা.xlsx", "ঢাকা কারখানা.reply.xlsx"),
        ("Audit $(calc) & %TEMP%.xlsx", "Audit (calc) TEMP.reply.xlsx"),
        ("../../etc/passwd.xlsx", "etc passwd.reply.xlsx"),
        ("C:\\Windows\\x.xlsx", "C Windows x.reply.xlsx"),
        ("con.xlsx", "return con.reply.xlsx"),
        ("LPT1.old.xlsx", "return LPT1.old.reply.xlsx"),
        ("-rf ~$x.xlsx", "rf x.reply.xlsx"),
        ("\u202exslx.elif\u200b.xlsx", "xslx.elif.reply.xlsx"),
        ("….xlsx", "return.reply.xlsx"),
        ("x" * 300, "x" * 60 + ".reply.xlsx"),
    ],
)
def test_the_name_says_where_it_comes_from_and_nothing_else(
    workbook: str, name: str
) -> None:
    assert reply_name(workbook) == name


@given(st.text(max_size=120))
def test_any_name_stays_one_plain_file_in_its_folder(workbook: str) -> None:
    name = reply_name(workbook)
    assert Path(name).name == PureWindowsPath(name).name == name
    assert name.endswith(".reply.xlsx")
    assert not name.startswith((".", "-", "~", " "))
    assert name.isprintable()
    assert len(name.encode()) < 255
