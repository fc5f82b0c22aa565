"""Good files made bad at random: each gets a status, none ends or stops the run."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from tests.batch.corruptions import fill
from tests.batch.folders import batch, everything, lines

COUNT = 80
SLOWEST = 20  # seconds for one file, with all others around it


def test_every_corrupted_file_gets_a_status_and_nothing_else_is_touched(
    tmp_path: Path,
) -> None:
    fill(tmp_path / "in", COUNT)
    before = everything(tmp_path / "in")
    began = time.monotonic()
    assert batch(tmp_path / "in", tmp_path / "out") == 0  # 2 if any had failed
    assert time.monotonic() - began < SLOWEST * COUNT
    assert everything(tmp_path / "in") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    told = lines(tmp_path / "out")
    assert [*told] == [*before]
    counts = Counter(line["status"] for line in told.values())
    assert counts["failed"] == 0
    assert counts["unreadable"] > COUNT / 4  # the corruptions are felt …
    assert counts["unreadable"] < COUNT  # … and not always in the same way
    assert all(line["reason"] and line["action"] for line in told.values())
