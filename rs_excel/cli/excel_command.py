"""``rs-excel excel …``: the ribbon's commands where macros are forbidden.

Comes in: a command, perhaps the name of an open workbook, and what the ribbon would ask
for. Goes out: what the ribbon would show, as text, and an exit code as ``check`` has.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from rs_excel.app.live_told import Progress, Told, Tone
from rs_excel.cli.excel_options import AskingByOptions
from rs_excel.cli.exits import COULD_NOT_RUN, DONE, FOUND
from rs_excel.cli.terms import day_of
from rs_excel.domain.vocabulary import Severity
from rs_excel.ribbon.book import named_book
from rs_excel.ribbon.busy import turn
from rs_excel.ribbon.commands import BY_ID, Command
from rs_excel.ribbon.dispatch import IN_A_TERMINAL, carry_out
from rs_excel.ribbon.kept import Kept, read_kept, write_kept
from rs_excel.ribbon.places import user_folder
from rs_excel.ribbon.scene import Scene, terms_on
from rs_excel.ribbon.window import ExcelWindow, running
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.faults import in_our_words
from rs_excel.workbook.spellings import harmless


def run(wanted: Namespace) -> int:
    """Carries out one command, and keeps what was chosen with it."""
    command, home = BY_ID[wanted.command], user_folder()
    before = read_kept(home)
    kept = _chosen(before, wanted)
    if command.needs_workbook:
        with in_our_words(), turn(home, command.label):
            book = named_book(running(), wanted.book)
            if wanted.book:
                book.activate()  # what is selected is selected in the active one
            with _saying(ExcelWindow(book.app)) as progress:
                scene = _scene(wanted, kept, progress, LiveBook(book))
                told = carry_out(command, scene, IN_A_TERMINAL)
    else:
        told = carry_out(command, _scene(wanted, kept, _printed, None), IN_A_TERMINAL)
    _keep(command, before, kept, home)
    print(harmless("\n".join((told.title, *told.lines))))  # words of strangers, too
    return exit_code(told, vars(wanted).get("fail_on"))


def _chosen(kept: Kept, wanted: Namespace) -> Kept:
    """What was kept, with what this command names laid over it."""
    given = vars(wanted)
    setting = BY_ID[wanted.command].setting
    named = {setting: given["name"]} if setting and given["name"] else {}
    policy = named.get("policy") or given.get("policy")
    tracker: Path | None = given.get("tracker")
    return replace(
        kept,
        policy=_whole(policy) if policy else kept.policy,
        language=named.get("language") or kept.language,
        tracker=tracker.absolute() if tracker else kept.tracker,
    )


def _whole(policy: str) -> str:
    """A policy of one's own is found again from wherever the command is given."""
    own = policy.endswith((".yaml", ".yml"))
    return str(Path(policy).absolute()) if own else policy


def _keep(command: Command, before: Kept, kept: Kept, home: Path) -> None:
    """A policy given to one check alone is not kept; a choice and a tracker are."""
    to_keep = kept if command.setting else replace(before, tracker=kept.tracker)
    if to_keep != before:
        write_kept(to_keep, home)


def _scene(
    wanted: Namespace, kept: Kept, progress: Progress, book: LiveBook | None
) -> Scene:
    given = vars(wanted)
    pack = given.get("pack")
    day = day_of(Namespace(as_of=given.get("as_of")))
    return Scene(
        book=book,
        kept=kept,
        terms=partial(terms_on, kept, day, pack),
        progress=progress,
        asking=AskingByOptions(given=given, kept=kept),
        home=user_folder(),
    )


@contextmanager
def _saying(window: ExcelWindow) -> Iterator[Progress]:
    """Progress in the terminal and in Excel, whose status bar is given back."""

    def says(doing: str) -> None:
        _printed(doing)
        window.says(doing)

    try:
        yield says
    finally:
        window.falls_silent()


def _printed(doing: str) -> None:
    print(doing, file=sys.stderr)


def exit_code(told: Told, fail_on: str | None) -> int:
    """As ``check`` has it: 2 could not run, 1 found at or above ``fail_on``, else 0."""
    if told.tone is Tone.PROBLEM:
        return COULD_NOT_RUN
    if told.gravest is None or fail_on is None:
        return DONE
    return FOUND if told.gravest.rank <= Severity(fail_on).rank else DONE
