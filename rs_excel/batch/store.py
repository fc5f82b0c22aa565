"""What is known of every file and run, in one SQLite database among the results.

Comes in: outcomes as they are found. Goes out: outcomes found earlier for the same
file, bytes and terms, and all lines of the present run in order. Each outcome is on
disk as soon as it is told, so a run that is stopped goes on where it was. While a run
has the database, nobody else does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rs_excel.batch.outcomes import Outcome
from rs_excel.batch.said import Answers, unpacked
from rs_excel.batch.shape import connected
from rs_excel.batch.statuses import Status

_OF_FILE = ("file", "supplier", "site", "country")  # said with each finding
_HELD = (*_OF_FILE, "status", "severities", "sha256")
_COPY = "json_extract(result.line, '$.copy')"
_LISTED = "FROM listed JOIN result ON result.id = listed.result WHERE listed.run = ?"


class CameTo(NamedTuple):
    """What a file of a run came to by itself; the rest as in ``Said``.

    Of its line only what is asked for here: these are held for all files at once.
    """

    place: int
    result: int
    line: dict[str, Any]
    site_ref: str
    submitted_on: str
    period_to: str
    saved_on: str
    saved_by: str
    digest: str


class Seen(NamedTuple):
    """A result that stands in no list of this run."""

    line: dict[str, Any]
    last_on: str  # the day of the last run that listed it
    is_gone: bool  # rather than listed with another result


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How a file stands: ``told`` is added to its line."""

    status: Status
    told: dict[str, Any]
    site: int | None = None  # the place of the first return of its site
    follows: int | None = None  # the result of the site's return before


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result of an earlier run, and its line of ``files.jsonl``."""

    result: int
    line: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier run, and what was told of it."""

    run: int
    about: dict[str, Any]


class Store:
    """The database, open for one run. Use ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = 0
        self._terms = self._as_of = ""

    def begin(self, began: str, as_of: str, terms: str) -> None:
        """A run on ``terms``; results of other terms are not taken over."""
        self._terms, self._as_of = terms, as_of
        added = self._db.execute(
            "INSERT INTO run (began, as_of, terms, about) VALUES (?, ?, ?, '{}')",
            (began, as_of, terms),
        )
        self._run = _row(added)
        self._db.commit()

    def earlier(self, file: str, sha256: str) -> Earlier | None:
        """What these bytes under this name came to on the same terms.

        Only if that lasts, and is the same on the day of this run.
        """
        found = self._db.execute(
            "SELECT id, line FROM result WHERE file = ? AND sha256 = ? AND terms = ?"
            " AND lasts AND checked_on <= ? AND same_until > ?"
            " ORDER BY checked_on DESC, id DESC",
            (file, sha256, self._terms, self._as_of, self._as_of),
        ).fetchone()
        return Earlier(found[0], json.loads(found[1])) if found else None

    def raised(self, sha256: str) -> dict[str, str]:
        """The day each finding was first raised on these bytes, by fingerprint."""
        query = (
            "SELECT fingerprint, min(raised_on) FROM result JOIN finding"
            " ON finding.result = result.id WHERE sha256 = ? GROUP BY fingerprint"
        )
        return dict(self._db.execute(query, (sha256,)))

    def take_over(self, place: int, earlier: Earlier) -> None:
        """The result of an earlier run stands for the file in this one."""
        self._list(place, earlier.result)

    def add(self, place: int, outcome: Outcome) -> None:
        """A new outcome, on disk when this returns."""
        result = self._insert("result", _result(self._run, self._terms, outcome))
        if outcome.said.digest:
            packed = outcome.said.answers, outcome.said.tokens
            self._db.execute("INSERT INTO said VALUES (?, ?, ?)", (result, *packed))
        for finding, raised_on in zip(outcome.findings, outcome.raised_on, strict=True):
            row = _finding(result, outcome.line, finding)
            self._insert("finding", {**row, "raised_on": raised_on.isoformat()})
        for note in outcome.notes:
            told = as_text({**_of_file(outcome.line), **note})
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

    def line_at(self, place: int) -> dict[str, Any]:
        """What the file at a place of this run came to, however it stands."""
        query = f"SELECT result.line {_LISTED} AND listed.place = ?"
        (text,) = self._db.execute(query, (self._run, place)).fetchone()
        line: dict[str, Any] = json.loads(text)
        return line

    def came_to(self) -> Iterator[CameTo]:
        """What every file of this run came to by itself, in order."""
        return self._came_to("")

    def counting(self) -> Iterator[CameTo]:
        """As ``came_to``, of the returns that count."""
        return self._came_to("AND listed.counts")

    def _came_to(self, only: str) -> Iterator[CameTo]:
        query = (
            "SELECT listed.place, result.id, result.line, site_ref, submitted_on,"
            f" period_to, saved_on, saved_by, digest {_LISTED} {only}"
            " ORDER BY listed.place"
        )
        return map(_came_to, self._db.execute(query, (self._run,)))

    def overwritten(self, came: CameTo) -> CameTo | None:
        """What lay under the same name before, where it said something else.

        On the same terms, so that what is new or cleared comes of the answers.
        """
        query = (
            "SELECT ?, id, line, site_ref, submitted_on, period_to, saved_on, saved_by,"
            " digest FROM result WHERE file = ? AND id < ? AND terms = ? AND lasts"
            " AND digest NOT IN ('', ?) ORDER BY id DESC LIMIT 1"
        )
        known = (came.place, came.line["file"], came.result, self._terms, came.digest)
        found = self._db.execute(query, known).fetchone()
        return _came_to(found) if found else None

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

    def lines(self) -> Iterator[dict[str, Any]]:
        """The line of every file of this run, in order, with how it stands."""
        return self.lines_of(self._run)

    def lines_of(self, run: int) -> Iterator[dict[str, Any]]:
        """As ``lines``, of any run."""
        query = f"SELECT result.line, listed.standing {_LISTED} ORDER BY listed.place"
        for line, standing in self._db.execute(query, (run,)):
            yield {**json.loads(line), **json.loads(standing or "{}")}

    def texts(self) -> Iterator[str]:
        """As ``lines``, each as it stands in ``files.jsonl``."""
        return map(as_text, self.lines())

    def finding_texts(self) -> Iterator[str]:
        """Every finding of the returns that count, by file and number, as JSON."""
        return self._told_of("finding")

    def note_texts(self) -> Iterator[str]:
        """Every note on the returns that count, by file and cell, as JSON."""
        return self._told_of("note")

    def _told_of(self, table: str) -> Iterator[str]:
        query = (
            f"SELECT {table}.line FROM listed JOIN {table} USING (result)"
            f" WHERE listed.run = ? AND listed.counts ORDER BY listed.place,"
            f" {table}.rowid"
        )
        for (text,) in self._db.execute(query, (self._run,)):
            yield text

    def verdicts(self) -> Iterator[tuple[dict[str, Any], dict[str, dict[str, int]]]]:
        """Of each return that counts, by what it is known, and outcomes by rule."""
        query = (
            f"SELECT file, supplier, result.site, country, verdicts {_LISTED}"
            " AND listed.counts ORDER BY listed.place"
        )
        for *known, text in self._db.execute(query, (self._run,)):
            yield dict(zip(_OF_FILE, known, strict=True)), json.loads(text)

    def answers(self, result: int) -> Answers:
        """What a return said."""
        query = "SELECT answers FROM said WHERE result = ?"
        found = self._db.execute(query, (result,)).fetchone()
        return unpacked(found[0]) if found else {}

    def tokens(self) -> Iterator[tuple[int, bytes]]:
        """The fingerprints of what each return that counts says, by place."""
        query = (
            "SELECT listed.place, tokens FROM listed JOIN said USING (result)"
            " WHERE listed.run = ? AND listed.counts ORDER BY listed.place"
        )
        yield from self._db.execute(query, (self._run,))

    def findings_of(self, result: int) -> Iterator[dict[str, Any]]:
        """What was found in a return."""
        query = "SELECT line FROM finding WHERE result = ? ORDER BY rowid"
        for (text,) in self._db.execute(query, (result,)):
            yield json.loads(text)

    def ask(self, question: dict[str, Any]) -> None:
        """A question of this run, with its number."""
        row = (self._run, question["number"], as_text(question))
        self._db.execute("INSERT INTO question VALUES (?, ?, ?)", row)

    def question_texts(self) -> Iterator[str]:
        """Every question of this run as a line of JSON."""
        query = "SELECT line FROM question WHERE run = ? ORDER BY number"
        for (text,) in self._db.execute(query, (self._run,)):
            yield text

    def comparison(self, before: int, now: int) -> dict[str, Any] | None:
        """What was kept of two results of a site."""
        query = "SELECT line FROM resubmission WHERE before = ? AND now = ?"
        found = self._db.execute(query, (before, now)).fetchone()
        return json.loads(found[0]) if found else None

    def comparison_texts(self) -> Iterator[str]:
        """Every resubmission of this run as a line of JSON, by file."""
        query = (
            "SELECT resubmission.line FROM listed JOIN resubmission"
            " ON before = listed.follows AND now = listed.result"
            " WHERE listed.run = ? ORDER BY listed.place"
        )
        for (text,) in self._db.execute(query, (self._run,)):
            yield text

    def keep_comparison(self, before: int, now: int, told: dict[str, Any]) -> None:
        """Two results stay what they are, so this is never worked out again."""
        row = (before, now, as_text(told))
        self._db.execute("INSERT INTO resubmission VALUES (?, ?, ?)", row)

    def same_before(self) -> Before | None:
        """The run before this one, if it was finished and came to the very same.

        On the same day, too: which return is the latest hangs on it.
        """
        query = (
            "SELECT terms, as_of, id, about FROM run WHERE id < ?"
            " ORDER BY id DESC LIMIT 1"
        )
        before = self._db.execute(query, (self._run,)).fetchone()
        if before is None or before[:2] != (self._terms, self._as_of):
            return None
        run, about = before[2], json.loads(before[3])
        if about.get("state") != "finished" or self._differ(run, self._run):
            return None
        return None if self._differ(self._run, run) else Before(run, about)

    def _differ(self, one: int, other: int) -> bool:
        """Whether a file of one run is not, or not the same, in the other."""
        came_to = f"SELECT listed.place, result.file, result.line {_LISTED}"
        query = f"SELECT EXISTS ({came_to} EXCEPT {came_to})"
        (found,) = self._db.execute(query, (one, other)).fetchone()
        return bool(found)

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

    @property
    def run(self) -> int:
        """The present run."""
        return self._run

    @property
    def terms(self) -> str:
        """The key of what the present run rests on."""
        return self._terms

    def asked(self, query: str, *given: str | int) -> Iterator[tuple[Any, ...]]:
        """The rows that answer a question to the tables; nothing is changed by it."""
        yield from self._db.execute(query, given)

    def finished(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The runs that were finished before this one, the latest first."""
        query = "SELECT id, about FROM run WHERE id < ? ORDER BY id DESC"
        for run, text in self._db.execute(query, (self._run,)):
            about = json.loads(text)
            if about.get("state") == "finished":
                yield run, about

    def not_listed(self) -> Iterator[Seen]:
        """The last result of each file that is gone, or of which no copy is made now.

        A file that was there but came to nothing in between is told by what it was.
        """
        query = (
            f"WITH present AS (SELECT result.file, {_COPY} AS copy"
            f" {_LISTED}), latest AS (SELECT file, max(id) AS id FROM result"
            " WHERE file NOT IN (SELECT file FROM present) GROUP BY file UNION ALL"
            f" SELECT file, max(id) FROM result WHERE {_COPY} IS NOT NULL"
            " AND file IN (SELECT file FROM present WHERE copy IS NULL) GROUP BY file)"
            " SELECT result.line, max(run.as_of),"
            " result.file NOT IN (SELECT file FROM present) FROM latest"
            " JOIN result ON result.id = latest.id"
            " JOIN listed ON listed.result = result.id"
            " JOIN run ON run.id = listed.run GROUP BY result.id ORDER BY result.file"
        )
        for line, last_on, is_gone in self._db.execute(query, (self._run,)):
            yield Seen(json.loads(line), last_on, bool(is_gone))

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
    with connected(path) as connection:
        yield Store(connection)


def _came_to(row: tuple[Any, ...]) -> CameTo:
    place, result, line, *said = row
    told = json.loads(line)
    return CameTo(place, result, {key: told[key] for key in _HELD}, *said)


def _result(run: int, terms: str, outcome: Outcome) -> dict[str, str | int | None]:
    line, said = outcome.line, outcome.said
    return {
        "run": run,
        "file": outcome.file,
        "sha256": outcome.sha256,
        "terms": terms,
        "checked_on": outcome.checked_on.isoformat(),
        "same_until": outcome.same_until.isoformat(),
        "status": outcome.status.value,
        "lasts": outcome.lasts,
        "supplier": line["supplier"],
        "site": line["site"],
        "country": line["country"],
        "site_ref": said.site_ref,
        "submitted_on": said.submitted_on,
        "period_to": said.period_to,
        "saved_on": said.saved_on,
        "saved_by": said.saved_by,
        "digest": said.digest,
        "line": as_text(line),
        "verdicts": as_text(outcome.verdicts),
    }


def _finding(
    result: int, line: dict[str, Any], finding: dict[str, Any]
) -> dict[str, str | int | None]:
    kept = ("number", "fingerprint", "rule", "pillar", "type", "severity", "due_on")
    return {
        "result": result,
        **{name: finding[name] for name in kept},
        "line": as_text({**_of_file(line), **finding}),
    }


def _of_file(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in _OF_FILE}


def as_text(value: object) -> str:
    """JSON on one line, every script as it is; halves of characters are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()


def _row(added: sqlite3.Cursor) -> int:
    assert added.lastrowid is not None  # an INSERT always has one
    return added.lastrowid
