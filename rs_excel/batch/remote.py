"""Returns in object storage or on a server, by the address that fsspec knows them by.

Comes in: an address such as ``s3://bucket/returns``. Goes out: the workbooks below it,
each with its bytes, some fetched ahead. Names come from outside: what is written to the
results never leads out of them, whatever a name holds.

All is fetched on every run: what storages tell of a file is not alike enough to take
it for unchanged. It is not checked again for that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from rs_excel.batch.ahead import each_ahead
from rs_excel.batch.sources import Fetched, Folder, Returns
from rs_excel.batch.walking import Found, Walk, is_named_like_a_return
from rs_excel.errors import BatchError, problem
from rs_excel.workbook.ooxml.gate import LARGEST_TOTAL

_T = TypeVar("_T")
_AHEAD = 8  # files fetched at a time
_DIGITS = 10  # of a hash, to tell changed names apart
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\]')  # on one system or another
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether it is no path of this machine: ``s3://bucket``, never ``C:\\folder``."""
    return _ADDRESS.match(text) is not None


def returns_at(place: str) -> Returns:
    """A folder, or what an address leads to; ``file://`` is a folder, too."""
    if not is_address(place):
        return Folder(Path(place))
    remote = Remote(place)
    storage, root = remote.opened()
    return Folder(Path(root)) if "file" in _protocols(storage) else remote


@dataclass(frozen=True, slots=True)
class Remote:
    """Everything below an address."""

    url: str

    @property
    def name(self) -> str:
        return re.sub(r"//[^/@]*@", "//", self.url)

    def require(self, out: Path) -> None:
        storage, root = self.opened()
        if not self._asked(lambda: storage.isdir(root)):
            raise BatchError(problem("BAT-032", self.name, detail="it is no folder"))

    def seen(self, out: Path) -> Walk:
        storage, root = self.opened()
        seen = Walk()
        for at, about in self._asked(lambda: storage.find(root, detail=True)).items():
            found = _found(at, root)
            if about["type"] == "file" and found and is_named_like_a_return(at):
                seen.files.append(found)
        seen.files.sort(key=lambda found: found.name)
        return seen

    def fetched(self, files: Iterable[Found]) -> Iterator[tuple[Found, Fetched]]:
        storage, root = self.opened()
        below = root.rstrip("/")
        return each_ahead(
            lambda found: self._fetched(storage, f"{below}/{found.name}"), files, _AHEAD
        )

    def opened(self) -> tuple[Any, str]:
        """The storage, and where in it. Raises BatchError (BAT-030, BAT-031)."""
        try:
            storage, root = import_module("fsspec").core.url_to_fs(self.url)
        except ImportError as fault:
            detail = str(fault).split("\n")[0]
            raise BatchError(problem("BAT-030", self.name, detail=detail)) from None
        except ValueError as fault:
            raise BatchError(problem("BAT-031", self.name, detail=fault)) from None
        return storage, str(root)

    def _fetched(self, storage: Any, at: str) -> Fetched:
        try:
            size = self._asked(lambda: storage.size(at)) or 0
            if size > LARGEST_TOTAL:
                limit = LARGEST_TOTAL >> 20
                told = problem("BOOK-022", at, size=size >> 20, limit=limit)
                return Fetched(b"", "", told)
            data = bytes(self._asked(lambda: storage.cat_file(at)))
        except BatchError as fault:
            detail = fault.problems[0].says
            return Fetched(b"", "", problem("BAT-115", at, detail=detail))
        return Fetched(data, hashlib.sha256(data).hexdigest())

    def _asked(self, what: Callable[[], _T]) -> _T:
        """What a storage answers. Raises BatchError (BAT-032) whatever it raises."""
        try:
            return what()
        except Exception as fault:  # noqa: BLE001 each storage has errors of its own
            detail = (str(fault).splitlines() or [""])[0][:200] or type(fault).__name__
            raise BatchError(problem("BAT-032", self.name, detail=detail)) from None


def _protocols(storage: Any) -> tuple[str, ...]:
    named = storage.protocol
    return (named,) if isinstance(named, str) else tuple(named)


def _found(at: str, root: str) -> Found | None:
    """None for what does not lie below the address, whatever a server says."""
    inside = f"{root.rstrip('/')}/"
    if not at.startswith(inside):
        return None
    name = at.removeprefix(inside)
    return Found(name=name, below=tame(name))


def tame(name: str) -> Path:
    """A path below the results for a name that may hold anything."""
    return Path(*(_tame(part) for part in name.split("/")))


def _tame(part: str) -> str:
    """As it is where any system can have it; else changed, and told apart by a hash."""
    held = _UNFIT.sub("_", part).rstrip(" .")
    if held == part and part and not _RESERVED.match(part):
        return part
    digest = hashlib.sha256(part.encode("utf-8", "backslashreplace")).hexdigest()
    return f"_{digest[:_DIGITS]}_{held}"
