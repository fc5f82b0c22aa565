"""What is known of every file and run, in one SQLite database among the results.

Comes in: outcomes as they are found. Goes out: outcomes found earlier for the same
file, bytes and terms, and all lines of the present run in order. Each outcome is on
disk as soon as it is told, so a run that is stopped goes on where it was. While a run
has the database, nobody else does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rs_excel.batch.known import Known
from rs_excel.batch.outcomes import Outcome
from rs_excel.batch.shape import Claimed, connected
from rs_excel.batch.stored import (
    Before,
    Earlier,
    Stood,
    as_text,
    finding_row,
    of_file,
    result_row,
)


class Store(Known):
    """The database, open for one run. Use ``opened``.

    ``aside`` is where results of an earlier shape were kept, if there were any.
    """

    def __init__(self, claimed: Claimed) -> None:
        super().__init__(claimed.db)
        self.aside = claimed.aside

    def begin(self, began: str, as_of: str, terms: str) -> None:
        """A run on ``terms``; results of other terms are not taken over."""
        self._terms, self._as_of = terms, as_of
        added = self._db.execute(
            "INSERT INTO run (began, as_of, terms, about) VALUES (?, ?, ?, '{}')",
            (began, as_of, terms),
        )
        self._run = _row(added)
        self._db.commit()

    def take_over(self, place: int, earlier: Earlier) -> None:
        """The result of an earlier run stands for the file in this one."""
        self._list(place, earlier.result)

    def add(self, place: int, outcome: Outcome) -> None:
        """A new outcome, on disk when this returns."""
        result = self._insert("result", result_row(self._run, self._terms, outcome))
        if outcome.said.digest:
            packed = outcome.said.answers, outcome.said.tokens
            self._db.execute("INSERT INTO said VALUES (?, ?, ?)", (result, *packed))
        for finding, raised_on in zip(outcome.findings, outcome.raised_on, strict=True):
            row = finding_row(result, outcome.line, finding)
            self._insert("finding", {**row, "raised_on": raised_on.isoformat()})
        for note in outcome.notes:
            told = as_text({**of_file(outcome.line), **note})
            self._db.execute("INSERT INTO note VALUES (?, ?)", (result, told))
        self._list(place, result)
        self._db.commit()

    def _insert(self, table: str, values: Mapping[str, str | int | None]) -> int:
        """Adds a row; ``table`` and the names of its columns are our own words."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        added = self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())
        )
        return _row(added)

    def stands(self, place: int, stood: Stood) -> None:
        """How a file of this run stands among the others, once all are known."""
        self._db.execute(
            "UPDATE listed SET status = ?, counts = ?, site = ?, follows = ?,"
            " standing = ? WHERE run = ? AND place = ?",
            (
                stood.status.value,
                stood.told["counts"],
                stood.site,
                stood.follows,
                as_text(stood.told),
                self._run,
                place,
            ),
        )

    def ask(self, question: dict[str, Any]) -> None:
        """A question of this run, with its number."""
        row = (self._run, question["number"], as_text(question))
        self._db.execute("INSERT INTO question VALUES (?, ?, ?)", row)

    def keep_comparison(self, before: int, now: int, told: dict[str, Any]) -> None:
        """Two results stay what they are, so this is never worked out again."""
        row = (before, now, as_text(told))
        self._db.execute("INSERT INTO resubmission VALUES (?, ?, ?)", row)

    def stand_as(self, before: Before) -> None:
        """Files stand, and questions are asked, as in a run that came to the same."""
        self._db.execute(
            "UPDATE listed SET (status, counts, site, follows, standing) ="
            " (SELECT status, counts, site, follows, standing FROM listed AS earlier"
            " WHERE earlier.run = ? AND earlier.place = listed.place) WHERE run = ?",
            (before.run, self._run),
        )
        self._db.execute(
            "INSERT INTO question SELECT ?, number, line FROM question WHERE run = ?",
            (self._run, before.run),
        )

    def end(self, about: dict[str, Any]) -> None:
        """What is told of the run itself."""
        told = (as_text(about), self._run)
        self._db.execute("UPDATE run SET about = ? WHERE id = ?", told)
        self._db.commit()

    def _list(self, place: int, result: int) -> None:
        self._db.execute(
            "INSERT INTO listed (run, place, result) VALUES (?, ?, ?)",
            (self._run, place, result),
        )


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The store at ``path``; see ``connected``."""
    with connected(path) as claimed:
        yield Store(claimed)


def _row(added: sqlite3.Cursor) -> int:
    assert added.lastrowid is not None  # an INSERT always has one
    return added.lastrowid
