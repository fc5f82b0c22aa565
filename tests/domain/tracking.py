"""Rows of a tracker and checks of a site, made for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.row_meets_check import FLAGGED
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.vocabulary import (
    FindingType,
    Outcome,
    Pillar,
    Severity,
    Verification,
)

RAISED = date(2026, 1, 15)
SITE = "example/north"


def action(fingerprint: str = "drill", **given: object) -> TrackedAction:
    """A major finding raised on 15 January, due on 14 February, untouched."""
    row = TrackedAction(
        fingerprint=fingerprint,
        site_key=SITE,
        number="HS-2026-001",
        supplier="Example",
        site="North",
        rule_id="HS-004",
        pillar=Pillar.HEALTH_AND_SAFETY,
        type=FindingType.NON_CONFORMANCE,
        severity=Severity.MAJOR,
        details="No evacuation drill in the last 12 months.",
        proposed="Hold a drill.",
        basis="ETI Base Code 3.1",
        verification=Verification.DESKTOP,
        remedy_due=False,
        raised_on=RAISED,
        due_on=date(2026, 2, 14),
        due_now=date(2026, 2, 14),
        contain_by=None,
        status=ActionStatus.OPEN,
        last_seen=FLAGGED,
        checked_on=RAISED,
        handling=Handling(status=ActionStatus.OPEN),
    )
    return replace(row, **given)  # type: ignore[arg-type]


def complete(row: TrackedAction, **given: object) -> TrackedAction:
    """The row with all on record that any closure asks for."""
    handling = replace(
        row.handling,
        status=ActionStatus.VERIFIED_CLOSED,
        root_cause="Nobody was in charge of drills",
        action="Drill held",
        preventive="Drills are in the yearly plan",
        responsible="Site manager",
        evidence="EV-07",
        evidence_on=date(2026, 2, 10),
        method=Verification.FOLLOW_UP,
        verified_by="Auditor",
        approved_by="Compliance lead",
        verified_on=date(2026, 2, 20),
        remedy_for="12 workers",
        remedy="Paid back",
        remedy_confirmed_by="Workers' committee",
    )
    handling = replace(handling, **given)  # type: ignore[arg-type]
    return replace(row, handling=handling)


def seen(*raised: TrackedAction, on: date, **outcomes: Outcome) -> Seen:
    """A check of the site on a day, answered that day."""
    flagged = {row.fingerprint: Outcome.FLAGGED for row in raised}
    return Seen(
        site_key=SITE,
        on=on,
        submitted_on=on,
        raised={row.fingerprint: replace(row, checked_on=on) for row in raised},
        outcomes={**flagged, **outcomes},
        replaced={},
    )
