"""The text that goes to the add-in's macros and comes back: lines of fields.

Comes in: fields. Goes out: one text, parted by characters that no cell can hold, and
back. Texts stay texts on the way, since they are never put into a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

FIELD_END, LINE_END, GROUP_END = "\x1f", "\x1e", "\x1d"
MORE = "\x1c"  # ends an answer that goes on
LONGEST = 30_000
"""Characters of a text on its way: Excel's own texts end at 32,767."""

Fields = tuple[str, ...]


def written(lines: Iterable[Iterable[str]]) -> str:
    """One text of many lines; signs that part them are blanks in a field."""
    return LINE_END.join(FIELD_END.join(map(_clean, fields)) for fields in lines)


def read(said: str) -> list[list[str]]:
    """The fields of each line of an answer."""
    return [line.split(FIELD_END) for line in said.split(LINE_END) if line]


def in_portions(
    lines: Iterable[Fields], longest: int = LONGEST
) -> Iterator[list[Fields]]:
    """Lines, in order, in as few portions as hold no more than ``longest`` characters.

    A line that is longer by itself makes a portion of its own.
    """
    portion: list[Fields] = []
    room = longest
    for line in lines:
        size = sum(map(len, line)) + len(line)
        if portion and size > room:
            yield portion
            portion, room = [], longest
        portion.append(line)
        room -= size
    if portion:
        yield portion


def _clean(text: str) -> str:
    for sign in (FIELD_END, LINE_END, GROUP_END, MORE):
        text = text.replace(sign, " ")
    return text
