"""Frameworks as data: the codes, conventions and guides that rules rest on.

Comes in: nothing but what mapping_files.py has parsed. Goes out: frozen values. Which
rules serve a clause is no data of its own: it follows from the rules' ``basis``, from
the clauses of other frameworks that say the same, and from what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause, principle, instrument or section, named in own words."""

    id: str
    title: str
    part: str = ""  # heading under which it stands, where a framework has parts
    through: tuple[str, ...] = ()
    """Citations whose rules and questions serve it too: ``eti_base_code 2.*``."""
    asked_in: tuple[str, ...] = ()
    """Questions on its matter, which serve it with the rules that read them."""
    not_served: str = ""  # why nothing in the pack serves it


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One source in one version. ``id`` is the name of its file."""

    id: str
    source: str
    version: str
    title: str
    clauses: tuple[Clause, ...]

    @property
    def cited_as(self) -> str:
        """How a clause is cited, up to the clause: ``smeta 6.1``."""
        return f"{self.source} {self.version}".strip()
