"""A check as one JSON object: the contract for machines.

Comes in: a report, or the problems of a file that could not be checked. Goes out:
plain values in a fixed order; the published schema is in check_report.schema.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rs_excel.app.regime_machine import regime_as_json
from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.confidence import Confidence
from rs_excel.domain.findings import CheckReport, Coverage, Finding, PillarResult
from rs_excel.errors import Problem

SCHEMA = Path(__file__).with_name("check_report.schema.json")


def as_json(file: str, report: CheckReport) -> dict[str, Any]:
    """The whole report of one file; days as ISO text, cells as ``'Sheet'!A1``."""
    profile = report.profile
    return {
        "file": file,
        "supplier": profile.supplier,
        "site": profile.site,
        "country": profile.country,
        "pack": {"id": report.pack_id, "version": report.pack_version},
        "policy": report.policy,
        "assessed_on": report.assessed_on.isoformat(),
        "engine": report.engine,
        "notice": report.notice,
        "coverage": _coverage(report.coverage),
        "questions": _questions(report.asked),
        "pillars": [_pillar(pillar) for pillar in report.pillars],
        "findings": [finding_as_json(finding) for finding in report.findings],
        "not_assessed": [
            {"rule": n.rule_id, "row": n.row, "missing": list(n.missing)}
            for n in report.not_assessed
        ],
        "notes": [
            {
                "code": note.code,
                "level": note.level.value,
                "says": note.says,
                "cell": str(note.cell) if note.cell else None,
            }
            for note in report.notes
        ],
        "regimes": [regime_as_json(regime) for regime in report.regimes],
    }


def problems_as_json(file: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """What stands in the place of a report when a file could not be checked."""
    return {
        "file": file,
        "errors": [
            {"code": p.code, "says": p.says, "where": p.where, "do": p.do}
            for p in problems
        ],
    }


def _questions(asked: QuestionsAsked) -> dict[str, Any]:
    return {
        "asked": asked.asked,
        "of": asked.of,
        "left_out": [
            {"scope": part.scope, "why": part.why, "questions": part.questions}
            for part in asked.left_out
        ],
    }


def _coverage(coverage: Coverage) -> dict[str, int]:
    return {
        "asked": coverage.asked,
        "answered": coverage.answered,
        "applicable": coverage.applicable,
        "assessed": coverage.assessed,
    }


def _pillar(result: PillarResult) -> dict[str, Any]:
    return {
        "pillar": result.pillar.value,
        "light": result.light.value,
        "severities": {s.value: n for s, n in result.severities.items()},
        "types": {t.value: n for t, n in result.types.items()},
        "coverage": _coverage(result.coverage),
        "confidence": _confidence(result.confidence),
    }


def _confidence(sure: Confidence) -> dict[str, Any]:
    return {
        "evidence": {"due": sure.evidence.due, "given": sure.evidence.given},
        "light_could_be": {
            "best": sure.could_be.best.value,
            "worst": sure.could_be.worst.value,
        },
        "open_rules": sure.open_rules,
        "ask_next": [
            {
                "question": asked.key,
                "text": asked.text,
                "cells": [str(cell) for cell in asked.cells],
                "rules": list(asked.rules),
                "worst": asked.worst.value,
            }
            for asked in sure.ask_next
        ],
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding, whatever it was found in."""
    action = finding.action
    return {
        "number": finding.number,
        "rule": finding.rule_id,
        "row": finding.row,
        "pillar": finding.pillar.value,
        "type": finding.type.value,
        "severity": finding.severity.value if finding.severity else None,
        "title": finding.title,
        "says": finding.says,
        "cells": [str(cell) for cell in finding.cells],
        "basis": [str(basis) for basis in finding.basis],
        "action": action.says,
        "preventive": action.preventive,
        "evidence": list(action.evidence),
        "timeframe_days": action.timeframe_days,
        "days_counted": action.counted,
        "clock_starts_on": action.clock_starts_on.isoformat(),
        "contain_within_days": action.contain_within_days,
        "due_on": action.due_on.isoformat(),
        "verification": action.verification.value,
        "verify": finding.verify,
        "consequences": list(finding.consequences),
        "fingerprint": finding.fingerprint,
    }
