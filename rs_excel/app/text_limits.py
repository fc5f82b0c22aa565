"""What Excel allows where a text stands: names of sheets, messages, lists.

Comes in: a text and its key. Goes out: in words what it breaks, or nothing.
"""

from __future__ import annotations

import re

_SHEETS = frozenset(
    {
        "findings.title",
        "plan.title",
        "regimes.title",
        "reply.found",
        "reply.plan",
        "reply.start",
        "summary.title",
    }
)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST = {
    "validation.day": 32,
    "validation.list": 32,
    "validation.day_says": 225,
    "validation.list_says": 225,
}
_STATUS = "action_status."


def breaks_limit(key: str, text: str) -> str:
    """Why a text cannot stand where it is to stand; empty where it can."""
    if key in _SHEETS and (len(text) > 31 or _NOT_IN_A_NAME.search(text)):
        return "the name of a sheet has at most 31 characters, none of [ ] : * ? / \\ '"
    if len(text) > _LONGEST.get(key, len(text)):
        return f"it has at most {_LONGEST[key]} characters"
    if key.startswith(_STATUS) and "," in text:
        return "a choice of a list holds no comma"
    return ""
