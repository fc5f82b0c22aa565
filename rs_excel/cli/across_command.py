"""``rs-excel across``: documents about one site, held against each other."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from rs_excel.app.across import RETURN, Across, Documents, across
from rs_excel.app.machine import finding_as_json
from rs_excel.app.track import Tracked, keep_track
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import DONE, FOUND
from rs_excel.cli.terms import day_of
from rs_excel.cli.track_command import print_tracked, tracked_as_json
from rs_excel.domain.findings import Finding
from rs_excel.domain.vocabulary import Outcome, Severity
from rs_excel.writeback.wording import and_more, cells_line, flowing, grade

_MOST_OTHERS = 6


def run(wanted: Namespace) -> int:
    """Weighs the documents together and prints contradictions and changes."""
    documents = Documents(
        questionnaire=wanted.file,
        audit=wanted.audit,
        previous=wanted.previous,
        scorecard=wanted.scorecard,
    )
    done = across(documents, wanted.policy, day_of(wanted))
    tracked = _tracked(done, wanted.tracker) if wanted.tracker else None
    on = done.on.assessed_on
    if wanted.format == "json":
        told = across_as_json(done)
        if tracked:
            told["tracker"] = tracked_as_json(tracked, (), on)
        print(json.dumps(told, ensure_ascii=False))
    else:
        _print(done)
        if tracked:
            print_tracked(tracked, (), on)
    return _exit_code(done.findings, wanted.fail_on)


def _tracked(done: Across, tracker: Path) -> Tracked:
    on = done.checks[RETURN].check.terms
    return keep_track(done.seen(), tracker, on.assessed_on, policy=on.policy)


def across_as_json(done: Across) -> dict[str, object]:
    """For machines; keys and order are stable."""
    return {
        "site": done.profile.site,
        "country": done.profile.country,
        "findings": [finding_as_json(finding) for finding in done.findings],
        "seen_twice": [
            {
                "matter": matter.title,
                "sources": [
                    {"document": document, **_source(finding)}
                    for document, finding in matter.sources
                ],
            }
            for matter in done.seen_twice
        ],
        "perhaps_same": [
            {**_source(one.finding), "others": [_source(o) for o in one.others]}
            for one in done.perhaps_same
        ],
        "findings_of_documents": done.counted,
        "conforms": done.count(Outcome.CONFORMS),
        "not_assessed": done.count(Outcome.NOT_ASSESSED),
        "not_applicable": done.count(Outcome.NOT_APPLICABLE),
        "document_not_given": done.left_out,
        "notice": flowing(done.notice),
    }


def _source(finding: Finding) -> dict[str, object]:
    cells = [str(cell) for cell in finding.cells]
    return {"rule": finding.rule_id, "row": finding.row, "cells": cells}


def _print(done: Across) -> None:
    console, profile = results_console(), done.profile
    named = (profile.supplier, profile.site, profile.country)
    console.print(Text(" · ".join(part for part in named if part)))
    if done.findings:
        console.print(_table(done.findings))
    else:
        console.print("Nothing contradicts or has changed, as far as can be told.")
    for line in _seen_lines(done):
        console.print(Text(line))
    told = (
        f"Agree: {done.count(Outcome.CONFORMS)} rules. "
        f"Could not be told: {done.count(Outcome.NOT_ASSESSED)}. "
        f"Do not apply: {done.count(Outcome.NOT_APPLICABLE)}. "
        f"Look at a document that was not given: {done.left_out}."
    )
    console.print(Text(told, "dim"))
    console.print(Text(flowing(done.notice), "dim"))


def _seen_lines(done: Across) -> Iterator[str]:
    """One finding with its sources, and what may be one."""
    for matter in done.seen_twice:
        sources = (
            f"{document} {finding.rule_id} at {cells_line(finding.cells, most=2)}"
            for document, finding in matter.sources
        )
        yield f"Seen in several documents, counts once: {matter.title}"
        yield from (f"  {source}" for source in sources)
    for one in done.perhaps_same:
        others = and_more(
            ", ".join(other.rule_id for other in one.others[:_MOST_OTHERS]),
            len(one.others) - _MOST_OTHERS,
        )
        named = f"audit {one.finding.rule_id} {one.finding.row}"
        yield f"Perhaps one matter, for a person to tell: {named} and {others}"
    yield f"Findings of these documents, each matter once: {done.counted}."


def _table(findings: Sequence[Finding]) -> Table:
    table = Table()
    for heading in ("Severity", "Rule", "What the documents say", "Cells", "Due"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(
            Text(grade(finding)),
            Text(finding.rule_id),
            Text(f"{finding.title}\n{flowing(finding.says)}"),
            Text("\n".join(str(cell) for cell in finding.cells[:6])),
            Text(finding.action.due_on.isoformat()),
        )
    return table


def _exit_code(findings: Sequence[Finding], fail_on: str | None) -> int:
    if fail_on is None:
        return DONE
    least = Severity(fail_on).rank
    grave = [f.severity for f in findings if f.severity is not None]
    return FOUND if any(one.rank <= least for one in grave) else DONE
