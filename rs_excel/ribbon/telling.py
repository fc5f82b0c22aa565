"""What came of a command, in words: for a box, and from whatever went wrong.

Comes in: a ``Told``, or an exception. Goes out: text of a length people read, or the
``Told`` that stands for the exception. What is not in the catalogue goes into a log in
the user's own folder, and the user is told where that is.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rs_excel import __version__
from rs_excel.app.live_told import Place, Told, Tone
from rs_excel.errors import Problem, RsError, problem
from rs_excel.ribbon.box import Box
from rs_excel.workbook.live.faults import in_our_words
from rs_excel.workbook.spellings import harmless

LOG_NAME = "rs-excel.log"
_MOST_LINES = 24
_MOST_PROBLEMS = 5
_LONGEST_LOG = 400_000  # characters; the older half is dropped beyond


def show(told: Told, box: Box) -> None:
    """Opens a box, unless the words stand in the status bar already."""
    if told.place is Place.BOX:
        box.tells(harmless(told.title), harmless(box_text(told)), told.tone)


def box_text(told: Told) -> str:
    """The lines of a box; what does not fit is counted."""
    shown, rest = told.lines[:_MOST_LINES], told.lines[_MOST_LINES:]
    more = (f"… and {len(rest)} more lines.",) if rest else ()
    return "\n".join((*shown, *more))


def told_instead(fault: Exception, log: Path) -> Told:
    """What the user is told when a command could not be carried out."""
    problems = _problems_of(fault)
    if not problems:
        _keep(fault, log)
        problems = (problem("XL-900", kind=type(fault).__name__, log=log),)
    return _of_problems(*problems)


def _problems_of(fault: Exception) -> Sequence[Problem]:
    """What the catalogue has for an exception, one of Excel's own among them."""
    try:
        with in_our_words():
            raise fault
    except RsError as known:
        return known.problems
    except type(fault):
        return ()


def _of_problems(*problems: Problem) -> Told:
    first, *others = problems
    lines = []
    for found in problems[:_MOST_PROBLEMS]:
        if found is not first:
            lines += ["", found.says]
        lines += [f"Where: {found.where}"] if found.where else []
        lines.append(found.do)
    if len(others) >= _MOST_PROBLEMS:
        lines += ["", f"… and {len(problems) - _MOST_PROBLEMS} more."]
    codes = dict.fromkeys(found.code for found in problems[:_MOST_PROBLEMS])
    lines += ["", f"({', '.join(codes)})"]
    return Told(title=first.says, lines=tuple(lines), tone=Tone.PROBLEM)


def _keep(fault: Exception, log: Path) -> None:
    """Adds an exception to the log, with what is needed to look into it."""
    written = log.read_text("utf-8", "replace") if log.exists() else ""
    if len(written) > _LONGEST_LOG:
        written = written[-_LONGEST_LOG // 2 :]
    head = (
        f"{datetime.now():%Y-%m-%d %H:%M:%S} rs_excel {__version__}, "
        f"Python {platform.python_version()}, {platform.platform()}"
    )
    story = "".join(traceback.format_exception(fault))
    with suppress(OSError):  # a disk that is full hides no message
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"{written}{head}\n{story}\n", "utf-8")
