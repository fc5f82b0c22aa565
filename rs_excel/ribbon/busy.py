"""One command at a time: a second click while one runs is answered, not obeyed.

Comes in: what is about to be done. Goes out: the turn, or ExcelError that says what is
still running. The lock is the operating system's and ends with the process that holds
it, so that a run that crashed blocks nobody.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rs_excel.workbook.live.refusal import refusal

LOCK_NAME = "running.lock"
_MOST_SAID = 200  # bytes of the lock that say what runs; the lock itself lies behind


@contextmanager
def turn(folder: Path, doing: str) -> Iterator[None]:
    """Holds the turn while the block runs. Raises ExcelError where another has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(handle):
            said, _, since = os.read(handle, _MOST_SAID).decode().partition("\n")
            raise refusal("XL-012", doing=said, seconds=_seconds_since(since))
        os.ftruncate(handle, 0)
        os.write(handle, f"{doing}\n{time.time():.0f}".encode())
        yield
    finally:
        os.close(handle)


def _seconds_since(moment: str) -> str:
    begun = float(moment) if moment.strip().isdigit() else time.time()
    return str(max(0, round(time.time() - begun)))


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _MOST_SAID, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
