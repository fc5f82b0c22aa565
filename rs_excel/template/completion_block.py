"""How far the questionnaire is, by section and overall, counted by formulas.

Comes in: the finished sections and where their statuses stand. Goes out: one row each
on the cover with numbers, a bar drawn with characters, and words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from rs_excel.template import layout, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.layout import NUMBER_COLUMN, STANDARD, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.scopes import sentence
from rs_excel.template.section_sheet import BuiltSection, section_title
from rs_excel.template.status import DONE, EXPLAIN, MISSING, NO_NUMBER, OPTIONAL

_ASKED, _ANSWERED, _MISSING, _BAR, _SHARE, _WORDS = range(4, 10)
_BAR_LENGTH = 24
_CELL = Look(framed=True, down="center", wrap=False, indent=1)
_COUNT = replace(_CELL, across="center", indent=0)
_FIXED_ROWS = 5  # heading, sentence, header, overall, gap


def rows_needed(sections: int) -> int:
    """Rows this block takes for so many sections, at most."""
    return sections + _FIXED_ROWS


def write_completion(
    pen: SheetPen, built: Sequence[BuiltSection], questions: int
) -> int:
    """The whole block; returns the row that holds the overall figures.

    ``questions`` is how many the questionnaire holds, asked or not.
    """
    heading = Look(
        size=12, bold=True, colour=pen.accent.strong, down="bottom", wrap=False
    )
    own = pen.texts.own
    pen.put(NUMBER_COLUMN, own("saq.far.head"), heading)
    pen.next_row(26)
    told = pen.row
    pen.next_row(29)
    names = {
        TEXT_COLUMN: "section",
        _ASKED: "asked",
        _ANSWERED: "answered",
        _MISSING: "missing",
        _BAR: "given",
        _SHARE: "complete",
        _WORDS: "to_do",
    }
    titles = {column: own(f"saq.far.{name}") for column, name in names.items()}
    pen.header(titles, STANDARD.review)
    first = pen.row
    for part in built:
        if part.statuses is not None:
            _write_section(pen, part)
    _write_overall(pen, first)
    overall = pen.row - 1
    asked = sentence(pen.scopes.values(), f"D{overall}", questions, pen.texts)
    pen.put(NUMBER_COLUMN, asked, palette.BODY, row=told)
    pen.sheet.merge_cells(f"B{told}:I{told}")
    return overall


def write_band_completion(pen: SheetPen, overall: int) -> None:
    """The overall share, on the right of the cover's band."""
    look = Look(
        size=14,
        bold=True,
        colour="FFFFFF",
        fill=pen.accent.strong,
        across="right",
        down="center",
        wrap=False,
        indent=1,
    )
    said = pen.texts.own("saq.far.share").reference
    formula = f'=SUBSTITUTE({said},"{{share}}",INT(100*H{overall}))'
    pen.put(STANDARD.review, formula, look, row=layout.TITLE_ROW)


def _write_section(pen: SheetPen, part: BuiltSection) -> None:
    assert part.statuses is not None
    row, accent = pen.row, palette.accent(part.section.pillar)
    statuses = part.statuses
    pen.put(NUMBER_COLUMN, None, replace(_CELL, fill=accent.strong))
    title = section_title(pen.texts, part.section)
    pen.put(TEXT_COLUMN, title, replace(_CELL, colour=accent.strong, bold=True))
    target = f"{quote_sheetname(part.sheet)}!A1"
    link = Hyperlink(ref=f"C{row}", location=target, display=part.sheet)
    pen.sheet.cell(row=row, column=TEXT_COLUMN).hyperlink = link
    pen.put(
        _ASKED,
        f"={statuses.count(DONE, MISSING, OPTIONAL, EXPLAIN, NO_NUMBER)}",
        _COUNT,
    )
    pen.put(_ANSWERED, f"={statuses.count(DONE)}", _COUNT)
    missing = statuses.count(MISSING, EXPLAIN, NO_NUMBER)
    pen.put(_MISSING, f"={missing}", _COUNT)
    _write_share(pen, accent.strong, bold=False)


def _write_overall(pen: SheetPen, first: int) -> None:
    row, strong = pen.row, pen.accent.strong
    look = replace(_COUNT, bold=True, fill=palette.PANEL)
    pen.put(NUMBER_COLUMN, None, replace(look, fill=strong))
    overall = pen.texts.own("saq.far.overall")
    pen.put(TEXT_COLUMN, overall, replace(look, across="left", indent=1))
    for column, letter in ((_ASKED, "D"), (_ANSWERED, "E"), (_MISSING, "F")):
        pen.put(column, f"=SUM({letter}{first}:{letter}{row - 1})", look)
    _write_share(pen, strong, bold=True)


def _write_share(pen: SheetPen, colour: str, *, bold: bool) -> None:
    """Share, bar and words of the current row, from its three counts.

    An optional question left open does not count against the site: complete means that
    nothing required is missing.
    """
    row = pen.row
    look = replace(_CELL, bold=bold, fill=palette.PANEL if bold else None)
    pen.put(
        _SHARE,
        f"=IF(E{row}+F{row}=0,1,INT(100*E{row}/(E{row}+F{row}))/100)",
        replace(look, across="center", indent=0, number_format="0%"),
    )
    full = f"INT(H{row}*{_BAR_LENGTH})"
    bar = f'=REPT("█",{full})&REPT("░",{_BAR_LENGTH}-{full})'
    pen.put(_BAR, bar, replace(look, colour=colour, bold=False, size=9))
    own = pen.texts.own
    nothing = own("saq.far.nothing", "✓").reference
    one, several = (own(f"saq.far.{n}", "▲").reference for n in ("one", "several"))
    many = f'SUBSTITUTE({several},"{{count}}",F{row})'
    words = f"=IF(F{row}=0,{nothing},IF(F{row}=1,{one},{many}))"
    pen.put(_WORDS, words, replace(look, size=9))
    pen.next_row(18)
