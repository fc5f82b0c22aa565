"""The figures of a tracker: counts, rates, ages and charts that Excel keeps current.

Comes in: an empty sheet, and where the tracker's rows stand. Goes out: formulas over
those rows and native charts, for any Excel and LibreOffice. Rates are given with what
they are counted from, and never as one average over grave and slight. The lists of
rules and of sites are left empty: a run of the tracker fills in the names.
"""

from __future__ import annotations

from openpyxl.chart import Reference
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_ages import BANDS
from rs_excel.domain.tracker_columns import KEYS
from rs_excel.domain.tracker_lists import GRADES
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import figure_charts
from rs_excel.template import figure_tables as look
from rs_excel.template.figure_counts import figures_in_all
from rs_excel.template.figure_lists import write_rules, write_sites
from rs_excel.template.figure_months import write_months
from rs_excel.template.palette import Look, dress
from rs_excel.workbook.addresses import column_letters

_CLOSED = f'"{ActionStatus.VERIFIED_CLOSED.label}"'
_WIDTHS = (2, 52, 26, 11, 11, 11, 13, 13, 16, 11, 11, 3)
_PAGES_END = (43, 88)  # rows


def write_figures(sheet: Worksheet, rows: str, first: int, last: int) -> None:
    """Fill ``sheet``; the tracker's rows stand on ``rows`` from ``first`` on."""
    ranges = {
        key: f"'{rows}'!${letter}${first}:${letter}${last}"
        for number, key in enumerate(KEYS, 1)
        for letter in (column_letters(number),)
    }
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet["B1"] = "Figures"
    dress(sheet["B1"], look.TITLE)
    sheet.row_dimensions[1].height = 28
    sheet["B2"] = (
        "Counted from the sheet Tracker by formulas, always as current as it is; which "
        "rules and sites are listed, and in which order, is as of the latest run."
    )
    dress(sheet["B2"], look.NOTE)
    _open_by_pillar(sheet, ranges, 4)
    _totals(sheet, ranges, 13)
    _ages(sheet, ranges, 28)
    _by_severity(sheet, ranges, 45)
    write_months(sheet, ranges, 62)
    write_rules(sheet, ranges, 90)
    write_sites(sheet, 106)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = look.NAVY
    on_paper(sheet)
    for row in _PAGES_END:
        sheet.row_breaks.append(Break(id=row))


def on_paper(sheet: Worksheet) -> None:
    """A4 landscape, one page wide and as many high as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.35  # inches
    margins.top = margins.bottom = 0.5


def _open_by_pillar(sheet: Worksheet, ranges: dict[str, str], top: int) -> None:
    look.head(sheet, top, "Open by pillar and severity", ("Pillar", *GRADES, "Overdue"))
    for row, pillar in enumerate(Pillar, top + 2):
        pending = f'{ranges["pillar"]},$B{row},{ranges["rests"]},"<>Yes"'
        counts = [
            f'=COUNTIFS({pending},{ranges["severity"]},"{grade}")' for grade in GRADES
        ]
        counts.append(f'=COUNTIFS({pending},{ranges["overdue"]},">0")')
        look.line(sheet, row, pillar.label, [(count, look.COUNT) for count in counts])
    block = look.block(sheet, top + 1, len(Pillar))
    chart = figure_charts.bars(sheet, "Open actions", block, look.GRAVE)
    figure_charts.put(sheet, chart, f"{look.CHARTS}{top}", 16)


def _totals(sheet: Worksheet, ranges: dict[str, str], top: int) -> None:
    """Name, figure, and in words what it is counted from."""
    look.head(sheet, top, "In all", ("Figure", "Count"))
    for row, (name, formula, of) in enumerate(figures_in_all(ranges), top + 2):
        look.line(sheet, row, name, [(f"={formula}", look.COUNT), (of, look.NOTE)])


def _ages(sheet: Worksheet, ranges: dict[str, str], top: int) -> None:
    look.head(sheet, top, "Open by age", ("Since it was raised", "In time", "Overdue"))
    for row, band in enumerate(BANDS, top + 2):
        late = f'COUNTIFS({ranges["age_band"]},$B{row},{ranges["overdue"]},">0")'
        in_time = f"=COUNTIFS({ranges['age_band']},$B{row})-{late}"
        look.line(sheet, row, band, [(in_time, look.COUNT), (f"={late}", look.COUNT)])
    block = look.block(sheet, top + 1, len(BANDS))
    chart = figure_charts.bars(sheet, "Open by age", block, (look.NAVY, look.RED))
    figure_charts.put(sheet, chart, f"{look.CHARTS}{top}", 15)


def _by_severity(sheet: Worksheet, ranges: dict[str, str], top: int) -> None:
    """How well actions are closed, each grade for itself."""
    heads = ("Closed", "Raised", "Closure rate", "On time", "Came back")
    spans = ("Average days", "Median days")
    look.head(sheet, top, "Closed, by severity", ("Severity", *heads, *spans))
    held, severity = ranges["held_status"], ranges["severity"]
    days = ranges["days_open"]
    for row, grade in enumerate(GRADES, top + 2):
        mine = f"{severity},$B{row}"
        on_time = f'COUNTIFS({mine},{ranges["on_time"]},"Yes")'
        counted = f"IF({held}={_CLOSED},IF({severity}=$B{row},{days}))"
        median = ArrayFormula(f"I{row}", f'=IFERROR(MEDIAN({counted}),"–")')
        average = f'=IFERROR(AVERAGEIFS({days},{mine},{held},{_CLOSED}),"–")'
        cells: list[tuple[object, Look]] = [
            (f"=COUNTIFS({mine},{held},{_CLOSED})", look.COUNT),
            (f"=COUNTIFS({mine})", look.COUNT),
            (f'=IF(D{row}=0,"–",C{row}/D{row})', look.SHARE),
            (f'=IF(C{row}=0,"–",{on_time}/C{row})', look.SHARE),
            (f"=SUMIFS({ranges['repeats']},{mine})", look.COUNT),
            (average, look.DAYS),
            (median, look.DAYS),
        ]
        look.line(sheet, row, grade, cells)
    below = top + 2 + len(GRADES)
    for row, text in enumerate(_EXPLAINED, below):
        look.put(sheet, row, 2, text, look.NOTE)
    block = Reference(sheet, min_col=7, min_row=top + 1, max_row=below - 1)
    chart = figure_charts.columns(sheet, "Days to close", block, (look.NAVY, look.GREY))
    names = Reference(sheet, min_col=2, min_row=top + 2, max_row=below - 1)
    chart.set_categories(names)
    figure_charts.put(sheet, chart, f"{look.CHARTS}{top}", 15)


_EXPLAINED = (
    "Closure rate: closed and verified, of all raised. On time: verified by the first "
    "due date, of closed.",
    "Days from the day raised to the day verified. A dash: nothing closed to count.",
)
