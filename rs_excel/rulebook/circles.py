"""Circles in a pack: answers resting on themselves, rules following from themselves.

Comes in: a ``RulePack``. Goes out: each circle as the way around it, ``a, b, a``. What
is asked, derived or stated by the engine would otherwise only fail when a workbook is
checked, and only where that answer is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rs_excel.domain.conditions import Condition, questions_read
from rs_excel.rulebook.meta import META_SCALARS, META_TABLES
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.values import Derived

Way = tuple[str, ...]
_Graph = Mapping[str, Iterable[str]]

_OF_THE_FILE = frozenset({"meta.template_outdated"})  # rests on no answer


def circular_answers(pack: RulePack) -> Iterator[Way]:
    """Questions whose gate, and derived answers whose inputs, lead back to them."""
    yield from _circles(_answers_behind(pack))


def circular_consequences(pack: RulePack) -> Iterator[Way]:
    """Rules that follow from each other: no finding of theirs would be the cause."""
    yield from _circles({rule.id: rule.follows_from for rule in pack.rules})


def _answers_behind(pack: RulePack) -> _Graph:
    """What must be known first. Tables stand for all their columns in all rows."""
    catalogue = pack.catalogue
    behind: dict[str, Iterable[str]] = {}
    for question in catalogue.questions:
        behind[question.key] = sorted(catalogue.gates_of(question))
    for table in catalogue.tables:
        behind[table.key] = [column.key for column in table.columns]
        for column in table.columns:
            behind[column.key] = _read(column.asked_when)
    for derived in pack.derived:
        behind[derived.key] = _inputs(derived)
    # Completeness and troubles are those of every question and every row.
    asked = [question.key for question in catalogue.questions]
    all_asked = [*asked, *(table.key for table in catalogue.tables)]
    for key in (*META_SCALARS.keys() - _OF_THE_FILE, *META_TABLES):
        behind[key] = all_asked
    return behind


def _inputs(derived: Derived) -> list[str]:
    """A table and what is read beside it, or what is named: parameters lead nowhere."""
    if derived.table is None:
        return list(derived.of)
    beside = [k for k in _read(derived.where) if not k.startswith(f"{derived.table}.")]
    return [derived.table, *beside]


def _read(condition: Condition | None) -> list[str]:
    return sorted(questions_read(condition)) if condition else []


def _circles(graph: _Graph) -> Iterator[Way]:
    """One way around for each place where the graph closes on itself."""
    done: set[str] = set()

    def walk(key: str, way: list[str]) -> Iterator[Way]:
        if key in way:
            yield (*way[way.index(key) :], key)
        elif key not in done:
            for beyond in graph.get(key, ()):
                yield from walk(beyond, [*way, key])
            done.add(key)

    for key in sorted(graph):
        yield from walk(key, [])
