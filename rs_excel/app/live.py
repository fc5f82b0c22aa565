"""Checking the workbook that is open in Excel, and taking our marks off it again.

Comes in: a live book, the terms, how to tell progress and ask. Goes out: a workbook as
a checked file would be, and what to tell. Reading and deciding come first; Excel is
asked to change something only when nothing of ours can fail any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rs_excel.app.check import Check, Words, check
from rs_excel.app.live_texts import cleared_told, lift_question, marked_told
from rs_excel.app.live_told import Asking, Progress, Told
from rs_excel.app.read_back import under_our_titles
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import AnswerSheet, CellRef
from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.earlier import Earlier
from rs_excel.workbook.live.faults import in_our_words
from rs_excel.workbook.live.pen import LivePen, Replaced
from rs_excel.workbook.ooxml.own_sheets import earlier_titles
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_SHEET
from rs_excel.workbook.ports import CellMark
from rs_excel.writeback.annotate import annotate
from rs_excel.writeback.earlier_copy import carried_over
from rs_excel.writeback.marks import marks_for
from rs_excel.writeback.palette import LOOKS


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOpen:
    """A workbook checked while it is open, and what people wrote in its plan."""

    book: LiveBook
    earlier: Earlier
    words: Words
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doors:
    """Which sheets may be marked. ``lift``: protection is to be lifted for it."""

    shut: frozenset[str] = field(default_factory=frozenset)
    lift: bool = False


@in_our_words()
def checked_open(book: LiveBook, terms: Terms) -> CheckedOpen:
    """Reads and decides; nothing is changed. Findings keep the day they were raised.

    Raises WorkbookError where it is no questionnaire of ours, ExcelError where Excel
    will not answer.
    """
    earlier = Earlier.of(book)
    words = under_our_titles(earlier.words(), terms.pack.texts)
    checked = check(book.reader, terms)
    checked = replace(checked, report=carried_over(checked.report, words))
    return CheckedOpen(book=book, earlier=earlier, words=words, check=checked)


@in_our_words()
def check_open(
    book: LiveBook, terms: Terms, progress: Progress, asking: Asking
) -> Told:
    """Checks the whole workbook: marks its cells and adds, or renews, our sheets."""
    _refuse_locked(book)
    progress("Reading the answers …")
    checked = checked_open(book, terms)
    earlier, report = checked.earlier, checked.check.report
    marks = _marks(checked)
    doors = _doors(book, [*_cells(marks), *earlier.as_marks()], asking)
    progress(f"Writing {len(report.findings)} findings …")
    stay = [earlier.sheets[id_] for id_ in earlier.added_to()]
    pen = _pen(checked, doors.shut)
    annotate(
        pen,
        report,
        review_cells=checked.check.sheet.review_cells,
        imprint=checked.check.terms.imprint,
        their_words=checked.words,
    )
    renamed = earlier_titles(book.reader.sheet_names(), stay)
    gone = [title for title in earlier.sheets.values() if title not in stay]
    with book.at_rest():
        off = earlier.marks_off(shut=doors.shut)
        book.work.paint(off.strokes, lift=doors.lift)
        book.work.rename(renamed)
        aside = {t: a for t, a in earlier.held_aside().items() if t in gone}
        replaced = Replaced(titles=gone, names=earlier.names, aside=aside)
        kept = earlier.rows_on(doors.shut)
        pen.finish(kept, instead_of=replaced, lift=doors.lift)
    return marked_told(report, shut=doors.shut, kept=[*renamed.values()], off=off)


@in_our_words()
def check_sheet(
    book: LiveBook, terms: Terms, progress: Progress, asking: Asking
) -> Told:
    """Checks the whole workbook, and marks and tells what rests on the active sheet.

    A quick look: the marks of other sheets, and our own sheets, stay as they are.
    """
    _refuse_locked(book)
    title = _active_sheet(book)
    progress(f"Checking {title} …")
    checked = checked_open(book, terms)
    earlier = checked.earlier
    if title in earlier.sheets.values():
        raise WorkbookError(problem("XL-036", title))
    marks = [mark for mark in _marks(checked) if mark.cell.sheet == title]
    before = [cell for cell in earlier.as_marks() if cell.sheet == title]
    report = checked.check.report
    on_sheet = tuple(
        finding
        for finding in report.findings
        if any(cell.sheet == title for cell in finding.cells)
    )
    told = replace(report, findings=on_sheet)
    doors = _doors(book, [*_cells(marks), *before], asking)
    others = frozenset(book.reader.sheet_names()) - {title}
    if (marks or before) and title not in doors.shut:
        pen = _pen(checked, doors.shut, leaves=earlier.ledger_sheet())
        pen.mark(marks)
        with book.at_rest():
            off = earlier.marks_off(shut=others)
            book.work.paint(off.strokes, lift=doors.lift)
            rows = [*earlier.rows_on(others), *earlier.rows_of_sheets()]
            replaced = Replaced(titles=earlier.ledger_sheet(), names=earlier.names)
            pen.finish(rows, instead_of=replaced, lift=doors.lift)
    return marked_told(told, shut=doors.shut, sheet=title)


@in_our_words()
def clear(book: LiveBook, progress: Progress, asking: Asking) -> Told:
    """Takes our marks and sheets off, whether they came from here or from a file.

    Sheets in which people wrote stay. Raises WorkbookError where nothing is ours.
    """
    _refuse_locked(book)
    progress("Looking for marks …")
    earlier = Earlier.of(book)
    if not earlier:
        raise WorkbookError(problem("XL-037", book.name))
    doors = _doors(book, earlier.as_marks(), asking)
    if doors.shut:
        shut = ", ".join(sorted(doors.shut))
        raise WorkbookError(problem("XL-038", book.name, sheets=shut))
    progress("Taking marks off …")
    stay = earlier.worked_on()
    gone = [title for id_, title in earlier.sheets.items() if id_ not in stay]
    kept = {NAME_OF_SHEET + id_: earlier.sheets[id_] for id_ in stay}
    with book.at_rest():
        off = earlier.marks_off()
        book.work.paint(off.strokes, lift=doors.lift)
        book.work.take_out(gone, earlier.names)
        book.work.point(kept)
    return cleared_told(off, kept=[*kept.values()])


def _refuse_locked(book: LiveBook) -> None:
    """No sheet can be added to, or taken out of, a protected structure, nor a workbook
    that is shared in the way of old; what is read-only could not keep its marks."""
    locks = {
        "XL-034": book.work.structure_is_protected,
        "XL-043": book.work.is_shared,
        "XL-044": book.work.is_read_only,
    }
    for code, locked in locks.items():
        if locked():
            raise WorkbookError(problem(code, book.name))


def _active_sheet(book: LiveBook) -> str:
    at = book.active_cell()
    if at is None:
        raise WorkbookError(problem("XL-035", book.name))
    return at.sheet


def _marks(checked: CheckedOpen) -> Sequence[CellMark]:
    return marks_for(
        checked.check.report,
        checked.check.sheet.review_cells,
        imprint=checked.check.terms.imprint,
    )


def _cells(marks: Sequence[CellMark]) -> list[CellRef]:
    return [mark.cell for mark in marks]


def _doors(book: LiveBook, marked: Sequence[CellRef], asking: Asking) -> _Doors:
    """Asks before protection is lifted; what has a password stays shut in any case."""
    cells = {cell.sheet: cell for cell in reversed(marked)}
    shut = book.work.closed(cells)
    liftable = book.work.liftable(shut)
    if not liftable or not asking.agrees(lift_question(liftable)):
        return _Doors(shut=shut)
    return _Doors(shut=shut - liftable, lift=True)


def _pen(
    checked: CheckedOpen,
    shut: Collection[str],
    *,
    leaves: Collection[str] | None = None,
) -> LivePen:
    """``leaves``: titles that become free; those of all our sheets if not said."""
    gone = checked.earlier.sheets.values() if leaves is None else leaves
    keys = question_keys(checked.check.sheet)
    return LivePen(checked.book, LOOKS, keys, leaves=gone, closed=shut)


def question_keys(sheet: AnswerSheet) -> Mapping[CellRef, str]:
    """Question keys by the cells they were answered in."""
    answers = sheet.answers.items()
    return {answer.cell: key for key, answer in answers if answer.cell is not None}
