"""The figures of a tracker: counts, rates, ages and charts that Excel keeps current.

Comes in: an empty sheet, and where the tracker's rows stand. Goes out: formulas over
those rows and native charts. Rates are given with what they are counted from, and never
as one average over grave and slight.
"""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_ages import BANDS, CLOSED
from rs_excel.domain.tracker_columns import KEYS
from rs_excel.domain.vocabulary import Pillar, Severity
from rs_excel.template import palette
from rs_excel.template.palette import Look, dress
from rs_excel.workbook.addresses import column_letters

_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_TITLE = Look(size=18, bold=True, colour=_NAVY, wrap=False)
_SUBTITLE = Look(size=12, bold=True, colour=_NAVY, wrap=False)
_HEAD = Look(
    bold=True, colour="FFFFFF", fill=_NAVY, framed=True, across="center", down="center"
)
_NAME = Look(framed=True, wrap=False)
_COUNT = Look(framed=True, across="center", number_format='0;-0;"–"')
_SHARE = Look(framed=True, across="center", number_format='0%;-0%;"–"')
_NOTE = Look(size=9, italic=True, colour=palette.MUTED, wrap=False)
_BARS = ("7B1414", "D64545", "F0A030", "F7DC6F", "9FB3C8")
_GRADES = (*(severity.label for severity in Severity), "Observation")
_FIRST_TABLE, _SECOND_TABLE, _THIRD_TABLE = 4, 13, 20


def write_figures(sheet: Worksheet, rows: str, first: int, last: int) -> None:
    """Fill ``sheet``; the tracker's rows stand on ``rows`` from ``first`` on."""
    ranges = {
        key: f"'{rows}'!${letter}${first}:${letter}${last}"
        for number, key in enumerate(KEYS, 1)
        for letter in (column_letters(number),)
    }
    sheet["A1"] = "Figures"
    dress(sheet["A1"], _TITLE)
    sheet["A2"] = (
        "Counted from the sheet Tracker by formulas: always as current as it is."
    )
    dress(sheet["A2"], _NOTE)
    _open_by_pillar(sheet, ranges)
    _ages(sheet, ranges)
    _rates(sheet, ranges)
    for column, width in enumerate((34, 16, 14, 14, 14, 14, 12, 60), 1):
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _NAVY
    on_paper(sheet)


def on_paper(sheet: Worksheet) -> None:
    """A4 landscape, one page wide and as many high as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Worksheet, row: int, title: str, heads: tuple[str, ...]) -> None:
    sheet.cell(row, 1, title)
    dress(sheet.cell(row, 1), _SUBTITLE)
    for column, text in enumerate(heads, 1):
        cell = sheet.cell(row + 1, column, text)
        dress(cell, _HEAD)


def _put(sheet: Worksheet, row: int, column: int, value: object, look: Look) -> None:
    cell = sheet.cell(row, column)
    cell.value = value  # type: ignore[assignment]  # formulas and array formulas too
    dress(cell, look)


def _open_by_pillar(sheet: Worksheet, ranges: dict[str, str]) -> None:
    top = _FIRST_TABLE
    _head(sheet, top, "Open by pillar and severity", ("Pillar", *_GRADES, "Overdue"))
    for row, pillar in enumerate(Pillar, top + 2):
        _put(sheet, row, 1, pillar.label, _NAME)
        mine = f'{ranges["pillar"]},$A{row},{ranges["age_band"]},"<>{CLOSED}"'
        for column, grade in enumerate(_GRADES, 2):
            formula = f'=COUNTIFS({mine},{ranges["severity"]},"{grade}")'
            _put(sheet, row, column, formula, _COUNT)
        late = f'=COUNTIFS({mine},{ranges["overdue"]},">0")'
        _put(sheet, row, 2 + len(_GRADES), late, _COUNT)
    chart = _bars("Open actions", sheet, top + 1, len(Pillar), len(_GRADES))
    sheet.add_chart(chart, "I4")


def _bars(title: str, sheet: Worksheet, head: int, rows: int, series: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title, chart.height, chart.width = title, 7.5, 16
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.y_axis.number_format = "0"
    chart.x_axis.scaling.orientation = "maxMin"
    for number in range(series):
        values = Reference(sheet, min_col=2 + number, min_row=head, max_row=head + rows)
        bar = SeriesFactory(values, title_from_data=True)
        bar.graphicalProperties.solidFill = _BARS[number]
        chart.series.append(bar)
    names = Reference(sheet, min_col=1, min_row=head + 1, max_row=head + rows)
    chart.set_categories(names)
    return chart


def _ages(sheet: Worksheet, ranges: dict[str, str]) -> None:
    top = _SECOND_TABLE
    _head(sheet, top, "Open by age", ("Since it was raised", "Open"))
    for row, band in enumerate(BANDS, top + 2):
        _put(sheet, row, 1, band, _NAME)
        _put(sheet, row, 2, f"=COUNTIFS({ranges['age_band']},$A{row})", _COUNT)
    chart = _bars("Open by age", sheet, top + 1, len(BANDS), 1)
    chart.legend = None
    chart.series[0].graphicalProperties.solidFill = _NAVY
    chart.series[0].data_points = [_last_bar(len(BANDS) - 1)]
    sheet.add_chart(chart, "I20")


def _last_bar(index: int) -> DataPoint:
    point = DataPoint(idx=index)
    point.graphicalProperties.solidFill = _BARS[1]
    return point


def _rates(sheet: Worksheet, ranges: dict[str, str]) -> None:
    """Name, figure, and in words what it is counted from."""
    held, closed = ranges["held_status"], ActionStatus.VERIFIED_CLOSED.label
    raised = f"COUNTA({ranges['fingerprint']})"
    done = f'COUNTIFS({held},"{closed}")'
    late = f'COUNTIFS({ranges["overdue"]},">0")'
    open_ = f'({raised}-COUNTIFS({ranges["age_band"]},"{CLOSED}"))'
    on_time = (
        f'SUMPRODUCT(({held}="{closed}")*({ranges["verified_on"]}<={ranges["due_on"]}))'
    )
    days = f'IF({held}="{closed}",{ranges["days_open"]})'
    shares = (
        ("Closure rate", f"{done}/{raised}", "closed and verified, of all raised"),
        (
            "On-time rate",
            f"{on_time}/{done}",
            "closed by the first due date, of closed",
        ),
        ("Overdue rate", f"{late}/{open_}", "past their due date, of open"),
    )
    counts = (
        ("Raised", raised, "rows a check has raised"),
        ("Closed and verified", done, ""),
        ("Came back after closure", f"SUM({ranges['repeats']})", "times"),
        ("Extensions granted", f"SUM({ranges['extensions']})", ""),
    )
    top = _THIRD_TABLE
    _head(sheet, top, "Rates", ("Figure", "Value"))
    row = top + 2
    for name, formula, of in (*counts, *shares):
        look = _SHARE if (name, formula, of) in shares else _COUNT
        _put(sheet, row, 1, name, _NAME)
        _put(sheet, row, 2, f'=IFERROR({formula},"–")', look)
        _put(sheet, row, 3, of, _NOTE)
        row += 1
    for name, function in (("Average", "AVERAGE"), ("Median", "MEDIAN")):
        _put(sheet, row, 1, f"{name} days to close", _NAME)
        at = f"B{row}"
        array = ArrayFormula(at, f'=IFERROR({function}({days}),"–")')
        _put(sheet, row, 2, array, _COUNT)
        _put(sheet, row, 3, "of those closed and verified", _NOTE)
        row += 1
