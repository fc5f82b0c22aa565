"""The file matters.yaml: which findings of several documents are about one matter.

Comes in: the document, and the rules of each document's pack. Goes out: matters; a rule
that is not there, or stands in two matters, is refused at its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from pydantic import Field

from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.matters import Matter
from rs_excel.rulebook.schema import Shape
from rs_excel.strict_yaml import Document, Location


class MatterText(Shape):
    title: str = Field(min_length=5)
    rules: dict[str, list[str]] = Field(min_length=2)


def matters(
    document: Document, known: Mapping[str, Set[str]], gathering: Gathering
) -> tuple[Matter, ...]:
    """``known``: by document the ids of its pack's rules."""
    entries = document.data if isinstance(document.data, list) else []
    found: list[Matter] = []
    taken: set[tuple[str, str]] = set()
    for place, entry in enumerate(entries):
        text = gathering.shaped(MatterText, document, entry, (place,))
        if text is None:
            continue
        for name, ids in text.rules.items():
            at: Location = (place, "rules", name)
            for rule in ids:
                if rule not in known.get(name, ()):
                    hint = did_you_mean(rule, known.get(name, ()))
                    detail = f"`{rule}` is no rule of the document `{name}`.{hint}"
                    gathering.refuse("PACK-004", document, at, detail=detail)
                elif (name, rule) in taken:
                    detail = f"`{rule}` stands in another matter already."
                    gathering.refuse("PACK-004", document, at, detail=detail)
                taken.add((name, rule))
        rules = {name: frozenset(ids) for name, ids in text.rules.items()}
        found.append(Matter(title=text.title, rules=rules))
    return tuple(found)
