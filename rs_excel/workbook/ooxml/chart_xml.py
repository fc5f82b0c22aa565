"""Stacked bar charts of our own sheets: the drawing that places them, and each chart.

Comes in: ``BarChart`` and the title of the sheet its cells are on. Goes out: the two
kinds of parts. Values are referred to, never copied, so Excel draws what cells say.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.workbook.addresses import absolute, place_of, quoted
from rs_excel.workbook.ooxml.markup import DECLARATION, Dialect, attribute, content
from rs_excel.workbook.ports import BarChart

_GAP = 60  # percent of a bar's width between two bars
_INK, _LINE = "1F2933", "D9D9D9"
_CATEGORY_AXIS, _VALUE_AXIS = 111, 222


def drawing_xml(charts: Sequence[BarChart], dialect: Dialect) -> bytes:
    """The drawing of a sheet; chart number n has the relationship ``rId<n>``."""
    frames = "".join(_frame(n, chart, dialect) for n, chart in enumerate(charts, 1))
    return (
        f'{DECLARATION}<xdr:wsDr xmlns:xdr="{dialect.spreadsheet_drawing}" '
        f'xmlns:a="{dialect.drawing}" xmlns:r="{dialect.relations}">{frames}</xdr:wsDr>'
    ).encode()


def chart_xml(chart: BarChart, sheet: str, dialect: Dialect) -> bytes:
    """One chart over cells of ``sheet``."""
    series = "".join(
        _series(n, chart, sheet, one) for n, one in enumerate(chart.series)
    )
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{dialect.chart}" '
        f'xmlns:a="{dialect.drawing}" xmlns:r="{dialect.relations}">'
        '<c:roundedCorners val="0"/>'
        f'<c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea>'
        '<c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{series}{_no_labels()}<c:gapWidth val="{_GAP}"/>'
        f'<c:overlap val="100"/>{axes}</c:barChart>{_category_axis()}{_value_axis()}'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>'
        f'{_text(9)}</c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr>'
        f'{_solid("FFFFFF")}<a:ln w="9525">{_solid(_LINE)}</a:ln></c:spPr>'
        "</c:chartSpace>"
    ).encode()


def _frame(number: int, chart: BarChart, dialect: Dialect) -> str:
    row, column = place_of(chart.anchor)
    start = _corner("from", column - 1, row - 1)
    end = _corner("to", column - 1 + chart.columns, row - 1 + chart.rows)
    return (
        f'<xdr:twoCellAnchor editAs="oneCell">{start}{end}'
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="Chart {number}" '
        f'descr="{attribute(chart.title)}"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        f'</xdr:xfrm><a:graphic><a:graphicData uri="{dialect.chart}">'
        f'<c:chart xmlns:c="{dialect.chart}" r:id="rId{number}"/></a:graphicData>'
        "</a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


def _title(words: str) -> str:
    traits = f'<a:defRPr sz="1100" b="1">{_solid(_INK)}</a:defRPr>'
    run = f'<a:r><a:rPr lang="en-GB" sz="1100" b="1">{_solid(_INK)}</a:rPr>'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>"
        f"<a:p><a:pPr>{traits}</a:pPr>{run}<a:t>{content(words)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _series(
    number: int, chart: BarChart, sheet: str, series: tuple[str, str, str]
) -> str:
    name, values, colour = series
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:v>{content(name)}</c:v></c:tx>"
        f'<c:spPr>{_solid(colour)}</c:spPr><c:invertIfNegative val="0"/>'
        f"<c:cat><c:strRef><c:f>{_range(sheet, chart.categories)}</c:f>"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{_range(sheet, values)}</c:f>"
        "</c:numRef></c:val></c:ser>"
    )


def _range(sheet: str, cells: str) -> str:
    return content(f"{quoted(sheet)}!{absolute(cells)}")


def _category_axis() -> str:
    """First category on top, as in the table beside the chart."""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling>'
        '<c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{_solid(_LINE)}</a:ln>'
        f'</c:spPr>{_text(9)}<c:crossAx val="{_VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis() -> str:
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling>'
        '<c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="9525">{_solid(_LINE)}'
        '</a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(9)}<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="max"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _no_labels() -> str:
    shown = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "<c:dLbls>" + "".join(f'<c:show{s} val="0"/>' for s in shown) + "</c:dLbls>"


def _text(points: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{points}00">'
        f'{_solid(_INK)}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
