"""What the store holds, as values; and how outcomes become rows of its tables.

Comes in: outcomes, and rows as the database gives them. Goes out: rows to be added, and
values that the other rooms of a batch work with. JSON is written in one way everywhere,
so that what was kept is, byte for byte, what is told again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from rs_excel.batch.outcomes import Outcome
from rs_excel.batch.statuses import Status

OF_FILE = ("file", "supplier", "site", "country")  # said with each finding
_HELD = (*OF_FILE, "status", "severities", "sha256")


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


def came_to(row: tuple[Any, ...]) -> CameTo:
    """A row of place, result, line and what was said."""
    place, result, line, *said = row
    told = json.loads(line)
    return CameTo(place, result, {key: told[key] for key in _HELD}, *said)


def result_row(run: int, terms: str, outcome: Outcome) -> dict[str, str | int | None]:
    """An outcome as a row of ``result``."""
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


def finding_row(
    result: int, line: dict[str, Any], finding: dict[str, Any]
) -> dict[str, str | int | None]:
    """A finding as a row of ``finding``, but for the day it was raised on."""
    kept = ("number", "fingerprint", "rule", "pillar", "type", "severity", "due_on")
    return {
        "result": result,
        **{name: finding[name] for name in kept},
        "line": as_text({**of_file(line), **finding}),
    }


def of_file(line: dict[str, Any]) -> dict[str, Any]:
    """By what a file is known."""
    return {name: line[name] for name in OF_FILE}


def as_text(value: object) -> str:
    """JSON on one line, every script as it is; halves of characters are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()
