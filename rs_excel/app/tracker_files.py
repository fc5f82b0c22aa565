"""Saves a tracker so that nothing of it is lost, whoever else works on it.

Comes in: the path, what stood there when it was read, what it should say now. Goes out:
the file, and beside it the tracker as it was before the last few runs. The copies of a
whole tracker are never replaced by a damaged one: that goes beside them under another
name. A file of others under any of these names is never replaced.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.errors import OutputError, WorkbookError, problem
from rs_excel.workbook.only_writer import only_writer
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.safe_write import refuse_open, safe_write
from rs_excel.workbook.tracker_sheet import holds_a_tracker, kept_beside

_COPIES = 3  # runs that can be gone back


def backup_of(tracker: Path) -> Path:
    """Where the tracker before the latest run is kept."""
    return tracker.parent / kept_beside(tracker.name)


def copies_of(tracker: Path) -> tuple[Path, ...]:
    """Where the tracker before each of the latest runs is kept, the latest first."""
    first = backup_of(tracker)
    older = range(2, _COPIES + 1)
    return (first, *(first.with_stem(f"{first.stem}.{number}") for number in older))


def damaged_of(tracker: Path) -> Path:
    """Where a tracker that lost something is kept, as it was before the latest run."""
    return tracker.parent / f"{tracker.stem}.damaged{tracker.suffix}"


def save_tracker(
    path: Path, former: bytes | None, data: bytes, *, damaged: bool
) -> Path | None:
    """Write a tracker and return where the former one is kept; None for a new one.

    Two people may save the same tracker: the later of us gives way (TRK-004). A file
    in the place of the copy that is none is not ours to replace (TRK-014). Raises
    OutputError; the tracker is then as it was.
    """
    with only_writer(path):
        if (path.read_bytes() if path.exists() else None) != former:
            raise OutputError(problem("TRK-004", path))
        refuse_open(path)
        kept = None if former is None else _keep(path, former, damaged=damaged)
        safe_write(path, data)
    return kept


def _keep(path: Path, former: bytes, *, damaged: bool) -> Path:
    copies = copies_of(path)
    if damaged and copies[0].exists():
        copies = (damaged_of(path),)
    for copy in copies:
        if copy.exists() and not _is_a_tracker(copy):
            raise OutputError(problem("TRK-014", copy))
    kept = [copy.read_bytes() for copy in copies[:-1] if copy.exists()]
    if kept[:1] != [former]:  # as after a run that came no further than this
        for copy, data in reversed([*zip(copies, [former, *kept], strict=False)]):
            safe_write(copy, data)
    return copies[0]


def _is_a_tracker(path: Path) -> bool:
    try:
        return holds_a_tracker(OoxmlReader(Package(Archive.open(path))))
    except WorkbookError:
        return False
