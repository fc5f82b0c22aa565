"""What findings of several documents may be about.

Comes in: nothing but what matter_files.py has parsed. Goes out: frozen values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter, and by document the rules that raise it."""

    title: str
    rules: Mapping[str, frozenset[str]]
