"""Markdown as GitHub shows it: the few shapes that pages are made of.

Comes in: text of the pack. Goes out: lines; what would be taken for markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_ENTITY = re.compile(r"&(?=#?\w+;)")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def words(text: str) -> str:
    """Text on one line, with nothing in it that Markdown or HTML would act on."""
    escaped = _ENTITY.sub("&amp;", " ".join(text.split())).replace("<", "&lt;")
    return escaped.replace("*", r"\*").replace("[", r"\[")


def sentence(text: str) -> str:
    """A sentence with placeholders, which are shown as the names they are."""
    return _PLACEHOLDER.sub(r"`\1`", words(text))


def code(text: str) -> str:
    """A name as it is written in the pack."""
    return f"`{text}`"


def number(value: float) -> str:
    """``48`` or ``1.25``."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table with a blank line after it; nothing at all where there are no rows."""
    found = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    if not found:
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in found:
        yield f"| {' | '.join(row)} |"
    yield ""


def counted(count: int, what: str) -> str:
    """``1 rule``, ``12 rules``."""
    return f"{count} {what}{'' if count == 1 else 's'}"
