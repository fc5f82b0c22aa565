"""The pages of the reference in their folder: current ones written, old ones gone.

Comes in: text by place, and a folder. Goes out: how many changed. Only pages that bear
our mark are ever replaced or removed; a page that is current already is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rs_excel.errors import OutputError, problem
from rs_excel.rulebook.reference.book import MARK
from rs_excel.workbook.safe_write import safe_write


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many pages there are now, and what was done for it."""

    pages: int
    changed: int
    removed: int


def write_pages(pages: Mapping[str, str], folder: Path) -> Written:
    """Makes the folder hold exactly these pages, beside whatever is not ours.

    Raises OutputError (OUT-055) before anything is written if a page of somebody else
    stands where one of ours would.
    """
    wanted = {folder / place: text.encode() for place, text in pages.items()}
    taken = [path for path in wanted if path.is_file() and not _is_ours(path)]
    if taken:
        raise OutputError(*(problem("OUT-055", path) for path in taken))
    old = {path for path in folder.rglob("*.md") if _is_ours(path)} - wanted.keys()
    changed = 0
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            _make_folder(path.parent)
            safe_write(path, data)
            changed += 1
    for path in old:
        path.unlink()
    return Written(pages=len(wanted), changed=changed, removed=len(old))


def _is_ours(path: Path) -> bool:
    with path.open("rb") as page:
        return page.readline().strip() == MARK.encode()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        detail = (fault.strerror or type(fault).__name__).lower()
        raise OutputError(problem("OUT-050", folder, detail=detail)) from None
