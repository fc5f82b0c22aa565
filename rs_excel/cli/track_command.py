"""``rs-excel track``: the corrective action tracker, brought up to date.

Comes in: returned or checked workbooks and a tracker. Goes out: what happened to its
rows, as text for people or one JSON object. A file that cannot be checked is named and
leaves its site's rows as they are.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.replies import said_by_site
from rs_excel.app.reply import said_in
from rs_excel.app.settings import Terms
from rs_excel.app.sites import opened
from rs_excel.app.track import Tracked, track
from rs_excel.app.tracker_files import copies_of, damaged_of
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import COULD_NOT_RUN, DONE
from rs_excel.cli.terms import print_missed, terms_by_template
from rs_excel.domain.actions import SOON, Handling, TrackedAction
from rs_excel.domain.capr import PlanFile
from rs_excel.domain.questions import Note
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tracker_changes import Change, ChangeKind
from rs_excel.errors import Problem, RsError
from rs_excel.rulebook.model import RulePack

_MOST_SHOWN = 20
_MOST_NAMED = 5
_LONGEST = 1_000  # characters of one line


def run(wanted: Namespace) -> int:
    """Checks the files, updates the tracker, says what happened."""
    terms = terms_by_template(wanted)
    problems: list[tuple[str, Problem]] = []
    files = _besides(wanted.tracker, wanted.files)
    returned, returns = _sorted_out(files, terms.pack, problems)
    checks = _checked(returns, terms, problems)
    try:
        replies, notes = _matched(returned, wanted.tracker, problems)
        tracked = track(checks, wanted.tracker, terms, replies)
        tracked = replace(tracked, notes=(*tracked.notes, *notes))
    except RsError as fault:
        raise type(fault)(*(found for _, found in problems), *fault.problems) from None
    if wanted.format == "json":
        told = tracked_as_json(tracked, problems, terms.assessed_on)
        print(json.dumps(told, ensure_ascii=False))
    else:
        print_tracked(tracked, problems, terms.assessed_on)
    print_missed(terms)
    return COULD_NOT_RUN if problems else DONE


def _besides(tracker: Path, files: Sequence[Path]) -> list[Path]:
    """The files without the tracker itself: ``*.xlsx`` names it along with returns."""
    own = (tracker, *copies_of(tracker), damaged_of(tracker))
    known = {path.resolve() for path in own}
    return [file for file in files if file.resolve() not in known]


def _sorted_out(
    files: Sequence[Path], pack: RulePack, problems: list[tuple[str, Problem]]
) -> tuple[dict[Path, PlanFile], list[Path]]:
    """The reply packs that sites filled, and the files that are returns."""
    replies: dict[Path, PlanFile] = {}
    returns = []
    for file in files:
        try:
            said = said_in(file, pack)
        except RsError as fault:
            problems += [(str(file), found) for found in fault.problems]
            continue
        if said is None:
            returns.append(file)
        else:
            replies[file] = said
    return replies, returns


def _matched(
    replies: Mapping[Path, PlanFile],
    tracker: Path,
    problems: list[tuple[str, Problem]],
) -> tuple[list[Mapping[str, Handling]], list[Note]]:
    """What each reply says of rows of the tracker, and remarks on it."""
    taken: list[Mapping[str, Handling]] = []
    notes: list[Note] = []
    there = bool(replies) and tracker.exists()
    rows = [row.action for row in opened(tracker).rows] if there else []
    for file, reply in replies.items():
        try:
            said, remarks = said_by_site(reply, rows, str(file))
        except RsError as fault:
            problems += [(str(file), found) for found in fault.problems]
            continue
        taken.append(said)
        notes += remarks
    return taken, notes


def _checked(
    files: Sequence[Path], terms: Terms, problems: list[tuple[str, Problem]]
) -> Iterator[CheckedFile]:
    for file in files:
        try:
            yield check_file(file, terms)
        except RsError as fault:
            problems += [(str(file), found) for found in fault.problems]


def print_tracked(
    tracked: Tracked, problems: Sequence[tuple[str, Problem]], on: date
) -> None:
    """What a run did to a tracker, for people."""
    console = results_console()
    open_ = sum(not row.status.rests for row in tracked.rows)
    passed = _counts(tracked.rows, on)
    counted = Counter(change.kind for change in tracked.changes)
    counts = f"{open_} open, {passed['overdue']} overdue"
    console.print(Text(f"{tracked.tracker}: {counts}", "bold"))
    due = [f"{passed[key]} {what}" for key, what in _REMINDERS.items() if passed[key]]
    if due:
        console.print(Text(", ".join(due)))
    said = ", ".join(f"{n} {_plain(kind)}" for kind, n in sorted(counted.items()))
    console.print(Text(said or "Nothing has changed."))
    if tracked.changes:
        console.print(_table(tracked.changes))
    for line in _still_unsaid(tracked.owed):
        console.print(Text(line))
    print_notes(tracked.notes[:_MOST_SHOWN])
    more = len(tracked.notes) - _MOST_SHOWN
    if more > 0:
        console.print(Text(f"… and {more} more; --format json tells all", "yellow"))
    if tracked.backup:
        console.print(Text(f"The tracker before this run: {tracked.backup}", "dim"))
    for file, found in problems:
        console.print(Text(f"✗ {file}: {found}", "red"))


def _still_unsaid(owed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What came back without: rows that lack the same share a line."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for number, missing in owed.items():
        lacking.setdefault(tuple(missing), []).append(number)
    for missing, numbers in lacking.items():
        more = len(numbers) - _MOST_NAMED
        rows = ", ".join(numbers[:_MOST_NAMED]) + (f" and {more} more" * (more > 0))
        wanted = ", ".join(title.lower() for title in missing)
        yield f"{rows}: still unsaid: {wanted}"


_REMINDERS = {
    "due_soon": f"due in the next {SOON} days",
    "containment_late": "past their day of containment",
    "effect_unchecked": "to be looked at for effect",
}


def _counts(rows: Sequence[TrackedAction], on: date) -> dict[str, int]:
    """What has passed or comes near, by name."""
    return {
        "overdue": sum(row.overdue_days(on) > 0 for row in rows),
        "due_soon": sum(row.due_soon(on) for row in rows),
        "containment_late": sum(row.contained_late(on) for row in rows),
        "effect_unchecked": sum(row.effect_unchecked(on) for row in rows),
    }


def print_notes(notes: Sequence[Note]) -> None:
    """What cannot be told, with its place, for people."""
    console = results_console()
    for remark in notes:
        place = f" {remark.cell}" if remark.cell else ""
        console.print(Text(f"{remark.code}{place}: {remark.says}", "yellow"))


def _table(changes: tuple[Change, ...]) -> Table:
    shown = changes[:_MOST_SHOWN]
    more = (
        f" (first {len(shown)} of {len(changes)})" if len(changes) > len(shown) else ""
    )
    table = Table(title=f"What happened{more}", title_justify="left")
    for column in ("NC number", "What", "Status", "Why"):
        table.add_column(column)
    for change in shown:
        moved = change.came is not None and change.came is not change.to
        came = f"{change.came.label} → " if change.came and moved else ""
        status = f"{came}{change.to.label}"
        what, why = _plain(change.kind).capitalize(), shortened(change.why, _LONGEST)
        table.add_row(change.number, what, status, Text(why))
    return table


def _plain(kind: ChangeKind) -> str:
    return kind.value.replace("_", " ")


def tracked_as_json(
    tracked: Tracked, problems: Sequence[tuple[str, Problem]], on: date
) -> dict[str, object]:
    """The same for machines."""
    return {
        "tracker": str(tracked.tracker),
        "rows": len(tracked.rows),
        "open": sum(not row.status.rests for row in tracked.rows),
        **_counts(tracked.rows, on),
        "changes": [_change(change) for change in tracked.changes],
        "owed": {number: [*missing] for number, missing in tracked.owed.items()},
        "notes": [
            {"code": n.code, "says": n.says, "cell": str(n.cell) if n.cell else None}
            for n in tracked.notes
        ],
        "problems": [
            {"file": file, "code": p.code, "says": p.says, "do": p.do}
            for file, p in problems
        ],
        "backup": str(tracked.backup) if tracked.backup else None,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "number": change.number,
        "fingerprint": change.fingerprint,
        "from": change.came.value if change.came else None,
        "to": change.to.value,
        "by": change.by,
        "why": change.why,
    }
