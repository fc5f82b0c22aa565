"""Data to correct: the list below the corrective action plan.

Comes in: data-quality findings, and what was written beside them earlier. Goes out:
rows in the plan's own columns, so that widths and the reader of earlier copies serve
both. It is a list of its own because wrong data has no root cause and no verifier,
and would swell the count of corrective actions.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.domain.findings import Finding
from rs_excel.workbook.ports import Ink, ReportCell
from rs_excel.writeback import wording
from rs_excel.writeback.capr import (
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
    page.line("Data to correct before the sheet is checked again", Ink.SUBTITLE)
    page.add(
        text("No.", Ink.HEADER),
        text(RULE, Ink.HEADER),
        text(PILLAR, Ink.HEADER),
        text("What is wrong with the answer", Ink.HEADER, span=2),
        text("What to correct", Ink.HEADER, span=2),
        text(TIMESCALE, Ink.HEADER),
        text(DUE_DATE, Ink.HEADER),
        text("Cell", Ink.HEADER, span=2),
        text(COMMENTS, Ink.HEADER),
        text(RAISED_ON, Ink.HEADER),
        text(None, Ink.PLAIN, span=_UNUSED),
        text(FINGERPRINT, Ink.HEADER),
    )
    for finding in findings:
        theirs = their_words.get(finding.fingerprint, {})
        page.add(*_row(finding, theirs.get(COMMENTS) or None))


def _row(finding: Finding, comments: str | None) -> list[ReportCell]:
    return [
        text(finding.number, wording.ink_of(finding)),
        text(finding.rule_id),
        text(finding.pillar.label),
        text(f"{wording.title_of(finding)}. {finding.says}", span=2),
        text(finding.action.says, span=2),
        text(wording.timescale(finding)),
        text(finding.action.due_on, Ink.DATE),
        where(finding.cells, span=2),
        text(comments, Ink.THEIRS),
        text(finding.raised_on, Ink.DATE),
        text(None, Ink.PLAIN, span=_UNUSED),
        text(finding.fingerprint),
    ]
