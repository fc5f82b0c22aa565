"""The charts on the sheet of figures, drawn natively by Excel.

Comes in: the cells to draw. Goes out: charts in one look: no frills, whole numbers, the
first line on top.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import TextAxis
from openpyxl.chart.legend import Legend
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.worksheet.worksheet import Worksheet

A_QUARTER = 3
"""Months from one that is named on an axis to the next."""

_WIDTH, _A_ROW = 17, 0.53  # centimetres


def bars(
    sheet: Worksheet, title: str, block: Reference, colours: Sequence[str]
) -> BarChart:
    """Horizontal bars, one part stacked on the other.

    ``block`` has the heads in its first row and the names in its first column.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = (
        "bar",
        "stacked",
        100,
        60,
    )
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"  # so that its numbers stand below
    _fill(chart, sheet, title, block, colours)
    return chart


def columns(
    sheet: Worksheet, title: str, block: Reference, colours: Sequence[str]
) -> BarChart:
    """Upright bars side by side; heads and names as for ``bars``."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "col", "clustered", 80
    _fill(chart, sheet, title, block, colours)
    return chart


def lines(
    sheet: Worksheet, title: str, block: Reference, colours: Sequence[str]
) -> LineChart:
    """Lines over time; heads and names as for ``bars``."""
    chart = LineChart()
    chart.x_axis = TextAxis(axId=10, crossAx=100, tickLblSkip=A_QUARTER)
    _fill(chart, sheet, title, block, colours)
    chart.x_axis.number_format = "mmm yy"
    for line in chart.series:
        line.smooth = False
        line.graphicalProperties.line.width = 28_000  # English metric units
    return chart


def put(sheet: Worksheet, chart: BarChart | LineChart, at: str, rows: int) -> None:
    """Place a chart over so many rows."""
    chart.width = _WIDTH
    chart.height = rows * _A_ROW
    sheet.add_chart(chart, at)


def _fill(
    chart: BarChart | LineChart,
    sheet: Worksheet,
    title: str,
    block: Reference,
    colours: Sequence[str],
) -> None:
    chart.title = title
    top, bottom, left = block.min_row, block.max_row, block.min_col
    for place, colour in enumerate(colours, 1):
        cells = Reference(sheet, min_col=left + place, min_row=top, max_row=bottom)
        series = SeriesFactory(cells, title_from_data=True)
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
        chart.series.append(series)
    names = Reference(sheet, min_col=left, min_row=top + 1, max_row=bottom)
    chart.set_categories(names)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = None
    chart.legend = Legend()
    chart.legend.position = "b"
