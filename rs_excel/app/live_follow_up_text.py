"""What a buyer reads after the tracker was updated or a reply pack was written.

Comes in: what was done. Goes out: a ``Told``; the numbers first, then what needs a
look, then where the files are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rs_excel.app.live_told import Place, Told, Tone
from rs_excel.app.reply import ReplyPack
from rs_excel.app.track import Tracked
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.tracker_changes import Change, ChangeKind
from rs_excel.writeback.wording import counted

_MOST_TOLD = 8  # changes, of each the number and why
_NOTEWORTHY = (
    ChangeKind.REFUSED,
    ChangeKind.REOPENED,
    ChangeKind.EXPIRED,
    ChangeKind.REGRADED,
    ChangeKind.CLEARED,
    ChangeKind.SAID,
)
"""What a buyer has to know of one row; the others are counted."""


def nothing_chosen(what: str) -> Told:
    """The user closed the window in which it was asked for."""
    return Told(title=f"No {what} was chosen; nothing was done.", place=Place.BAR)


def tracked(done: Tracked, on: date, report: CheckReport | None) -> Told:
    """After the tracker was brought up to date; ``report`` of the checked workbook."""
    open_ = [row for row in done.rows if not row.status.rests]
    late = sum(row.overdue_days(on) > 0 for row in open_)
    lines = [_counts(done), *_noteworthy(done), *_owed(done)]
    lines += [f"{note.code}: {note.says}" for note in done.notes]
    lines += ["", f"Tracker: {done.tracker}"]
    if done.backup:
        lines.append(f"As it was before: {done.backup}")
    return Told(
        title=f"{done.tracker.name}: {len(open_)} open, {late} overdue",
        lines=tuple(lines),
        tone=Tone.WARNING if done.notes else Tone.INFO,
        gravest=report.worst() if report else None,
    )


def packed(pack: ReplyPack, tracker: Path | None, report: CheckReport) -> Told:
    """After a reply pack was written."""
    lines = [f"Workbook: {pack.workbook}", f"Draft of the e-mail: {pack.mail}"]
    if tracker is None:
        lines.append("No tracker was used: every finding of this check is in it.")
    elif pack.findings == 0:
        lines.append(
            f"{tracker.name} holds no row of this site to tell. If it should, press "
            "Update tracker first and write the pack anew."
        )
    else:
        lines.append(f"The rows are those still open in {tracker.name}.")
    if pack.kept_back:
        lines.append(f"Kept back as confidential: {pack.kept_back}.")
    return Told(
        title=f"Reply pack written: {counted(pack.findings, 'finding')} to answer",
        lines=tuple(lines),
        tone=Tone.INFO if pack.findings else Tone.WARNING,
        gravest=report.worst(),
    )


def _counts(done: Tracked) -> str:
    kinds = Counter(change.kind for change in done.changes)
    said = ", ".join(f"{kinds[k]} {_plain(k)}" for k in ChangeKind if kinds[k])
    return f"{said[0].upper()}{said[1:]}." if said else "Nothing has changed."


def _noteworthy(done: Tracked) -> Iterator[str]:
    changes = sorted(
        (change for change in done.changes if change.kind in _NOTEWORTHY),
        key=lambda change: _NOTEWORTHY.index(change.kind),
    )
    yield from map(_line, changes[:_MOST_TOLD])
    if len(changes) > _MOST_TOLD:
        yield f"… and {len(changes) - _MOST_TOLD} more, on the sheet History."


def _line(change: Change) -> str:
    why = f": {change.why}" if change.why else ""
    return f"    {change.number} {_plain(change.kind)}{why}"


def _owed(done: Tracked) -> Iterator[str]:
    for number, missing in [*done.owed.items()][:_MOST_TOLD]:
        wanted = ", ".join(title.lower() for title in missing)
        yield f"    {number} still unsaid: {wanted}"


def _plain(kind: ChangeKind) -> str:
    return kind.value.replace("_", " ")
