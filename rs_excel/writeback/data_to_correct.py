"""Data to correct: the list below the corrective action plan.

Comes in: data-quality findings, and what was written beside them earlier. Goes out:
rows in the plan's own columns, so that widths and the reader of earlier copies serve
both. It is a list of its own because wrong data has no root cause and no verifier,
and would swell the count of corrective actions.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.domain.findings import Finding
from rs_excel.domain.tongue import Tongue
from rs_excel.workbook.ports import Ink, ReportCell
from rs_excel.writeback import wording
from rs_excel.writeback.capr import (
    BY_TITLE,
    COMMENTS,
    DUE_DATE,
    FINGERPRINT,
    PILLAR,
    RAISED_ON,
    RULE,
    TIMESCALE,
    EarlierRows,
)
from rs_excel.writeback.page import Page, text, where

_UNUSED = 5  # columns between the last one used and the hidden fingerprint


def add_data_to_correct(
    page: Page, findings: Sequence[Finding], their_words: EarlierRows
) -> None:
    """Heading, header and one row a finding; nothing where there is none."""
    if not findings:
        return
    page.gap()
    say = page.tongue.say
    head = say("data.head", "Data to correct before the sheet is checked again")
    page.line(head, Ink.SUBTITLE)
    page.add(
        text(say("data.number", "No."), Ink.HEADER),
        _head(page, RULE),
        _head(page, PILLAR),
        text(say("data.wrong", "What is wrong with the answer"), Ink.HEADER, span=2),
        text(say("data.correct", "What to correct"), Ink.HEADER, span=2),
        _head(page, TIMESCALE),
        _head(page, DUE_DATE),
        text(say("data.cell", "Cell"), Ink.HEADER, span=2),
        _head(page, COMMENTS),
        _head(page, RAISED_ON),
        text(None, Ink.PLAIN, span=_UNUSED),
        _head(page, FINGERPRINT),
    )
    for finding in findings:
        theirs = their_words.get(finding.fingerprint, {})
        page.add(*_row(finding, theirs.get(COMMENTS) or None, page.tongue))


def _head(page: Page, title: str) -> ReportCell:
    """The head of a column that the plan has, too."""
    return text(BY_TITLE[title].head(page.tongue), Ink.HEADER)


def _row(finding: Finding, comments: str | None, tongue: Tongue) -> list[ReportCell]:
    return [
        text(finding.number, wording.ink_of(finding)),
        text(finding.rule_id),
        text(tongue.label(finding.pillar)),
        text(f"{wording.title_of(finding)}. {finding.says}", span=2),
        text(finding.action.says, span=2),
        text(wording.timescale(finding, tongue)),
        text(finding.action.due_on, Ink.DATE),
        where(finding.cells, span=2, tongue=tongue),
        text(comments, Ink.THEIRS),
        text(finding.raised_on, Ink.DATE),
        text(None, Ink.PLAIN, span=_UNUSED),
        text(finding.fingerprint),
    ]
