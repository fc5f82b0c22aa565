"""The catalogue of messages: one home a code, and each says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rs_excel.catalogue import CATALOGUE

PACKAGE = Path(__file__).parent.parent / "rs_excel"
CODE = re.compile(r'"((?:ADD|BAT|BND|BOOK|OUT|PACK|RUN|SET|TPL|TRK|TXT|XL)-\d{3})"')


def codes_in(folder: Path) -> list[str]:
    return [
        code
        for module in folder.rglob("*.py")
        for code in CODE.findall(module.read_text(encoding="utf-8"))
    ]


def test_no_code_has_two_meanings() -> None:
    defined = codes_in(PACKAGE / "catalogue")
    assert len(defined) == len(set(defined)) == len(CATALOGUE)


def test_every_code_that_is_used_is_defined_and_the_other_way_round() -> None:
    everywhere = codes_in(PACKAGE)
    defined = codes_in(PACKAGE / "catalogue")
    used = {code for code in everywhere if everywhere.count(code) > defined.count(code)}
    assert used <= CATALOGUE.keys()
    assert CATALOGUE.keys() - used == set()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_says_what_is_wrong_and_what_to_do(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.says.strip()
    assert entry.do.strip() or entry.level == "info"
