"""Where the results of a batch lie, and that nothing of anybody else is there.

Comes in: the folder of returns and the one for results. Goes out: the paths of all
that a batch writes, every one below the folder for results.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rs_excel.app.outputs import OTHER_ENDINGS, copied_as, make_folder
from rs_excel.batch.sources import Returns
from rs_excel.errors import BatchError, problem

_COPIES = "copies"
_LONGEST = 255  # bytes of a name on most disks; on others characters
_DIGITS = 10  # of a hash, to tell shortened names apart


@dataclass(frozen=True, slots=True)
class Places:
    """The folder for the results and what lies in it."""

    out: Path

    def lists_as_they_are(self) -> dict[str, list[int]]:
        """Size and time of each file among the results that a finished run writes."""
        others = (self.run.name, self.results.name)
        with os.scandir(self.out) as entries:
            found = {e.name: e.stat() for e in entries if e.is_file()}
        return {
            name: [about.st_size, about.st_mtime_ns]
            for name, about in sorted(found.items())
            if not name.startswith(others)  # SQLite has files beside its own
        }

    @property
    def results(self) -> Path:
        return self.out / "results.sqlite"

    @property
    def files(self) -> Path:
        return self.out / "files.jsonl"

    @property
    def rejected(self) -> Path:
        return self.out / "rejected.csv"

    @property
    def findings(self) -> Path:
        return self.out / "findings.jsonl"

    @property
    def findings_table(self) -> Path:
        return self.out / "findings.csv"

    @property
    def findings_parquet(self) -> Path:
        return self.out / "findings.parquet"

    @property
    def notes(self) -> Path:
        return self.out / "notes.jsonl"

    @property
    def notes_table(self) -> Path:
        return self.out / "notes.csv"

    @property
    def notes_parquet(self) -> Path:
        return self.out / "notes.parquet"

    @property
    def verdicts(self) -> Path:
        return self.out / "verdicts.csv"

    @property
    def verdicts_parquet(self) -> Path:
        return self.out / "verdicts.parquet"

    @property
    def resubmissions(self) -> Path:
        return self.out / "resubmissions.jsonl"

    @property
    def questions(self) -> Path:
        return self.out / "questions.jsonl"

    @property
    def questions_table(self) -> Path:
        return self.out / "questions.csv"

    @property
    def portfolio(self) -> Path:
        return self.out / "portfolio.xlsx"

    @property
    def summary(self) -> Path:
        return self.out / "summary.txt"

    @property
    def gone(self) -> Path:
        return self.out / "gone.csv"

    @property
    def run(self) -> Path:
        return self.out / "run.json"


def prepare(returns: Returns, out: Path) -> Places:
    """The places, made ready. Raises BatchError, OutputError; then nothing was written.

    An ``out`` that no batch made has to be empty: people's files are not mixed with.
    """
    returns.require(out)
    places = Places(out)
    make_folder(out)
    if not places.results.is_file() and any(out.iterdir()):
        raise BatchError(problem("BAT-003", out))
    return places


def copy_below(relative: Path) -> str:
    """Where the copy of a return lies below the results: ``copies/…/x.checked.xlsx``.

    A name that would be too long with the added word is shortened; a hash of the whole
    name keeps it apart from others that begin alike, and ``x.xls.xlsx`` from ``x.xls``.
    """
    stem, ending = copied_as(relative.name)
    name = stem + ending
    may_meet = stem != relative.name and stem.lower().endswith((*OTHER_ENDINGS,))
    if may_meet or len(os.fsencode(name)) > _LONGEST:
        name = _shortened(relative.name)
    return str(PurePosixPath(_COPIES, *relative.parent.parts, name))


def _shortened(name: str) -> str:
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:_DIGITS]
    stem, ending = copied_as(name)
    ending = f"~{digest}{ending}"
    while len(os.fsencode(stem + ending)) > _LONGEST:
        stem = stem[:-1]
    return stem + ending
