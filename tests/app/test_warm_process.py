"""One check after another in one process: what the first left is there for the next."""

from __future__ import annotations

import gc
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.engine import durable_host
from rs_excel.supplied import workbooks_folder

ROOT = Path(__file__).parents[2]

PAGES = """
import resource
from datetime import date
from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.supplied import workbooks_folder

mixed = workbooks_folder() / "saq" / "samples" / "mixed.xlsx"
on = terms(find_pack("four_pillar"), "standard", date(2026, 3, 2))

def pages():
    for _ in range(5):
        check_file(mixed, on).annotated(on)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

warm = pages()
print(pages() - warm)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts pages as Linux does")
@pytest.mark.skipif(not durable_host.is_available(), reason="needs durable-rules")
def test_a_check_uses_the_memory_of_the_one_before() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAGES],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    # Five checks took a thousand each while freed memory went back to the system.
    assert int(done.stdout) < 1000


def test_a_check_leaves_nothing_to_the_collector_of_garbage() -> None:
    mixed = workbooks_folder() / "saq" / "samples" / "mixed.xlsx"
    on = terms(find_pack("four_pillar"), "standard", date(2026, 3, 2))

    def checks(times: int) -> int:
        gc.collect()
        with uninterrupted():
            for _ in range(times):
                check_file(mixed, on).annotated(on)
            return gc.collect()

    checks(1)
    assert checks(2) < 100  # of tens of thousands of values that each makes
