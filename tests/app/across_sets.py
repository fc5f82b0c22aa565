"""Questionnaire, audit, last return and scorecard of one site, with faults put in.

Comes in: a seed. Goes out: what each document says, and the rules that must be flagged
for the faults put in. The documents agree but for the faults.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

Said = Mapping[str, object]
_DAYS = tuple(f"2025-11-{day:02d}" for day in range(1, 8))


def _hours(days: int, overtime: float, worker: str = "W-01") -> list[dict[str, object]]:
    return [
        {"line": f"{worker}/{n}", "worker": worker, "day": _DAYS[n - 1], "regular": 8}
        | {"overtime": overtime}
        for n in range(1, days + 1)
    ]


def _nc(section: str, status: str = "open") -> list[dict[str, object]]:
    line = {"no": "NC-1", "type": "non_compliance", "section": section}
    return [{**line, "grade": "minor", "status": status, "title": "Found"}]


SAQ: Said = {
    "site.zs_ref": "ZS0000001",
    "meta.submitted_on": "2026-02-10",
    "site.legal_name": "Muster Karton GmbH",
    "site.country": "DE",
    "site.address": "Beispielweg 1, Muster",
    "site.buildings": 2,
    "site.chemicals": "Yes",
    "site.boilers": "No",
    "site.dormitory": "No",
    "hs.dust_ammonia": "No",
    "hs.pesticide": "No",
    "au.done": "Yes",
    "au.date": "2026-01-20",
    "au.announced": "semi_announced",
    "au.open_nc": 0,
    "wf.total": 189,
    "wf.mig_int.male": 18,
    "wf.mig_int.female": 12,
    "wf.mig_int.other": 0,
    "wf.agency.male": 5,
    "wf.agency.female": 0,
    "wf.agency.other": 0,
    "wf.homework": 0,
    "hr.max_week": 52,
    "hr.consec_days": 6,
    "wg.currency": "EUR",
    "wg.pay_period": "month",
    "wg.lowest": 2600,
    "wg.legal_min": 2220,
    "fl.id_retained": "No",
    "fl.deposit": "No",
    "fl.fee_paid_by_worker": "No",
    "fl.free_to_leave": "Yes",
    "foa.union_allowed": "Yes",
    "foa.grievance": "Yes",
    "cl.child_found_12m": "No",
    "ds.policy": "Yes",
    "ht.abuse_case": "No",
    "re.subcontract": "No",
    "bi.policy": "Yes",
    "hs.alarm": "Yes",
    "hs.emerg_light": "Yes",
    "hs.accident_log": "Yes",
    "hs.iso45001": "Yes",
    "en.iso14001": "Yes",
    "hr.ot_voluntary": "Yes",
    "ev.has_scorecard": "Yes",
    "ev.overall": 62,
    "ev.medal": "silver",
    "ev.expires": "2026-09-15",
    "en.permits": [{"type": "water"}, {"type": "air"}],
}
LAST: Said = {**SAQ, "meta.submitted_on": "2025-02-10", "au.done": "No"}
AUDIT: Said = {
    "site.zs_ref": "zs0000001",
    "site.legal_name": "MUSTER KARTON GMBH.",
    "site.country": "DE",
    "au.edition": "6.1",
    "au.first_day": "2026-01-20",
    "au.last_day": "2026-01-21",
    "au.announced": "semi_announced",
    "wf.total": 180,
    "wf.mgmt": 9,
    "wf.mig_int_perm.male": 18,
    "wf.mig_int_perm.female": 12,
    "wf.local_agency.male": 5,
    "au.hours": _hours(5, 1),
    "au.wages": [{"line": "P-1", "worker": "W-01", "basic": 2600, "minimum": 2220}],
    "au.findings": [
        {"no": "OB-1", "type": "observation", "section": "6.1 0B", "status": "open"}
    ],
}
CARD: Said = {
    "site.legal_name": "Muster Karton GmbH",
    "sc.covers_site": "Yes",
    "sc.expires": "2026-09-15",
    "sc.overall": 62,
    "sc.labour": 70,
    "sc.medal": "silver",
}
_NONE = {f"wf.mig_int.{who}": 0 for who in ("male", "female", "other")}
_NO_AGENCY = {f"wf.agency.{who}": 0 for who in ("male", "female", "other")}
_NO_MIGRANTS = {"wf.mig_int.male": 0, "wf.mig_int.female": 0}


@dataclass(frozen=True, slots=True)
class Fault:
    """What one fault changes in which document, and what must be told of it.

    Faults of one ``about`` exclude each other.
    """

    about: str
    rules: frozenset[str]
    saq: Said | None = None
    audit: Said | None = None
    last: Said | None = None
    card: Said | None = None


def _fault(about: str, *rules: str, **documents: Said) -> Fault:
    return Fault(about, frozenset(rules), **documents)


def _found(section: str, *rules: str) -> Fault:
    """An open non-compliance that the questionnaire counts and yet contradicts."""
    said = {"au.findings": _nc(section)}
    return _fault("findings", *rules, audit=said, saq={"au.open_nc": 1})


FAULTS = (
    _fault("people", "XS-002", audit={"wf.total": 130}),
    _fault("migrants", "XS-003", saq=_NONE, last=_NONE),
    _fault("agency", "XS-004", saq=_NO_AGENCY, last=_NO_AGENCY),
    _fault("home", "XS-021", audit={"wf.home.female": 7}),
    _fault("hours", "XS-005", audit={"au.hours": _hours(6, 3)}),
    _fault("hours", "XS-022", audit={"au.hours": _hours(7, 0)}),
    _fault("hours", "XS-005", "XS-022", audit={"au.hours": _hours(7, 2)}),
    _fault(
        "pay", "XS-006", audit={"au.wages": [{"line": 1, "basic": 9, "minimum": 10}]}
    ),
    _found("6.1 1", "XS-023"),
    _found("7.0 2", "XS-008"),
    _found("6.1 4", "XS-024"),
    _found("6.1 7", "XS-025"),
    _found("6.1 9", "XS-026"),
    _found("6.1 8A", "XS-010"),
    _found("6.1 10C", "XS-027"),
    _found("6.1 3"),  # said in both: no contradiction
    _fault("findings", "XS-015", audit={"au.findings": _nc("6.1 3")}),
    _fault("findings", audit={"au.findings": _nc("6.1 4", "closed")}),
    _fault("country", "XS-028", audit={"site.country": "PL"}),
    _fault("reference", "XS-038", audit={"site.zs_ref": "ZS0009999"}),
    _fault("name", "XS-009", audit={"site.legal_name": "Beispiel Druck GmbH"}),
    _fault("audit", "XS-029", saq={"au.done": "No"}),
    _fault("audit", "XS-030", saq={"au.date": "2025-01-20"}),
    _fault("audit", "XS-031", saq={"au.announced": "unannounced"}),
    _fault("country", "CH-001", last={"site.country": "PL"}),
    _fault("name", "CH-001", last={"site.legal_name": "Muster Papier GmbH"}),
    _fault("place", "CH-002", last={"site.address": "Anderer Weg 9"}),
    _fault("place", "CH-002", last={"site.buildings": 1}),
    _fault("place", last={"site.address": "beispielweg 1 muster"}),
    _fault(
        "grown", "CH-003", last={"wf.total": 120, **_NO_AGENCY, "wf.agency.male": 3}
    ),
    _fault("migrants", "CH-004", last={"wf.mig_int.male": 0, "wf.mig_int.female": 0}),
    _fault("wage", "CH-005", last={"wg.lowest": 2700}),
    _fault("wage", last={"wg.lowest": 9000, "wg.currency": "PLN"}),
    _fault("boilers", "CH-006", saq={"site.boilers": "Yes"}),
    _fault("dormitory", "CH-006", saq={"site.dormitory": "Yes"}),
    _fault("alarm", "CH-007", saq={"hs.alarm": "No"}),
    _fault("grievance", "CH-007", saq={"foa.grievance": "No"}),
    _fault("grievance", "CH-008", last={"foa.grievance": "No"}),
    _fault("subcontract", "CH-009", saq={"re.subcontract": "Yes"}),
    _fault("iso", "CH-010", saq={"en.iso14001": "No"}),
    _fault("permits", "CH-011", saq={"en.permits": [{"type": "water"}]}),
    _fault("score", "CH-012", saq={"ev.overall": 50}, card={"sc.overall": 50}),
    _fault("score", "XS-034", card={"sc.overall": 61}),
    _fault("medal", "XS-012", card={"sc.medal": "none"}),
    _fault("validity", "XS-035", card={"sc.expires": "2026-03-15"}),
    _fault("score", "XS-036", saq={"ev.has_scorecard": "No"}),
    _fault("card", "XS-037", card={"site.legal_name": "Beispiel Druck GmbH"}),
    _fault(
        "findings",
        "XS-011",
        "XS-024",
        audit={"au.findings": [{**_nc("7.0 4")[0], "grade": "critical"}]},
        saq={"au.open_nc": 1},
    ),
    _fault("order", "CH-013", last={"meta.submitted_on": "2026-02-11"}),
)


@dataclass(frozen=True, slots=True)
class Set:
    """Three documents and the answer key."""

    saq: Said
    audit: Said
    last: Said
    card: Said
    rules: frozenset[str]


def make(seed: int) -> Set:
    """None to five faults, each about something else."""
    chance = random.Random(seed)
    faults: dict[str, Fault] = {}
    for fault in chance.sample(FAULTS, chance.randint(0, 5)):
        faults.setdefault(fault.about, fault)
    said: dict[str, dict[str, object]] = {
        "saq": dict(SAQ),
        "audit": dict(AUDIT),
        "last": dict(LAST),
        "card": dict(CARD),
    }
    for fault in faults.values():
        said["saq"].update(fault.saq or {})
        said["audit"].update(fault.audit or {})
        said["last"].update(fault.last or {})
        said["card"].update(fault.card or {})
    rules = frozenset(rule for fault in faults.values() for rule in fault.rules)
    if {"findings", "subcontract"} <= faults.keys():
        rules -= {"XS-010"}  # the questionnaire no longer denies it
    if {"findings", "audit"} <= faults.keys() and said["saq"]["au.done"] == "No":
        rules -= {"XS-015"}  # nor is it asked how many are open
    if {"score", "medal", "validity"} & faults.keys() and "XS-036" in rules:
        rules -= {"XS-012", "XS-035"}  # no scorecard, no medal to ask for
    return Set(**said, rules=rules)
