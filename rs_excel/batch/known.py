"""What the store knows, read: of this run, and of those before it.

Comes in: a connection, and which run is the present one. Goes out: lines, findings,
answers and questions in the order of the files. Nothing is changed here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from rs_excel.batch.said import Answers, unpacked
from rs_excel.batch.stored import (
    OF_FILE,
    Before,
    CameTo,
    Earlier,
    Seen,
    as_text,
    came_to,
)

_COPY = "json_extract(result.line, '$.copy')"
_LISTED = "FROM listed JOIN result ON result.id = listed.result WHERE listed.run = ?"


class Known:
    """The database, to be asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = 0
        self._terms = self._as_of = ""

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
        return map(came_to, self._db.execute(query, (self._run,)))

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
        return came_to(found) if found else None

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
            yield dict(zip(OF_FILE, known, strict=True)), json.loads(text)

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
