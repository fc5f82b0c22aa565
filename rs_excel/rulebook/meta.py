"""What the engine itself states about a submission, under keys that rules may read.

Comes in: nothing. Goes out: the kinds of these keys. They let completeness and
consistency be rules like all others, instead of a second kind of checking.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.vocabulary import QuestionKind

EVIDENCE_KIND = "evidence.register.type"
"""The column in which a return says what kind of document it lists."""

META_SCALARS: Mapping[str, QuestionKind] = {
    "meta.asked": QuestionKind.NUMBER,
    "meta.answered": QuestionKind.NUMBER,
    "meta.required_blank": QuestionKind.NUMBER,
    "meta.completeness": QuestionKind.PERCENT,
    "meta.template_outdated": QuestionKind.YES_NO,
    "meta.yes_no_answered": QuestionKind.NUMBER,
    "meta.same_yes_no_pct": QuestionKind.PERCENT,
}

META_TABLES: Mapping[str, Mapping[str, QuestionKind]] = {
    "meta.troubles": {
        "meta.troubles.question": QuestionKind.TEXT,
        "meta.troubles.trouble": QuestionKind.CHOICE,
        "meta.troubles.pillar": QuestionKind.CHOICE,
        "meta.troubles.critical_topic": QuestionKind.YES_NO,
    },
    "meta.sections": {
        "meta.sections.section": QuestionKind.TEXT,
        "meta.sections.pillar": QuestionKind.CHOICE,
        "meta.sections.asked": QuestionKind.NUMBER,
        "meta.sections.answered": QuestionKind.NUMBER,
        "meta.sections.required_blank": QuestionKind.NUMBER,
        "meta.sections.completeness": QuestionKind.PERCENT,
    },
}
"""Per table: its columns. ``meta.troubles`` has a row per troubled answer."""
