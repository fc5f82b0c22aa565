"""An explanation in words, as branches: each condition, its cell, how it weighed.

Comes in: explanations from the engine. Goes out: one branch a line, with what stands
below it; the command line draws a tree of it, a message box indents it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.explaining import Explanation, Looked, Weighed
from rs_excel.workbook.ports import CellError, NoCachedValue
from rs_excel.workbook.shown import as_text

OUTCOMES = {
    Outcome.FLAGGED: "▲ flagged",
    Outcome.CONFORMS: "○ conforms",
    Outcome.NOT_APPLICABLE: "– not applicable",
    Outcome.NOT_ASSESSED: "? not assessed",
}
_TRUTHS = {"true": "✓ true", "false": "✗ false", "cannot tell": "? cannot tell"}
_LONGEST_RAW = 80
_MOST_CELLS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One line, and the lines it leads to."""

    says: str
    members: tuple[Branch, ...] = ()
    heads: bool = False  # stands over its members rather than saying something itself

    def lines(self, indent: str = "") -> Iterator[str]:
        """All of it, indented."""
        yield f"{indent}{self.says}"
        for member in self.members:
            yield from member.lines(f"{indent}    ")


def name_of(explanation: Explanation) -> str:
    """The rule, and the row of its table where it looks at rows."""
    named = f"{explanation.rule_id} {explanation.title}"
    return named if explanation.row is None else f"{named} · {explanation.row}"


def conditions_of(explanation: Explanation) -> Iterator[Branch]:
    """When the rule applies, what flags it and what its severity turns on."""
    if explanation.applies_when is not None:
        yield _under("applies when", explanation.applies_when)
    if explanation.flag_when is not None:
        yield _under("flagged when", explanation.flag_when)
    for verdict in explanation.verdicts:
        if verdict.raised_by:
            scope = f" in {verdict.scope.label}" if verdict.scope else ""
            yield Branch(says=f"counted{scope}: {', '.join(verdict.raised_by)}")
    for step in explanation.ladder:
        if step.when is not None:
            yield _under(f"{step.severity.label} when", step.when)


def said_in(answer: Looked) -> str:
    """What one cell says and how that was understood."""
    raw = "" if answer.raw is None else f" says “{_shortened(answer.raw)}”"
    return f"{_cells(answer)}{raw}, understood as {meaning_of(answer)}"


def meaning_of(answer: Looked) -> str:
    """The value understood, or the state of an answer that has none."""
    return answer.understood or answer.state.value.replace("_", " ")


def _under(heading: str, weighed: Weighed) -> Branch:
    return Branch(says=heading, members=(_weighed(weighed),), heads=True)


def _weighed(weighed: Weighed) -> Branch:
    truth = _TRUTHS[weighed.truth]
    if weighed.answer is None:
        members = tuple(_weighed(member) for member in weighed.members)
        return Branch(says=f"{truth}: {weighed.says}", members=members)
    asked = f"{weighed.answer.text} ({weighed.answer.question})"
    return Branch(
        says=f"{truth}: {asked} {weighed.says}", members=(_answer(weighed.answer),)
    )


def _answer(answer: Looked) -> Branch:
    if not answer.inputs:
        return Branch(says=said_in(answer))
    behind = tuple(
        Branch(says=f"{one.text} ({one.question})", members=(_answer(one),))
        for one in answer.inputs
    )
    return Branch(says=f"computed: {meaning_of(answer)}", members=behind)


def _cells(answer: Looked) -> str:
    return ", ".join(str(cell) for cell in answer.cells[:_MOST_CELLS]) or "no cell"


def _shortened(raw: object) -> str:
    """As people see it in the cell; on one line, since it stands within a sentence."""
    if isinstance(raw, CellError):
        text = raw.code
    elif isinstance(raw, NoCachedValue):
        text = raw.formula
    elif isinstance(raw, (bool, float, str, date, time, timedelta)):
        text = as_text(raw)
    else:
        text = str(raw)
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_RAW else f"{line[:_LONGEST_RAW]}…"
