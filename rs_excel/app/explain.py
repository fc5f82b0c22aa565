"""How one verdict came about: each condition, its cell, what was understood.

Comes in: a file, a rule id and the terms. Goes out: one explanation, or one per row
for a rule that looks at every row of a table.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.settings import Terms, find_rule
from rs_excel.engine.explaining import Explanation, explain


def explain_rule(
    path: Path, rule_id: str, terms: Terms
) -> tuple[CheckedFile, tuple[Explanation, ...]]:
    """The checked file and the explanations of one rule."""
    checked = check_file(path, terms)
    pack = checked.check.terms.pack
    rule = find_rule(pack, rule_id)
    submission = checked.check.submission
    rows = submission.tables.get(rule.for_each or "", ()) or (None,)
    return checked, tuple(explain(rule, submission, pack, row) for row in rows)
