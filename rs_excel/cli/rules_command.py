"""``rs-excel rules list | show | lint | test | reference``: for pack authors.

Comes in: a pack and an action. Goes out: text. Lint and test exit 1 when something
needs mending.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping

from rs_excel.app.cases import run_cases
from rs_excel.app.reference_folder import write_pages
from rs_excel.app.settings import find_pack, find_rule
from rs_excel.cli.exits import DONE, FOUND
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.reference.book import pages, rule_text


def run(wanted: Namespace) -> int:
    """Runs the action asked for."""
    return _ACTIONS[wanted.action](find_pack(wanted.pack), wanted)


def _list(pack: RulePack, _: Namespace) -> int:
    for rule in pack.rules:
        ladder = rule.finding.ladder
        grades = "/".join(dict.fromkeys(step.severity for step in ladder))
        print(f"{rule.id}  {grades or rule.finding.type:<28}  {rule.title}")
    print(f"{len(pack.rules)} rules in {pack.id} {pack.version}")
    return DONE


def _show(pack: RulePack, wanted: Namespace) -> int:
    print(rule_text(find_rule(pack, wanted.id), pack), end="")
    return DONE


def _lint(pack: RulePack, _: Namespace) -> int:
    issues = lint(pack)
    for issue in issues:
        print(issue)
    counted = f"{len(pack.rules)} rules, {len(pack.catalogue.questions)} questions"
    print(f"{counted}: {len(issues) or 'nothing'} to mend")
    return FOUND if issues else DONE


def _test(pack: RulePack, wanted: Namespace) -> int:
    rules = (find_rule(pack, wanted.id),) if wanted.id else pack.rules
    ran = failed = 0
    for result in run_cases(pack, *rules):
        ran += 1
        if result.holds:
            continue
        failed += 1
        print(f"✗ {result.rule_id}::{result.case.name}  {result.case.source}")
        for difference in result.differences:
            print(f"    {difference}")
    print(f"{ran} cases of {len(rules)} rules: {failed or 'none'} differ")
    return FOUND if failed else DONE


def _reference(pack: RulePack, wanted: Namespace) -> int:
    written = write_pages(pages(pack), wanted.out)
    print(f"{written.pages} pages in {wanted.out}: {written.changed} changed, ", end="")
    print(f"{written.removed} removed")
    return DONE


_ACTIONS: Mapping[str, Callable[[RulePack, Namespace], int]] = {
    "list": _list,
    "show": _show,
    "lint": _lint,
    "test": _test,
    "reference": _reference,
}
