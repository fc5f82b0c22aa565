"""Update tracker and Reply pack, from the workbook that is open.

Comes in: an open workbook, saved or not, the terms, and how to ask for files. Goes out:
the tracker brought up to date, or a workbook for the site with the draft of an e-mail.
The open workbook is read as it is now and not changed; a tracker is only ever touched
while nobody has it open.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rs_excel.app.live import checked_open
from rs_excel.app.live_follow_up_text import nothing_chosen, packed, tracked
from rs_excel.app.live_told import Asking, Progress, Told
from rs_excel.app.read_back import statuses
from rs_excel.app.replies import said_by_site
from rs_excel.app.reply import reply, terms_for_site
from rs_excel.app.settings import Terms
from rs_excel.app.sites import opened
from rs_excel.app.suggested_names import reply_name
from rs_excel.app.track import Tracked, track
from rs_excel.errors import OutputError, problem
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.reply_reading import holds_a_reply, read_reply
from rs_excel.workbook.safe_write import refuse_open


def update_tracker(
    book: LiveBook, terms: Terms, progress: Progress, asking: Asking
) -> Told:
    """Take what the open workbook says into the tracker, which is made if missing.

    A returned reply pack brings what the site wrote; a questionnaire is checked, with
    or without marks of ours on it. Raises what ``track`` and a check raise, and
    OutputError (XL-204, OUT-002) while the tracker is open.
    """
    tracker = asking.tracker()
    if tracker is None:
        return nothing_chosen("tracker")
    _refuse_in_use(tracker, book)
    if holds_a_reply(book.reader):
        progress("Reading what the site wrote …")
        return tracked(_replied(book, tracker, terms), terms.assessed_on, None)
    progress("Reading the answers and weighing the rules …")
    checked = checked_open(book, terms)
    progress(f"Bringing {tracker.name} up to date …")
    done = track([checked], tracker, terms)
    return tracked(done, terms.assessed_on, checked.check.report)


def reply_pack(
    book: LiveBook, terms: Terms, progress: Progress, asking: Asking
) -> Told:
    """Write what the site is told. With a tracker the rows still open there are told.

    A tracker that was ever used counts: what it holds as confidential must not leave.
    Raises what ``reply`` and a check raise, and OutputError (XL-204, OUT-002) while
    the tracker is open.
    """
    tracker = _tracker_in_use(asking)
    if tracker is not None:
        _refuse_in_use(tracker, book)
    out = asking.new_file(reply_name(book.name))
    if out is None:
        return nothing_chosen("name")
    progress("Reading the answers and weighing the rules …")
    checked = checked_open(book, terms)
    terms = checked.check.terms
    theirs = terms_for_site(checked.check.sheet, terms)
    if theirs is not terms:
        checked, terms = checked_open(book, theirs), theirs
    progress(f"Writing {out.name} …")
    pack = reply(checked, terms, tracker=tracker, out=out)
    return packed(pack, tracker, checked.check.report)


def _replied(book: LiveBook, tracker: Path, terms: Terms) -> Tracked:
    """The tracker after the reply that is open; remarks on the reply come last."""
    reply = read_reply(book.reader, statuses(terms.pack.texts))
    rows = [row.action for row in opened(tracker).rows] if tracker.exists() else []
    said, notes = said_by_site(reply, rows, book.name) if rows else ({}, ())
    done = track((), tracker, terms, [said])
    return replace(done, notes=(*done.notes, *notes))


def _tracker_in_use(asking: Asking) -> Path | None:
    """The tracker used last. One that has been moved since is asked for."""
    known = asking.known_tracker()
    if known is None or known.exists():
        return known
    return asking.tracker()


def _refuse_in_use(tracker: Path, book: LiveBook) -> None:
    """Excel would write over what was written beneath it, or holds what is unsaved."""
    in_excel = {name.casefold() for name in book.open_books()}
    if tracker.name.casefold() in in_excel:
        raise OutputError(problem("XL-204", tracker, name=tracker.name))
    refuse_open(tracker)
