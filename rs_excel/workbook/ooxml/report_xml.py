"""One of our own sheets as a worksheet part.

Comes in: a ``ReportSheet`` and the numbers its styles have. Goes out: the XML of the
sheet. Text is always inline text and never a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite

from rs_excel.workbook.addresses import Place, block_of, column_letters, place_of
from rs_excel.workbook.ooxml.markup import DECLARATION, Dialect, attribute, content
from rs_excel.workbook.ports import (
    CellContent,
    DropDown,
    Ink,
    InkRule,
    ReportCell,
    ReportSheet,
)

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_LIST = 255  # characters of a list that stands in the validation itself
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sheet needs to know of the book it is put into."""

    dialect: Dialect
    style: Callable[[Ink, bool], int]  # ink, and whether its text looks like a formula
    conditional: Callable[[Ink], int]
    counts_from_1904: bool = False
    drawing: str | None = None  # relationships
    table: str | None = None
    headers: Mapping[Place, str] = field(default_factory=dict)  # texts a table wants


def placed_cells(sheet: ReportSheet) -> Iterator[tuple[Place, ReportCell]]:
    """Every cell with its place; a cell spanning columns pushes the next ones right."""
    for row, cells in enumerate(sheet.rows, 1):
        column = 1
        for cell in cells:
            yield Place(row, column), cell
            column += cell.span


def sheet_xml(sheet: ReportSheet, setting: Setting) -> bytes:
    """The worksheet part; elements stand in the order the schema wants."""
    cells = dict(placed_cells(sheet))
    parts = [
        f'{DECLARATION}<worksheet xmlns="{setting.dialect.main}" '
        f'xmlns:r="{setting.dialect.relations}">',
        f'<sheetPr><tabColor rgb="FF{sheet.tab_colour}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>',
        _views(sheet),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet),
        f"<sheetData>{_rows(sheet, cells, setting)}</sheetData>",
        _merges(cells),
        "".join(
            _conditional(rule, n, setting.conditional(rule.ink))
            for n, rule in enumerate(sheet.ink_rules, 1)
        ),
        _validations(sheet),
        _links(cells),
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


def _rows(
    sheet: ReportSheet, cells: Mapping[Place, ReportCell], setting: Setting
) -> str:
    written: dict[int, list[str]] = {n: [] for n in range(1, len(sheet.rows) + 1)}
    for place, cell in cells.items():
        value = setting.headers.get(place, cell.value)
        written[place.row].append(_cell(place, value, cell.ink, setting))
        for step in range(1, cell.span):  # the border of a merge is drawn by its cells
            beside = Place(place.row, place.column + step)
            written[place.row].append(_cell(beside, None, cell.ink, setting))
    return "".join(
        f'<row r="{row}"{_height(sheet, row)}>{"".join(texts)}</row>'
        for row, texts in written.items()
    )


def _height(sheet: ReportSheet, row: int) -> str:
    height = sheet.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _cell(place: Place, value: CellContent, ink: Ink, setting: Setting) -> str:
    head = f'<c r="{column_letters(place.column)}{place.row}"'
    if value is None or value == "":
        return f'{head} s="{setting.style(ink, False)}"/>'
    if isinstance(value, str) or (isinstance(value, float) and not isfinite(value)):
        words = str(value)
        style = setting.style(ink, words.startswith(_LIKE_A_FORMULA))
        text = f'<is><t xml:space="preserve">{content(words)}</t></is>'
        return f'{head} s="{style}" t="inlineStr">{text}</c>'
    head += f' s="{setting.style(ink, False)}"'
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f"{head}><v>{_serial(value, setting.counts_from_1904):.15g}</v></c>"
    return f"{head}><v>{value!r}</v></c>"


def _serial(day: date, counts_from_1904: bool) -> float:
    start = _DAY_0_OF_1904 if counts_from_1904 else _DAY_0
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    passed = at.replace(tzinfo=None) - start
    return passed.days + passed.seconds / 86_400


def _merges(cells: Mapping[Place, ReportCell]) -> str:
    merged = [
        f'<mergeCell ref="{place.address}:'
        f'{column_letters(place.column + cell.span - 1)}{place.row}"/>'
        for place, cell in cells.items()
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


def _links(cells: Mapping[Place, ReportCell]) -> str:
    links = [
        f'<hyperlink ref="{place.address}" location="{attribute(str(cell.link))}" '
        f'display="{attribute(str(cell.value or cell.link))}"/>'
        for place, cell in cells.items()
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


def table_headers(sheet: ReportSheet, cells: str) -> dict[Place, str]:
    """The texts in the header row of a table, by place; empty where nothing stands."""
    block = block_of(cells)
    texts = {place: cell.value for place, cell in placed_cells(sheet)}
    row = [Place(block.top, c) for c in range(block.left, block.right + 1)]
    return {place: str(texts.get(place) or "") for place in row}
