"""What a buyer reads after the tracker was updated or a reply pack was written.

Comes in: what was done. Goes out: a ``Told``; the numbers first, then what needs a
look, then where the files are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rs_excel.app.live_told import Place, Told, Tone
from rs_excel.app.reply import ReplyPack
from rs_excel.app.track import Tracked
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tracker_changes import ChangeKind
from rs_excel.domain.vocabulary import Severity
from rs_excel.writeback import tallies

_MOST_TOLD = 8  # kinds of change, each with its reason
_MOST_NAMED = 6  # rows
_LONGEST_WHY = 120  # characters
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
    lines = [_counts(done), *_grave(done), *_noteworthy(done), *_owed(done)]
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
    told = tallies.counted(pack.findings, "finding")
    return Told(
        title=f"Reply pack written: {told} to answer",
        lines=tuple(lines),
        tone=Tone.INFO if pack.findings else Tone.WARNING,
        gravest=report.worst(),
    )


def _counts(done: Tracked) -> str:
    kinds = Counter(change.kind for change in done.changes)
    said = ", ".join(f"{kinds[k]} {_plain(k)}" for k in ChangeKind if kinds[k])
    return f"{said[0].upper()}{said[1:]}." if said else "Nothing has changed."


def _noteworthy(done: Tracked) -> Iterator[str]:
    """One line for all rows that the same happened to for the same reason."""
    together: dict[tuple[ChangeKind, str], list[str]] = {}
    for change in done.changes:
        if change.kind in _NOTEWORTHY:
            together.setdefault((change.kind, change.why), []).append(change.number)
    ranked = sorted(together.items(), key=lambda item: _NOTEWORTHY.index(item[0][0]))
    for (kind, why), numbers in ranked[:_MOST_TOLD]:
        reason = f" ({shortened(why, _LONGEST_WHY)})" if why else ""
        yield f"    {_plain(kind).capitalize()}{reason}: {_listed(numbers)}"
    if len(ranked) > _MOST_TOLD:
        yield "    … and more, on the sheet History."


def _grave(done: Tracked) -> Iterator[str]:
    """What is new and cannot wait."""
    raised = {c.fingerprint for c in done.changes if c.kind is ChangeKind.RAISED}
    for severity in (Severity.BUSINESS_CRITICAL, Severity.CRITICAL):
        new = [r for r in done.rows if r.fingerprint in raised]
        numbers = [row.number for row in new if row.severity is severity]
        if numbers:
            yield f"    New, {severity.label.lower()}: {_listed(numbers)}"


def _listed(numbers: Sequence[str]) -> str:
    rest = len(numbers) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(numbers[:_MOST_NAMED]) + more


def _owed(done: Tracked) -> Iterator[str]:
    for number, missing in [*done.owed.items()][:_MOST_TOLD]:
        wanted = ", ".join(title.lower() for title in missing)
        yield f"    {number} still unsaid: {wanted}"


def _plain(kind: ChangeKind) -> str:
    return kind.value.replace("_", " ")
