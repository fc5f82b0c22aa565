"""What kind of answer stands behind every key that a pack's conditions may name.

Comes in: a pack. Goes out: kinds by key, of questions, columns and derived answers, and
of what the engine states itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.meta import META_SCALARS, META_TABLES
from rs_excel.rulebook.model import RulePack


def all_questions(pack: RulePack) -> Mapping[str, QuestionKind]:
    """The kind behind every key a condition of this pack may name."""
    kinds = {key: question.kind for key, question in pack.catalogue.by_key.items()}
    kinds.update({entry.key: entry.kind for entry in pack.derived})
    kinds.update(META_SCALARS)
    for columns in META_TABLES.values():
        kinds.update(columns)
    return kinds
