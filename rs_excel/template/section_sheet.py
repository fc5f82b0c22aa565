"""One sheet for one section of the questionnaire.

Comes in: the section, the catalogue, the gates. Goes out: a sheet with a title band,
its completion, the questions, then grids and tables, protected and ready to print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Catalogue, Question, Section, Table
from rs_excel.template import layout, page, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.gates import Gates
from rs_excel.template.layout import FIRST_ROW, NUMBER_COLUMN, Columns
from rs_excel.template.matrix_block import write_matrix
from rs_excel.template.palette import Look
from rs_excel.template.question_block import write_headers, write_questions
from rs_excel.template.status import (
    MISSING,
    Placeholders,
    StatusRange,
    completion,
)
from rs_excel.template.table_block import table_columns, write_table
from rs_excel.template.texts_sheet import LANGUAGE_KEY, Shown, Texts
from rs_excel.template.validation import Validations

CONSTANTS = ("meta.template_id", "meta.template_version")
_ELSEWHERE = frozenset({*CONSTANTS, LANGUAGE_KEY})
"""Keys with a place of their own on the cover."""
BAND_HEIGHT = 34.0


@dataclass(frozen=True, slots=True)
class BuiltSection:
    """What the cover needs to know of a finished sheet."""

    section: Section
    sheet: str  # the name of its sheet
    statuses: StatusRange | None  # None: the sheet has only grids and tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What all sheets of one workbook share while it is being made."""

    book: Workbook
    catalogue: Catalogue
    texts: Texts
    names: Mapping[str, str]  # of sheets, by section
    gates: Gates
    placeholders: Placeholders

    def pen(self, section: Section, columns: Columns) -> SheetPen:
        """A pen on the section's own sheet, columns set."""
        sheet = self.book[self.names[section.id]]
        page.set_widths(sheet, columns.widths)
        return SheetPen(
            sheet=sheet,
            columns=columns,
            accent=palette.accent(section.pillar),
            validations=Validations(self.texts),
            texts=self.texts,
            gates=self.gates,
            placeholders=self.placeholders,
            scopes={scope.key: scope for scope in self.catalogue.scopes},
        )

    def set_footer(self, sheet: Worksheet) -> None:
        """Questionnaire, version and pages; no formula reaches there."""
        wording = self.texts.first
        title = wording.say("pack.title", self.catalogue.title)
        version = wording.own("saq.cover.version", version=self.catalogue.version)
        pages = wording.own("saq.page", page="&P", pages="&N")
        page.set_footer(sheet, f"{title} · {version}", pages)


def questions_of(catalogue: Catalogue, section: Section) -> tuple[Question, ...]:
    """Single questions of a section: no grid cells, no constants of the template."""
    return tuple(
        question
        for question in catalogue.single
        if question.section == section.id and question.key not in _ELSEWHERE
    )


def write_section(maker: Maker, section: Section) -> BuiltSection:
    """Fill the section's sheet."""
    catalogue = maker.catalogue
    questions = questions_of(catalogue, section)
    matrices = [m for m in catalogue.matrices if m.section == section.id]
    tables = [t for t in catalogue.tables if t.section == section.id]
    columns = _columns(tables, has_matrix=bool(matrices))
    pen = maker.pen(section, columns)
    pen.row = layout.HEADER_ROW
    if questions:
        write_headers(pen)
    _write_intro(pen, section)
    statuses = None
    if questions:
        statuses = write_questions(pen, questions, layout.section_code(section))
    for matrix in matrices:
        write_matrix(pen, matrix, catalogue)
    for table in tables:
        write_table(pen, table)
    pen.validations.attach(pen.sheet)
    last = max([columns.review, *(_reach(table, columns) for table in tables)])
    _write_band(pen, section, statuses, last)
    _finish(pen.sheet, maker, section, last)
    return BuiltSection(section, pen.sheet.title, statuses)


def section_title(texts: Texts, section: Section) -> Shown:
    """The name of a section, as its band and the cover show it."""
    return texts.pack(f"section.{section.id}.title", section.title)


def _columns(tables: list[Table], *, has_matrix: bool) -> Columns:
    if has_matrix:
        return layout.WITH_MATRIX
    wide = [table for table in tables if len(table.columns) >= layout.WIDE]
    return layout.for_wide_table(wide[0]) if wide else layout.STANDARD


def _reach(table: Table, columns: Columns) -> int:
    return max(table_columns(table, columns.review).values())


def _write_intro(pen: SheetPen, section: Section) -> None:
    if not section.intro:
        return
    c = pen.columns
    intro = pen.texts.pack(f"section.{section.id}.intro", section.intro)
    pen.put_wide(NUMBER_COLUMN, c.review, intro, palette.BODY)
    width = c.width(NUMBER_COLUMN, c.review)
    pen.next_row(pen.height([(intro, width, 10.0)], least=24))


def _write_band(
    pen: SheetPen, section: Section, statuses: StatusRange | None, last: int
) -> None:
    """The coloured band on top: title left, completion right."""
    pen.row = layout.TITLE_ROW
    fill = pen.accent.strong
    title = Look(
        size=16,
        bold=True,
        colour="FFFFFF",
        fill=fill,
        down="center",
        wrap=False,
        indent=1,
    )
    told = Look(
        size=10,
        bold=True,
        colour="FFFFFF",
        fill=fill,
        down="center",
        across="right",
        wrap=False,
        indent=1,
    )
    for column in range(NUMBER_COLUMN, last + 1):
        pen.put(column, None, title)
    pen.put(NUMBER_COLUMN, section_title(pen.texts, section), title)
    if statuses is not None:
        said = pen.texts.own("saq.far.sheet").reference
        share = f'SUBSTITUTE({said},"{{share}}",INT(100*{completion(statuses)}))'
        formula = f'=SUBSTITUTE({share},"{{count}}",{statuses.count(MISSING)})'
        pen.put(pen.columns.review, formula, told)
    pen.next_row(BAND_HEIGHT)


def _finish(sheet: Worksheet, maker: Maker, section: Section, last: int) -> None:
    has_questions = bool(questions_of(maker.catalogue, section))
    top = FIRST_ROW if has_questions else layout.HEADER_ROW
    page.protect(sheet)
    page.show(sheet, freeze=f"D{top}", colour=palette.accent(section.pillar).strong)
    heads = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}" if has_questions else None
    page.set_up_print(sheet, last, heads=heads)
    maker.set_footer(sheet)
