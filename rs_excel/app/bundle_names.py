"""Names of strangers' files, made safe for an archive that others unpack.

Comes in: names as they were given. Goes out: one plain name each, all different even
where case does not count, in an order that does not depend on how they were given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

_KEPT = frozenset(" ._-()+,&'")
_LONGEST = 120
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
"""Names that Windows takes for devices, whatever their ending."""


def safe_name(name: str) -> str:
    """The last part of a name, in letters that no system reads as anything else."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(c if c.isalnum() or c in _KEPT else "_" for c in last)
    plain = plain.strip(" .") or "file"
    if plain.partition(".")[0].strip().casefold() in _DEVICES:
        plain = f"_{plain}"
    stem, suffix = _parts(plain)
    return f"{stem[: _LONGEST - len(suffix)]}{suffix}"


def numbered(names: Iterable[str]) -> Iterator[str]:
    """The names in their order; one that was there before gets a number."""
    taken: set[str] = set()
    for name in names:
        stem, suffix = _parts(name)
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{stem} ({number}){suffix}", number + 1
        taken.add(free.casefold())
        yield free


def _parts(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix[:20]
    return name.removesuffix(suffix), suffix
