"""A return held against the one of the same site before it.

Comes in: two returns of a site, the later one second. Goes out: which answers were
changed, given for the first time or are missing now, and which findings are new, still
there or cleared. A finding is the same where rule, row and pillar are, which is what
its fingerprint stands for within a site.
"""

from __future__ import annotations

from typing import Any

from rs_excel.batch.store import Store
from rs_excel.batch.stored import CameTo

Finding = dict[str, Any]


def compared(before: CameTo, now: CameTo, store: Store) -> dict[str, Any]:
    """A line of ``resubmissions.jsonl``, worked out once for any two results."""
    known = store.comparison(before.result, now.result)
    if known is None:
        known = _compared(before, now, store)
        store.keep_comparison(before.result, now.result, known)
    return known


def in_short(told: dict[str, Any]) -> dict[str, int]:
    """How many of each, for the line of the file."""
    counted = ("changed", "added", "missing", "new", "cleared")
    return {**{name: len(told[name]) for name in counted}, "still": told["still"]}


def _compared(before: CameTo, now: CameTo, store: Store) -> dict[str, Any]:
    was, said = store.answers(before.result), store.answers(now.result)
    had, has = _findings(store, before), _findings(store, now)
    return {
        "file": now.line["file"],
        "before": before.line["file"],
        "supplier": now.line["supplier"],
        "site": now.line["site"],
        "changed": [
            {"answer": key, "before": was[key], "now": text}
            for key, text in said.items()
            if key in was and was[key] != text
        ],
        "added": [
            {"answer": key, "now": text} for key, text in said.items() if key not in was
        ],
        "missing": [
            {"answer": key, "before": text}
            for key, text in was.items()
            if key not in said
        ],
        "new": [found for same, found in has.items() if same not in had],
        "cleared": [found for same, found in had.items() if same not in has],
        "still": len(had.keys() & has.keys()),
    }


def _findings(store: Store, came: CameTo) -> dict[tuple[str, ...], Finding]:
    shown = ("rule", "row", "pillar", "severity", "title", "fingerprint")
    return {
        (found["rule"], found["row"] or "", found["pillar"]): {
            name: found[name] for name in shown
        }
        for found in store.findings_of(came.result)
    }
