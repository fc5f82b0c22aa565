"""Marks are taken off where they are now; what people changed since stays."""

from __future__ import annotations

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.live.cell_work import NO_FILL, OTHER_FILL, Seen, Stroke
from rs_excel.workbook.live.clearing import cleared
from rs_excel.workbook.live.marking import planned
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ports import CellMark, Ink
from rs_excel.writeback.palette import LOOKS

NOTE = "◆ Major · EN-024\nFined"
MARKED = '"◆ "General;"◆ "\\-General;"◆ "General;"◆ "@'
ROW = LedgerRow(
    what="mark",
    sheet="Site",
    cell="D14",
    fill_before="FFFFFF",
    format_before="General",
    fill_put="FFD59A",
    symbol_put="◆",
    note_put=NOTE,
    words_cell="I14",
    words_put="◆ Major",
)


def at(address: str) -> CellRef:
    return CellRef("Site", address)


def test_a_mark_that_moved_with_its_row_goes_where_it_is_now() -> None:
    seen = [
        Seen(at("D14"), "FFFFFF"),
        Seen(at("D16"), "FFD59A", MARKED, filled=True, note=NOTE),
    ]
    off = cleared("Site", [ROW], seen, {Place(16, 9): "◆ Major"})
    assert off.strokes == (
        Stroke(at("D16"), "FFFFFF", "General", ""),
        Stroke(at("I16"), words=""),
    )
    assert off.lost == 0


def test_what_people_chose_or_wrote_since_stays() -> None:
    seen = [Seen(at("D14"), "010203", "0.00", note=f"Ask them.\n\n{NOTE}\n\nDone.")]
    off = cleared("Site", [ROW], seen, {Place(14, 9): "Looks fine to me"})
    assert off.strokes == (Stroke(at("D14"), note="Ask them.\n\nDone."),)


def test_a_mark_that_is_nowhere_is_counted() -> None:
    off = cleared("Site", [ROW], [Seen(at("D14"))], {})
    assert (off.strokes, off.lost) == ((), 1)


def test_a_fill_of_more_than_one_colour_cannot_be_given_back_and_is_counted() -> None:
    row = ROW._replace(fill_before='<fill><patternFill patternType="gray125"/></fill>')
    off = cleared("Site", [row], [Seen(at("D14"), "FFD59A", MARKED, note=NOTE)], {})
    assert off.strokes[0].fill == NO_FILL
    assert off.plain == 1


def test_such_a_fill_is_not_marked_over() -> None:
    mark = CellMark(cell=at("D14"), ink=Ink.MAJOR, note=NOTE)
    seen = {at("D14"): Seen(at("D14"), OTHER_FILL)}
    plan = planned([mark], seen, LOOKS, {})
    assert plan.strokes[0].fill is None
    assert plan.rows[0].fill_put == ""
    assert plan.strokes[0].note == NOTE


def test_marks_of_merged_cells_share_one_note_and_words_spare_filled_cells() -> None:
    marks = [
        CellMark(
            cell=at(cell), ink=ink, note=note, review_cell=at("I14"), review="Look"
        )
        for cell, ink, note in (
            ("D14", Ink.MAJOR, "One"),
            ("D15", Ink.MINOR, "Two"),
        )
    ]
    seen = {
        at("D14"): Seen(at("D14")),
        at("D15"): Seen(at("D14")),
        at("I14"): Seen(at("I14"), filled=True),
    }
    plan = planned(marks, seen, LOOKS, {at("D14"): "en.fines"})
    assert [stroke.note for stroke in plan.strokes] == ["One\n\nTwo"]
    assert plan.strokes[0].fill == LOOKS[Ink.MAJOR].fill
    assert [(row.key, row.words_put) for row in plan.rows] == [("en.fines", "")]


def test_a_threaded_comment_is_left_alone() -> None:
    mark = CellMark(cell=at("D14"), ink=Ink.MAJOR, note=NOTE)
    seen = {at("D14"): Seen(at("D14"), threaded=True)}
    plan = planned([mark], seen, LOOKS, {})
    assert plan.strokes[0].note is None
    assert plan.rows[0].note_put == ""
