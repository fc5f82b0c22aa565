"""Rewrites the expected results of the samples: ``make golden``.

The files hold meaning (ids, outcomes, cells, days), not pixels; they are reviewed like
code. This is the only way they change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rs_excel.app.check import check_file
from rs_excel.app.machine import as_json
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.errors import WorkbookError
from tests.conftest import ASSESSED_ON, SAMPLES


def expected_path(sample: Path) -> Path:
    """The golden file beside a sample."""
    return sample.with_suffix(".expected.json")


def meaning(sample: Path, wanted: Terms) -> dict[str, Any]:
    """What a check of the sample comes to; where it cannot be checked, why."""
    try:
        report = check_file(sample, wanted).check.report
    except WorkbookError as fault:
        return {"errors": [problem.code for problem in fault.problems]}
    found = as_json(sample.name, report)
    del found["engine"]  # the same findings, whichever engine decides
    for finding in found["findings"]:
        for wording in ("title", "action", "preventive", "evidence", "basis"):
            del finding[wording]
    for pillar in found["pillars"]:
        for asked in pillar["confidence"]["ask_next"]:
            del asked["text"]
    return found


def rewrite() -> None:
    wanted = terms(find_pack("four_pillar"), "standard", ASSESSED_ON)
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        text = json.dumps(meaning(sample, wanted), indent=1, ensure_ascii=False)
        expected_path(sample).write_text(f"{text}\n", encoding="utf-8")
        print(expected_path(sample))


if __name__ == "__main__":
    rewrite()
