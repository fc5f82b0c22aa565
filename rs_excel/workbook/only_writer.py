"""One writer at a time: what compares a file and then replaces it runs alone.

Comes in: a path. Goes out: the time to read, compare and write there while no other run
of this program does. Held for moments; a run that is killed holds nothing.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 10.0  # seconds; a writer is done in a fraction of one
_TAKEN = frozenset({errno.EAGAIN, errno.EEXIST, errno.EACCES})


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Wait for other runs that write beside ``path``, then keep them waiting.

    Where a file system knows no locks, nothing is held: comparing must do.
    """
    held = _held(Path(os.path.realpath(path)))
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _held(target: Path) -> int | None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            return _hold(target)
        except OSError as error:
            if error.errno not in _TAKEN:
                return None
        time.sleep(0.02)
    return None


if sys.platform == "win32":

    def _hold(target: Path) -> int:
        """A file that the system deletes as soon as its owner is gone."""
        flags = os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
        return os.open(target.with_name(f".rs-{target.name}.lock"), flags)

else:
    import fcntl

    def _hold(target: Path) -> int:
        """The folder itself is locked: no file is left behind."""
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(folder)
            raise
        return folder
