"""``rs-excel status``: where each supplier and site stands, and what comes next."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from rich.table import Table
from rich.text import Text

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.app.programme import Programme, SiteStatus, programme, write_programme
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import COULD_NOT_RUN, DONE
from rs_excel.cli.terms import day_of
from rs_excel.domain.recognition import STANDS, CriterionResult


def run(wanted: Namespace) -> int:
    """Weighs the steps of the programme for every site, prints or writes them."""
    if wanted.out is not None:
        refuse_other_ending(wanted.out)
        refuse_existing(wanted.out)
    found = programme(wanted.files, wanted.tracker, wanted.policy, day_of(wanted))
    if wanted.out is not None:
        write_programme(found, wanted.out)
    if wanted.format == "json":
        print(json.dumps(programme_as_json(found), ensure_ascii=False))
    else:
        _print(found)
        if wanted.out is not None:
            print(f"Written: {wanted.out}")
    for file, fault in found.problems:
        print(f"✗ {file}: {fault}", file=sys.stderr)
    return COULD_NOT_RUN if found.problems else DONE


def programme_as_json(found: Programme) -> dict[str, object]:
    """For machines; keys and order are stable."""
    return {
        "policy": found.policy,
        "as_of": found.as_of.isoformat(),
        "sites": [_site(site) for site in found.sites],
        "errors": [
            {"file": file.name, "code": fault.code, "says": fault.says}
            for file, fault in found.problems
        ],
    }


def _site(site: SiteStatus) -> dict[str, object]:
    return {
        "supplier": site.profile.supplier,
        "site": site.profile.site,
        "country": site.profile.country,
        "files": dict(site.files),
        "steps": [_step(step) for step in site.steps],
        "next": site.next_step.name if site.next_step else None,
        "to_do": site.to_do,
    }


def _step(step: CriterionResult) -> dict[str, object]:
    return {
        "name": step.name,
        "met": step.met.value,
        "found": step.found,
        "cell": [str(cell) for cell in step.cells],
        "to_do": step.condition or ("" if step.met == "met" else step.needed),
    }


def _print(found: Programme) -> None:
    console = results_console()
    console.print(Text(f"Policy {found.policy}, {found.as_of.isoformat()}"))
    table = Table()
    for heading in ("Supplier and site", *found.titles, "Next step"):
        table.add_column(heading, overflow="fold")
    for site in found.sites:
        names = (site.profile.supplier, site.profile.site)
        named = " · ".join(name for name in names if name)
        states = (Text(STANDS[step.met]) for step in site.steps)
        table.add_row(Text(named), *states, Text(site.to_do))
    console.print(table)
