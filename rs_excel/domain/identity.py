"""Values known by being the very object, so that what follows from them is kept.

Comes in: a value too large to compare, such as a loaded pack. Goes out: a key for
caches, which keeps the value alive and so its identity unique.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[_T]):
    """Equal only to what wraps the very same object."""

    value: _T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value
