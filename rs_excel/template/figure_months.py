"""The table and charts of the last months on the sheet of figures.

Comes in: an empty place, and the ranges of the tracker's columns. Goes out: formulas
that move on with the calendar, and two charts: what came and went, and what stood open.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.chart import Reference
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_columns import MONTHS
from rs_excel.template import figure_charts
from rs_excel.template import figure_tables as look

_CLOSED = f'"{ActionStatus.VERIFIED_CLOSED.label}"'
_MONTHS = 24
_A_CHART = 13  # rows
_EXPLAINED = (
    "Open at its end: raised by then and not yet verified; rows that are set aside or "
    "replaced today are left out. On time: of those closed in the month."
)


def write_months(sheet: Worksheet, ranges: Mapping[str, str], top: int) -> None:
    """One row a month, the latest last."""
    heads = ("Month", "Raised", "Closed", "Open at its end", "Still open", "On time")
    look.head(sheet, top, MONTHS, heads)
    for place in range(_MONTHS):
        row = top + 2 + place
        month = f"=DATE(YEAR(TODAY()),MONTH(TODAY())-{_MONTHS - 1 - place},1)"
        look.put(sheet, row, 2, month, look.MONTH)
        for column, formula in enumerate(_of_month(ranges, row), 3):
            share = column == len(heads) + 1
            look.put(sheet, row, column, formula, look.SHARE if share else look.COUNT)
    below = top + 2 + _MONTHS
    look.put(sheet, below, 2, _EXPLAINED, look.NOTE)
    block = look.block(sheet, top + 1, _MONTHS)
    came = figure_charts.lines(
        sheet, "Raised and closed", block, (look.RED, look.GREEN)
    )
    figure_charts.put(sheet, came, f"{look.CHARTS}{top}", _A_CHART)
    stood = look.block(sheet, top + 1, _MONTHS, names=4)
    open_ = figure_charts.columns(sheet, "Open at the month's end", stood, (look.NAVY,))
    months = Reference(sheet, min_col=2, min_row=top + 2, max_row=below - 1)
    open_.set_categories(months)
    open_.x_axis.number_format = "mmm yy"
    open_.x_axis.tickLblSkip = figure_charts.A_QUARTER
    figure_charts.put(sheet, open_, f"{look.CHARTS}{top + _A_CHART}", _A_CHART)


def _of_month(ranges: Mapping[str, str], row: int) -> tuple[str, ...]:
    """The formulas of one month, whose first day stands in column B."""
    raised, verified = ranges["raised_on"], ranges["verified_on"]
    held, rests = ranges["held_status"], ranges["rests"]
    begun, over = f'">="&$B{row}', f'"<"&DATE(YEAR($B{row}),MONTH($B{row})+1,1)'
    came = f"{raised},{begun},{raised},{over}"
    went = f"{verified},{begun},{verified},{over},{held},{_CLOSED}"
    by_then = f"COUNTIFS({raised},{over})"
    gone = f"COUNTIFS({verified},{over},{held},{_CLOSED})"
    aside = f'COUNTIFS({raised},{over},{rests},"Yes",{held},"<>"&{_CLOSED})'
    timely = f'COUNTIFS({went},{ranges["on_time"]},"Yes")'
    return (
        f"=COUNTIFS({came})",
        f"=COUNTIFS({went})",
        f"={by_then}-{gone}-{aside}",
        f'=COUNTIFS({came},{rests},"<>Yes")',
        f'=IF($D{row}=0,"–",{timely}/$D{row})',
    )
