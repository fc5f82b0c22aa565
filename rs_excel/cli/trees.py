"""An explanation as a tree: each condition, its cell, what it said, how it weighed.

Comes in: explanations from the engine. Goes out: text on a console; words from the
workbook are shown as they stand, never as markup.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.explaining import Explanation, Looked, Weighed

_OUTCOMES = {
    Outcome.FLAGGED: ("▲ flagged", "bold red"),
    Outcome.CONFORMS: ("○ conforms", "green"),
    Outcome.NOT_APPLICABLE: ("– not applicable", "dim"),
    Outcome.NOT_ASSESSED: ("? not assessed", "yellow"),
}
_TRUTHS = {"true": "✓ true", "false": "✗ false", "cannot tell": "? cannot tell"}
_LONGEST_RAW = 80


def print_explanation(explanation: Explanation, console: Console) -> None:
    """The whole tree of one rule, or of one row of its table."""
    named = f"{explanation.rule_id} {explanation.title}"
    if explanation.row is not None:
        named = f"{named} · {explanation.row}"
    words, style = _OUTCOMES[explanation.outcome]
    tree = Tree(Text.assemble((named, "bold"), "  ", (words, style)))
    _add_conditions(tree, explanation)
    if explanation.would_conform:
        branch = tree.add(Text("To conform:", "bold"))
        for sentence in explanation.would_conform:
            branch.add(Text(sentence))
    console.print(tree)


def _add_conditions(tree: Tree, explanation: Explanation) -> None:
    if explanation.applies_when is not None:
        _add(tree.add(Text("applies when", "italic")), explanation.applies_when)
    if explanation.flag_when is not None:
        _add(tree.add(Text("flagged when", "italic")), explanation.flag_when)
    for verdict in explanation.verdicts:
        if verdict.raised_by:
            scope = f" in {verdict.scope.label}" if verdict.scope else ""
            tree.add(Text(f"counted{scope}: {', '.join(verdict.raised_by)}"))
    for step in explanation.ladder:
        if step.when is not None:
            branch = tree.add(Text(f"{step.severity.label} when", "italic"))
            _add(branch, step.when)


def _add(tree: Tree, weighed: Weighed) -> None:
    truth = _TRUTHS[weighed.truth]
    if weighed.answer is None:
        branch = tree.add(Text(f"{truth}: {weighed.says}"))
        for member in weighed.members:
            _add(branch, member)
        return
    asked = f"{weighed.answer.text} ({weighed.answer.question})"
    branch = tree.add(Text(f"{truth}: {asked} {weighed.says}"))
    _add_answer(branch, weighed.answer)


def _add_answer(tree: Tree, answer: Looked) -> None:
    cells = ", ".join(str(cell) for cell in answer.cells[:3]) or "no cell"
    if answer.inputs:
        tree.add(Text(f"computed: {_meaning(answer)}"))
        for behind in answer.inputs:
            branch = tree.add(Text(f"{behind.text} ({behind.question})"))
            _add_answer(branch, behind)
        return
    raw = "" if answer.raw is None else f" says “{_shortened(answer.raw)}”"
    tree.add(Text(f"{cells}{raw}, understood as {_meaning(answer)}"))


def _meaning(answer: Looked) -> str:
    return answer.understood or answer.state.value.replace("_", " ")


def _shortened(raw: object) -> str:
    whole = isinstance(raw, float) and raw.is_integer()
    text = f"{raw:.0f}" if whole else str(raw)
    return text if len(text) <= _LONGEST_RAW else f"{text[:_LONGEST_RAW]}…"
