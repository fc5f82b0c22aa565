"""How the questionnaire looks: a quiet palette, one accent for each pillar.

Comes in: the name of a look. Goes out: openpyxl style objects, shared between cells
so that the workbook holds few styles. Arial is everywhere and has the same metrics as
the substitute a LibreOffice user sees, so that computed row heights hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from rs_excel.domain.vocabulary import Pillar

FONT = "Arial"
INK = "1F2933"
MUTED = "5F6B7A"
FAINT = "A9B2BD"
LINE = "CBD2D9"
PAPER = "FFFFFF"
PANEL = "F4F6F8"
OPEN = "FFFFFF"  # a cell to fill in
NOT_ASKED = "ECEFF2"
MISSING = "FDE3C8"
EXPLAIN = "FFF3B0"
GOOD_TEXT = "276749"
MISSING_TEXT = "9C4A00"


@dataclass(frozen=True, slots=True)
class Accent:
    """A pillar's colour: strong for bands, pale for panels."""

    strong: str
    pale: str


_ACCENTS = {
    Pillar.HUMAN_RIGHTS: Accent("5B3A82", "EFEAF5"),
    Pillar.HEALTH_AND_SAFETY: Accent("A8480F", "FBEDE3"),
    Pillar.ENVIRONMENT: Accent("2C6E49", "E6F2EA"),
    Pillar.BUSINESS_INTEGRITY: Accent("1B5E85", "E4F0F7"),
    Pillar.ALL_PILLARS: Accent("243B53", "E8EDF3"),
}


def accent(pillar: Pillar) -> Accent:
    """The pillar's own colour; what concerns all pillars is navy."""
    return _ACCENTS[pillar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: text, fill, frame, and whether people may type there."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str | None = None
    framed: bool = False
    across: str = "left"
    down: str = "top"
    indent: int = 0
    wrap: bool = True
    number_format: str = "General"
    open: bool = False


_THIN = Side(style="thin", color=LINE)
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NO_FRAME = Border()


def dress(cell: Cell | MergedCell, look: Look) -> None:
    """Give one cell a look."""
    cell.font = Font(
        name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.colour
    )
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    cell.border = _FRAME if look.framed else _NO_FRAME
    cell.alignment = Alignment(
        horizontal=look.across,
        vertical=look.down,
        wrap_text=look.wrap,
        indent=look.indent,
    )
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.open)


def when(formula: str, *, fill: str | None = None, colour: str | None = None) -> Rule:
    """A conditional format: fill and text colour while the formula is TRUE."""
    style = DifferentialStyle(
        fill=PatternFill("solid", bgColor=fill) if fill else None,
        font=Font(color=colour) if colour else None,
    )
    return Rule(type="expression", dxf=style, formula=[formula])


KEY = Look(size=5, colour=FAINT, wrap=False, down="center")
NUMBER = Look(
    size=9,
    bold=True,
    colour=MUTED,
    framed=True,
    fill=PANEL,
    across="center",
    down="center",
    wrap=False,
)
QUESTION = Look(framed=True, fill=PANEL, indent=1, down="center")
ANSWER = Look(framed=True, fill=OPEN, open=True, indent=1, down="center")
REMARK = replace(ANSWER, size=9)
HELP = replace(QUESTION, size=8.5, colour=MUTED)
STATUS = replace(QUESTION, size=9)
REVIEW = replace(QUESTION, size=9)
TOTAL = replace(QUESTION, bold=True, across="right")
BODY = Look(down="center", indent=1)
SMALL = Look(size=9, colour=MUTED, down="center", indent=1)
