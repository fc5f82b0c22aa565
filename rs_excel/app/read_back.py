"""What people filled in our sheets, whatever language those were written in.

Comes in: texts as they stand under the headings, and among the choices, of any language
there are texts of. Goes out: the same under the headings and in the words that are
compared and kept. Other languages are only looked up where English does not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tongue import Tongue
from rs_excel.texts.tongues import PRODUCT, languages, tongue
from rs_excel.writeback import capr

_ENGLISH: Mapping[str, str] = {title: title for title in capr.TITLES}


def spoken(texts: Path | None = None) -> Iterator[Tongue]:
    """Every language there is, English first; ``texts`` is the folder of a pack."""
    for language in languages(PRODUCT, texts):
        yield _tongue(language, texts)


def statuses(texts: Path | None) -> Mapping[str, ActionStatus]:
    """What people may choose as a status, in all languages, without its case."""
    return {
        said.label(status).casefold(): status
        for said in reversed([*spoken(texts)])
        for status in ActionStatus
    }


def under_our_titles(rows: capr.EarlierRows, texts: Path | None) -> capr.EarlierRows:
    """Rows of a plan under the titles that columns are known by."""
    in_english = all(capr.RAISED_ON in row for row in rows.values())
    known = _ENGLISH if in_english else _titles(texts)
    other = any(_chosen(row, known) for row in rows.values())
    choices = statuses(texts) if other else {}
    return {fingerprint: _row(row, known, choices) for fingerprint, row in rows.items()}


def _row(
    row: Mapping[str, str],
    known: Mapping[str, str],
    choices: Mapping[str, ActionStatus],
) -> dict[str, str]:
    told = {known.get(title, title): text for title, text in row.items()}
    status = choices.get(told.get(capr.STATUS, "").casefold())
    return told if status is None else {**told, capr.STATUS: status.label}


def _chosen(row: Mapping[str, str], known: Mapping[str, str]) -> bool:
    """Whether a status is chosen that is none in English."""
    said = next((row[t] for t in row if known.get(t) == capr.STATUS), "")
    return bool(said) and said not in {status.label for status in ActionStatus}


@cache
def _titles(texts: Path | None) -> Mapping[str, str]:
    """By a column's head in any language, the title it is known by."""
    return {
        column.head(said): column.title
        for said in reversed([*spoken(texts)])
        for column in capr.COLUMNS
    }


@cache
def _tongue(language: str, texts: Path | None) -> Tongue:
    return tongue(language, texts)
