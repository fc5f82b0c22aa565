"""Answers from a file, checked against the questions before anything is written.

Comes in: a mapping of question keys to what a site says. Goes out: what each cell shall
hold, with every problem of the whole file at once.

An answer is a plain value, or a mapping {answer, comment, evidence}. With ``typed``
in place of ``answer`` the cell gets exactly that, unchecked: what somebody typed.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from rs_excel import strict_yaml
from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.errors import Problem, SettingsError, problem
from rs_excel.template.gates import NUMERIC
from rs_excel.template.layout import DONT_KNOW, NO, NOT_APPLICABLE, YES, local_name

CellValue = str | int | float | date | None
_LONGEST = 32_767  # characters; Excel cuts the rest off without a word
_CELL_TEXT = f"text of at most {_LONGEST:,} characters, without control characters"
_PARTS = frozenset({"answer", "typed", "comment", "evidence"})
_ANYWHERE = {word.casefold(): word for word in (DONT_KNOW, NOT_APPLICABLE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What goes into the cells of one question.

    ``chosen`` are the labels that ``value`` consists of, where it does: a questionnaire
    says them in its own language.
    """

    value: CellValue = None
    chosen: tuple[str, ...] = ()
    comment: str = ""
    evidence: str = ""


@dataclass(slots=True)
class Entries:
    """All that is to be written, and all that is wrong with it."""

    single: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Entry]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_answers(path: Path) -> Mapping[str, object]:
    """The mapping in an answers file.

    Raises PackError when the text is not strict YAML, SettingsError when it is not a
    mapping of keys.
    """
    document = strict_yaml.load(path)
    if not isinstance(document.data, dict):
        raise SettingsError(problem("TPL-006", document.path))
    return document.data


def understand(catalogue: Catalogue, answers: Mapping[str, object]) -> Entries:
    """Every answer as cell contents; problems are collected, not raised."""
    entries = Entries()
    known = [*catalogue.by_key, *catalogue.tables_by_key]
    for key, given in answers.items():
        question = catalogue.by_key.get(key)
        if key in catalogue.tables_by_key:
            _add_rows(entries, catalogue, key, given)
        elif question is None or question.table is not None:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            entries.problems.append(problem("TPL-001", key, key=key, hint=hint))
        else:
            entries.single[key] = _entry(question, given, entries.problems)
    return entries


def _add_rows(entries: Entries, catalogue: Catalogue, key: str, given: object) -> None:
    table = catalogue.tables_by_key[key]
    columns = {local_name(column.key, key): column for column in table.columns}
    rows = given if isinstance(given, list) else [given]
    if len(rows) > table.rows:
        entries.problems.append(
            problem("TPL-004", key, key=key, given=len(rows), offered=table.rows)
        )
    for row in rows:
        if isinstance(row, dict):
            filled = _row(columns, row, key, entries.problems)
            entries.rows.setdefault(key, []).append(filled)
        else:
            entries.problems.append(_wrong(key, "a list of rows", row))


def _row(
    columns: Mapping[str, Question],
    row: Mapping[str, object],
    table: str,
    problems: list[Problem],
) -> dict[str, Entry]:
    hint = f" The columns of {table} are: {', '.join(columns)}."
    for name in row.keys() - columns.keys():
        key = f"{table}.{name}"
        problems.append(problem("TPL-001", key, key=key, hint=hint))
    return {
        name: _entry(columns[name], value, problems)
        for name, value in row.items()
        if name in columns
    }


def _entry(question: Question, given: object, problems: list[Problem]) -> Entry:
    entry = _parts(question, given, problems)
    for text in (entry.value, entry.comment, entry.evidence):
        if isinstance(text, str) and not _fits_a_cell(text):
            problems.append(_wrong(question.key, _CELL_TEXT, f"{text[:40]!a} …"))
    return entry


def _fits_a_cell(text: str) -> bool:
    return len(text) <= _LONGEST and not ILLEGAL_CHARACTERS_RE.search(text)


def _parts(question: Question, given: object, problems: list[Problem]) -> Entry:
    if not isinstance(given, dict):
        value = _value(question, given, problems)
        return Entry(value=value, chosen=_chosen(question, value))
    if unknown := sorted(given.keys() - _PARTS):
        told = f"{', '.join(sorted(_PARTS))} and not {', '.join(unknown)}"
        problems.append(_wrong(question.key, told, given))
    chosen: tuple[str, ...] = ()
    if "typed" in given:
        value = given["typed"]
    else:
        value = _value(question, given.get("answer"), problems)
        chosen = _chosen(question, value)
    evidence = given.get("evidence") or ""
    return Entry(
        value=value,
        chosen=chosen,
        comment=str(given.get("comment") or ""),
        evidence="; ".join(evidence) if isinstance(evidence, list) else str(evidence),
    )


def _value(question: Question, given: object, problems: list[Problem]) -> CellValue:
    """One answer as its cell shall hold it; None where it is wrong or empty."""
    if given is None:
        return None
    if isinstance(given, str) and given.casefold() in _ANYWHERE:
        return _ANYWHERE[given.casefold()]
    if question.kind is QuestionKind.CHOICES:
        return _choices(question, given, problems)
    if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        return _choice(question, given, problems)
    expected, types = _TYPES[question.kind]
    # In Python a boolean is a number; in an answers file it is a slip.
    fits = isinstance(given, types) and not isinstance(given, bool)
    if fits and isinstance(given, str | int | float | date):
        return given
    problems.append(_wrong(question.key, expected, given))
    return None


_TYPES: Mapping[QuestionKind, tuple[str, tuple[type, ...]]] = {
    QuestionKind.DATE: ("a day such as 2026-01-31", (date,)),
    QuestionKind.TEXT: ("text", (str, int, float)),
    **dict.fromkeys(NUMERIC, ("a number", (int, float))),
}


def _choice(question: Question, given: object, problems: list[Problem]) -> str | None:
    by_word = {YES.casefold(): YES, NO.casefold(): NO}
    if question.kind is QuestionKind.CHOICE:
        by_word = {c.label.casefold(): c.label for c in question.choices}
        by_word |= {c.value.casefold(): c.label for c in question.choices}
    found = by_word.get(str(given).casefold())
    if found is None:
        known = ", ".join(dict.fromkeys(by_word.values()))
        problems.append(
            problem("TPL-003", question.key, given=given, key=question.key, known=known)
        )
    return found


def _choices(question: Question, given: object, problems: list[Problem]) -> str | None:
    words = given if isinstance(given, list) else str(given).split(";")
    one = replace(question, kind=QuestionKind.CHOICE)
    labels = [_choice(one, str(word).strip(), problems) for word in words]
    return "; ".join(label for label in labels if label) or None


def _chosen(question: Question, value: CellValue) -> tuple[str, ...]:
    """The labels in a value; none where it was written freely."""
    if not isinstance(value, str):
        return ()
    if question.kind is QuestionKind.CHOICES:
        return tuple(value.split("; "))
    chooses = question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE)
    return (value,) if chooses or value in _ANYWHERE.values() else ()


def _wrong(key: str, expected: str, given: object) -> Problem:
    return problem("TPL-002", key, key=key, expected=expected, given=given)
