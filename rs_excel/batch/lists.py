"""The lists of a finished run: every file, those that go back, findings, verdicts.

Comes in: what a run knows of its files, in order. Goes out: lines of JSON for programs
and CSV for spreadsheets, each whole or not at all, and none held in memory at once.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rs_excel.batch.asking import QUESTION_COLUMNS, side_by_side
from rs_excel.batch.gone import GONE, gone_files
from rs_excel.batch.places import Places
from rs_excel.batch.statuses import REJECTED
from rs_excel.batch.store import Store
from rs_excel.domain.vocabulary import Outcome
from rs_excel.workbook.safe_write import safe_write_pieces

_REJECTED = ("file", "status", "reason", "action", "supplier", "site", "sha256")
_FINDING = (
    "file",
    "supplier",
    "site",
    "country",
    "number",
    "rule",
    "row",
    "pillar",
    "type",
    "severity",
    "title",
    "says",
    "cells",
    "action",
    "due_on",
    "verification",
    "fingerprint",
)
_NOTE = ("file", "supplier", "site", "country", "code", "level", "says", "cell")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the country


def write_lists(store: Store, places: Places) -> None:
    """Raises OutputError where one cannot be written; it is then as it was."""
    safe_write_pieces(places.files, _lines(store.texts()))
    rejected = (line for line in store.lines() if line["status"] in REJECTED)
    safe_write_pieces(places.rejected, as_csv(_REJECTED, _cells(rejected, _REJECTED)))
    safe_write_pieces(places.findings, _lines(store.finding_texts()))
    findings = map(json.loads, store.finding_texts())
    safe_write_pieces(
        places.findings_table, as_csv(_FINDING, _cells(findings, _FINDING))
    )
    safe_write_pieces(places.notes, _lines(store.note_texts()))
    notes = map(json.loads, store.note_texts())
    safe_write_pieces(places.notes_table, as_csv(_NOTE, _cells(notes, _NOTE)))
    safe_write_pieces(places.resubmissions, _lines(store.comparison_texts()))
    gone = gone_files(store, places.out)
    safe_write_pieces(places.gone, as_csv(GONE, _cells(gone, GONE)))
    safe_write_pieces(places.questions, _lines(store.question_texts()))
    questions = map(json.loads, store.question_texts())
    rows = (row for question in questions for row in side_by_side(question))
    safe_write_pieces(places.questions_table, as_csv(QUESTION_COLUMNS, rows))
    safe_write_pieces(places.verdicts, as_csv(("rule", *Outcome), _by_rule(store)))


def write_parquet(store: Store, places: Places) -> None:
    """Findings, verdict counts and notes once more, for people with pandas."""
    # pandas and pyarrow take half a second to load: only once they are needed.
    from rs_excel.batch.parquet import (  # noqa: PLC0415
        FINDINGS,
        NOTES,
        VERDICTS,
        as_parquet,
    )

    findings = map(json.loads, store.finding_texts())
    safe_write_pieces(places.findings_parquet, as_parquet(FINDINGS, findings))
    notes = map(json.loads, store.note_texts())
    safe_write_pieces(places.notes_parquet, as_parquet(NOTES, notes))
    counts = _by_file(store)
    safe_write_pieces(places.verdicts_parquet, as_parquet(VERDICTS, counts))


def _lines(texts: Iterable[str]) -> Iterator[bytes]:
    return (f"{text}\n".encode() for text in texts)


def _cells(
    lines: Iterable[dict[str, Any]], titles: Sequence[str]
) -> Iterator[list[Any]]:
    return ([line[title] for title in titles] for line in lines)


def _by_rule(store: Store) -> Iterator[list[str | int]]:
    """How often each outcome came about, over all returns that count."""
    rules: dict[str, Counter[str]] = {}
    for _, verdicts in store.verdicts():
        for rule, counts in verdicts.items():
            of_rule = rules.setdefault(rule, Counter())
            for outcome, count in counts.items():
                of_rule[outcome] += count
    for rule in sorted(rules):
        yield [rule, *(rules[rule][outcome] for outcome in Outcome)]


def _by_file(store: Store) -> Iterator[tuple[Any, ...]]:
    """How often each outcome came about, by return that counts and rule."""
    for came, verdicts in store.verdicts():
        of_file = tuple(came[name] for name in ("file", "supplier", "site", "country"))
        for rule, counts in verdicts.items():
            for outcome, count in counts.items():
                yield (*of_file, rule, outcome, count)


def as_csv(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A table that Excel opens as it is meant; nothing in it becomes a formula."""
    yield _BOM.encode() + _row(titles)
    for row in rows:
        yield _row([_as_cell(value) for value in row])


def _row(values: Sequence[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _as_cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULAS):
        return f"'{value}"
    return value
