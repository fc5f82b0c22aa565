"""The straight line: a workbook in, a report out, and the copy with our marks.

Comes in: a workbook and the terms it is checked on. Goes out: what was read, what was
decided, and on request the annotated copy. The day of assessment always comes in from
outside: nothing on this line asks what day it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rs_excel.app.outputs import copied_as, refuse_to_lose
from rs_excel.app.read_back import under_our_titles
from rs_excel.app.settings import Terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.questions import AnswerSheet
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.lasting import same_until
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reporting import Checked, report
from rs_excel.engine.stating import state
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.certificate import Certificate, certificate
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.pen import OoxmlPen
from rs_excel.workbook.ooxml.read_from import read_from
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ooxml.unmark import (
    is_marked,
    kept_on_recheck,
    strip_marks,
    their_words,
)
from rs_excel.workbook.other_formats.opening import open_returned
from rs_excel.workbook.ports import WorkbookReader
from rs_excel.workbook.reading import read_answers
from rs_excel.workbook.safe_write import safe_write
from rs_excel.writeback.annotate import annotate
from rs_excel.writeback.earlier_copy import carried_over
from rs_excel.writeback.palette import LOOKS

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One workbook, read and weighed."""

    sheet: AnswerSheet
    submission: Submission
    report: CheckReport
    terms: Terms
    """Those it was weighed on: of the pack its template was made from."""


def check(book: WorkbookReader, terms: Terms) -> Check:
    """Reads a workbook, weighs it, raises what is flagged.

    Raises WorkbookError when it holds no questionnaire that the pack knows, or was made
    from the template of another pack than the one asked for.
    """
    pack = terms.pack
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    other = terms.instead(sheet.template, book.name)
    if other is not None:
        return check(book, other)
    submission = state(sheet, pack, terms.assessed_on)
    weighed = evaluate(submission, pack)
    told = terms.told
    findings = raise_findings(weighed.verdicts, told, terms.policy, submission)
    checked = Checked(
        submission=submission,
        verdicts=weighed.verdicts,
        findings=findings,
        engine=weighed.engine,
        notes=sheet.notes,
    )
    return Check(
        sheet=sheet,
        submission=submission,
        report=report(checked, told, terms.policy),
        terms=terms,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A checked file: the original without our marks, and what people wrote in it.

    Of a return in another format than .xlsx, ``original`` is what was read of it.
    """

    path: Path
    original: Package
    words: Words
    kept: tuple[str, ...]  # sheets of an earlier check in which people wrote
    check: Check

    @uninterrupted()
    def annotated(self) -> bytes:
        """The copy with marks and sheets; the original's other parts untouched.

        Raises WorkbookError where a part that nothing was read from is broken.
        """
        imprint = self.check.terms.imprint
        with broken_parts_named(self.original):
            pen = OoxmlPen(self.original, LOOKS)
            annotate(
                pen,
                self.check.report,
                review_cells=self.check.sheet.review_cells,
                imprint=imprint,
                their_words=self.words,
            )
            return pen.finished()

    def same_until(self) -> date:
        """The first later day on which the same file may come out differently."""
        findings = self.check.report.findings
        return same_until(self.check.submission, findings, self.check.terms.pack)

    def certificate(self, copy: bytes) -> Certificate | None:
        """Which parts of the original the copy left alone, changed and added.

        None where the copy could not be made from the original: see ``read_from``.
        """
        if read_from(self.original.archive):
            return None
        return certificate(self.original.archive, copy)


def check_file(path: Path, terms: Terms) -> CheckedFile:
    """Checks a file on disk. Marks of an earlier check are set aside first.

    Findings that stood in the earlier check keep the day they were raised.

    Raises WorkbookError with what is wrong with the file and what to do.
    """
    return check_archive(open_returned(path), path, terms)


@uninterrupted()
def check_archive(archive: Archive, path: Path, terms: Terms) -> CheckedFile:
    """As ``check_file``, where the bytes of the file were read already."""
    original = Package(archive)
    words: Words = {}
    kept: tuple[str, ...] = ()
    if is_marked(original):
        with broken_parts_named(original):
            words = under_our_titles(their_words(original), terms.pack.texts)
            kept = kept_on_recheck(original)
            original = Package(strip_marks(original.archive))
    checked = check(OoxmlReader(original), terms)
    checked = replace(checked, report=carried_over(checked.report, words))
    return CheckedFile(
        path=path, original=original, words=words, kept=kept, check=checked
    )


def copy_path(path: Path, out: Path | None) -> Path:
    """Where the annotated copy goes: ``return.xlsx`` → ``return.checked.xlsx``.

    ``return.xls`` → ``return.xls.checked.xlsx``: both may have come, and what we write
    is never another format than .xlsx.
    """
    stem, ending = copied_as(path.name)
    return (out or path.parent) / f"{stem.removesuffix('.checked')}{ending}"


def write_copy(checked: CheckedFile, copy: bytes, out: Path | None) -> Path:
    """Writes the copy beside the original or into ``out``.

    Raises OutputError rather than replace the input, or a file people worked in.
    """
    target = copy_path(checked.path, out)
    refuse_to_lose(target)
    safe_write(target, copy, keep=checked.path)
    return target
