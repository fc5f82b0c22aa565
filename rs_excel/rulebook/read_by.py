"""Which rules read which question, through however many derived answers.

Comes in: a ``RulePack``. Goes out: rule ids by question key. A rule reads a question
when one of its conditions can turn on it; naming it in a sentence is not reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rs_excel.domain.conditions import Condition, questions_read
from rs_excel.rulebook.model import Rule, RulePack, parameter_names
from rs_excel.rulebook.values import Derived


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """When it applies, what flags it and what its severity turns on."""
    ladder = (step.when for step in rule.finding.ladder)
    for condition in (rule.applies_when, rule.flag_when, *ladder):
        if condition is not None:
            yield condition


def keys_read(rule: Rule) -> frozenset[str]:
    """Everything its conditions name: questions, derived answers, table columns."""
    named = (questions_read(condition) for condition in conditions_of(rule))
    return frozenset().union(*named)


def rules_by_question(pack: RulePack) -> Mapping[str, tuple[str, ...]]:
    """Ids of the rules that read a question; a key that no rule reads is absent."""
    read: dict[str, set[str]] = defaultdict(set)
    for rule in pack.rules:
        for key in _with_inputs(keys_read(rule), pack.derived_by_key):
            read[key].add(rule.id)
    return {key: tuple(sorted(ids)) for key, ids in sorted(read.items())}


def documents_read(rule: Rule, pack: RulePack) -> frozenset[str]:
    """Names of the documents it looks at, in a pack over several."""
    return _documents(keys_read(rule), pack)


def documents_of(condition: Condition, pack: RulePack) -> frozenset[str]:
    """The same for a condition that stands by itself."""
    return _documents(questions_read(condition), pack)


def _documents(keys: frozenset[str], pack: RulePack) -> frozenset[str]:
    behind = _with_inputs(keys, pack.derived_by_key)
    return frozenset(key.partition(".")[0] for key in behind) & pack.documents.keys()


def parameters_read(rule: Rule, pack: RulePack) -> frozenset[str]:
    """Names of the limits it turns on, those behind derived answers included."""
    behind = _with_inputs(keys_read(rule), pack.derived_by_key)
    entries = [pack.derived_by_key[k] for k in behind if k in pack.derived_by_key]
    inner = {name[1:] for entry in entries for name in entry.of if name[0] == "$"}
    wheres = [entry.where for entry in entries]
    return parameter_names(*conditions_of(rule), *wheres) | inner


def questions_opened(pack: RulePack) -> Mapping[str, tuple[str, ...]]:
    """By question, the questions that are only asked for some answers to it."""
    opened: dict[str, list[str]] = defaultdict(list)
    for question in pack.catalogue.by_key.values():
        gates = pack.catalogue.gates_of(question)
        for key in _with_inputs(gates, pack.derived_by_key):
            opened[key].append(question.key)
    return {key: tuple(keys) for key, keys in sorted(opened.items())}


def _with_inputs(
    keys: frozenset[str], derived: Mapping[str, Derived]
) -> frozenset[str]:
    """The keys and all that is behind them, each looked at once."""
    found: set[str] = set()
    left = list(keys)
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(_inputs(derived[key]) if key in derived else ())
    return frozenset(found)


def _inputs(entry: Derived) -> Iterator[str]:
    """What a derived answer is worked out from; parameters are no answers."""
    yield from (key for key in entry.of if not key.startswith("$"))
    if entry.window is not None:
        yield from (entry.window.per, entry.window.day)
    if entry.where is not None:
        yield from questions_read(entry.where)
