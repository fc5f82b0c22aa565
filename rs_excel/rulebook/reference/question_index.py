"""The index of questions: what is asked, how, when, and which rules read it.

Comes in: the shelf. Goes out: one page a section, one for derived answers, and an
overview that also tells which questions no rule reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rs_excel.domain.questions import Question, Section
from rs_excel.rulebook.citations import as_basis
from rs_excel.rulebook.reference.condition_words import in_words
from rs_excel.rulebook.reference.markdown import code, counted, number, table, words
from rs_excel.rulebook.reference.places import (
    DERIVED,
    QUESTIONS,
    START,
    LinksFrom,
    anchor,
    section_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf
from rs_excel.rulebook.values import Derived


def question_pages(shelf: Shelf) -> Iterator[Page]:
    """The overview, the sections, and the derived answers."""
    yield QUESTIONS, _overview(shelf)
    for section in shelf.pack.catalogue.sections:
        yield section_place(section.id), _section(section, shelf)
    if shelf.pack.derived:
        yield DERIVED, _derived(shelf)


def _overview(shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(QUESTIONS)
    catalogue, unread = shelf.pack.catalogue, shelf.covered.unread
    asked = len(catalogue.by_key)
    yield "# Questions"
    yield ""
    yield (
        f"{counted(asked, 'question')}; rules read {asked - len(unread)} of them. "
        f"{links.to('All pages', START)}"
    )
    yield ""
    rows = [
        (
            links.to(words(section.title), section_place(section.id)),
            section.pillar.label,
            str(len(_asked_in(section, shelf))),
        )
        for section in catalogue.sections
    ]
    if shelf.pack.derived:
        worked_out = links.to("Derived answers", DERIVED)
        rows.append((worked_out, "worked out, not asked", str(len(shelf.pack.derived))))
    yield from table(("Sheet", "Pillar", "Questions"), rows)
    yield "## Read by no rule"
    yield ""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for entry in unread:
        reason = entry.reason or ("Opens other questions." if entry.opens else "—")
        by_reason[reason].append(shelf.key(entry.question, links))
    reasons = ((words(why), ", ".join(keys)) for why, keys in by_reason.items())
    yield from table(("Why it is asked", "Questions"), reasons)


def _section(section: Section, shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(section_place(section.id))
    yield f"# {words(section.title)}"
    yield ""
    yield f"{words(section.intro)} {links.to('All questions', QUESTIONS)}".strip()
    yield ""
    yield from table(
        ("Key", "Question", "Answer", "Rules", "Clauses"),
        (_row(question, shelf, links) for question in _asked_in(section, shelf)),
    )


def _asked_in(section: Section, shelf: Shelf) -> list[Question]:
    asked = shelf.pack.catalogue.by_key.values()
    return [question for question in asked if question.section == section.id]


def _row(question: Question, shelf: Shelf, links: LinksFrom) -> tuple[str, ...]:
    asked = words(question.text)
    if question.asked_when is not None:
        asked += f"<br>*Asked when {in_words(question.asked_when, shelf, links)}*"
    return (
        f"{anchor(question.key)}{code(question.key)}",
        asked,
        _answer(question),
        shelf.rules(shelf.covered.read_by.get(question.key, ()), links),
        ", ".join(shelf.citation(as_basis(c), links) for c in question.clauses),
    )


def _answer(question: Question) -> str:
    kind = question.kind.replace("_", "/")
    unit = f", {question.unit}" if question.unit else ""
    return f"{kind}{words(unit)}{'' if question.required else ', optional'}"


def _derived(shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(DERIVED)
    yield "# Derived answers"
    yield ""
    yield (
        "Worked out from what was asked; a finding on one of them marks the cells "
        f"behind it. {links.to('All questions', QUESTIONS)}"
    )
    yield ""
    rows = (
        (
            f"{anchor(entry.key)}{code(entry.key)}",
            words(entry.text),
            _worked_out(entry, shelf, links),
            shelf.rules(shelf.covered.read_by.get(entry.key, ()), links),
        )
        for entry in shelf.pack.derived
    )
    yield from table(("Key", "What it is", "Worked out as", "Rules"), rows)


def _worked_out(entry: Derived, shelf: Shelf, links: LinksFrom) -> str:
    form = entry.form.removesuffix("_where").replace("_", " ")
    of = ", ".join(shelf.key(key, links) for key in entry.of)
    rows = f"rows of {code(entry.table)}" if entry.table else ""
    where = f"where {in_words(entry.where, shelf, links)}" if entry.where else ""
    scale = f"times {number(entry.scale)}" if entry.scale != 1 else ""
    return " ".join(part for part in (form, of, rows, where, scale) if part)
