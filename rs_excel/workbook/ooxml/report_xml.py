"""One of our own sheets as a worksheet part.

Comes in: a ``ReportSheet`` and the numbers its styles have. Goes out: the XML of the
sheet. Text is always inline text and never a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

from rs_excel.workbook.addresses import block_of, column_letters, place_of
from rs_excel.workbook.ooxml.markup import DECLARATION, Dialect, attribute, content
from rs_excel.workbook.ports import (
    CellContent,
    DropDown,
    Ink,
    InkRule,
    ReportCell,
    ReportSheet,
)

_LIKE_A_FORMULA = "=+-@\t\r"
_LONGEST_LIST = 255  # characters of a list that stands in the validation itself
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InkStyles:
    """The styles of one ink: for most cells, and for text that looks like a formula."""

    plain: int
    quoted: int
    shows: bool  # whether an empty cell of this ink is seen at all
    counts_from_1904: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sheet needs to know of the book it is put into."""

    dialect: Dialect
    styles: Callable[[Ink], InkStyles]
    conditional: Callable[[Ink], int]
    drawing: str | None = None  # relationships
    table: str | None = None
    headers: Mapping[tuple[int, int], str] = field(default_factory=dict)  # of a table


def placed_cells(sheet: ReportSheet) -> Iterator[tuple[int, int, ReportCell]]:
    """Row, column, cell; a cell spanning columns pushes the next ones right."""
    for row, cells in enumerate(sheet.rows, 1):
        column = 1
        for cell in cells:
            yield row, column, cell
            column += cell.span


def sheet_xml(sheet: ReportSheet, setting: Setting) -> bytes:
    """The worksheet part; elements stand in the order the schema wants."""
    parts = [
        f'{DECLARATION}<worksheet xmlns="{setting.dialect.main}" '
        f'xmlns:r="{setting.dialect.relations}">',
        f'<sheetPr><tabColor rgb="FF{sheet.tab_colour}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>',
        _views(sheet),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet),
        f"<sheetData>{_rows(sheet, setting)}</sheetData>",
        _merges(sheet),
        "".join(
            _conditional(rule, n, setting.conditional(rule.ink))
            for n, rule in enumerate(sheet.ink_rules, 1)
        ),
        _validations(sheet),
        _links(sheet),
        _page(sheet),
        f'<drawing r:id="{setting.drawing}"/>' if setting.drawing else "",
        _table_part(setting.table),
        "</worksheet>",
    ]
    return "".join(parts).encode()


def _views(sheet: ReportSheet) -> str:
    selected = ' tabSelected="1"' if sheet.opens_first else ""
    opening = f'<sheetView{selected} showGridLines="0" workbookViewId="0">'
    return f"<sheetViews>{opening}{_pane(sheet.freeze)}</sheetView></sheetViews>"


def _pane(freeze: str | None) -> str:
    if freeze is None or freeze == "A1":
        return ""
    row, column = place_of(freeze)
    split = f' xSplit="{column - 1}"' if column > 1 else ""
    split += f' ySplit="{row - 1}"' if row > 1 else ""
    sides = {(True, True): "bottomRight", (True, False): "bottomLeft"}
    pane = sides.get((row > 1, column > 1), "topRight")
    return (
        f'<pane{split} topLeftCell="{freeze}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{freeze}" sqref="{freeze}"/>'
    )


def _columns(sheet: ReportSheet) -> str:
    columns = []
    for number, width in enumerate(sheet.widths, 1):
        hidden = ' hidden="1"' if number in sheet.hidden_columns else ""
        columns.append(
            f'<col min="{number}" max="{number}" width="{width:g}"{hidden} '
            'customWidth="1"/>'
        )
    return f"<cols>{''.join(columns)}</cols>" if columns else ""


def _rows(sheet: ReportSheet, setting: Setting) -> str:
    rows = []
    for row, cells in enumerate(sheet.rows, 1):
        rows.append(f'<row r="{row}"{_height(sheet, row)}>')
        column = 1
        for cell in cells:
            styles = setting.styles(cell.ink)
            value = setting.headers.get((row, column), cell.value)
            rows.append(_cell(f"{column_letters(column)}{row}", value, styles))
            for step in range(1, cell.span):  # a merge's border is drawn by its cells
                beside = f"{column_letters(column + step)}{row}"
                rows.append(_cell(beside, None, styles))
            column += cell.span
        rows.append("</row>")
    return "".join(rows)


def _height(sheet: ReportSheet, row: int) -> str:
    height = sheet.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _cell(address: str, value: CellContent, styles: InkStyles) -> str:
    if value is None or value == "":
        return f'<c r="{address}" s="{styles.plain}"/>' if styles.shows else ""
    if isinstance(value, str):
        style = styles.quoted if value[0] in _LIKE_A_FORMULA else styles.plain
        return (
            f'<c r="{address}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{content(value)}</t></is></c>'
        )
    head = f'<c r="{address}" s="{styles.plain}"'
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f"{head}><v>{_serial(value, styles.counts_from_1904):.15g}</v></c>"
    if not isfinite(value):
        return f'{head} t="inlineStr"><is><t>{value}</t></is></c>'
    return f"{head}><v>{value!r}</v></c>"


def _serial(day: date, counts_from_1904: bool) -> float:
    start = _DAY_0_OF_1904 if counts_from_1904 else _DAY_0
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    passed = at.replace(tzinfo=None) - start
    return passed.days + passed.seconds / 86_400


def _merges(sheet: ReportSheet) -> str:
    merged = [
        f'<mergeCell ref="{column_letters(column)}{row}:'
        f'{column_letters(column + cell.span - 1)}{row}"/>'
        for row, column, cell in placed_cells(sheet)
        if cell.span > 1
    ]
    if not merged:
        return ""
    return f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'


def _conditional(rule: InkRule, priority: int, style: int) -> str:
    return (
        f'<conditionalFormatting sqref="{rule.cells}"><cfRule type="expression" '
        f'dxfId="{style}" priority="{priority}"><formula>{content(rule.formula)}'
        "</formula></cfRule></conditionalFormatting>"
    )


def _validations(sheet: ReportSheet) -> str:
    if not sheet.drop_downs:
        return ""
    each = "".join(map(_validation, sheet.drop_downs))
    return f'<dataValidations count="{len(sheet.drop_downs)}">{each}</dataValidations>'


def _validation(drop_down: DropDown) -> str:
    choices = ",".join(drop_down.choices)
    commas = choices.count(",") - len(drop_down.choices) + 1
    if commas or '"' in choices or len(choices) > _LONGEST_LIST:
        raise ValueError(f"choices that do not fit a validation: {choices[:60]}…")
    return (
        '<dataValidation type="list" allowBlank="1" showErrorMessage="1" '
        f'sqref="{drop_down.cells}"><formula1>"{content(choices)}"</formula1>'
        "</dataValidation>"
    )


def _links(sheet: ReportSheet) -> str:
    links = [
        f'<hyperlink ref="{column_letters(column)}{row}" '
        f'location="{attribute(str(cell.link))}" '
        f'display="{attribute(str(cell.value or cell.link))}"/>'
        for row, column, cell in placed_cells(sheet)
        if cell.link is not None
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _page(sheet: ReportSheet) -> str:
    """One page wide; the sheet's name and the page number at the foot."""
    way = "landscape" if sheet.landscape else "portrait"
    return (
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" '
        f'footer="0.3"/><pageSetup paperSize="9" orientation="{way}" fitToWidth="1" '
        'fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of '
        "&amp;N</oddFooter></headerFooter>"
    )


def _table_part(relation: str | None) -> str:
    if relation is None:
        return ""
    return f'<tableParts count="1"><tablePart r:id="{relation}"/></tableParts>'


def table_headers(sheet: ReportSheet, cells: str) -> dict[tuple[int, int], str]:
    """The texts in the header row of a table; empty where nothing stands."""
    block = block_of(cells)
    texts = {(r, c): cell.value for r, c, cell in placed_cells(sheet) if r == block.top}
    row = [(block.top, column) for column in range(block.left, block.right + 1)]
    return {place: str(texts.get(place) or "") for place in row}
