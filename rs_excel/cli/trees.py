"""An explanation as a tree: each condition, its cell, what it said, how it weighed.

Comes in: explanations from the engine. Goes out: text on a console; words from the
workbook are shown as they stand, never as markup.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from rs_excel.app.explain_words import OUTCOMES, Branch, conditions_of, name_of
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.explaining import Explanation

_STYLES = {
    Outcome.FLAGGED: "bold red",
    Outcome.CONFORMS: "green",
    Outcome.NOT_APPLICABLE: "dim",
    Outcome.NOT_ASSESSED: "yellow",
}


def print_explanation(explanation: Explanation, console: Console) -> None:
    """The whole tree of one rule, or of one row of its table."""
    outcome = explanation.outcome
    said = (OUTCOMES[outcome], _STYLES[outcome])
    tree = Tree(Text.assemble((name_of(explanation), "bold"), "  ", said))
    for branch in conditions_of(explanation):
        _add(tree, branch)
    if explanation.would_conform:
        conform = tree.add(Text("To conform:", "bold"))
        for sentence in explanation.would_conform:
            conform.add(Text(sentence))
    console.print(tree)


def _add(tree: Tree, branch: Branch) -> None:
    grown = tree.add(Text(branch.says, "italic" if branch.heads else ""))
    for member in branch.members:
        _add(grown, member)
