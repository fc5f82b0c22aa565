"""A folder of returns, checked: the straight line through a batch.

Comes in: the folder, where results go, the terms and limits. Goes out: every file's
status in the lists among the results, and a tally of them. The order of the files
decides which of two equal ones counts, never the order in which they were done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rs_excel.batch.asking import questions_to_ask
from rs_excel.batch.going import Going, Wanted, Watching
from rs_excel.batch.lists import write_lists, write_parquet
from rs_excel.batch.places import Places, prepare
from rs_excel.batch.portfolio.writing import write_portfolio
from rs_excel.batch.standing import stand
from rs_excel.batch.store import Store, opened
from rs_excel.batch.tally import Tally
from rs_excel.batch.versions import key_of, rests_on
from rs_excel.workbook.safe_write import safe_write


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a finished run came to, in figures and as ``summary.txt`` says it."""

    tally: Tally
    summary: str
    aside: Path | None  # results that an earlier version left, kept under this name


def run_batch(wanted: Wanted, watching: Watching) -> Done:
    """Checks what was not checked before, and writes the lists anew.

    Where nothing changed since the last run, the lists are left as they are. Raises
    BatchError or OutputError where it cannot run. When it is interrupted, what
    was done stays known and the lists stay those of the last finished run.
    """
    places = prepare(wanted.returns, wanted.out)
    basis = rests_on(wanted.terms, wanted.pack, wanted.policy)
    with opened(places.results) as store:
        began = _now()
        as_of = wanted.terms.assessed_on.isoformat()
        store.begin(began, as_of, key_of(basis))
        seen = wanted.returns.seen(wanted.out)
        going = Going(wanted=wanted, store=store, watching=watching, seen=seen)
        state = "interrupted"
        shown: dict[str, Any] = {}
        try:
            going.on()
            before = store.same_before()
            if before and before.about.get("lists") == places.lists_as_they_are():
                store.stand_as(before)
            else:
                _tell(store, places, wanted)
            tally = Tally.of(store.lines())
            written = write_portfolio(
                store, places, tally, (wanted.terms, wanted.asked)
            )
            shown = written.told()
            state = "finished"
        finally:
            about = {"state": state, "began": began, "ended": _now(), **basis}
            about |= {**going.about(), **shown}
            if store.aside:
                about["kept_aside"] = store.aside.name
            if state == "finished":  # else what was not reached would look gone
                about["gone"] = sum(seen.is_gone for seen in store.not_listed())
            _record(store, places, about)
        return Done(tally=tally, summary=written.summary, aside=store.aside)


def _tell(store: Store, places: Places, wanted: Wanted) -> None:
    """How the files stand to each other, and all lists anew."""
    stand(store, wanted.terms.assessed_on.isoformat())
    for question in questions_to_ask(store, wanted.terms.pack.catalogue):
        store.ask(question)
    write_lists(store, places)
    write_parquet(store, places)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _record(store: Store, places: Places, about: dict[str, Any]) -> None:
    store.end({**about, "lists": places.lists_as_they_are()})
    text = json.dumps(about, ensure_ascii=False, indent=2)
    safe_write(places.run, f"{text}\n".encode("utf-8", "backslashreplace"))
