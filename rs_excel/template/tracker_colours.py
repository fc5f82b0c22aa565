"""Colours that a tracker shows by itself: late, near, missing, closed, grave.

Comes in: a sheet, where its columns stand and its first and last row. Goes out:
conditional formats, which plain Excel keeps current from day to day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.actions import SOON
from rs_excel.domain.tracker_columns import KEYS
from rs_excel.template import palette
from rs_excel.template.palette import when
from rs_excel.template.told_cells import SEVERITY_FILLS

LetterOf = Callable[[str], str]
_LATE = {"fill": "F5B7B1", "colour": "7B1414"}
_SOON = {"fill": "FDEBC8", "colour": "6B3A00"}
_MISSING = {"fill": "FDE3C8"}


def add_colours(sheet: Worksheet, letter_of: LetterOf, rows: tuple[int, int]) -> None:
    """Closed rows fade, late ones turn red, near ones amber, severities show theirs."""
    first, last = rows

    def colour(keys: tuple[str, str], formula: str, looks: dict[str, str]) -> None:
        left, right = map(letter_of, keys)
        rule = when(formula, **looks)
        sheet.conditional_formatting.add(f"{left}{first}:{right}{last}", rule)

    closed = f'${letter_of("rests")}{first}="Yes"'
    colour((KEYS[0], KEYS[-1]), closed, {"colour": palette.MUTED})
    for key, formula in overdue(letter_of, first):
        colour((key, key), formula, _LATE)
    for key, formula in reminders(letter_of, first):
        colour((key, key), formula, _LATE)
    colour(("due_now", "due_now"), _near(letter_of, first), _SOON)
    said, remark = f"${letter_of('severity')}{first}", letter_of("remark")
    for severity, (fill, ink) in SEVERITY_FILLS.items():
        looks = {"fill": fill, "colour": ink}
        colour(("severity", "severity"), f'{said}="{severity.label}"', looks)
    colour(("remark", "remark"), f"LEN(${remark}{first})>0", _MISSING)


def overdue(letter_of: LetterOf, row: int) -> Iterator[tuple[str, str]]:
    """By key, when its day to close has passed."""
    days = f"${letter_of('overdue')}{row}"
    for key in ("due_now", "overdue"):
        yield key, f"AND(ISNUMBER({days}),{days}>0)"


def reminders(letter_of: LetterOf, row: int) -> Iterator[tuple[str, str]]:
    """By key, when a day has passed without what it asked for."""
    open_ = f'${letter_of("rests")}{row}<>"Yes"'
    for key, by, done, further in (
        ("contain_by", "<TODAY()", "contained_on", f",{open_}"),
        ("effect_due", "<=TODAY()", "effective", ""),
    ):
        day = f"${letter_of(key)}{row}"
        said = f'${letter_of(done)}{row}<>""'
        yield key, f"AND(ISNUMBER({day}),{day}{by},NOT({said}){further})"


def _near(letter_of: LetterOf, row: int) -> str:
    day, closed = f"${letter_of('due_now')}{row}", f'${letter_of("rests")}{row}="Yes"'
    left = f"{day}-TODAY()"
    return f"AND(ISNUMBER({day}),NOT({closed}),{left}>=0,{left}<={SOON})"
