"""The file unread.yaml: questions that no rule reads, each with its reason.

Comes in: the document. Goes out: reason by question key. Asking what nobody weighs
costs every site time, so it is a decision and is written down as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Annotated

from pydantic import Field

from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.schema import Shape
from rs_excel.strict_yaml import Document


class ReasonText(Shape):
    reason: Annotated[str, Field(min_length=10)]
    questions: list[str] = Field(min_length=1)


def read_by_nobody(
    document: Document, asked: Set[str], gathering: Gathering
) -> Mapping[str, str]:
    """Reason by question; a key that is not asked, or listed twice, is refused."""
    entries = document.data if isinstance(document.data, list) else []
    reasons: dict[str, str] = {}
    for i, entry in enumerate(entries):
        text = gathering.shaped(ReasonText, document, entry, (i,))
        for j, key in enumerate(text.questions if text else ()):
            at = (i, "questions", j)
            if key not in asked:
                hint = did_you_mean(key, asked)
                gathering.refuse("PACK-003", document, at, key=key, hint=hint)
            if key in reasons:
                detail = f"`{key}` already has a reason in this file."
                gathering.refuse("PACK-004", document, at, detail=detail)
            if text is not None:
                reasons[key] = text.reason
    return reasons
