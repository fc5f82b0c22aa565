"""Two threads at work: results in order, the same failure, no thread left behind."""

from __future__ import annotations

import threading

import pytest

from rs_excel.workbook.ooxml.beside import each_of


def test_results_stand_in_the_order_of_the_items() -> None:
    items = [*range(500)]
    assert each_of(items, lambda item: item * 2) == [item * 2 for item in items]
    assert each_of([], str) == []


def test_of_several_failures_the_first_is_told_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails_from_three_on(item: int) -> int:
        if item >= 3:
            raise LookupError(item)
        return item

    before = threading.active_count()
    for _ in range(50):
        with pytest.raises(LookupError, match=r"^3$"):
            each_of([*range(40)], fails_from_three_on)
    assert capsys.readouterr().err == ""
    assert threading.active_count() == before
