"""Collects everything wrong with a pack, so that its author fixes it in one go.

Comes in: documents and what pydantic makes of them. Goes out: shapes, and a list of
problems that each name file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rs_excel.errors import PackError, Problem, problem
from rs_excel.rulebook.schema import Shape
from rs_excel.rulebook.values import Source
from rs_excel.strict_yaml import Document, Location, Plain

ShapeT = TypeVar("ShapeT", bound=Shape)


@dataclass(slots=True)
class Gathering:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def refuse(
        self, code: str, document: Document, at: Location = (), **fields: object
    ) -> None:
        """Note a problem at a location of a document."""
        self.problems.append(problem(code, document.place(at), **fields))

    def shaped(
        self, shape: type[ShapeT], document: Document, data: Plain, at: Location = ()
    ) -> ShapeT | None:
        """The data as a shape, or None with its problems noted."""
        try:
            return shape.model_validate(data)
        except ValidationError as fault:
            told: dict[tuple[Location, str], None] = {}
            for error in _most_telling(fault.errors(include_url=False)):
                place = (*at, *_inside(error["loc"]))
                told[place, _in_words(error, shape)] = None
            for place, detail in told:
                self.refuse("PACK-004", document, place, detail=detail)
            return None

    def stop_if_any(self) -> None:
        """Raise everything found, in file order."""
        if self.problems:
            raise PackError(*sorted(self.problems, key=_reading_order))


def source(document: Document, at: Location = ()) -> Source:
    """Where something stands, to be carried along."""
    return Source(document.path, document.line_of(at))


_QUOTED = re.compile("'([^']+)'")  # the words an enumeration takes


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f" Did you mean `{close[0]}`?" if close else ""


def _reading_order(found: Problem) -> tuple[str, int, str]:
    path, _, line = found.where.rpartition(":")
    return (path, int(line) if line.isdigit() else 0, found.code)


def _inside(location: tuple[int | str, ...]) -> Location:
    """Pydantic names union branches in its locations; the file does not."""
    return tuple(part for part in location if part in ("is",) or _is_of_file(part))


def _is_of_file(part: int | str) -> bool:
    return isinstance(part, int) or not (part[:1].isupper() or "[" in part)


def _most_telling(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Where several shapes are possible, the complaints of the one that was meant.

    What is wrong inside a value says more than that the value is none of a list of
    words; and that a word is none of a list says more than that it is no mapping.
    """
    places = [_inside(error["loc"]) for error in errors]
    for error, place in zip(errors, places, strict=True):
        deeper = any(p[: len(place)] == place and len(p) > len(place) for p in places)
        wordy = isinstance(error["input"], str)
        is_enum = error["type"] == "enum"
        beside_enum = any(
            e["type"] == "enum" and p == place
            for e, p in zip(errors, places, strict=True)
        )
        if is_enum and deeper and not wordy:
            continue
        if beside_enum and not is_enum and wordy:
            continue
        yield error


def _nearest_key(word: str, shape: type[Shape]) -> str:
    """A hint from the shape itself, else from any other: it may lie deeper inside."""
    others = [key for one in Shape.__subclasses__() for key in one.model_fields]
    return did_you_mean(word, shape.model_fields) or did_you_mean(word, others)


def _in_words(error: ErrorDetails, shape: type[Shape]) -> str:
    name = ".".join(str(part) for part in _inside(error["loc"])) or "the file"
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        return f"`{name}` is not a known key.{_nearest_key(key, shape)}"
    if error["type"] == "missing":
        return f"`{name}` is missing."
    said = error["input"]
    if error["type"] == "value_error":
        return f"`{name}`: {error['msg'].removeprefix('Value error, ')}"
    if error["type"] in ("model_type", "dict_type"):
        return f"`{name}` is a mapping of keys and values; it says {said!r:.80}."
    hint = ""
    if error["type"] == "enum" and isinstance(said, str):
        hint = did_you_mean(said, _QUOTED.findall(error["msg"]))
    return f"`{name}`: {error['msg']}; it says {said!r:.80}.{hint}"
