"""A broken part is named, wherever on the way somebody stumbles over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.broken import broken_parts_named
from tests.workbook.books import package, questionnaire, with_part


@pytest.mark.parametrize(
    ("part", "cut"),
    [
        ("xl/styles.xml", b"</styleSheet>"),
        ("xl/worksheets/sheet2.xml", b"</sheetData>"),
    ],
)
def test_a_part_that_breaks_off_is_named(
    mixed: Path, standard: Terms, part: str, cut: bytes
) -> None:
    whole = mixed.read_bytes()
    mixed.write_bytes(with_part(whole, part, lambda data: data.partition(cut)[0]))
    with pytest.raises(WorkbookError) as caught:
        check_file(mixed, standard).annotated()
    (found,) = caught.value.problems
    assert found.code == "BOOK-012"
    assert f"`{part}`" in found.says


def test_a_fault_of_our_own_is_not_blamed_on_the_file() -> None:
    with (
        pytest.raises(etree.XMLSyntaxError),
        broken_parts_named(package(questionnaire())),
    ):
        etree.fromstring("<ours")
