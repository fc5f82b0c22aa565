"""Where results may go: nothing people made or wrote in is ever replaced.

Comes in: the path a result is meant for. Goes out: nothing, or an OutputError that
says what stands there and what to do.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from rs_excel.errors import OutputError, RsError, problem
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.unmark import is_marked, unmark

OTHER_ENDINGS = frozenset({".xls", ".xlsb", ".ods"})
"""Of formats that are read and never written."""


def copied_as(name: str) -> tuple[str, str]:
    """Stem and ending of a copy: ``return`` and ``.checked.xlsx``.

    What is written is an .xlsx whatever came; an ``.xls`` keeps its ending in the stem,
    because a ``return.xlsx`` may lie beside it.
    """
    path = PurePath(name)
    if path.suffix.lower() in OTHER_ENDINGS:
        return name, ".checked.xlsx"
    return path.stem, f".checked{path.suffix}"


def make_folder(folder: Path) -> None:
    """Makes a folder for results, unless it is there. Raises OutputError (OUT-050)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        detail = fault.strerror or str(fault)
        raise OutputError(problem("OUT-050", folder, detail=detail)) from None


def refuse_existing(path: Path) -> None:
    """Raises OutputError (OUT-053) if there is anything at ``path``."""
    if path.exists():
        raise OutputError(problem("OUT-053", path))


def refuse_other_ending(path: Path) -> None:
    """Raises OutputError (OUT-056) where a workbook would not be known as one."""
    if path.suffix.lower() != ".xlsx":
        raise OutputError(problem("OUT-056", path))


def refuse_to_lose(copy: Path) -> None:
    """Raises OutputError unless ``copy`` may be replaced by a newer checked copy.

    It may if it is not there, or is a checked copy exactly as we wrote it. Anybody
    else's file (OUT-051) and a copy people worked in (OUT-052) stay.
    """
    if not copy.exists():
        return
    try:
        package = Package(Archive.open(copy))
        with broken_parts_named(package):
            ours = is_marked(package)
            untouched = ours and unmark(package).exact
    except RsError:
        ours = untouched = False
    if not ours:
        raise OutputError(problem("OUT-051", copy))
    if not untouched:
        raise OutputError(problem("OUT-052", copy))
