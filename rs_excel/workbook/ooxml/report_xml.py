"""One of our own sheets as a worksheet part.

Comes in: a ``ReportSheet`` and what its cells come to. Goes out: the XML of the
sheet, with panes, lists, conditional formats and page set-up in schema order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.ooxml.markup import DECLARATION, Dialect, content
from rs_excel.workbook.ooxml.report_cells import Body
from rs_excel.workbook.ports import (
    DropDown,
    Ink,
    InkRule,
    ReportSheet,
)

_LONGEST_LIST = 255  # characters of a list that stands in the validation itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sheet needs to know of the book it is put into."""

    dialect: Dialect
    conditional: Callable[[Ink], int]
    drawing: str | None = None  # relationships
    table: str | None = None


def sheet_xml(sheet: ReportSheet, body: Body, setting: Setting) -> bytes:
    """The worksheet part; elements stand in the order the schema wants."""
    before = [
        f'{DECLARATION}<worksheet xmlns="{setting.dialect.main}" '
        f'xmlns:r="{setting.dialect.relations}">',
        f'<sheetPr><tabColor rgb="FF{sheet.tab_colour}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>',
        _views(sheet),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet),
        "<sheetData>",
    ]
    after = [
        "</sheetData>",
        body.merges,
        "".join(
            _conditional(rule, n, setting.conditional(rule.ink))
            for n, rule in enumerate(sheet.ink_rules, 1)
        ),
        _validations(sheet),
        body.links,
        _page(sheet),
        f'<drawing r:id="{setting.drawing}"/>' if setting.drawing else "",
        _table_part(setting.table),
        "</worksheet>",
    ]
    return b"".join(["".join(before).encode(), body.rows, "".join(after).encode()])


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


def _page(sheet: ReportSheet) -> str:
    """One page wide; at its foot the sheet's name and the page, in no language."""
    way = "landscape" if sheet.landscape else "portrait"
    return (
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" '
        f'footer="0.3"/><pageSetup paperSize="9" orientation="{way}" fitToWidth="1" '
        'fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / '
        "&amp;N</oddFooter></headerFooter>"
    )


def _table_part(relation: str | None) -> str:
    if relation is None:
        return ""
    return f'<tableParts count="1"><tablePart r:id="{relation}"/></tableParts>'
