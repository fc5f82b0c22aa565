"""The two lists on the sheet of figures, kept in step with the tracker.

Comes in: the sheet as it is, where its lists begin, and the lines they should have.
Goes out: the cells that must change. Names are values; what stands beside them are
formulas over the tracker, so that the counts stay current between runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_columns import MOST_RULES
from rs_excel.domain.tracker_lists import GRADES, RuleLine, SiteLine
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.ports import CellValue, Formula, Grid

NONE = "–"
_WILD = str.maketrans({"~": "~~", "*": "~*", "?": "~?"})


def rule_cells(
    grid: Grid, head: Place, rules: Sequence[RuleLine]
) -> dict[Place, CellValue]:
    """Title and id of each rule; formulas stand beside them already.

    ``head`` is the hidden sign before the list's heads.
    """
    wanted = [(rule.title, rule.rule_id) for rule in rules]
    wanted += [("", "")] * (MOST_RULES - len(wanted))
    values: dict[Place, CellValue] = {}
    for row, names in enumerate(wanted, head.row + 1):
        for column, name in enumerate(names, head.column + 1):
            if (grid.at(row, column) or "") != name:
                values[Place(row, column)] = name
    return values


def site_cells(
    grid: Grid, head: Place, lines: Sequence[SiteLine], ranges: Mapping[str, str]
) -> dict[Place, CellValue]:
    """Name, supplier and counts of each site, where it is not in its place yet.

    ``ranges`` has the cells of the tracker by key, sheet and all; where people deleted
    a column that is counted from, the list stays as it is.
    """
    if any(key not in ranges for key in _COUNTED_FROM):
        return {}
    values: dict[Place, CellValue] = {}
    width = _heads(grid, head)
    below = [row for row in grid.rows if row > head.row and grid.at(row, head.column)]
    wanted = dict(zip(_free_rows(grid, head, width), lines, strict=False))
    for row in sorted({*wanted, *below}):
        line = wanted.get(row)
        cells = _site(line, Place(row, head.column), ranges) if line else _NOTHING
        known = [grid.at(row, head.column + place) or "" for place in range(_NAMES)]
        if known != [cell or "" for cell in cells[:_NAMES]]:
            shown = enumerate(cells[:width], head.column)
            values |= {Place(row, at): value for at, value in shown}
    return values


def _heads(grid: Grid, head: Place) -> int:
    """Columns of the list, with its hidden one: first trackers had fewer."""
    width = 1
    while grid.at(head.row, head.column + width):
        width += 1
    return width


def _free_rows(grid: Grid, head: Place, width: int) -> Iterator[int]:
    """Where sites may be listed: not where people wrote something of their own."""
    beside = range(head.column + 1, head.column + width)
    for row in count(head.row + 1):
        ours = grid.at(row, head.column)
        if ours or not any(grid.at(row, column) for column in beside):
            yield row


_COUNTED_FROM = ("site_key", "rests", "overdue", "held_status", "severity")
_NAMES = 3  # key, site, supplier
_NOTHING: tuple[CellValue, ...] = (None,) * 11


def _site(
    line: SiteLine, at: Place, ranges: Mapping[str, str]
) -> tuple[CellValue, ...]:
    mine = f"{ranges['site_key']},${column_letters(at.column)}{at.row}"
    pending = f'{mine},{ranges["rests"]},"<>Yes"'
    raised, closed = (
        f"{column_letters(at.column + place)}{at.row}" for place in (3, 6)
    )
    done = f'{ranges["held_status"]},"{ActionStatus.VERIFIED_CLOSED.label}"'
    in_time, days = ranges.get("on_time"), ranges.get("days_open")
    timely = f'COUNTIFS({mine},{in_time},"Yes")' if in_time else f'"{NONE}"'
    spent = f"AVERAGEIFS({days},{mine},{done})" if days else f'"{NONE}"'
    worst = f'"{NONE}"'
    for grade in reversed(GRADES):
        held = f'COUNTIFS({pending},{ranges["severity"]},"{grade}")'
        worst = f'IF({held}>0,"{grade}",{worst})'
    return (
        f"={line.site_key.translate(_WILD)}",
        line.site,
        line.supplier,
        Formula(f"COUNTIFS({mine})", line.raised),
        Formula(f"COUNTIFS({pending})", line.open),
        Formula(f'COUNTIFS({mine},{ranges["overdue"]},">0")', line.overdue),
        Formula(f"COUNTIFS({mine},{done})", line.closed),
        Formula(f'IFERROR({closed}/{raised},"{NONE}")', line.closed / line.raised),
        Formula(worst, line.worst_open or NONE),
        Formula(f'IFERROR({timely}/{closed},"{NONE}")', _or_none(line.on_time)),
        Formula(f'IFERROR({spent},"{NONE}")', _or_none(line.average_days)),
    )


def _or_none(figure: float | None) -> float | str:
    return NONE if figure is None else figure
