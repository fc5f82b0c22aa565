"""A folder that is watched: returns are checked as they arrive, until Ctrl-C.

Comes in: a folder. Goes out: when a run is due, and for that run the files that are
whole. The folder is looked through again and again, because a share tells nobody what
arrives on it. A file is whole once it has stayed as it is for a while and no program
holds it open; others are left for the next run. Where nothing is new, none is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep

from rs_excel.batch.sources import Fetched, Folder
from rs_excel.batch.walking import Found, Walk

Stamp = tuple[int, int]
"""Size, and time of the last change in nanoseconds."""

_EVERY = 2.0  # seconds between two looks
_SETTLES = 3.0  # seconds for which a file has to stay as it is


@dataclass(slots=True)
class Watched:
    """A folder, its files as they were last seen, and those of the last run."""

    folder: Folder
    out: Path
    _since: dict[str, tuple[Stamp, float]] = field(default_factory=dict)
    _run: dict[str, Stamp] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.folder.name

    def require(self, out: Path) -> None:
        self.folder.require(out)

    def seen(self, out: Path) -> Walk:
        """What lies there and is whole."""
        seen = self.folder.seen(out)
        whole = [found for found in seen.files if found.name in self._run]
        return replace(seen, files=whole)

    def fetched(self, files: Iterable[Found]) -> Iterator[tuple[Found, Fetched]]:
        return self.folder.fetched(files)

    def is_due(self, now: float) -> bool:
        """Whether something has become whole, or is gone, since this was last so."""
        stamps = self._look(now)
        whole = {n: s for n, s in stamps.items() if self._is_whole(n, s, now)}
        gone = self._run.keys() - stamps.keys()
        if not gone and all(self._run.get(n) == s for n, s in whole.items()):
            return False
        self._run = whole
        return True

    def _look(self, now: float) -> dict[str, Stamp]:
        stamps: dict[str, Stamp] = {}
        for found in self.folder.seen(self.out).files:
            with suppress(OSError):  # gone while it was looked at
                about = (self.folder.path / found.below).stat()
                stamps[found.name] = about.st_size, about.st_mtime_ns
        before = self._since
        self._since = {
            name: before[name]
            if name in before and before[name][0] == stamp
            else (stamp, now)
            for name, stamp in stamps.items()
        }
        return stamps

    def _is_whole(self, name: str, stamp: Stamp, now: float) -> bool:
        if self._run.get(name) == stamp:
            return True  # somebody may look at it: it is as it was
        settled = now - self._since[name][1] >= _SETTLES
        return settled and not _is_open(self.folder.path / name)


def watch(watched: Watched, run: Callable[[], None]) -> None:
    """Runs whenever it is due, until ``run`` or Ctrl-C raises."""
    while True:
        if watched.is_due(monotonic()):
            run()
        sleep(_EVERY)


def _is_open(path: Path) -> bool:
    """Whether a spreadsheet program has left its lock beside the file.

    Of long names Excel replaces the first two characters.
    """
    names = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return any(path.with_name(name).exists() for name in names)
