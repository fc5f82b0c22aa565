"""durable-rules decides what is flagged, how gravely, and what that escalates to.

Comes in: what the reference weighed, of which only signals and the names of rows are
used. Goes out: a decision of its own, to be held against the reference's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.facts import Submission
from rs_excel.domain.identity import Same
from rs_excel.domain.vocabulary import Severity
from rs_excel.engine.compile import Clause, Compiled, compile_share
from rs_excel.engine.counting import Counting
from rs_excel.engine.durable_host import ROW, Rulebase, Session, Told, engine_name
from rs_excel.engine.escalation import escalate
from rs_excel.engine.listening import Listener, listeners
from rs_excel.engine.plans import Plan, Share
from rs_excel.engine.reference import (
    Decided,
    WeighedRules,
    look_into,
    raised,
    rows_of,
)
from rs_excel.engine.shards import CLAUSE, SIGNAL, pieces_of, share_out
from rs_excel.engine.terms import KEPT, Terms
from rs_excel.engine.weigh import weigh
from rs_excel.rulebook.model import Rule

_Said = Mapping[Hashable, frozenset[int]]
"""What fired, with the positions of rows; 0 where a rule looks at none."""


class Durable:
    """Decides by durable-rules."""

    @property
    def name(self) -> str:
        """``durable-rules 2.0.28``."""
        return engine_name()

    def decide(self, weighed: WeighedRules) -> Decided:
        """What durable flags. Raises EngineError when it refuses or fails."""
        plan = weighed.plan
        said = _by_clause(_fired(plan, weighed.submission))
        flags = {
            (rule.id, position): _severity(rule, position, said)
            for rule in plan.weighed_rules
            for position in sorted(said.get(Clause(rule.id), ()))
        }
        applying = [rule for rule in plan.escalations if Clause(rule.id) in said]
        counting = _counting(tuple(Same(rule) for rule in plan.escalations))
        with counting.rulebase.session() as session:
            escalated = escalate(
                applying,
                raised(weighed, flags),
                lambda rule: _severity(rule, 0, said),
                counting.reach(session, (rule.id for rule in applying)),
            )
        return Decided(flags, escalated)


def _fired(plan: Plan, submission: Submission) -> Iterator[tuple[Hashable, int]]:
    """What fires in the rulesets of every share, each in a session of its own."""
    for share in plan.shares:
        ready = _ready(share)
        with ready.rulebase.session() as session:
            ready.tell(session, submission)
            yield from session.fired


@dataclass(frozen=True, slots=True)
class _Ready:
    """A share of a plan in durable's terms."""

    terms: Terms
    rulebase: Rulebase
    heard: tuple[tuple[Listener, ...], ...]  # by shard
    signalled: tuple[Compiled, ...]
    hears_signals: tuple[int, ...]  # shards

    def tell(self, session: Session, submission: Submission) -> None:
        """Every shard what its rules look at, whatever the answers are."""
        for shard, heard in enumerate(self.heard):
            for listener in heard:
                for fact in listener.facts(submission):
                    session.tell(shard, fact)
        for fact in self._signals(submission):
            for shard in self.hears_signals:
                session.tell(shard, fact)

    def _signals(self, submission: Submission) -> Iterator[Told]:
        """What durable cannot say, worked out by the reference."""
        for clause in self.signalled:
            for row in rows_of(clause.rule, submission):
                look = look_into(submission, row)
                weighing = weigh(clause.condition, look, self.terms)
                if weighing.truth and bool(clause.rule.for_each) is bool(row):
                    about: Told = {"q": SIGNAL, CLAUSE: str(clause.clause)}
                    yield about | ({ROW: row.position} if row else {})


@lru_cache(maxsize=KEPT)
def _ready(share: Share) -> _Ready:
    compiled = compile_share(share)
    # Rules over one table stand together, so that few shards are told its rows.
    by_table = sorted(compiled, key=lambda clause: clause.rule.for_each or "")
    shards = share_out(piece for clause in by_table for piece in pieces_of(clause))
    tables = {clause.rule.for_each for clause in compiled if clause.rule.for_each}
    return _Ready(
        terms=share.terms,
        rulebase=Rulebase([shard.rulings for shard in shards]),
        heard=tuple(listeners(shard.listens, tables) for shard in shards),
        signalled=tuple(c for c in compiled if c.alternatives is None),
        hears_signals=tuple(n for n, s in enumerate(shards) if SIGNAL in s.listens),
    )


@lru_cache(maxsize=KEPT)
def _counting(escalations: tuple[Same[Rule], ...]) -> Counting:
    return Counting.of_rules(same.value for same in escalations)


def _by_clause(fired: Iterable[tuple[Hashable, int]]) -> _Said:
    said: dict[Hashable, set[int]] = defaultdict(set)
    for clause, position in fired:
        said[clause].add(position)
    return {clause: frozenset(positions) for clause, positions in said.items()}


def _severity(rule: Rule, position: int, said: _Said) -> Severity | None:
    """The first step of the ladder that fired, or has no condition; else the last."""
    ladder = rule.finding.ladder
    for number, step in enumerate(ladder):
        held = position in said.get(Clause(rule.id, number), ())
        if step.when is None or held:
            return step.severity
    return ladder[-1].severity if ladder else None
