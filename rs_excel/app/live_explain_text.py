"""What a buyer reads about one cell: a message box full, or all there is to say.

Comes in: an answer, the rules that read it and what came of each. Goes out: what to
tell. What was flagged and what is missing comes first, with what would settle it; what
conforms or does not apply is only named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rs_excel.app.cell_questions import Asked
from rs_excel.app.explain_words import OUTCOMES, conditions_of, name_of, said_in
from rs_excel.app.live_told import Told
from rs_excel.domain.findings import Finding
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.short_text import shortened
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.explaining import Explanation, Looked
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.model import RulePack
from rs_excel.writeback import tallies, wording

_CAME = {
    Outcome.FLAGGED: "flagged",
    Outcome.NOT_ASSESSED: "not assessed",
    Outcome.CONFORMS: "conforming",
    Outcome.NOT_APPLICABLE: "not applicable",
}
"""Outcomes in the order in which they matter to a buyer."""
_RANKS = {outcome: rank for rank, outcome in enumerate(_CAME)}
_LAST = 99  # after findings of every grade
_MOST_IN_SHORT = 4  # rules of which more than the id is told
_MOST_WANTED = 2  # of what would make one rule conform
_LONGEST_LINE = 220  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOnCell:
    """What came of one rule, and the finding that tells of it."""

    explanation: Explanation
    finding: Finding | None
    here: bool  # the finding rests on this very cell
    under: str  # the rule under whose finding it is told, as a consequence

    @classmethod
    def of(
        cls, explanation: Explanation, cell: CellRef, findings: Sequence[Finding]
    ) -> RuleOnCell:
        place, flagged = (explanation.rule_id, explanation.row), Outcome.FLAGGED
        told = findings if explanation.outcome is flagged else ()
        raised = next((f for f in told if (f.rule_id, f.row) == place), None)
        named = f"{explanation.rule_id} "
        under = (
            f.rule_id for f in told if any(c.startswith(named) for c in f.consequences)
        )
        return cls(
            explanation=explanation,
            finding=raised,
            here=raised is not None and cell in raised.cells,
            under="" if raised else next(under, ""),
        )

    @property
    def outcome(self) -> Outcome:
        """What came of it here."""
        return self.explanation.outcome

    @property
    def weight(self) -> tuple[int, bool, int, str]:
        """Sorts what needs attention first, and of that what this cell is about."""
        grave = wording.gravest_first(self.finding)[0] if self.finding else _LAST
        return _RANKS[self.outcome], not self.here, grave, self.explanation.rule_id

    @property
    def heading(self) -> str:
        """``▲ Critical · HS-017 Accommodation floor … (Dormitory B)``."""
        graded = wording.grade(self.finding) if self.finding else OUTCOMES[self.outcome]
        return f"{graded} · {name_of(self.explanation)}"

    def settled_by(self) -> Iterator[str]:
        """What would make it conform, or where to look for that."""
        if self.under:
            yield f"Told under {self.under}, which it follows from."
        elif self.finding and self.finding.cells and not self.here:
            yield f"Rests on {wording.cells_line(self.finding.cells, most=3)}."
        else:
            if self.finding and wording.asks_for_action(self.finding):
                to_do = wording.flowing(self.finding.action.says)
                yield f"By {self.finding.action.due_on}: {to_do}"
            yield from (f"To conform: {w}" for w in self.explanation.would_conform)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellExplained:
    """All there is to say about the answer in a cell."""

    at: CellRef  # where the user is: the answer, or a cell of a row about it
    asked: Asked
    answer: Looked
    rules: tuple[RuleOnCell, ...]
    notes: tuple[Note, ...]  # remarks made while the cell was read


def in_short(cell: CellExplained) -> Told:
    """Rules that flag or cannot tell with what settles them; the others by id."""
    ranked = _ranked(cell)
    weighty = (Outcome.FLAGGED, Outcome.NOT_ASSESSED)
    shown = [rule for rule in ranked if rule.outcome in weighty][:_MOST_IN_SHORT]
    lines = [*_opening(cell), ""]
    for rule in shown:
        settled = [*rule.settled_by()][:_MOST_WANTED]
        lines.append(shortened(rule.heading, _LONGEST_LINE))
        lines += [f"    {shortened(said, _LONGEST_LINE)}" for said in settled]
    lines += _named([rule for rule in ranked if rule not in shown])
    if cell.rules:
        lines += ["", "Every condition: `rs-excel excel explain`."]
    return _told(cell, lines)


def in_full(cell: CellExplained) -> Told:
    """Every rule with all its conditions."""
    lines = [*_opening(cell)]
    answer = cell.asked.answer
    if answer.comment:
        lines.append(f"Comment beside it: {answer.comment}")
    if answer.evidence:
        lines.append(f"Evidence cited: {', '.join(answer.evidence)}")
    for rule in _ranked(cell):
        lines += ["", rule.heading]
        for branch in conditions_of(rule.explanation):
            lines += branch.lines("    ")
        lines += [f"    {said}" for said in rule.settled_by()]
    return _told(cell, lines)


def no_answer_here(at: CellRef, asked: Asked, pack: RulePack) -> Told:
    """No answer stands in this cell, nor in its row."""
    return Told(
        title=f"{at} holds no answer",
        lines=(
            f"The nearest question is in {asked.cell.address}: "
            f"“{question_text(asked.key, pack)}” ({asked.key}).",
            "Select that cell to have its answer explained.",
        ),
    )


def _told(cell: CellExplained, lines: Sequence[str]) -> Told:
    grave = next((r.finding for r in _ranked(cell) if r.finding), None)
    return Told(
        title=f"{cell.asked.cell}: {cell.answer.text}",
        lines=tuple(lines),
        cell=cell.asked.cell if cell.at == cell.asked.cell else None,
        gravest=grave.severity if grave else None,
    )


def _opening(cell: CellExplained) -> Iterator[str]:
    if cell.at.sheet != cell.asked.cell.sheet:
        yield f"This is about {cell.asked.cell}, which the row names."
    elif cell.at != cell.asked.cell:
        yield (
            f"{cell.at.address} holds no answer; this is about the question of its "
            f"row, answered in {cell.asked.cell.address}."
        )
    yield f"{cell.asked.key}: {said_in(cell.answer)}."
    yield from (f"{note.code}: {note.says}" for note in cell.notes)
    counted = Counter(rule.outcome for rule in cell.rules)
    came = ", ".join(f"{counted[o]} {word}" for o, word in _CAME.items() if counted[o])
    read = tallies.counted(len(cell.rules), "rule")
    yield f"Read by {read}: {came}." if came else "No rule reads this answer."


def _ranked(cell: CellExplained) -> list[RuleOnCell]:
    return sorted(cell.rules, key=lambda rule: rule.weight)


def _named(rules: Sequence[RuleOnCell]) -> Iterator[str]:
    """``○ conforms: HS-001, HS-002``: a line for each outcome."""
    for outcome in _CAME:
        ids = [r.explanation.rule_id for r in rules if r.outcome is outcome]
        if ids:
            yield shortened(f"{OUTCOMES[outcome]}: {', '.join(ids)}", _LONGEST_LINE)
