"""An audit with a large hours sample: windows of seven days against reading the sheet.

Comes in: a folder for the workbook. Goes out: how many times the reading of the sample
by calamine the seven answers over windows take, and for the record the whole check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import python_calamine

from benchmarks.lines import Line
from benchmarks.measure import pair
from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.engine.derived_windows import derive_over_windows
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template

WORKERS, DAYS = 200, 100
MOST = 3.0  # times the reading


def large_hours_sample(folder: Path) -> Iterator[Line]:
    """Seven answers over windows, on 20,000 lines."""
    pack = find_pack("site_audit")
    audit = _audit(pack, folder)
    checked = check_file(audit, terms(pack, "standard", date(2026, 3, 2))).check
    rows = checked.submission.tables["au.hours"]
    assert len(rows) == WORKERS * DAYS
    windows = [(entry, entry.window) for entry in pack.derived if entry.window]

    def weigh() -> None:
        for entry, window in windows:
            derive_over_windows(entry, window, rows)

    held = pair(lambda: _read(audit), weigh, 5)
    ratio = held.ratio
    came_to = f"{ratio:.2f}× reading it ({held.theirs:.0f} : {held.ours:.0f} ms)"
    what = f"{len(windows)} answers over {len(rows):,} hours lines"
    yield Line(what=what, came_to=f"{came_to} ≤ {MOST:g}", kept=ratio < MOST)


def _read(audit: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(audit))
    book.get_sheet_by_name("Hours sample").to_python()


def _audit(pack: RulePack, folder: Path) -> Path:
    """The clean sample with a template, and a sample, of as many lines."""
    tables = tuple(
        replace(table, rows=WORKERS * DAYS) if table.key == "au.hours" else table
        for table in pack.catalogue.tables
    )
    catalogue = replace(pack.catalogue, tables=tables)
    blank, audit = folder / "large.xlsx", folder / "hours.xlsx"
    build_template(catalogue, pack.placeholders, blank)
    clean = load_answers(workbooks_folder() / "audit" / "answers" / "clean.yaml")
    fill_template(catalogue, {**clean, "au.hours": [*_lines()]}, blank, audit)
    return audit


def _lines() -> Iterator[dict[str, object]]:
    first = date(2025, 6, 1)
    for worker in range(WORKERS):
        for place in range(DAYS):
            yield {
                "line": f"H-{worker}-{place}",
                "worker": f"W-{worker:03}",
                "day": first + timedelta(days=place + place // 6),
                "regular": 8,
                "overtime": place % 4,
            }
