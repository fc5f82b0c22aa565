"""The collector of garbage is left as it was found, whatever came of the work."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from rs_excel.app.uninterrupted import uninterrupted


@pytest.fixture(params=[True, False])
def collects(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector is at work when the work begins."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_nothing_is_collected_meanwhile_and_all_is_as_before_afterwards(
    collects: bool,
) -> None:
    with uninterrupted():
        assert not gc.isenabled()
        with uninterrupted():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is collects


def test_a_failure_leaves_the_collector_as_it_was(collects: bool) -> None:
    @uninterrupted()
    def fails() -> None:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            fails()
        assert gc.isenabled() is collects
