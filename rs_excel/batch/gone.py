"""Files that earlier runs had and this one has not, and copies that stand for nothing.

Comes in: what all runs know, and the folder for results. Goes out: lines of
``gone.csv``. Such files are in no list and no figure any more, but all that was found
stays in the database, and no copy is ever taken away or moved: people may have written
in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rs_excel.batch.store import Store

GONE = ("file", "supplier", "site", "status", "last_seen_on", "copy", "why")
_GONE = "no longer in the folder"
_STALE = "the file can no longer be used as it is; the copy is of what it was before"


def gone_files(store: Store, out: Path) -> Iterator[dict[str, Any]]:
    """By name: files that are gone, and copies left of files that were usable once."""
    for seen in store.not_listed():
        there = seen.line["copy"] and (out / seen.line["copy"]).is_file()
        copy = seen.line["copy"] if there else None
        if seen.is_gone or copy:
            told = {name: seen.line[name] for name in GONE[:4]}
            why = _GONE if seen.is_gone else _STALE
            yield {**told, "last_seen_on": seen.last_on, "copy": copy, "why": why}
