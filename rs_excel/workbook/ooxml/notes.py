"""Attaching notes to a sheet: the words, their boxes, and the links between parts.

Comes in: a draft, a sheet's part and the words by address. Goes out: the parts in
the draft, what stood in each note before, and splices for the sheet itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.note_shapes import Paper, with_boxes
from rs_excel.workbook.ooxml.notes_xml import NoteBook
from rs_excel.workbook.ooxml.splices import Splice, link_drawing, unlink_drawing

_COMMENTS, _DRAWING = "xl/comments{}.xml", "xl/drawings/vmlDrawing{}.vml"
_COMMENTS_TYPE = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
)
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_OUR_DRAWINGS = 700  # shape numbers start from here, above those Excel gives


@dataclass(slots=True)
class Attached:
    """What came of it: cells with a note of ours, and what their note said before.

    A cell that holds a threaded comment is left out: its note belongs to Excel.
    """

    before: dict[str, str] = field(default_factory=dict)
    splices: list[Splice] = field(default_factory=list)


def attach_notes(
    draft: Draft, sheet: str, notes: Mapping[str, str], paper: Paper
) -> Attached:
    """Attach ``notes`` (address → words) to the sheet whose part is ``sheet``."""
    attached = Attached()
    part = draft.related(sheet, "comments")
    book = NoteBook(draft.read(part) if part else None, draft.dialect)
    boxes: list[tuple[Place, str]] = []
    for address, words in notes.items():
        if book.is_threaded(address):
            continue
        attached.before[address] = book.words(address) or ""
        if book.add(address, words):
            boxes.append((place_of(address), words))
    if attached.before:
        _write_words(draft, sheet, part, book.to_bytes(), len(attached.before))
    if boxes:
        attached.splices = _write_boxes(draft, sheet, boxes, paper)
    return attached


def _write_words(
    draft: Draft, sheet: str, part: str | None, data: bytes, count: int
) -> None:
    why = f"notes added: {count}"
    if part:
        draft.write(part, data, why)
        return
    part = draft.free_name(_COMMENTS)
    draft.add(part, data, _COMMENTS_TYPE, why)
    draft.relate(sheet, "comments", part)


def _write_boxes(
    draft: Draft, sheet: str, boxes: Sequence[tuple[Place, str]], paper: Paper
) -> list[Splice]:
    why = f"boxes of notes added: {len(boxes)}"
    linked = paper.outline.drawing_id
    related = draft.relations(sheet) if linked else ()
    part = next((r.target for r in related if r.id == linked), "")
    if draft.has(part):
        draft.write(
            part, with_boxes(draft.read(part), boxes, paper, _OUR_DRAWINGS), why
        )
        return []
    part = draft.free_name(_DRAWING)
    number = _OUR_DRAWINGS + int("".join(filter(str.isdigit, part)))
    draft.declare("vml", _DRAWING_TYPE)
    draft.write(part, with_boxes(None, boxes, paper, number), why)
    relation = draft.relate(sheet, "vmlDrawing", part)
    splices = [link_drawing(paper.outline, relation, draft.dialect.relations)]
    if linked:  # a link to a drawing that is not there
        splices.append(unlink_drawing(paper.outline))
    return splices
