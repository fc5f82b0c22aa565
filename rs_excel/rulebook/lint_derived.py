"""Checks on derived answers: whether what they are worked out from can be counted.

Comes in: a ``RulePack`` and the kind behind every key. Goes out: what is wrong with an
entry, in words. Such an entry would never have a value, and its rules no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.values import Derived

_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})
_DAYS = frozenset({QuestionKind.DATE})
_TAKES = {
    "sum_of": _NUMBERS,
    "product_of": _NUMBERS,
    "difference_of": _NUMBERS,
    "absolute_difference_of": _NUMBERS,
    "ratio_of": _NUMBERS,
    "ceil_of": _NUMBERS,
    "most_in_days": _NUMBERS,
    "most_days_running": _NUMBERS,
    "days_between": _DAYS,
}


def inputs_that_cannot_be_counted(
    pack: RulePack, kinds: Mapping[str, QuestionKind]
) -> Iterator[tuple[Derived, str]]:
    """Texts that are added up, numbers taken for days."""
    for entry in pack.derived:
        takes = _TAKES.get(entry.form)
        for key in entry.of:
            kind = kinds.get(key)  # parameters and the day of assessment have none
            if takes and kind is not None and kind not in takes:
                fits = "days" if takes is _DAYS else "numbers"
                yield entry, f"`{entry.form}` takes {fits}; `{key}` is a {kind} answer."
