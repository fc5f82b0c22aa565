"""The two lists on the sheet of figures: what is found most often, and the sites.

Comes in: an empty place on the sheet. Goes out: heads, looks and charts; each run of
the tracker writes the names, and beside the sites their formulas.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_columns import MOST_RULES, RULES_TOKEN, SITES_TOKEN
from rs_excel.domain.tracker_lists import GRADES
from rs_excel.template import figure_charts, palette
from rs_excel.template import figure_tables as look

_CLOSED = f'"{ActionStatus.VERIFIED_CLOSED.label}"'
_SHOWN_SITES = 10  # in the chart; the list has all
_FAR = 5_000  # rows that the list of sites may reach


def write_rules(sheet: Worksheet, ranges: dict[str, str], top: int) -> None:
    heads = ("Finding", "Rule", "Open", "Closed", "Raised", "Came back")
    look.head(sheet, top, "Found most often", heads)
    sheet.cell(top + 1, 1, RULES_TOKEN)
    held = f"{ranges['held_status']},{_CLOSED}"
    for row in range(top + 2, top + 2 + MOST_RULES):
        mine = f"{ranges['rule_id']},$C{row}"
        counts = (
            f'COUNTIFS({mine},{ranges["rests"]},"<>Yes")',
            f"COUNTIFS({mine},{held})",
            f"COUNTIFS({mine})",
            f"SUMIFS({ranges['repeats']},{mine})",
        )
        formulas = [(f'=IF($C{row}="","",{count})', look.COUNT) for count in counts]
        look.line(sheet, row, "", [("", look.NAME), *formulas])
    block = look.block(sheet, top + 1, MOST_RULES, names=3)
    colours = (look.RED, look.GREEN)
    chart = figure_charts.bars(sheet, "Found most often", block, colours)
    figure_charts.put(sheet, chart, f"{look.CHARTS}{top}", 15)


def write_sites(sheet: Worksheet, top: int) -> None:
    """The heads; each run of the tracker writes the sites below them."""
    heads = ("Site", "Supplier", "Raised", "Open", "Overdue", "Closed")
    rates = ("Closure rate", "Worst open", "On time", "Average days")
    look.head(sheet, top, "By site", (*heads, *rates))
    sheet.cell(top + 1, 1, SITES_TOKEN)
    for letter, number_format in _SITE_LOOKS:
        dimension = sheet.column_dimensions[letter]
        dimension.font = Font(name=palette.FONT, size=10, color=palette.INK)
        across = "left" if letter in "BC" else "center"
        dimension.alignment = Alignment(horizontal=across)
        dimension.number_format = number_format
    line = Side(style="thin", color=palette.LINE)
    frame = Border(left=line, right=line, top=line, bottom=line)
    first = top + 2
    for formula, style in _marked(first, frame):
        rule = Rule(type="expression", dxf=style, formula=[formula])
        sheet.conditional_formatting.add(f"B{first}:K{_FAR}", rule)
    block = look.block(sheet, top + 1, _SHOWN_SITES, names=4)
    chart = figure_charts.bars(sheet, "By site", block, (look.NAVY, look.RED))
    names = Reference(sheet, min_col=2, min_row=first, max_row=block.max_row)
    chart.set_categories(names)
    chart.grouping, chart.overlap = "clustered", 0
    figure_charts.put(sheet, chart, f"{look.CHARTS}{top}", 16)


_SITE_LOOKS = (
    ("B", "General"),
    ("C", "General"),
    *((letter, '0;-0;"–"') for letter in "DEFG"),
    ("H", "0%"),
    ("I", "General"),
    ("J", "0%"),
    ("K", "0"),
)


def _marked(first: int, frame: Border) -> Iterator[tuple[str, DifferentialStyle]]:
    """Frames around sites that are there, and red where the worst is grave."""
    grave = " ".join(f'$I{first}="{grade}",' for grade in GRADES[:2]).rstrip(",")
    red = DifferentialStyle(font=Font(color=look.GRAVE[0], bold=True), border=frame)
    yield f"OR({grave})", red
    yield f'$A{first}<>""', DifferentialStyle(border=frame)
