"""What a bundle tells of one site: verdicts with their cells, rows, history.

Comes in: checked files, and the site's rows and history of a tracker. Goes out: plain
values, and the bytes of JSON Lines and CSV.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from rs_excel.app.check import Check
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.facts import TableRow
from rs_excel.domain.findings import Verdict
from rs_excel.domain.tracker_columns import COLUMNS, HISTORY, Owner
from rs_excel.rulebook.model import RulePack
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.tracker_log import TrackerLog
from rs_excel.writeback.tracker_values import ours, said_cell

_KEPT = tuple(column for column in COLUMNS if column.owner is not Owner.EXCEL)
ROW_KEYS = tuple(column.key for column in _KEPT)
_ACTS = ("=", "+", "-", "@", "\t", "\r")


def verdict_lines(
    file: str, check: Check, pack: RulePack
) -> Iterator[dict[str, object]]:
    """Every verdict of one file: rule, outcome, and the cells that decided."""
    for verdict in check.report.verdicts:
        row = _table_row(check, verdict, pack)
        yield {
            "file": file,
            "rule": verdict.rule_id,
            "row": verdict.row,
            "scope": verdict.scope.value if verdict.scope else None,
            "outcome": verdict.outcome.value,
            "severity": verdict.severity.value if verdict.severity else None,
            "because": _questions(check, verdict.because, row),
            "missing": _questions(check, verdict.missing, row),
            "counted": list(verdict.raised_by),
        }


def _table_row(check: Check, verdict: Verdict, pack: RulePack) -> TableRow | None:
    table = pack.by_id[verdict.rule_id].for_each or ""
    rows = check.submission.tables.get(table, ())
    return next((row for row in rows if row.name == verdict.row), None)


def _questions(
    check: Check, keys: Sequence[str], row: TableRow | None
) -> list[dict[str, object]]:
    facts = [check.submission.fact(key, row) for key in keys]
    return [
        {
            "question": fact.key,
            "state": fact.state.value,
            "cells": [str(cell) for cell in fact.cells],
        }
        for fact in facts
    ]


def row_values(row: TrackedAction) -> dict[str, object]:
    """A row of the tracker by column key, days as ISO text."""
    mine = ours(row)
    said = {c.key: said_cell(row.handling, c.key) for c in _KEPT if c.key not in mine}
    return {key: _plain({**mine, **said}[key]) for key in ROW_KEYS}


def history_values(
    log: TrackerLog | None, keys: Iterable[str]
) -> list[dict[str, object]]:
    """The lines of the history about some fingerprints, in their order."""
    if log is None:
        return []
    wanted = set(keys)
    return [
        {title: _plain(line[title]) for title in HISTORY}
        for line in log.lines()
        if tracker_cells.words(line["Fingerprint"]) in wanted
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def as_lines(values: Iterable[Mapping[str, object]]) -> bytes:
    """JSON Lines."""
    lines = (json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    return "".join(lines).encode()


def as_csv(heads: Sequence[str], values: Iterable[Mapping[str, object]]) -> bytes:
    """A table that any program opens and none takes for formulas."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(heads)
    for value in values:
        table.writerow([_harmless(value[head]) for head in heads])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(value: object) -> object:
    acts = isinstance(value, str) and value.startswith(_ACTS)
    return f"'{value}" if acts else value
