"""What is known of every file and run, in one SQLite database among the results.

Comes in: outcomes as they are found. Goes out: outcomes found earlier for the same
file, bytes and terms, and all lines of the present run in order. Each outcome is on
disk as soon as it is told, so a run that is stopped goes on where it was. While a run
has the database, nobody else does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rs_excel.batch.outcomes import Outcome
from rs_excel.errors import BatchError, problem

_OURS, _SHAPE = 0x52534258, 1  # "RSBX", and the version of the tables below
_TABLES = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY, began TEXT NOT NULL, terms TEXT NOT NULL,
    about TEXT NOT NULL  -- run.json as it was written
);
CREATE TABLE result (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run,
    file TEXT NOT NULL, sha256 TEXT NOT NULL, terms TEXT NOT NULL,
    status TEXT NOT NULL, supplier TEXT, site TEXT, lasts INTEGER NOT NULL,
    line TEXT NOT NULL,  -- of files.jsonl
    verdicts TEXT NOT NULL  -- by rule, how often each outcome
);
CREATE INDEX result_again ON result (file, sha256, terms) WHERE lasts;
CREATE TABLE finding (
    result INTEGER NOT NULL REFERENCES result, number TEXT NOT NULL,
    fingerprint TEXT NOT NULL, rule TEXT NOT NULL, pillar TEXT NOT NULL,
    type TEXT NOT NULL, severity TEXT, line TEXT NOT NULL
);
CREATE INDEX finding_result ON finding (result);
CREATE TABLE listed (  -- which result each file of a run came to
    run INTEGER NOT NULL REFERENCES run, place INTEGER NOT NULL,
    result INTEGER NOT NULL REFERENCES result, PRIMARY KEY (run, place)
) WITHOUT ROWID;
"""
_OF_FILE = ("file", "supplier", "site", "country")  # said with each finding
_LINES = (
    "SELECT result.line FROM listed JOIN result ON result.id = listed.result"
    " WHERE listed.run = ?"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result of an earlier run, and its line of ``files.jsonl``."""

    result: int
    line: dict[str, Any]


class Store:
    """The database, open for one run. Use ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = 0
        self._terms = ""

    def begin(self, began: str, terms: str) -> None:
        """A run on ``terms``; results of other terms are not taken over."""
        self._terms = terms
        added = self._db.execute(
            "INSERT INTO run (began, terms, about) VALUES (?, ?, '{}')", (began, terms)
        )
        self._run = _row(added)
        self._db.commit()

    def earlier(self, file: str, sha256: str) -> Earlier | None:
        """What these bytes under this name came to on the same terms, if it lasts."""
        found = self._db.execute(
            "SELECT id, line FROM result WHERE file = ? AND sha256 = ? AND terms = ?"
            " AND lasts ORDER BY id DESC",
            (file, sha256, self._terms),
        ).fetchone()
        return Earlier(found[0], json.loads(found[1])) if found else None

    def take_over(self, place: int, earlier: Earlier) -> None:
        """The result of an earlier run stands for the file in this one."""
        self._list(place, earlier.result)

    def add(self, place: int, outcome: Outcome) -> None:
        """A new outcome, on disk when this returns."""
        line = outcome.line
        added = self._db.execute(
            "INSERT INTO result (run, file, sha256, terms, status, supplier, site,"
            " lasts, line, verdicts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._run,
                outcome.file,
                outcome.sha256,
                self._terms,
                outcome.status.value,
                line["supplier"],
                line["site"],
                outcome.lasts,
                as_text(line),
                as_text(outcome.verdicts),
            ),
        )
        result = _row(added)
        self._db.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [_finding(result, line, finding) for finding in outcome.findings],
        )
        self._list(place, result)
        self._db.commit()

    def line_at(self, place: int) -> dict[str, Any]:
        """The line of the file at a place of this run that has a result."""
        query = f"{_LINES} AND listed.place = ?"
        (text,) = self._db.execute(query, (self._run, place)).fetchone()
        line: dict[str, Any] = json.loads(text)
        return line

    def lines(self) -> Iterator[dict[str, Any]]:
        """The line of every file of this run, in order."""
        return map(json.loads, self.texts())

    def texts(self) -> Iterator[str]:
        """As ``lines``, each as it stands in ``files.jsonl``."""
        query = f"{_LINES} ORDER BY listed.place"
        for (text,) in self._db.execute(query, (self._run,)):
            yield text

    def finding_texts(self) -> Iterator[str]:
        """Every finding of this run as a line of JSON, by file and number."""
        query = (
            "SELECT finding.line FROM listed JOIN finding USING (result)"
            " WHERE listed.run = ? ORDER BY listed.place, finding.rowid"
        )
        for (text,) in self._db.execute(query, (self._run,)):
            yield text

    def verdicts(self) -> Iterator[dict[str, dict[str, int]]]:
        """Of every file of this run, how often each outcome came about, by rule."""
        query = (
            "SELECT result.verdicts FROM listed JOIN result"
            " ON result.id = listed.result WHERE listed.run = ?"
        )
        for (text,) in self._db.execute(query, (self._run,)):
            yield json.loads(text)

    def end(self, about: dict[str, Any]) -> None:
        """What is told of the run itself."""
        told = (as_text(about), self._run)
        self._db.execute("UPDATE run SET about = ? WHERE id = ?", told)
        self._db.commit()

    def _list(self, place: int, result: int) -> None:
        self._db.execute(
            "INSERT INTO listed VALUES (?, ?, ?)", (self._run, place, result)
        )


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The database at ``path``, made where there is none.

    Raises BatchError where another run has it (BAT-004), or it is none of ours or
    damaged (BAT-005), then or later.
    """
    connection = sqlite3.connect(path, timeout=0)
    try:
        _claim(connection)
        yield Store(connection)
        connection.commit()
    except sqlite3.DatabaseError as fault:
        if "locked" in str(fault):
            raise BatchError(problem("BAT-004", path.parent)) from None
        raise BatchError(problem("BAT-005", path, detail=fault)) from None
    finally:
        connection.close()


def _claim(db: sqlite3.Connection) -> None:
    """Takes the database for this run alone, and makes the tables of a new one."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    (ours,) = db.execute("PRAGMA application_id").fetchone()
    (shape,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and (ours, shape) != (_OURS, _SHAPE):
        raise sqlite3.DatabaseError("it was made by another program or version")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if not tables:
        db.executescript(_TABLES)
        db.execute(f"PRAGMA application_id = {_OURS}")
        db.execute(f"PRAGMA user_version = {_SHAPE}")


def _finding(
    result: int, line: dict[str, Any], finding: dict[str, Any]
) -> Sequence[str | int | None]:
    return (
        result,
        finding["number"],
        finding["fingerprint"],
        finding["rule"],
        finding["pillar"],
        finding["type"],
        finding["severity"],
        as_text({**{name: line[name] for name in _OF_FILE}, **finding}),
    )


def as_text(value: object) -> str:
    """JSON on one line, every script as it is; halves of characters are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()


def _row(added: sqlite3.Cursor) -> int:
    assert added.lastrowid is not None  # an INSERT always has one
    return added.lastrowid
