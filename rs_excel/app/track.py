"""The tracker meets a check: reads it, settles, reconciles, brings it up to date.

Comes in: checked workbooks, or none, and the path of a tracker. Goes out: the tracker
rewritten in the cells that are ours, with the former file kept beside it, and what
happened. The same run twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from rs_excel.app.later_columns import with_later_columns
from rs_excel.app.outputs import refuse_other_ending
from rs_excel.app.seen import CheckedBook, seen_in
from rs_excel.app.settings import Terms
from rs_excel.app.sites import Site
from rs_excel.app.tracker_cells import put_history, put_rows
from rs_excel.app.tracker_files import save_tracker
from rs_excel.app.tracker_lists import keep_lists
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.hand_moves import Allowed, settle
from rs_excel.domain.like_sites import like_sites
from rs_excel.domain.questions import Note
from rs_excel.domain.reply import still_owed, take_in_all
from rs_excel.domain.tracker import reconcile
from rs_excel.domain.tracker_changes import Change, ChangeKind, Seen
from rs_excel.domain.vocabulary import NoteLevel
from rs_excel.errors import WorkbookError, note, problem
from rs_excel.rulebook.policy import MOST_EXTENSIONS, Policy
from rs_excel.template.tracker_book import build_tracker
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ooxml.update_sheet import SheetUpdate
from rs_excel.workbook.tracker_log import TrackerLog, read_history
from rs_excel.workbook.tracker_reading import TrackerSheet, read_tracker
from rs_excel.workbook.tracker_sheet import kept_beside

Replies: TypeAlias = Sequence[Mapping[str, Handling]]
"""What each reply says, by fingerprint, in the order they are taken in."""


@dataclass(frozen=True, slots=True)
class _News:
    """What comes to a tracker in one run."""

    checks: Iterable[Seen]
    replies: Replies
    on: date
    allowed: Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What one run did."""

    tracker: Path
    rows: tuple[TrackedAction, ...]
    changes: tuple[Change, ...]
    owed: Mapping[str, tuple[str, ...]]  # by number: what a reply leaves unsaid
    notes: tuple[Note, ...]
    backup: Path | None  # the tracker as it was, where it changed


def track(
    checked: Iterable[CheckedBook],
    tracker: Path,
    terms: Terms,
    replies: Replies = (),
) -> Tracked:
    """Bring ``tracker`` up to date with checked workbooks of any number of sites.

    Raises what ``keep_track`` raises, and what checking a file may raise; and
    WorkbookError where there is neither a tracker nor a check to make it from.
    """
    checks: Iterable[Seen] = (seen_in(one) for one in checked)
    if not tracker.exists():
        checks = _at_least_one(checks, tracker)
    return keep_track(checks, tracker, terms.assessed_on, replies, terms.policy)


def keep_track(
    checks: Iterable[Seen],
    tracker: Path,
    on: date,
    replies: Replies = (),
    policy: Policy | None = None,
) -> Tracked:
    """Bring ``tracker`` up to date; it is made where there is none.

    ``replies`` is what sites wrote in returned reply packs, by fingerprint. Without
    any of both only what people changed counts. ``policy`` says how often a due day may
    be moved, and which days count; without one it may be twice, and every day does.
    Raises WorkbookError for what is no tracker, OutputError where it cannot be written;
    it is then as it was.
    """
    news = _News(checks, replies, on, _allowed(policy))
    if tracker.exists():
        return _updated(news, tracker, tracker)
    refuse_other_ending(tracker)
    with TemporaryDirectory() as folder:
        blank = Path(folder) / "tracker.xlsx"
        build_tracker(blank)
        return _updated(news, blank, tracker)


def _allowed(policy: Policy | None) -> Allowed:
    if policy is None:
        return Allowed(most_extensions=MOST_EXTENSIONS)
    return Allowed(
        most_extensions=policy.most_extensions,
        count=lambda row: policy.day_count(row.kind, row.country),
        effect_days=lambda row: policy.effect_days(row.kind),
    )


def _at_least_one(checks: Iterable[Seen], tracker: Path) -> Iterable[Seen]:
    """A slip in the name must not look like a tracker without rows."""
    waiting = iter(checks)
    first = next(waiting, None)
    if first is None:
        raise WorkbookError(problem("TRK-010", tracker))
    return chain([first], waiting)


def _updated(news: _News, source: Path, path: Path) -> Tracked:
    came = Package(Archive.open(source))
    with uninterrupted(), broken_parts_named(came):
        book = OoxmlReader(came)
        package, widened = with_later_columns(came, book, news.on)
        book = book if package is came else OoxmlReader(package)
        found = read_tracker(book)
    history = cache(lambda: _history(package, book))
    # Any number of files is checked in here: what each leaves has to be collected.
    rows, changes = _after(found, news, history)
    with uninterrupted(), broken_parts_named(package):
        log = history() if changes else None
        told = _untold(changes, log) if log else ()
        update = SheetUpdate(package)
        outside = put_rows(update, found, rows, news.on)
        if told and log is not None:
            outside += put_history(update, log, told, news.on)
        keep_lists(update, book, found, rows, news.on)
        data, read = update.finished(), came.archive.data
    notes = (*widened, *found.notes, *outside, *_like_sites(found, rows, path))
    if changes and log is None:
        told, notes = changes, (*notes, note("TRK-109", backup=kept_beside(path.name)))
    former = read if source == path else None
    kept = None
    if data != former:
        kept = save_tracker(path, former, data, damaged=_lost(notes, changes))
    return Tracked(
        tracker=path,
        rows=rows,
        changes=told,
        owed=_owed(rows, news),
        notes=notes,
        backup=kept,
    )


def _history(package: Package, book: OoxmlReader) -> TrackerLog | None:
    with broken_parts_named(package):
        return read_history(book)


def _like_sites(
    found: TrackerSheet, rows: Sequence[TrackedAction], path: Path
) -> Iterator[Note]:
    """Questions about sites that are new, and could be ones that are there."""
    added = rows[len(found.rows) :]
    for pair in like_sites([row.action for row in found.rows], added):
        yield note(
            "TRK-113",
            new=Site.of(pair.new).told,
            known=Site.of(pair.known).told,
            why=pair.why,
            backup=kept_beside(path.name),
        )


def _lost(notes: Iterable[Note], changes: Iterable[Change]) -> bool:
    """Whether hands took something out of the tracker since it was last whole."""
    broken = any(remark.level is NoteLevel.PROBLEM for remark in notes)
    return broken or any(change.kind is ChangeKind.RESTORED for change in changes)


def _after(
    found: TrackerSheet, news: _News, history: Callable[[], TrackerLog | None]
) -> tuple[tuple[TrackedAction, ...], tuple[Change, ...]]:
    """Replies first: what a site hands in may be what a move still lacked."""
    rows = [row.action for row in found.rows]
    taken = take_in_all(rows, news.replies, news.on)
    settled = settle(taken.rows, news.on, news.allowed)
    kept = "also" in found.columns  # else nothing could be told of further sources
    checks = (_without(found.damaged, seen, kept) for seen in news.checks)
    reconciled = reconcile(settled.rows, checks, lambda: _numbers(history()))
    changes = (*taken.changes, *settled.changes, *reconciled.changes)
    return reconciled.rows, changes


def _numbers(log: TrackerLog | None) -> Mapping[str, str]:
    return log.numbers_given() if log else {}


def _without(damaged: Set[str], seen: Seen, kept: bool) -> Seen:
    """A row that waits for its repair is not raised a second time beside it."""
    if not kept:
        seen = replace(seen, kin={})
    if damaged.isdisjoint(seen.raised):
        return seen
    raised = {key: row for key, row in seen.raised.items() if key not in damaged}
    return replace(seen, raised=raised)


def _untold(changes: Iterable[Change], log: TrackerLog) -> tuple[Change, ...]:
    """Those the history does not tell yet: a reply may be read many times."""
    changes = tuple(changes)
    if all(change.kind is not ChangeKind.SAID for change in changes):
        return changes
    told = {(line["NC number"], line["Why"]) for line in log.lines()}
    return tuple(
        change
        for change in changes
        if change.kind is not ChangeKind.SAID or (change.number, change.why) not in told
    )


def _owed(rows: Iterable[TrackedAction], news: _News) -> dict[str, tuple[str, ...]]:
    answered = frozenset(chain.from_iterable(news.replies))
    replied = (row for row in rows if row.fingerprint in answered)
    owed = {row.number: still_owed(row, news.on) for row in replied}
    return {number: missing for number, missing in owed.items() if missing}
