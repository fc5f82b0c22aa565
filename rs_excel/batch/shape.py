"""The tables of the database among the results, and how it is opened.

Comes in: a path. Goes out: a connection that nobody else has meanwhile, with our tables
in it, and where results of an earlier shape were kept aside. A file that another
program or a later version made is left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

from rs_excel.errors import BatchError, problem

_OURS, _SHAPE = 0x52534258, 2  # "RSBX", and the version of the tables below
_TABLES = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY, began TEXT NOT NULL, as_of TEXT NOT NULL,
    terms TEXT NOT NULL,
    about TEXT NOT NULL  -- run.json as it was written
);
CREATE TABLE result (  -- what a file came to when it was checked
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run,
    file TEXT NOT NULL, sha256 TEXT NOT NULL, terms TEXT NOT NULL,
    checked_on TEXT NOT NULL, same_until TEXT NOT NULL,  -- the first day it may differ
    status TEXT NOT NULL, lasts INTEGER NOT NULL,
    supplier TEXT, site TEXT, country TEXT, site_ref TEXT NOT NULL,
    submitted_on TEXT NOT NULL, period_to TEXT NOT NULL,
    saved_on TEXT NOT NULL, saved_by TEXT NOT NULL,
    digest TEXT NOT NULL,  -- the same for the same answers
    line TEXT NOT NULL,  -- of files.jsonl
    verdicts TEXT NOT NULL  -- by rule, how often each outcome
);
CREATE INDEX result_again ON result (file, sha256, terms) WHERE lasts;
CREATE INDEX result_bytes ON result (sha256);
CREATE TABLE said (  -- what a return says, packed
    result INTEGER PRIMARY KEY REFERENCES result,
    answers BLOB NOT NULL, tokens BLOB NOT NULL
);
CREATE TABLE finding (
    result INTEGER NOT NULL REFERENCES result, number TEXT NOT NULL,
    fingerprint TEXT NOT NULL, rule TEXT NOT NULL, pillar TEXT NOT NULL,
    type TEXT NOT NULL, severity TEXT,
    raised_on TEXT NOT NULL, due_on TEXT NOT NULL, line TEXT NOT NULL
);
CREATE INDEX finding_result ON finding (result);
CREATE TABLE note (result INTEGER NOT NULL REFERENCES result, line TEXT NOT NULL);
CREATE INDEX note_result ON note (result);
CREATE TABLE listed (  -- which result each file of a run came to, and how it stands
    run INTEGER NOT NULL REFERENCES run, place INTEGER NOT NULL,
    result INTEGER NOT NULL REFERENCES result,
    status TEXT, counts INTEGER NOT NULL DEFAULT 0,
    site INTEGER,  -- the place of the first return of its site
    follows INTEGER REFERENCES result,  -- what the site returned before
    standing TEXT,  -- added to the line of files.jsonl
    PRIMARY KEY (run, place)
) WITHOUT ROWID;
CREATE INDEX listed_result ON listed (result);
CREATE TABLE question (  -- to ask about what sites have in common
    run INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL,
    line TEXT NOT NULL, PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE resubmission (  -- two results of a site, held against each other
    before INTEGER NOT NULL REFERENCES result, now INTEGER NOT NULL REFERENCES result,
    line TEXT NOT NULL, PRIMARY KEY (before, now)
) WITHOUT ROWID;
"""


class Claimed(NamedTuple):
    """The database of this run; ``aside``: a copy of what an earlier version left."""

    db: sqlite3.Connection
    aside: Path | None


@contextmanager
def connected(path: Path) -> Iterator[Claimed]:
    """The database at ``path``, made where there is none.

    One of an earlier shape is copied aside whole and begun anew.
    Raises BatchError where another run has it (BAT-004), or it is none of ours or
    damaged (BAT-005), then or later.
    """
    connection = sqlite3.connect(path, timeout=0)
    try:
        yield Claimed(connection, _claim(connection, path))
        connection.commit()
    except sqlite3.DatabaseError as fault:
        raise said_of(fault, path) from None
    finally:
        connection.close()


def said_of(fault: sqlite3.DatabaseError, path: Path) -> BatchError:
    """What is wrong with the database, in our words."""
    if "locked" in str(fault):
        return BatchError(problem("BAT-004", path.parent))
    return BatchError(problem("BAT-005", path, detail=fault))


def _claim(db: sqlite3.Connection, path: Path) -> Path | None:
    """Takes the database for this run alone, and makes the tables of a new one."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    aside = _kept_aside(db, path) if _is_earlier(db) else None
    empty = require_ours(db)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if empty:
        db.executescript(_TABLES)
        db.execute(f"PRAGMA application_id = {_OURS}")
        db.execute(f"PRAGMA user_version = {_SHAPE}")
    return aside


def _is_earlier(db: sqlite3.Connection) -> bool:
    ours, shape = _made_by(db)
    return ours == _OURS and 0 < shape < _SHAPE


def _kept_aside(db: sqlite3.Connection, path: Path) -> Path:
    """Copies all of it beside itself, and only then empties it, in one step each."""
    _, shape = _made_by(db)
    names = (f"{path.name}.shape-{shape}{f'.{n}' if n else ''}" for n in count())
    aside = next(at for at in map(path.with_name, names) if not at.exists())
    db.execute("VACUUM INTO ?", (str(aside),))
    with closing(sqlite3.connect(":memory:")) as nothing:
        nothing.backup(db)
    return aside


def _made_by(db: sqlite3.Connection) -> tuple[int, int]:
    (ours,) = db.execute("PRAGMA application_id").fetchone()
    (shape,) = db.execute("PRAGMA user_version").fetchone()
    return ours, shape


def require_ours(db: sqlite3.Connection) -> bool:
    """Whether there is nothing in it yet; DatabaseError where it is not ours."""
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and _made_by(db) != (_OURS, _SHAPE):
        raise sqlite3.DatabaseError("it was made by another program or version")
    return not tables
