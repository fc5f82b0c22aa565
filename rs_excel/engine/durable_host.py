"""The only module that imports durable-rules; its oddities end here.

Comes in: rules as antecedents over facts, and facts. Goes out: which rules fired. It
knows nothing of questions or findings. What durable-rules 2.0.28 does unasked, and
how it is kept from it, stands beside each line; tests pin every one of these traps.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import version
from itertools import count
from json.encoder import encode_basestring as _quoted
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
_NAMES = count(1)  # a ruleset name registers once in a process


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
        import_module("durable.engine")
    except ImportError:
        return False
    return True


@cache
def engine_name() -> str:
    """``durable-rules 2.0.28``."""
    return f"durable-rules {version('durable_rules')}"


class Rulebase:
    """Rulesets compiled once, ready for one session after another."""

    def __init__(self, shards: Sequence[Sequence[Ruling]]) -> None:
        """Raises EngineError when durable refuses a ruleset."""
        self._fired: list[tuple[Hashable, int]] = []
        self._host = _quiet_host()
        self._rulesets: list[Any] = []
        self._sids = count(1)
        # The C side keeps half a megabyte a ruleset unless it is told to let go.
        handles: list[int] = []
        finalize(self, _let_go, handles).atexit = False
        for shard in shards:
            name = f"rules_{next(_NAMES)}"
            self._register(name, shard)
            self._rulesets.append(self._host.get_ruleset(name))
            handles.append(self._rulesets[-1]._handle)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One submission: its facts are forgotten at the end, whatever happens."""
        session = Session(self._rulesets, str(next(self._sids)), self._fired)
        self._fired.clear()
        try:
            session.open()
            yield session
        finally:
            session.forget()

    def _register(self, name: str, shard: Sequence[Ruling]) -> None:
        rules: dict[str, dict[str, object]] = {
            "session": {"all": [{"m": dict(SESSION)}], "run": _nothing}
        }
        for number, ruling in enumerate(shard):
            rules[f"rule_{number}"] = _definition(ruling, self._fired)
        try:
            self._host.set_rulesets({name: rules})
        except Exception as fault:
            named = ", ".join(dict.fromkeys(str(ruling.says) for ruling in shard))
            raise EngineError(
                problem("RUN-004", rules=named, detail=str(fault))
            ) from fault


@dataclass(slots=True)
class Session:
    """The facts of one submission, told shard by shard."""

    _rulesets: Sequence[Any]
    _sid: str
    _fired: list[tuple[Hashable, int]]
    _opened: list[int] = field(default_factory=list)

    def open(self) -> None:
        """Tell every shard a fact whose rule does nothing.

        Deleting the state of a session in which no action has completed would end
        the process.
        """
        for shard in range(len(self._rulesets)):
            self.tell(shard, SESSION)
            self._opened.append(shard)

    def tell(self, shard: int, fact: Told) -> None:
        """Assert one fact. Raises EngineError when durable or a rule's action fails."""
        ruleset, salted = self._rulesets[shard], {**fact, "sid": self._sid}
        for salt in range(_MOST_SALT):
            try:
                outcome, state = _c_side().assert_fact(ruleset._handle, _json(salted))
            except Exception as fault:
                raise _failed(fact, str(fault)) from fault
            if outcome == _OBSERVED:
                # Facts are told apart by a 32-bit hash: another one looks the same.
                salted["salt"] = salt
            elif outcome == _UNHEARD:
                return  # no rule matches: ordinary
            else:
                _act(ruleset, state, fact)
                return
        raise _failed(fact, "it was taken for another fact again and again")

    @property
    def fired(self) -> frozenset[tuple[Hashable, int]]:
        """What was said so far, each once, with the row's position or 0."""
        return frozenset(self._fired)

    def forget(self) -> None:
        """Drop all facts; without this every session stays in memory."""
        for shard in self._opened:
            self._rulesets[shard].delete_state(self._sid)
        self._opened.clear()


def _act(ruleset: Any, state: int, fact: Told) -> None:
    """Run what fired. Durable swallows an action's fault and only notes it."""
    faults: list[object] = []

    def complete(fault: object, after: Mapping[str, object] | None) -> None:
        faults.append(fault or (after or {}).get("exception"))

    ruleset.do_actions(state, complete)
    for fault in filter(None, faults):
        raise _failed(fact, str(fault))


def _json(fact: Told) -> str:
    """Spelled as durable spells its rules: texts are compared byte by byte."""
    told = [
        f"{_quoted(name)}:{value if isinstance(value, int) else _quoted(value)}"
        for name, value in fact.items()
    ]
    return f"{{{','.join(told)}}}"


def _failed(fact: Told, detail: str) -> EngineError:
    return EngineError(problem("RUN-003", what=fact["q"], detail=detail))


def _definition(ruling: Ruling, fired: list[tuple[Hashable, int]]) -> dict[str, object]:
    antecedents = [{alias: what} for alias, what in ruling.antecedents.items()]
    counted = {} if ruling.count is None else {"count": ruling.count}
    action = _saying(ruling.says, fired, of_row=ROW in ruling.antecedents)
    return {"all": antecedents, **counted, "run": action}


def _saying(
    says: Hashable, fired: list[tuple[Hashable, int]], *, of_row: bool
) -> Callable[[Any], None]:
    """An action. With a second parameter durable would wait for it for ever."""

    def say(c: Any) -> None:
        fired.append((says, int(c.row[ROW]) if of_row else 0))

    return say


def _nothing(c: Any) -> None:
    """The action of the rule that opens a session."""


def _quiet_host() -> Any:
    """A Host without the two timer threads that would run our actions elsewhere."""
    engine = import_module("durable.engine")

    def no_threads(self: Any) -> None:
        """Nothing runs in the background."""

    return type("QuietHost", (engine.Host,), {"_run": no_threads})()


@cache
def _c_side() -> Any:
    """The compiled part. Asserting through it spares an exception an ordinary fact."""
    return import_module("durable_rules_engine")


def _let_go(handles: Sequence[int]) -> None:
    for handle in handles:
        _c_side().delete_ruleset(handle)
