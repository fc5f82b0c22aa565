"""Writing a file whole or not at all, and never over the input.

Comes in: a path and bytes. Goes out: the file, or an ``OutputError`` that says what
stands in the way. Until the last step the bytes are under a temporary name beside
the target; whatever happens, no half-written file and no temporary one stays behind.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from rs_excel.errors import OutputError, problem

_DISK_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_IN_USE = frozenset({32, 33})  # Windows: sharing and lock violations


def safe_write(path: Path, data: bytes, *, keep: Path | None = None) -> None:
    """Write ``data`` to ``path``, which is never the file ``keep``.

    A symbolic link is followed: the file it leads to is replaced. Raises OutputError
    (OUT-001 to OUT-007); the file that was at ``path`` is then as it was.
    """
    if keep is not None and _same_file(Path(os.path.realpath(path)), keep):
        raise OutputError(problem("OUT-001", path))
    safe_write_pieces(path, (data,))


def safe_write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """As ``safe_write``, for what is too much to be held at once."""
    target = Path(os.path.realpath(path))
    refuse_open(path)
    try:
        _write_beside(target, pieces)
    except OSError as error:
        raise _said(error, path, target) from error


def refuse_open(path: Path) -> None:
    """Raises OutputError (OUT-002) while another program has the file open."""
    lock = _lock_of(Path(os.path.realpath(path)))
    if lock is not None:
        raise OutputError(problem("OUT-002", path, lock=lock.name))


def _write_beside(target: Path, pieces: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(prefix=".rs-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        _take_mode(Path(name), target)
        Path(name).replace(target)
    except BaseException:  # also when interrupted: nothing may stay behind
        with suppress(OSError):
            Path(name).unlink()
        raise


def _take_mode(temporary: Path, target: Path) -> None:
    """The permissions of the file replaced, or those any new file would have."""
    with suppress(OSError):
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
            return
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


def _same_file(target: Path, keep: Path) -> bool:
    try:
        return target.samefile(keep)
    except OSError:  # one of them is not there: compare what they would be
        return target == Path(os.path.realpath(keep))


def _lock_of(target: Path) -> Path | None:
    """The lock another program keeps beside a file it has open, if there is one."""
    excel = target.with_name(f"~${target.name}")
    libre_office = target.with_name(f".~lock.{target.name}#")
    for lock in (excel, libre_office):
        with suppress(OSError):
            if lock.exists():
                return lock
    return None


def _said(error: OSError, path: Path, target: Path) -> OutputError:
    """What an operating system's error means for the person who waits for the file."""
    folder = target.parent
    if error.errno in _DISK_FULL:
        return OutputError(problem("OUT-003", path))
    if error.errno == errno.ENOENT and not folder.exists():
        return OutputError(problem("OUT-004", path, folder=folder))
    if error.errno == errno.ENOTDIR or not folder.is_dir():
        return OutputError(problem("OUT-005", path, folder=folder))
    if getattr(error, "winerror", None) in _IN_USE:
        return OutputError(problem("OUT-006", path))
    if error.errno in _NOT_ALLOWED:
        held = target.exists() and os.access(folder, os.W_OK)
        code = "OUT-006" if held else "OUT-007"
        return OutputError(problem(code, path, folder=folder))
    reason = (error.strerror or type(error).__name__).lower()
    return OutputError(problem("OUT-008", path, reason=reason))
