"""What one return says, in a form to hold against others.

Comes in: a checked file. Goes out: its answers as short texts by question, one digest
of them all, by what its site is known, the days it gives, who saved it last, and
fingerprints of its longer texts and runs of numbers. Comments and evidence are answers,
too; cells left empty say nothing.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rs_excel.app.check import CheckedFile
from rs_excel.batch.likeness import passages, tokens_of
from rs_excel.domain.facts import SiteProfile
from rs_excel.domain.questions import Answer, AnswerSheet, Catalogue
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.workbook.ooxml.last_saved import last_saved

_SILENT = frozenset({AnswerState.BLANK, AnswerState.NOT_ASKED})
_PERIOD_TO = "meta.period_to"

Answers = Mapping[str, str]
"""By question; ``cert[2].cert.name`` in tables, ``….comment`` beside an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One return; days as ISO text, empty where it does not say."""

    site_ref: str = ""
    submitted_on: str = ""
    period_to: str = ""
    saved_on: str = ""  # in universal time
    saved_by: str = ""
    digest: str = ""  # the same for the same answers; empty where there are none
    answers: bytes = b""  # packed
    tokens: bytes = b""  # eight bytes each, sorted


def said_in(checked: CheckedFile, catalogue: Catalogue) -> Said:
    """What a checked file says."""
    sheet, profile = checked.check.sheet, checked.check.report.profile
    answers = dict(_answers(sheet))
    packed = json.dumps(answers, ensure_ascii=False).encode("utf-8", "backslashreplace")
    saved = last_saved(checked.original)
    return Said(
        site_ref=profile.site_ref,
        submitted_on=_iso(profile.submitted_on),
        period_to=_period_to(sheet),
        saved_on=saved.on,
        saved_by=saved.by,
        digest=hashlib.sha256(packed).hexdigest() if answers else "",
        answers=zlib.compress(packed),
        tokens=tokens_of(passages(answers, catalogue, names_of(profile))),
    )


def unpacked(answers: bytes) -> Answers:
    """The answers of ``Said.answers``, in the order of the questionnaire."""
    told: dict[str, str] = json.loads(zlib.decompress(answers))
    return told


def names_of(profile: SiteProfile) -> tuple[str, ...]:
    """What a copied text would have to have changed."""
    return tuple(name for name in (profile.site, profile.supplier) if name)


def _answers(sheet: AnswerSheet) -> Iterator[tuple[str, str]]:
    for key, answer in sheet.answers.items():
        yield from _said(key, answer)
    for table, rows in sheet.rows.items():
        for position, row in enumerate(rows, 1):
            for key, answer in row.items():
                yield from _said(f"{table}[{position}].{key}", answer)


def _said(key: str, answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.state is AnswerState.ANSWERED:
        yield key, _as_text(answer.value)
    elif answer.state not in _SILENT:
        raw = "" if answer.raw is None else f": {answer.raw}"
        yield key, f"({answer.state.value.replace('_', ' ')}{raw})"
    if answer.comment:
        yield f"{key}.comment", answer.comment
    if answer.evidence:
        yield f"{key}.evidence", ", ".join(answer.evidence)


def _as_text(value: object) -> str:
    """Whole numbers without a point, however the file holds them."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _period_to(sheet: AnswerSheet) -> str:
    answer = sheet.answers.get(_PERIOD_TO)
    value = answer.value if answer is not None else None
    return _iso(value if isinstance(value, date) else None)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
