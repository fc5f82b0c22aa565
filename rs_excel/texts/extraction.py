"""Finds texts where they are said: in the modules, with key, English and a comment.

Comes in: a module's source. Goes out: words in the order of the module. A text is said
by ``say(key, english, …)`` or ``count(key, number, one, other, …)``; a comment that
begins with ``Translators:`` on the line before is for its translator.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from babel.messages.extract import extract

from rs_excel.texts.word import Word

_COMMENT = "Translators:"
_CALLS = {"say": ((1, "c"), 2), "count": ((1, "c"), 3, 4)}
FORMS = ("one", "other")


def said_in(path: Path) -> Iterator[Word]:
    """The words of one module; texts that are worked out elsewhere are not found."""
    with path.open("rb") as file:
        found = list(extract("python", file, cast("Any", _CALLS), (_COMMENT,)))
    for _, texts, comments, key in found:
        if key is None:
            continue
        about = " ".join(comments).removeprefix(_COMMENT).strip()
        if isinstance(texts, str):
            yield Word(key=key, english=texts, about=about)
        else:
            for form, text in zip(FORMS, texts, strict=True):
                yield Word(key=f"{key}.{form}", english=text, about=about)
