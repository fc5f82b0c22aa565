"""``rs-excel recognise``: whether an audit that others ordered saves this buyer one."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from rs_excel.app.recognise import Recognised, recognise_audit
from rs_excel.app.settings import DEFAULT_PACK, find_pack, terms
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import DONE
from rs_excel.cli.terms import day_of
from rs_excel.domain.recognition import CriterionResult, Decision, Met

AUDIT_PACK = "site_audit"
_MET = {
    Met.MET: ("✓ met", "green"),
    Met.WITH_CONDITION: ("◐ with a condition", "yellow"),
    Met.NOT_MET: ("✗ not met", "red"),
    Met.NOT_KNOWN: ("? not known", "bold"),
}
_DECIDED = {
    Decision.ACCEPT: ("Accept", "bold green"),
    Decision.ACCEPT_WITH_CONDITIONS: ("Accept with conditions", "bold yellow"),
    Decision.REJECT: ("Reject", "bold red"),
}
_MOST_CELLS = 4


def run(wanted: Namespace) -> int:
    """Weighs the audit, and says what decided and what is left to ask."""
    pack = find_pack(wanted.pack or AUDIT_PACK)
    done = recognise_audit(
        wanted.file,
        terms(pack, wanted.policy, day_of(wanted)),
        find_pack(DEFAULT_PACK).catalogue,
        risk=wanted.risk or "",
        site=wanted.site or "",
    )
    if wanted.format == "json":
        print(json.dumps(recognition_as_json(done), ensure_ascii=False))
    else:
        _print(done)
    return DONE


def recognition_as_json(done: Recognised) -> dict[str, object]:
    """The decision for machines; keys and order are stable."""
    recognition, overlap = done.recognition, done.overlap
    return {
        "file": str(done.file),
        "site": done.profile.site,
        "policy": recognition.policy,
        "decision": recognition.decision.value,
        "criteria": [_criterion(one) for one in recognition.criteria],
        "conditions": list(recognition.conditions),
        "overlap": {
            "asked": overlap.asked,
            "answered": len(overlap.answered),
            "remaining": list(overlap.remaining),
        },
    }


def _criterion(one: CriterionResult) -> dict[str, object]:
    return {
        "name": one.name,
        "met": one.met.value,
        "found": one.found,
        "cell": [str(cell) for cell in one.cells],
        "needed": one.needed,
        "condition": one.condition,
    }


def _print(done: Recognised) -> None:
    console, recognition = results_console(), done.recognition
    said, style = _DECIDED[recognition.decision]
    site = " · ".join(p for p in (done.profile.supplier, done.profile.site) if p)
    console.print(Text(site))
    policy = f" under policy {recognition.policy}"
    console.print(Text.assemble((said, style), policy))
    console.print(_table(recognition.criteria))
    for condition in recognition.conditions:
        console.print(Text(f"◐ {condition}"))
    for line in _overlap_lines(done):
        console.print(Text(line))


def _table(criteria: tuple[CriterionResult, ...]) -> Table:
    table = Table()
    for heading in ("Criterion", "", "Found", "Cell", "Needed"):
        table.add_column(heading, overflow="fold")
    for one in criteria:
        said, style = _MET[one.met]
        cells = ", ".join(str(cell) for cell in one.cells[:_MOST_CELLS])
        needed = "" if one.met is Met.MET else one.needed
        row = (one.title, Text(said, style), one.found, cells, needed)
        table.add_row(*(Text(c) if isinstance(c, str) else c for c in row))
    return table


def _overlap_lines(done: Recognised) -> Iterator[str]:
    overlap = done.overlap
    yield (
        f"Of {overlap.asked} questions of the questionnaire the audit looked at the "
        f"matter of {len(overlap.answered)}; {len(overlap.remaining)} remain to be "
        "asked (by section, not answer by answer):"
    )
    for title, count in overlap.remaining_by_sheet.items():
        yield f"  {title}: {count}"
