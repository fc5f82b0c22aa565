"""Where returns lie: a folder of this machine, or anything else that holds files.

Comes in: a place. Goes out: which workbooks there are, and each with its bytes or where
they are to be read from. Nothing is ever written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from rs_excel.batch.ahead import each_ahead
from rs_excel.batch.one_file import sha256_of
from rs_excel.batch.walking import Found, Walk, walk
from rs_excel.errors import BatchError, Problem, problem

_AHEAD = 4  # files hashed at a time


class Fetched(NamedTuple):
    """A file to be read here, or all of it; ``problem`` where it cannot be had."""

    held: Path | bytes
    sha256: str  # empty where it could not be read
    problem: Problem | None = None


class Returns(Protocol):
    """A place with returns."""

    @property
    def name(self) -> str:
        """For people and records; it tells no secret."""
        ...

    def require(self, out: Path) -> None:
        """Raises BatchError where it cannot be used, with results in ``out``."""
        ...

    def seen(self, out: Path) -> Walk:
        """What lies there, but for ``out``."""
        ...

    def fetched(self, files: Iterable[Found]) -> Iterator[tuple[Found, Fetched]]:
        """The files in their order, each when it is asked for or soon before."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or a share that it has like one."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    def require(self, out: Path) -> None:
        if not self.path.is_dir():
            raise BatchError(problem("BAT-001", self.path))
        inside, outside = self.path.resolve(), out.resolve()
        if inside == outside or outside in inside.parents:
            raise BatchError(problem("BAT-002", self.path, out=out))

    def seen(self, out: Path) -> Walk:
        return walk(self.path, out)

    def fetched(self, files: Iterable[Found]) -> Iterator[tuple[Found, Fetched]]:
        return each_ahead(self._fetched, files, _AHEAD)

    def _fetched(self, found: Found) -> Fetched:
        path = self.path / found.below
        return Fetched(path, sha256_of(path))
