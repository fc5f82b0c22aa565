"""The only module that imports durable-rules; its oddities end here.

Comes in: rules as antecedents over facts, and facts. Goes out: which rules fired. It
knows nothing of questions or findings. It speaks to durable's compiled engine itself:
the Host around that starts threads, hides faults and tells a session's state as a fact
again after every action. What else durable-rules 2.0.28 does unasked, and how it is
kept from it, stands beside each line; tests pin every one of these traps.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import version
from itertools import count
from typing import Any
from weakref import finalize

from rs_excel.errors import EngineError, problem

Told = dict[str, str | int]
"""A fact as durable takes it. ``q`` is its address."""

SESSION: Told = {"q": "#session"}
ROW = "row"
"""Alias of an antecedent over rows, and the property that holds a row's position."""

_UNHEARD, _OBSERVED = 1, 2  # outcomes of an assertion
_MOST_SALT = 20
# Facts are spelled as rules are: durable compares texts byte by byte.
_spelled = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule of durable: what it says when it fires, and its antecedents by alias."""

    says: Hashable
    antecedents: Mapping[str, object]
    count: int | None = None  # fire when so many facts match


@cache
def is_available() -> bool:
    """Whether durable-rules can be imported: not on Windows, not from Python 3.13."""
    try:
        _c_side()
    except ImportError:
        return False
    return True


@cache
def engine_name() -> str:
    """``durable-rules 2.0.28``."""
    return f"durable-rules {version('durable_rules')}"


@dataclass(frozen=True, slots=True)
class _Ruleset:
    """One ruleset of durable's, and its rulings by the names they have there."""

    handle: int
    rulings: Mapping[str, Ruling]


class Rulebase:
    """Rulesets compiled once, ready for one session after another."""

    def __init__(self, shards: Sequence[Sequence[Ruling]]) -> None:
        """Raises EngineError when durable refuses a ruleset."""
        self._sids = count(1)
        self._rulesets: list[_Ruleset] = []
        # The C side keeps half a megabyte a ruleset unless it is told to let go.
        finalize(self, _let_go, self._rulesets).atexit = False
        self._rulesets += (_created(shard) for shard in shards)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One submission: its facts are forgotten at the end, whatever happens."""
        session = Session(self._rulesets, str(next(self._sids)))
        try:
            session.open()
            yield session
        finally:
            session.forget()


@dataclass(slots=True)
class Session:
    """The facts of one submission, told shard by shard."""

    _rulesets: Sequence[_Ruleset]
    _sid: str
    _opened: list[int] = field(default_factory=list)
    _fired: set[tuple[Hashable, int]] = field(default_factory=set)

    def open(self) -> None:
        """Tell every shard a fact whose rule says nothing.

        Deleting the state of a session in which no action has completed would end
        the process.
        """
        for shard, ruleset in enumerate(self._rulesets):
            self.tell(shard, SESSION)
            self._opened.append(ruleset.handle)

    def tell(self, shard: int, fact: Told) -> None:
        """Assert one fact, hear what fires. Raises EngineError when durable fails."""
        ruleset, salted = self._rulesets[shard], {**fact, "sid": self._sid}
        try:
            for salt in range(_MOST_SALT):
                outcome, state = _c_side().assert_fact(ruleset.handle, _spelled(salted))
                if outcome == _UNHEARD:
                    return  # no rule matches: ordinary
                if outcome != _OBSERVED:
                    self._fired.update(_fired(ruleset, state))
                    return
                # Facts are told apart by a 32-bit hash: another one looks the same.
                salted["salt"] = salt
        except _c_side().error as fault:
            raise _failed(fact, str(fault)) from fault
        raise _failed(fact, "it was taken for another fact again and again")

    @property
    def fired(self) -> frozenset[tuple[Hashable, int]]:
        """What was said so far, each once, with the row's position or 0."""
        return frozenset(self._fired)

    def forget(self) -> None:
        """Drop all facts; without this every session stays in memory."""
        for handle in self._opened:
            _c_side().delete_state(handle, self._sid)
        self._opened.clear()


def _fired(ruleset: _Ruleset, state: int) -> Iterator[tuple[Hashable, int]]:
    """What is due in a session, until nothing is.

    Due is ``{"rule_7":{…the facts that matched…}}``. The facts are long and, but for
    a row, of no interest: only the name is read.
    """
    started = _c_side().start_action_for_state(ruleset.handle, state)
    due: str | None = started[1] if started else None
    while due:
        name = due[2 : due.index('"', 2)]
        ruling = ruleset.rulings.get(name)
        if ruling:
            row = json.loads(due)[name][ROW][ROW] if ROW in ruling.antecedents else 0
            yield ruling.says, row
        due = _c_side().complete_and_start_action(ruleset.handle, state)


def _created(shard: Sequence[Ruling]) -> _Ruleset:
    rulings = {f"rule_{number}": ruling for number, ruling in enumerate(shard)}
    rules = {name: _definition(ruling) for name, ruling in rulings.items()}
    rules["session"] = {"all": [{"m": SESSION}]}
    try:
        handle = _c_side().create_ruleset("rules", _spelled(rules))
    except _c_side().error as fault:
        named = ", ".join(dict.fromkeys(str(ruling.says) for ruling in shard))
        raise EngineError(problem("RUN-004", rules=named, detail=str(fault))) from fault
    return _Ruleset(handle, rulings)


def _definition(ruling: Ruling) -> dict[str, object]:
    antecedents = [{alias: what} for alias, what in ruling.antecedents.items()]
    counted = {} if ruling.count is None else {"count": ruling.count}
    return {"all": antecedents, **counted}


def _failed(fact: Told, detail: str) -> EngineError:
    return EngineError(problem("RUN-003", what=fact["q"], detail=detail))


@cache
def _c_side() -> Any:
    return import_module("durable_rules_engine")


def _let_go(rulesets: Sequence[_Ruleset]) -> None:
    for ruleset in rulesets:
        _c_side().delete_ruleset(ruleset.handle)
