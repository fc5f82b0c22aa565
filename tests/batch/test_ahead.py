"""Work begun before its result is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rs_excel.batch.ahead import each_ahead

MOST = 3


def test_each_item_comes_with_its_result_in_order() -> None:
    squares = list(each_ahead(lambda n: n * n, range(20), MOST))
    assert squares == [(n, n * n) for n in range(20)]


def test_no_more_is_taken_than_may_be_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    for item, _ in each_ahead(str, items(), MOST):
        assert len(taken) <= item + MOST
    assert taken == list(range(20))


def test_what_fails_fails_when_it_is_asked_for() -> None:
    results = each_ahead(lambda n: 6 // n, (3, 0, 1), MOST)
    assert next(results) == (3, 2)
    with pytest.raises(ZeroDivisionError):
        next(results)
