"""durable-rules decides what is flagged, how gravely, and what that escalates to.

Comes in: what the reference weighed, of which only signals and the names of rows are
used. Goes out: a decision of its own, to be held against the reference's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.facts import Submission
from rs_excel.domain.vocabulary import Severity
from rs_excel.engine.compile import Clause, Compiled, compile_plan
from rs_excel.engine.counting import Counting
from rs_excel.engine.durable_host import ROW, Rulebase, Session, Told, engine_name
from rs_excel.engine.escalation import escalate
from rs_excel.engine.listening import Listener, listeners
from rs_excel.engine.plans import Plan
from rs_excel.engine.reference import (
    Decided,
    WeighedRules,
    look_into,
    raised,
    rows_of,
)
from rs_excel.engine.shards import CLAUSE, SIGNAL, pieces_of, share_out
from rs_excel.engine.terms import KEPT
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
        ready = _ready(weighed.plan)
        with ready.rulebase.session() as session:
            ready.tell(session, weighed)
            said = _by_clause(session.fired)
        flags = {
            (rule.id, position): _severity(rule, position, said)
            for rule, clause in ready.flagging
            if clause in said
            for position in sorted(said[clause])
        }
        applying = [r for r in weighed.plan.escalations if Clause(r.id) in said]
        with ready.counting.rulebase.session() as session:
            escalated = escalate(
                applying,
                raised(weighed, flags),
                lambda rule: _severity(rule, 0, said),
                ready.counting.reach(session, (rule.id for rule in applying)),
            )
        return Decided(flags, escalated)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A plan in durable's terms."""

    plan: Plan
    rulebase: Rulebase
    counting: Counting
    flagging: tuple[tuple[Rule, Clause], ...]  # of rules over answers
    heard: tuple[tuple[Listener, ...], ...]  # by shard
    signalled: tuple[Compiled, ...]
    hears_signals: tuple[int, ...]  # shards

    def tell(self, session: Session, weighed: WeighedRules) -> None:
        """Every shard what its rules look at, whatever the answers are."""
        submission = weighed.submission
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
                weighing = weigh(clause.condition, look, self.plan.terms)
                if weighing.truth and bool(clause.rule.for_each) is bool(row):
                    about: Told = {"q": SIGNAL, CLAUSE: str(clause.clause)}
                    yield about | ({ROW: row.position} if row else {})


@lru_cache(maxsize=KEPT)
def _ready(plan: Plan) -> _Ready:
    compiled = compile_plan(plan)
    # Rules over one table stand together, so that few shards are told its rows.
    by_table = sorted(compiled, key=lambda clause: clause.rule.for_each or "")
    shards = share_out(piece for clause in by_table for piece in pieces_of(clause))
    tables = {rule.for_each for rule in plan.rules if rule.for_each}
    return _Ready(
        plan=plan,
        rulebase=Rulebase([shard.rulings for shard in shards]),
        counting=Counting.of_rules(plan.escalations),
        flagging=tuple((rule, Clause(rule.id)) for rule in plan.weighed_rules),
        heard=tuple(listeners(shard.listens, tables) for shard in shards),
        signalled=tuple(c for c in compiled if c.alternatives is None),
        hears_signals=tuple(n for n, s in enumerate(shards) if SIGNAL in s.listens),
    )


def _by_clause(fired: frozenset[tuple[Hashable, int]]) -> _Said:
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
