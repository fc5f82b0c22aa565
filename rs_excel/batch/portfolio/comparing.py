"""What changed since the run before: which sites, and which findings.

Comes in: the returns that count in this run and in an earlier one. Goes out: a row a
site with what became of it, and the findings that came and went, by fingerprint. A
finding is called cleared only where its rule could be assessed again: silence clears
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from rs_excel.batch.portfolio.imprint import Before
from rs_excel.batch.portfolio.returns import ORDER, SEVERITIES, returns_of, that_count
from rs_excel.batch.store import Store
from rs_excel.domain.names import plain
from rs_excel.domain.vocabulary import Outcome, Severity


class Turn(StrEnum):
    """What became of a site, in the order in which it is told."""

    NEW = "new"
    WORSE = "worse"
    BETTER = "better"
    OTHER = "other findings"  # as many of each severity
    GONE = "gone"
    SAME = "as before"


class Step(StrEnum):
    """What became of a finding."""

    CAME = "new"
    CLEARED = "cleared"
    UNTOLD = "not assessed"  # no longer raised, as its rule could not be assessed


class Moved(NamedTuple):
    """A finding that came or went; ``row`` is where the database has it."""

    step: Step
    rank: int
    place: int
    row: int


@dataclass(slots=True, kw_only=True)
class Changes:
    """``sites``: a row a site of either run, with its ``turn`` and counts of both."""

    before: Before
    sites: pd.DataFrame
    moved: list[Moved] = field(default_factory=list)
    came: dict[int, frozenset[str]] = field(default_factory=dict)
    """By place of a return that was compared, the fingerprints that are new."""

    def number(self, turn: Turn) -> int:
        """How many sites took it."""
        return int((self.sites["turn"] == turn).sum())

    @property
    def resent(self) -> int:
        """How many sites returned another file."""
        return int(self.sites["resent"].sum())


def changes(store: Store, counted: pd.DataFrame, before: Before) -> Changes:
    """This run against an earlier one; ``counted`` are its returns that count."""
    earlier = that_count(returns_of(store.lines_of(before.run)))
    now = _known(store, store.run, counted)
    then = _known(store, before.run, earlier)
    twice = set(_ambiguous(now)) | set(_ambiguous(then))
    both = _keyed(now, twice).merge(
        _keyed(then, twice), on="key", how="outer", suffixes=("", "_before")
    )
    told = Changes(before=before, sites=both)
    steps = pd.DataFrame(
        [_moved(store, site, told) for site in both.itertuples(index=False)],
        columns=[step.name for step in Step],
        index=both.index,
    )
    both = both.join(steps)
    stayed = both["file"].notna() & both["file_before"].notna()
    told.sites = both.assign(
        turn=[_turn(row) for row in both.to_dict("records")],
        resent=stayed & both["sha256"].ne(both["sha256_before"]),
    )
    told.moved.sort(key=_gravest_first)
    return told


def _known(store: Store, run: int, returns: pd.DataFrame) -> pd.DataFrame:
    query = (
        "SELECT place, result, site_ref FROM listed JOIN result"
        " ON result.id = listed.result WHERE listed.run = ?"
    )
    found = pd.DataFrame.from_records(
        list(store.asked(query, run)), columns=["place", "result", "site_ref"]
    )
    return returns.join(found.set_index("place")).assign(place=returns.index)


def _ambiguous(returns: pd.DataFrame) -> pd.Series[str]:
    """Names that several returns give which all count."""
    return returns.loc[returns["site_key"].duplicated(), "site_key"]


def _keyed(returns: pd.DataFrame, twice: set[str]) -> pd.DataFrame:
    """References tell sites of one name apart; without any, their order does."""
    references = (
        returns["site_ref"].map(plain).where(returns["site_key"].isin(twice), "")
    )
    keys = returns["site_key"] + "\0" + references
    nth = keys.groupby(keys).cumcount().astype(str)
    return returns.assign(key=keys + "\0" + nth)


def _turn(row: Mapping[Hashable, Any]) -> Turn:
    if not isinstance(row["file_before"], str):
        return Turn.NEW
    if not isinstance(row["file"], str):
        return Turn.GONE
    now = [row[name] for name in ORDER]
    earlier = [row[f"{name}_before"] for name in ORDER]
    if now != earlier:
        return Turn.WORSE if now > earlier else Turn.BETTER
    return Turn.OTHER if any(row[step.name] for step in Step) else Turn.SAME


def _moved(store: Store, site: Any, told: Changes) -> list[int]:
    """How many findings of a site of both runs took each step; told one by one, too."""
    if not isinstance(site.file, str) or not isinstance(site.file_before, str):
        return [0] * len(Step)
    place = int(site.place)
    now, earlier = _found(store, site.result), _found(store, site.result_before)
    told.came[place] = frozenset(now.keys() - earlier.keys())
    gone = {mark: what for mark, what in earlier.items() if mark not in now}
    verdicts = _verdicts(store, site.result) if gone else {}
    steps = [Moved(Step.CAME, now[m][1], place, now[m][0]) for m in told.came[place]]
    for row, rank, rule in gone.values():
        silent = Outcome.NOT_ASSESSED.value in verdicts.get(rule, {})
        step = Step.UNTOLD if silent else Step.CLEARED
        steps.append(Moved(step, rank, place, row))
    told.moved.extend(steps)
    return [sum(moved.step is step for moved in steps) for step in Step]


def _gravest_first(moved: Moved) -> tuple[int, int, int, int]:
    return list(Step).index(moved.step), moved.rank, moved.place, moved.row


def _found(store: Store, result: float) -> dict[str, tuple[int, int, str]]:
    """By fingerprint: where it is, how grave, and its rule."""
    query = "SELECT fingerprint, rowid, severity, rule FROM finding WHERE result = ?"
    return {
        mark: (row, Severity(severity).rank if severity else len(SEVERITIES), rule)
        for mark, row, severity, rule in store.asked(query, int(result))
    }


def _verdicts(store: Store, result: float) -> dict[str, dict[str, int]]:
    """By rule, how often each outcome came about."""
    ((text,),) = store.asked("SELECT verdicts FROM result WHERE id = ?", int(result))
    told: dict[str, dict[str, int]] = json.loads(text)
    return told
