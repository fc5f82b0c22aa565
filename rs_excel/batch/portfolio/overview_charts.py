"""The charts of the overview, drawn by Excel from the tables beneath them.

Comes in: a table and where it stands. Goes out: horizontal bars, one part stacked on
the other, with the numbers in them: whole numbers, no frills, first line on top.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from rs_excel.batch.portfolio.looks import FONT, NAVY, SLATE
from rs_excel.batch.portfolio.overview_tables import Table

_DARK = frozenset({"#7B1414", "#B3261E", "#D64545", "#3E6A97"})
_MOST_LABELS = 60  # bars with numbers in them; more could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a table stands: rows and columns counted from 0, its head included."""

    sheet: str
    head: int
    names: int
    first: int  # the column of the first series


def bars(book: Workbook, table: Table, spot: Spot) -> Chart:
    """The chart of a table that is not empty."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    assert chart is not None  # of a type that there is
    top, bottom = spot.head + 1, spot.head + len(table.rows)
    for place, series in enumerate(table.series):
        column = spot.first + place
        counts = [numbers[place] for _, numbers in table.rows]
        ink = "#FFFFFF" if series.bar in _DARK else "#1F2933"
        chart.add_series(
            {
                "name": [spot.sheet, spot.head, column],
                "categories": [spot.sheet, top, spot.names, bottom, spot.names],
                "values": [spot.sheet, top, column, bottom, column],
                "fill": {"color": series.bar},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "font": {"name": FONT, "size": 8, "color": ink},
                    "custom": [{"delete": not count} for count in counts],
                },
            }
        )
    _dress(chart, table)
    return chart


def _dress(chart: Chart, table: Table) -> None:
    words = {"name": FONT, "size": 8, "color": SLATE}
    chart.set_title(
        {
            "name": table.title,
            "name_font": {"name": FONT, "size": 10, "bold": True, "color": NAVY},
            "overlay": False,
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": words, "line": {"color": "#CBD2D9"}})
    chart.set_x_axis(
        {
            "num_font": words,
            "num_format": "0",
            "min": 0,
            "visible": False,
            "major_gridlines": {"visible": False},
        }
    )
    if len(table.series) > 1:
        chart.set_legend({"position": "bottom", "font": words})
    else:
        chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": "#CBD2D9"}})
