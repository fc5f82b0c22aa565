"""YAML without surprises, with line numbers.

Comes in: the text of one file. Goes out: a ``Document`` of plain values that knows on
which line each of them stands. Yes, No, On, Off, 0010 and 12:30 stay text; numbers,
ISO dates, true and false are typed; a key written twice, an alias or a tag is an
error that names its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from rs_excel.errors import PackError, Problem, problem

Plain = None | bool | int | float | str | date | list["Plain"] | dict[str, "Plain"]
Location = tuple[str | int, ...]

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_AS_WRITTEN = frozenset({"'", '"', "|", ">"})  # quoted or block: always text
_WORDS: Mapping[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_YAML = "tag:yaml.org,2002:"
_OWN_TAGS = frozenset(  # what YAML gives by itself; any other was written
    ("null", "bool", "int", "float", "timestamp", "value", "merge", "str", "seq", "map")
)
_NO_SUCH_KEY = "A key is a plain word: no merging by `<<`, no mappings as keys."
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """One file's values and, for each location in them, its 1-based line."""

    path: str
    data: Plain
    lines: Mapping[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of a location, or of the nearest thing around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def place(self, location: Location = ()) -> str:
        """``path:line``, as errors print it."""
        return f"{self.path}:{self.line_of(location)}"


@dataclass(slots=True)
class _Reading:
    """State while one file is turned into plain values."""

    path: str
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def refuse(self, code: str, node: yaml.Node, **fields: object) -> None:
        line = node.start_mark.line + 1
        self.problems.append(problem(code, f"{self.path}:{line}", **fields))

    def plain(self, node: yaml.Node, at: Location) -> Plain:
        self.lines.setdefault(at, node.start_mark.line + 1)
        if node.tag.removeprefix(_YAML) not in _OWN_TAGS:
            self.refuse("PACK-001", node, detail=f"The tag {node.tag} is not known.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        # An alias gives the same node again: a page of text could unfold into
        # gigabytes, and a rule that cannot be read in its own place is no rule.
        if id(node) in self.seen:
            self.refuse(
                "PACK-001", node, detail="Anchors and aliases are not used here."
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(n, (*at, i)) for i, n in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, at)

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                self.refuse("PACK-001", key_node, detail=_NO_SUCH_KEY)
                continue
            key = str(key_node.value)
            if key in found:
                self.refuse("PACK-002", key_node, key=key)
                continue
            self.lines[(*at, key)] = key_node.start_mark.line + 1
            found[key] = self.plain(value_node, (*at, key))
        return found

    def _scalar(self, node: yaml.ScalarNode) -> Plain:
        text = str(node.value)
        if node.style in _AS_WRITTEN:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.match(text):
            return float(text) if "." in text else int(text)
        if _DAY.match(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.refuse("PACK-001", node, detail=f"{text} is not a day.")
        return text


def load_text(text: str, path: str) -> Document:
    """Values and lines of a YAML text; ``path`` is only for messages.

    Raises PackError with every problem of the file.
    """
    reading = _Reading(path)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        detail = f"This is not valid YAML: {fault.problem}."
        raise PackError(problem("PACK-001", f"{path}:{line}", detail=detail)) from None
    except yaml.YAMLError as fault:
        detail = f"This is not valid YAML: {str(fault).splitlines()[0]}."
        raise PackError(problem("PACK-001", f"{path}:1", detail=detail)) from None
    except RecursionError:
        raise _too_deep(path) from None
    try:
        data = None if root is None else reading.plain(root, ())
    except RecursionError:
        raise _too_deep(path) from None
    if reading.problems:
        raise PackError(*reading.problems)
    return Document(path, data, reading.lines)


def _too_deep(path: str) -> PackError:
    detail = "Brackets or lists are nested hundreds of levels deep."
    return PackError(problem("PACK-001", f"{path}:1", detail=detail))


def load(path: Path, shown_as: str | None = None) -> Document:
    """Values and lines of a YAML file; ``shown_as`` is its name in messages."""
    shown = shown_as or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise PackError(problem("PACK-006", shown, reason=_reason(fault))) from None
    return load_text(text, shown)


def _reason(fault: OSError | UnicodeDecodeError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return (fault.strerror or type(fault).__name__).lower()
