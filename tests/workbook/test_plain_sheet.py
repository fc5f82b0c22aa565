"""Which sheets can be read without walking every cell to see how far they reach."""

from __future__ import annotations

import pytest

from rs_excel.workbook.ooxml.plain_sheet import plain


def sheet(*cells: str) -> bytes:
    rows = "".join(
        f'<row r="{cell.lstrip("ABCDEFXYZ")}"><c r="{cell}"><v>1</v></c></row>'
        for cell in cells
    )
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("cells", "near"),
    [
        (("A1", "ZZ9999"), True),
        (("A1", "AAA1"), False),
        (("A1", "AZ20000"), True),  # a long list
        (("A1", "CZ99999"), True),
        (("A1", "DA99999"), False),
        (("ZZ1", "A20000"), False),  # narrow at its end, wide at its top
        (("A1", "A100000"), False),
        (("A20000", "A5"), False),  # its last row is not its lowest
    ],
)
def test_a_long_list_may_reach_down_but_not_as_far_to_the_right(
    cells: tuple[str, ...], near: bool
) -> None:
    assert plain(sheet(*cells)).near is near
