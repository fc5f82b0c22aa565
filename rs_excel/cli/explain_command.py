"""``rs-excel explain RULE FILE``: how a verdict came about."""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.explain import explain_rule
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import DONE
from rs_excel.cli.terms import terms_by_template
from rs_excel.cli.trees import print_explanation


def run(wanted: Namespace) -> int:
    """Prints one explanation, or one per row of the rule's table."""
    _, explanations = explain_rule(wanted.file, wanted.rule, terms_by_template(wanted))
    console = results_console()
    for explanation in explanations:
        print_explanation(explanation, console)
    return DONE
