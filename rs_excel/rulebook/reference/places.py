"""Where each page stands, and how one page leads to another.

Comes in: ids and keys. Goes out: places, as paths below the folder of all pages with
an anchor where a page has several things; and links from one page to a place.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Protocol

from rs_excel.domain.vocabulary import Pillar

START = "README.md"
QUESTIONS = "questions/README.md"
DERIVED = "questions/derived.md"
PARAMETERS = "parameters/README.md"
POLICIES = "policies.md"
LAWS = "laws/README.md"
COUNTRIES = "parameters/countries.md"


def rule_place(rule_id: str) -> str:
    """The page of a rule."""
    return f"rules/{rule_id}.md"


def pillar_place(pillar: Pillar) -> str:
    """The index of a pillar."""
    return f"pillars/{pillar}.md"


def framework_place(framework_id: str, clause: str = "") -> str:
    """The index of a framework, or one clause on it."""
    return f"frameworks/{framework_id}.md" + (f"#{clause}" if clause else "")


def section_place(section: str, question: str = "") -> str:
    """The questions of a section, or one of them."""
    return f"questions/{section}.md" + (f"#{question}" if question else "")


def derived_place(key: str) -> str:
    """One derived answer on the page of all."""
    return f"{DERIVED}#{key}"


def parameter_place(name: str) -> str:
    """The page of a limit."""
    return f"parameters/{name}.md"


def law_place(law_id: str) -> str:
    """The page of a law."""
    return f"laws/{law_id}.md"


def anchor(name: str) -> str:
    """The target of a link to one of several things on a page."""
    return f'<a id="{name}"></a>'


class Linking(Protocol):
    """A way of leading readers on."""

    def to(self, text: str, place: str) -> str:
        """The text, leading to the place."""
        ...


@dataclass(frozen=True, slots=True)
class LinksFrom:
    """Links as one page writes them: relative to where it stands."""

    page: str

    def to(self, text: str, place: str) -> str:
        path, _, name = place.partition("#")
        way = "" if path == self.page else _way(self.page, path)
        return f"[{text}]({way}{'#' if name else ''}{name})"


class NoLinks:
    """For the terminal, where a link is only noise."""

    def to(self, text: str, place: str) -> str:
        return text


def _way(page: str, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")
