"""The blank questionnaire as an Excel workbook, made from the pack's catalogue.

Comes in: a Catalogue, and the languages it shall speak. Goes out: an .xlsx file without
macros or outside links, whose bytes depend on these only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from rs_excel.domain.questions import Catalogue, Question, Section
from rs_excel.domain.vocabulary import Pillar, QuestionKind
from rs_excel.errors import OutputError, problem
from rs_excel.template import page, palette
from rs_excel.template.cover_sheet import COVER, write_cover
from rs_excel.template.gates import Gate, Gates
from rs_excel.template.section_sheet import Maker, write_section
from rs_excel.template.stable_package import stabilise
from rs_excel.template.status import Placeholders
from rs_excel.template.stored_results import store_texts
from rs_excel.template.texts_sheet import Texts
from rs_excel.template.wording import ENGLISH, Wording
from rs_excel.workbook.ports import TEXTS_SHEET

_NOT_IN_A_NAME, _LONGEST_NAME = re.compile(r"[\[\]:*?/\\]"), 31  # of a sheet
MADE_ON = datetime(2026, 1, 1)  # the same for every build of a version


def build_template(
    catalogue: Catalogue,
    placeholders: tuple[str, ...],
    out: Path,
    wordings: Sequence[Wording] = (ENGLISH,),
) -> None:
    """Write the blank questionnaire to ``out``, replacing what is there.

    ``placeholders`` are words such as "tbc", which the status column counts as missing.
    It begins in the first of the ``wordings``; the cover's drop-down offers them all.

    Raises PackError when an ``asked_when`` cannot be a formula, OutputError when the
    file cannot be written.
    """
    book = _workbook(catalogue)
    texts = Texts(book, wordings)
    cover = _cover_section(catalogue)
    others = [section for section in catalogue.sections if section.id != COVER]
    maker = Maker(
        book=book,
        catalogue=catalogue,
        texts=texts,
        names=sheet_names((cover, *others), texts.first),
        gates=Gates(gates_of(catalogue), texts.words),
        placeholders=Placeholders.listed(texts, placeholders),
    )
    for place, section in enumerate((cover, *others)):
        book.create_sheet(maker.names[section.id], place)
    built = [write_section(maker, section) for section in others]
    write_cover(maker, cover, built)
    if texts.first.right_to_left:
        for name in maker.names.values():
            page.turn_round(book[name])
    book.move_sheet(TEXTS_SHEET, len(book.sheetnames))
    book.active = 0
    save(book, out)


def save(book: Workbook, out: Path) -> None:
    """Save by way of a temporary name, with times fixed and texts to be seen."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            book.save(partial)
            store_texts(partial, book)
            stabilise(partial, MADE_ON)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as fault:
        raise OutputError(problem("TPL-010", out, detail=fault)) from None


def gates_of(catalogue: Catalogue) -> dict[str, Gate]:
    """Everything a condition may look at: questions by name, and sums of grid rows."""
    gates = {key: Gate(question, key) for key, question in catalogue.by_key.items()}
    for matrix in catalogue.matrices:
        for row, label in matrix.rows:
            first = catalogue.by_key[f"{row}.{matrix.columns[0][0]}"]
            total = Question(
                key=row,
                text=label,
                section=matrix.section,
                pillar=first.pillar,
                kind=QuestionKind.NUMBER,
            )
            gates.setdefault(row, Gate(total, row))
    return gates


def sheet_names(sections: Sequence[Section], wording: Wording) -> dict[str, str]:
    """A name for each section's sheet that Excel takes, none of them twice."""
    names: dict[str, str] = {}
    for section in sections:
        title = wording.say(f"section.{section.id}.title", section.title)
        name = _NOT_IN_A_NAME.sub(" ", title).strip("' ")[:_LONGEST_NAME].strip()
        if not name or name.casefold() in map(str.casefold, names.values()):
            name = section.title
        names[section.id] = name
    return names


def _cover_section(catalogue: Catalogue) -> Section:
    found = [section for section in catalogue.sections if section.id == COVER]
    return (found or [Section(id=COVER, title="Cover", pillar=Pillar.ALL_PILLARS)])[0]


def _workbook(catalogue: Catalogue) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    # Column widths count digits of this font, so it must be the one we write in.
    # openpyxl offers no public way to it.
    book._named_styles["Normal"].font = Font(  # type: ignore[attr-defined]
        name=palette.FONT, size=10
    )
    book.calculation.fullCalcOnLoad = True  # no results are stored yet
    properties = book.properties
    properties.title = catalogue.title
    properties.subject = "Responsible sourcing, four pillars"
    properties.creator = "rs_excel"
    properties.description = f"{catalogue.template} {catalogue.version}"
    properties.keywords = "supplier self-assessment, responsible sourcing"
    properties.created = MADE_ON
    return book
