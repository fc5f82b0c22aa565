"""What may be typed in the columns of people, by what a column holds.

Comes in: a column of the tracker. Goes out: a new validation for its cells, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openpyxl.worksheet.datavalidation import DataValidation

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_columns import CAUSES, ColumnKind, Owner, TrackerColumn
from rs_excel.domain.vocabulary import Verification
from rs_excel.template.told_cells import count_rule, day_rule, list_rule, offering

_RULES: Mapping[ColumnKind, Callable[[], DataValidation]] = {
    ColumnKind.DATE: day_rule,
    ColumnKind.COUNT: count_rule,
    ColumnKind.STATUS: lambda: list_rule([s.label for s in ActionStatus]),
    ColumnKind.METHOD: lambda: list_rule([m.label for m in Verification]),
    ColumnKind.YES: lambda: offering(["Yes"]),
    ColumnKind.YES_NO: lambda: list_rule(["Yes", "No"]),
    ColumnKind.CAUSE: lambda: offering(CAUSES),
}


def choice_of(column: TrackerColumn) -> DataValidation | None:
    """The validation of a column that people fill; None where any text will do."""
    rule = _RULES.get(column.kind)
    return rule() if rule and column.owner is Owner.THEIRS else None


def choice_as_text(column: TrackerColumn) -> tuple[dict[str, str], str]:
    """The same as attributes and a formula, to be put into a sheet that is there."""
    rule = choice_of(column)
    if rule is None:
        return {}, ""
    said = {name: value for name, value in rule if name not in ("sqref", "count")}
    return said, str(rule.formula1)
