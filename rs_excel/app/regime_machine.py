"""Regimes as plain values for machines, in a fixed order.

Comes in: what a return gives towards a law. Goes out: the part of the JSON object
that check_report.schema.json calls regime.
"""

from __future__ import annotations

from typing import Any

from rs_excel.domain.regimes import DutyResult, RegimeResult


def regime_as_json(regime: RegimeResult) -> dict[str, Any]:
    """One regime; before it applies its list of duties is empty."""
    return {
        "id": regime.id,
        "title": regime.title,
        "jurisdiction": regime.jurisdiction,
        "law_as_of": regime.law_as_of.isoformat(),
        "applies": regime.applies,
        "applies_from": (
            regime.applies_from.isoformat() if regime.applies_from else None
        ),
        "duties": [_duty(duty) for duty in regime.duties],
    }


def _duty(duty: DutyResult) -> dict[str, Any]:
    return {
        "id": duty.id,
        "says": duty.says,
        "reference": duty.reference,
        "verify": duty.verify,
        "state": duty.state.value,
        "asked": duty.asked,
        "served": duty.served,
        "missing": [
            {
                "question": item.question,
                "text": item.text,
                "why": item.lack.value,
                "cells": [str(cell) for cell in item.cells],
            }
            for item in duty.missing
        ],
        "evidence": {
            "wanted": list(duty.evidence_wanted),
            "listed": list(duty.evidence_listed),
        },
        "findings": list(duty.findings),
    }
