"""A tiny pack on disk, for tests that spoil one thing in it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

PACK = """
id: tiny
version: 1.0.0
title: A tiny pack
notice: For tests only.
basis_labels: { eti_base_code: ETI Base Code }
"""

SPELLINGS = """
yes_no: { yes: [y, oui], no: [n, non] }
unknown: { unknown: ["don't know"] }
not_applicable: { not_applicable: [n/a, not applicable] }
placeholders: [tbc, "-"]
"""

QUESTIONS = """
section: { id: safety, title: Safety, pillar: health_and_safety }
questions:
  - { key: wf.total, text: How many people work here?, kind: number, minimum: 0 }
  - { key: hs.drills_12m, text: How many drills were held?, kind: number }
  - { key: hs.last_drill, text: When was the latest drill?, kind: date }
  - key: hs.alarm
    text: What kind of alarm is there?
    kind: choice
    choices: [{ value: bell, label: Bell }, { value: none, label: None }]
tables:
  - key: hs.certs
    title: Certificates
    rows: 5
    row_key: hs.certs.type
    columns:
      - { key: hs.certs.type, text: Certificate, kind: text }
      - { key: hs.certs.expiry, text: Expires on, kind: date }
"""

PARAMETERS = """
drills_a_year:
  title: Drills a year
  unit: drills
  values:
    - { since: 2000-01-01, value: 1, reference: good practice }
    - { country: BD, since: 2015-01-01, value: 2, reference: local rules, verify: true }
"""

POLICY = """
name: standard
title: Standard
timeframes:
  business_critical: { contain_days: 1, close_days: 30, verification: follow_up }
  critical: { close_days: 30, verification: follow_up }
  major: { close_days: 60, verification: desktop }
  minor: { close_days: 90, verification: desktop }
  observation: { close_days: 180, verification: desktop }
  good_example: { close_days: 0, verification: desktop }
  data_quality: { close_days: 14, verification: desktop }
red_when: { business_critical: 1, critical: 2 }
amber_when: { critical: 1, major: 3 }
least_assessed_share: 0.8
"""

RULE = """
id: HS-004
title: No evacuation drill in the last 12 months
pillar: health_and_safety
status: stable
since: 2025-01-01
why: Nobody finds the way out of a burning building for the first time.
basis:
  - { source: eti_base_code, clause: 3.1 }
applies_when: { wf.total: { at_least: 1 } }
flag_when:
  any:
    - hs.last_drill: { older_than: 12 months }
    - hs.drills_12m: { below: $drills_a_year }
finding:
  type: non_conformance
  severity: major
  says: "Drills: {hs.drills_12m}; latest: {hs.last_drill}."
corrective_action:
  says: Hold a drill.
  preventive: Plan a drill each half-year.
  timeframe: 30 days
  evidence: [drill report]
known_exceptions: None known
assessed_on: 2026-01-15
given: { wf.total: 120, hs.drills_12m: 1, hs.last_drill: 2025-11-02 }
cases:
  recent_drill_conforms: { expect: conforms }
  no_drill_is_flagged:
    given: { hs.drills_12m: 0 }
    expect: non_conformance
    severity: major
    due: 2026-02-14
    cells: [hs.drills_12m]
  twelve_months_to_the_day_conforms:
    given: { hs.last_drill: 2025-01-15 }
    expect: conforms
"""

RULE_FILE = "health_and_safety/evacuation_drill_overdue.yaml"


def tiny_pack(folder: Path, **changed: str) -> Path:
    """Writes the pack, with files replaced or added by name.

    ``tiny_pack(tmp_path, rule=RULE.replace(...))``; the names are those of the
    constants here in lower case, or paths for further files.
    """
    files = {
        "pack.yaml": changed.pop("pack", PACK),
        "spellings.yaml": changed.pop("spellings", SPELLINGS),
        "questions/10_safety.yaml": changed.pop("questions", QUESTIONS),
        "parameters.yaml": changed.pop("parameters", PARAMETERS),
        "policies/standard.yaml": changed.pop("policy", POLICY),
        RULE_FILE: changed.pop("rule", RULE),
        **changed,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder
