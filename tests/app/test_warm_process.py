"""One check after another in one process: what the first left is there for the next."""

from __future__ import annotations

import gc
from datetime import date

from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.supplied import workbooks_folder


def test_a_check_leaves_nothing_to_the_collector_of_garbage() -> None:
    mixed = workbooks_folder() / "saq" / "samples" / "mixed.xlsx"
    on = terms(find_pack("four_pillar"), "standard", date(2026, 3, 2))

    def checks(times: int) -> int:
        gc.collect()
        with uninterrupted():
            for _ in range(times):
                check_file(mixed, on).annotated()
            return gc.collect()

    checks(1)
    assert checks(2) < 100  # of tens of thousands of values that each makes
