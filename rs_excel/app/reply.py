"""The reply pack of one site, and what comes back in it.

Comes in: a checked workbook, or what a site returned. Goes out: a workbook to send, the
draft of an e-mail, and what the site wrote, by fingerprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.app.read_back import statuses
from rs_excel.app.seen import CheckedBook, seen_in
from rs_excel.app.settings import Terms, told_to
from rs_excel.app.sites import opened
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.capr import PlanFile
from rs_excel.domain.findings import Finding
from rs_excel.domain.questions import AnswerSheet, Note
from rs_excel.domain.reply import ReplyLine, hushed, told_to_site
from rs_excel.domain.tongue import Tongue
from rs_excel.rulebook.model import RulePack
from rs_excel.template.reply_book import build_reply
from rs_excel.template.reply_texts import Addressee, mail
from rs_excel.texts.tongues import PRODUCT, languages
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats.opening import open_returned
from rs_excel.workbook.reply_reading import holds_a_reply, read_reply
from rs_excel.workbook.safe_write import safe_write
from rs_excel.writeback import wording

_LANGUAGE = "meta.language"
"""The question by which a site chooses the language of its questionnaire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPack:
    """What was written."""

    workbook: Path
    mail: Path
    findings: int
    kept_back: int  # confidential rows, which never leave
    notes: tuple[Note, ...]  # what could not be read in the tracker


def reply(
    checked: CheckedBook, terms: Terms, *, tracker: Path | None, out: Path
) -> ReplyPack:
    """Write what a site is told to ``out``, and the draft of an e-mail beside it.

    With a tracker the rows are those still open there, with what the site and the
    buyer wrote so far; confidential ones are left out. Nothing is ever replaced.
    """
    refuse_other_ending(out)
    letter = out.with_suffix(".txt")
    for path in (out, letter):
        refuse_existing(path)
    rows, secret, notes = _rows(checked, terms, tracker)
    profile = checked.check.report.profile
    addressee = Addressee(
        supplier=profile.supplier,
        site=profile.site,
        assessed_on=terms.assessed_on,
        notice=wording.flowing(terms.told.notice),
        tracked=tracker is not None,
        tongue=terms.told.tongue,
    )
    findings = {f.fingerprint: f for f in checked.check.report.findings}
    tongue = terms.told.tongue
    lines = [_line(row, findings.get(row.fingerprint), secret, tongue) for row in rows]
    build_reply(lines, addressee, out)
    safe_write(letter, mail(lines, addressee, out.name).encode())
    return ReplyPack(
        workbook=out,
        mail=letter,
        findings=len(lines),
        kept_back=len(secret),
        notes=notes,
    )


def reply_path(file: Path) -> Path:
    """``return.xlsx`` or ``return.checked.xlsx`` → ``return.reply.xlsx``."""
    return file.with_name(f"{file.stem.removesuffix('.checked')}.reply.xlsx")


def said_in(path: Path, pack: RulePack) -> PlanFile | None:
    """A returned reply pack as the site filled it; None for any other workbook."""
    package = Package(open_returned(path))
    book = OoxmlReader(package)
    with broken_parts_named(package):
        if not holds_a_reply(book):
            return None
        return read_reply(book, statuses(pack.texts))


def terms_for_site(sheet: AnswerSheet, terms: Terms) -> Terms:
    """The terms told in the language that a site has chosen on its questionnaire.

    As they are where it has chosen none, or one that there are no texts of.
    """
    chosen = sheet.answers.get(_LANGUAGE)
    known = languages(PRODUCT, terms.pack.texts)
    if chosen is None or chosen.value not in known:
        return terms
    return told_to(terms, str(chosen.value))


def _rows(
    checked: CheckedBook, terms: Terms, tracker: Path | None
) -> tuple[list[TrackedAction], list[TrackedAction], tuple[Note, ...]]:
    """The rows to tell, gravest first, those kept back, and what cannot be read."""
    if tracker is None:
        return [*seen_in(checked).raised.values()], [], ()
    found = opened(tracker)
    kept = [row.action for row in found.rows]
    key = checked.check.report.profile.key
    told = told_to_site(kept, key)
    secret = [r for r in kept if r.site_key == key and r.handling.confidential]
    return sorted(told, key=_gravest), secret, found.notes


def _gravest(row: TrackedAction) -> tuple[int, str]:
    return (row.severity.rank if row.severity else 9, row.number)


def _line(
    row: TrackedAction,
    finding: Finding | None,
    secret: Sequence[TrackedAction],
    tongue: Tongue,
) -> ReplyLine:
    """A finding of this check is told in the language asked for, another as kept."""
    title, _, found = hushed(row.details, secret).partition(". ")
    if finding is None:
        return ReplyLine(
            row=row, title=title, found=found, where="", why="", evidence=""
        )
    return ReplyLine(
        row=replace(row, proposed=wording.steps(finding, tongue)),
        title=wording.title_of(finding),
        found=hushed(finding.says, secret),
        where=wording.cells_line(finding.cells, tongue=tongue),
        why=wording.flowing(finding.why),
        evidence="; ".join(finding.action.evidence),
    )
