"""Questions to ask: what sites have in common, their answers side by side.

Comes in: the portfolio. Goes out: a sheet with a row for each answer that sites have in
common, the sites that give it in the same words together, and for every return that is
not clear. Nobody is accused by it, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlsxwriter import Workbook

from rs_excel.batch.asking import Question
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.workbook.ports import Ink

NAME = "Questions to ask"
_COLUMNS = (
    Column(head="No.", width=6),
    Column(head="About", width=14),
    Column(head="What is alike, or not clear", width=34),
    Column(head="Question answered", width=26),
    Column(head="One site", width=26),
    Column(head="says", width=34),
    Column(head="Others", width=34),
    Column(head="say", width=34),
    Column(head="What to ask", width=36),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Questions to ask: what should not be alike, and what is not clear",
        (
            "Longer texts, runs of numbers or the last person to save them, shared by "
            "sites that should know nothing of each other; and returns of which site "
            "or order is not clear. A shared adviser is a common reason: these are "
            "questions, no figure and no finding rests on them.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(2)
    head = page.row - 1
    for question in portfolio.questions():
        for row in _rows(question):
            page.add(_cells(question, row, looks))
    if page.row == head + 1:
        page.line("There is nothing to ask.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


class _Row(NamedTuple):
    """An answer of one site, and who else gives one like it."""

    is_first: bool  # of its question, which is told once
    asked: str
    one: str
    said: str
    others: str
    they_say: str


def _rows(question: Question) -> Iterator[_Row]:
    """Those who say the same in a row together; who they are is told once."""
    who = {line["file"]: _who(line) for line in question["returns"]}
    if not question["passages"]:
        yield _Row(True, "", next(iter(who.values())), "", "", "")
    told: tuple[str, ...] = ()
    for passage in question["passages"]:
        first, *others = passage["answers"]
        for said, files in _by_words(others).items():
            same = (first["file"], *files) == told
            yield _Row(
                is_first=not told,
                asked=passage["question"],
                one=who[first["file"]],
                said=first["said"],
                others=_the_same(files)
                if same
                else "\n".join(who[file] for file in files),
                they_say=said,
            )
            told = (first["file"], *files)


def _by_words(answers: Sequence[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """The files that say each thing."""
    files: dict[str, tuple[str, ...]] = {}
    for answer in answers:
        files[answer["said"]] = (*files.get(answer["said"], ()), answer["file"])
    return files


def _the_same(files: Sequence[str]) -> str:
    return "the same site" if len(files) == 1 else f"the same {len(files)} sites"


def _cells(question: Question, row: _Row, looks: Looks) -> list[Cell]:
    wrap, small = looks.of(Ink.WRAP), looks.of(Ink.WRAP, font_size=8)
    return [
        (question["number"], looks.of(Ink.WRAP, align="center")),
        (question["kind"], looks.of(Ink.WRAP, bold=True)),
        (question["says"] if row.is_first else "", wrap),
        (row.asked, wrap),
        (row.one, small),
        (row.said, wrap),
        (row.others, small),
        (row.they_say, wrap),
        (question["do"] if row.is_first else "", wrap),
    ]


def _who(line: Mapping[str, str]) -> str:
    """Supplier, site and file, which is what there is to look up."""
    known = (line["supplier"], line["site"], line["file"])
    return " · ".join(part for part in known if part)
