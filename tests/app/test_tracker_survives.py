"""Months of work on one tracker, at random: nothing a person wrote is ever lost.

Each sequence mixes re-checks with what people do between them: words typed, rows
sorted, columns inserted, rows of their own, columns of their own. After every run each
cell people filled is looked up again, by its finding. A quarter of the thousand
sequences runs every time, all of them with `make long`.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from rs_excel.app.track import keep_track
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.tracker_columns import COLUMNS, ColumnKind, Owner
from rs_excel.domain.vocabulary import Outcome
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ooxml.update_sheet import SheetUpdate
from rs_excel.workbook.ports import CellValue, RawValue
from rs_excel.workbook.tracker_log import read_history
from rs_excel.workbook.tracker_reading import TrackerSheet, read_tracker
from tests.domain.tracking import action, seen

SEQUENCES, CHUNKS, STEPS = 1_000, 8, 4
IN_EVERY_RUN = 2  # chunks; `make long` takes all
NAMES = ("drill", "alarm", "exit", "water", "wages")
TEXTS = tuple(
    c.key for c in COLUMNS if c.owner is Owner.THEIRS and c.kind is ColumnKind.TEXT
)
SHEET = "Tracker"


@dataclass
class People:
    """What people wrote, as they would remember it."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    own_rows: set[str] = field(default_factory=set)
    own_column: dict[str, str] = field(default_factory=dict)


def book(path: Path) -> OoxmlReader:
    return OoxmlReader(Package(Archive.open(path)))


def found(path: Path) -> TrackerSheet:
    return read_tracker(book(path))


def put(path: Path, values: dict[Place, CellValue]) -> None:
    update = SheetUpdate(Package(Archive.open(path)))
    update.put(SHEET, values)
    path.write_bytes(update.finished())


def a_check(chance: random.Random, on: date) -> Seen:
    raised = [
        action(name, details=f"{name}, seen on {on}")
        for name in chance.sample(NAMES, chance.randint(0, len(NAMES)))
    ]
    outcomes = {name: chance.choice([*Outcome]) for name in NAMES}
    return seen(*raised, on=on, **outcomes)


def type_words(path: Path, people: People, chance: random.Random) -> None:
    tracker = found(path)
    if not tracker.rows:
        return
    row, key = chance.choice(tracker.rows), chance.choice(TEXTS)
    words = f"=said {chance.randint(0, 999)} & more"
    put(path, {Place(row.number, tracker.columns[key]): words})
    people.words[row.action.fingerprint, key] = words


def choose_a_status(path: Path, people: People, chance: random.Random) -> None:
    tracker = found(path)
    if tracker.rows:
        row, status = chance.choice(tracker.rows), chance.choice([*ActionStatus])
        put(path, {Place(row.number, tracker.columns["status"]): status.label})


def sort_rows(path: Path, people: People, chance: random.Random) -> None:
    """As Excel sorts: whole rows change places."""
    tracker = found(path)
    places = [row.number for row in tracker.rows]
    order = chance.sample(places, len(places))
    width = max(tracker.columns.values()) + 2
    rows = OoxmlReader(Package(Archive.open(path))).grid(SHEET, range(1, width)).rows
    put(
        path,
        {
            Place(to, column): plain(rows[came].get(column))
            for to, came in zip(places, order, strict=True)
            for column in range(1, width)
        },
    )


def plain(value: RawValue) -> CellValue:
    if isinstance(value, time):  # a nought that came to stand in a column of days
        return 0
    assert value is None or isinstance(value, str | float | date)
    return value


def insert_a_column(path: Path, people: People, chance: random.Random) -> None:
    """Everything from a column on moves right, keys and titles too."""
    tracker = found(path)
    last = max(tracker.columns.values())
    at = chance.randint(2, last)
    rows = OoxmlReader(Package(Archive.open(path))).grid(SHEET, range(1, last + 2)).rows
    values: dict[Place, CellValue] = {}
    for number, cells in rows.items():
        if number >= 4:
            for column in range(at, last + 1):
                values[Place(number, column + 1)] = plain(cells.get(column))
            values[Place(number, at)] = None
    put(path, values)


def write_a_row(path: Path, people: People, chance: random.Random) -> None:
    tracker = found(path)
    words = f"Seen on site {chance.randint(0, 999)}"
    put(path, {Place(max(tracker.grid.rows) + 1, tracker.columns["details"]): words})
    people.own_rows.add(words)


HANDS = (
    type_words,
    type_words,
    choose_a_status,
    sort_rows,
    insert_a_column,
    write_a_row,
)


def missing(path: Path, people: People) -> list[str]:
    """What people wrote and can no longer find."""
    tracker = found(path)
    at = {row.action.fingerprint: row.number for row in tracker.rows}
    lost = [
        f"{name} {key}: {words}"
        for (name, key), words in people.words.items()
        if tracker.grid.at(at[name], tracker.columns[key]) != words
    ]
    details = {
        cells.get(tracker.columns["details"]) for cells in tracker.grid.rows.values()
    }
    return lost + [words for words in people.own_rows if words not in details]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "tracker.xlsx"
    keep_track([], path, date(2026, 1, 1))
    return path


@pytest.mark.parametrize(
    "chunk",
    [
        pytest.param(chunk, marks=[pytest.mark.long] if chunk >= IN_EVERY_RUN else [])
        for chunk in range(CHUNKS)
    ],
)
def test_no_sequence_of_checks_and_hands_loses_what_people_wrote(
    chunk: int, blank: Path, tmp_path: Path
) -> None:
    for number in range(chunk, SEQUENCES, CHUNKS):
        chance, people = random.Random(number), People()
        path = Path(shutil.copy(blank, tmp_path / "tracker.xlsx"))
        on = date(2026, 1, 15)
        lines = 0
        for _ in range(STEPS):
            done = keep_track([a_check(chance, on)], path, on)
            lines += len(done.changes)
            assert missing(path, people) == [], number
            chance.choice(HANDS)(path, people, chance)
            on += timedelta(days=chance.randint(1, 60))
        log = read_history(book(path))
        assert log is not None
        assert len([*log.lines()]) == lines, number
        path.with_name("tracker.before.xlsx").unlink(missing_ok=True)
