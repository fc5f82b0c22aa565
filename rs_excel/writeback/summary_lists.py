"""The lower half of the Summary: what the check could not say, and why.

Comes in: questions to ask next, rules that could not be assessed, remarks about the
sheet. Goes out: short lists with links, each ending with how many more there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.domain.findings import NotAssessed, PillarResult
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tongue import Tongue
from rs_excel.domain.vocabulary import NoteLevel
from rs_excel.workbook.ports import Ink, ReportCell
from rs_excel.writeback import tallies, wording
from rs_excel.writeback.page import Page, jump, text
from rs_excel.writeback.sureness import range_words, why_ask

MOST_NOT_ASSESSED = 10
MOST_NOTES = 15
_ROWS_NAMED = 60  # characters
_GRAVEST_NOTES = (NoteLevel.PROBLEM, NoteLevel.WARNING, NoteLevel.INFO)


def add_ask_next(page: Page, pillars: Sequence[PillarResult]) -> None:
    """The questions whose answers would say most about the lights above."""
    open_ = [result for result in pillars if result.confidence.ask_next]
    if not open_:
        return
    page.gap()
    tongue, say = page.tongue, page.tongue.say
    page.line(
        say("ask.head", "What to ask next: answers that would move a light most"),
        Ink.SUBTITLE,
    )
    page.add(
        text(say("ask.pillar", "Pillar"), Ink.HEADER),
        text(say("ask.light", "Its light"), Ink.HEADER, span=2),
        text(say("ask.question", "Question"), Ink.HEADER, span=4),
        text(say("ask.waits", "What waits for it"), Ink.HEADER, span=3),
        text(say("ask.cell", "Cell to fill"), Ink.HEADER, span=2),
    )
    for result in open_:
        for asked in result.confidence.ask_next:
            page.add(
                text(tongue.label(result.pillar)),
                text(range_words(result, tongue), span=2),
                text(shortened(asked.text, 160), span=4),
                text(why_ask(asked, tongue), span=3),
                _link(asked.cells[0] if asked.cells else None),
            )


def add_not_assessed(page: Page, undecided: Sequence[NotAssessed]) -> None:
    """Rules that lack answers. No finding on them is no proof that all is well."""
    if not undecided:
        return
    page.gap()
    by_rule: dict[str, list[NotAssessed]] = {}
    for item in undecided:
        by_rule.setdefault(item.rule_id, []).append(item)
    tongue, say = page.tongue, page.tongue.say
    head = say(
        "unassessed.head",
        "What could not be assessed: {rules} lacking answers",
        rules=tallies.rules(len(by_rule), tongue),
    )
    page.line(head, Ink.SUBTITLE)
    page.line(
        say(
            "unassessed.no_proof",
            "No finding on these is no proof that all is well.",
        ),
        Ink.MUTED,
    )
    questions = say("unassessed.questions", "Questions without a usable answer")
    page.add(
        text(say("unassessed.rule", "Rule: what it looks for"), Ink.HEADER, span=3),
        text(say("unassessed.pillar", "Pillar"), Ink.HEADER, span=3),
        text(questions, Ink.HEADER, span=4),
        text(say("unassessed.cell", "First cell to fill"), Ink.HEADER, span=2),
    )
    for items in list(by_rule.values())[:MOST_NOT_ASSESSED]:
        page.add(*_undecided_row(items, tongue))
    _add_rest(page, len(by_rule) - MOST_NOT_ASSESSED)


def _undecided_row(items: Sequence[NotAssessed], tongue: Tongue) -> list[ReportCell]:
    """One rule, with the rows of a table it could not decide."""
    first = items[0]
    rows = shortened(", ".join(i.row for i in items if i.row), _ROWS_NAMED)
    title = f"{first.rule_id} · {first.title}{f' ({rows})' if rows else ''}"
    asked = dict.fromkeys(q for item in items for q in item.questions)
    cells = [cell for item in items for cell in item.cells]
    return [
        text(title, span=3),
        text(tongue.label(first.pillar), span=3),
        text(shortened(" · ".join(asked), 240), span=4),
        _link(cells[0] if cells else None),
    ]


def add_notes(page: Page, notes: Sequence[Note]) -> None:
    """Remarks about the sheet, never about the site; problems first."""
    if not notes:
        return
    page.gap()
    tongue, say = page.tongue, page.tongue.say
    remarks = tongue.count("count.remark", len(notes), "{n} remark", "{n} remarks")
    head = say("notes.head", "About the sheet itself: {remarks}", remarks=remarks)
    page.line(head, Ink.SUBTITLE)
    page.add(
        text(say("notes.remark", "Remark"), Ink.HEADER),
        text(say("notes.seen", "What was seen, and what to do"), Ink.HEADER, span=9),
        text(say("notes.cell", "Cell"), Ink.HEADER, span=2),
    )
    ranked = sorted(notes, key=lambda note: _GRAVEST_NOTES.index(note.level))
    for note in ranked[:MOST_NOTES]:
        page.add(
            text(f"{tongue.label(note.level)} · {note.code}"),
            text(shortened(note.said(tongue), 400), span=9),
            _link(note.cell),
        )
    _add_rest(page, len(notes) - MOST_NOTES)


def _link(cell: CellRef | None) -> ReportCell:
    if cell is None:
        return text(wording.ABSENT, span=2)
    return jump(cell, str(cell), span=2)


def _add_rest(page: Page, rest: int) -> None:
    if rest > 0:
        # Translators: below a list that is cut
        page.line(page.tongue.say("list.rest", "and {n} more.", n=rest), Ink.MUTED)
