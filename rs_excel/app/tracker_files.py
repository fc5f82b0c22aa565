"""Saves a tracker so that nothing of it is lost, whoever else works on it.

Comes in: the path, what stood there when it was read, what it should say now. Goes out:
the file, and beside it the tracker as it was. The copy of a whole tracker is never
replaced by a damaged one: that goes beside it under another name. A file of others
under either name is never replaced.
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


def backup_of(tracker: Path) -> Path:
    """Where the tracker before the latest run is kept."""
    return tracker.parent / kept_beside(tracker.name)


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
    copy = backup_of(path)
    if damaged and copy.exists():
        copy = damaged_of(path)
    if copy.exists() and not _is_a_tracker(copy):
        raise OutputError(problem("TRK-014", copy))
    safe_write(copy, former)
    return copy


def _is_a_tracker(path: Path) -> bool:
    try:
        return holds_a_tracker(OoxmlReader(Package(Archive.open(path))))
    except WorkbookError:
        return False
