"""What a buyer sees on an answer cell, in its note and beside it."""

from __future__ import annotations

from rs_excel.domain.findings import CheckReport
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.workbook.ports import CellMark, Ink
from rs_excel.writeback.marks import marks_for

from .reports import DRILL_CELL, IMPRINT, finding, locked_exit, report_of, undecided

REVIEW_CELL = CellRef("Health & safety", "I14")
REVIEW_CELLS = {DRILL_CELL: REVIEW_CELL, CellRef("Site", "D4"): CellRef("Site", "I4")}


def marks(report: CheckReport) -> tuple[CellMark, ...]:
    return marks_for(report, REVIEW_CELLS, imprint=IMPRINT)


def only(report: CheckReport) -> CellMark:
    (mark,) = marks(report)
    return mark


def test_note_says_rule_severity_finding_action_day_and_basis() -> None:
    note = only(report_of(finding())).note
    assert note.splitlines() == [
        "◆ Major · HS-004 · HS-2026-004",
        "No evacuation drill in the last 12 months",
        "Found: Drills in the last 12 months: 0; latest on record: 2024-12-14.",
        "To do: Hold a drill on every shift. Keep a dated record.",
        "By when: 2026-03-16",
        "Basis: ETI Base Code 3.1, 3.3; ILO C155; compatible with SMETA 6.1: 3; 7.0: 3",
    ]


def test_worst_finding_colours_the_cell_and_the_note_lists_all_gravest_first() -> None:
    minor = finding("HS-020", Severity.MINOR)
    grave = finding("HS-001", Severity.CRITICAL)
    mark = only(report_of(minor, finding(), grave))
    assert mark.ink is Ink.CRITICAL
    places = [mark.note.index(rule) for rule in ("HS-001", "HS-004", "HS-020")]
    assert places == sorted(places)


def test_data_to_correct_outranks_a_good_example_on_the_same_cell() -> None:
    good = finding("HS-090", kind=FindingType.GOOD_EXAMPLE)
    data = finding("DC-010", kind=FindingType.DATA_QUALITY)
    assert only(report_of(good, data)).ink is Ink.DATA_QUALITY


def test_every_cell_of_a_finding_is_marked_once() -> None:
    other = CellRef("Health & safety", "D15")
    spread = finding(cells=[DRILL_CELL, other, DRILL_CELL])
    assert [m.cell for m in marks(report_of(spread, locked_exit()))] == [
        DRILL_CELL,
        other,
        CellRef("Health & safety", "D9"),
    ]


def test_words_beside_the_answer_give_grade_rule_day_and_trouble() -> None:
    mark = only(report_of(finding()))
    assert mark.review_cell == REVIEW_CELL
    assert mark.review == (
        "◆ Major · HS-004 · by 2026-03-16\nNo evacuation drill in the last 12 months"
    )


def test_two_findings_beside_an_answer_share_the_space() -> None:
    review = only(report_of(finding(), finding("HS-020", Severity.MINOR))).review
    assert review.splitlines() == [
        "◆ Major · HS-004: No evacuation drill in the last 12 months",
        "● Minor · HS-020: No evacuation drill in the last 12 months",
    ]


def test_long_words_beside_the_answer_are_cut_between_words() -> None:
    long = finding("HS-020", Severity.MINOR, title="Emergency lighting " * 3)
    review = only(report_of(finding(), long)).review
    assert review.endswith("Emergency lighting Emergency lighting…")


def test_a_cell_of_a_sheet_without_a_column_for_words_has_the_note_alone() -> None:
    boiler = CellRef("Health & safety", "C40")
    mark = only(report_of(finding("HS-030", cells=[boiler], row="Boiler")))
    assert mark.review_cell is None
    assert mark.review == ""
    assert "No evacuation drill in the last 12 months (Boiler)" in mark.note


def test_cells_of_one_row_share_the_words_beside_it_gravest_first() -> None:
    name, expiry, beside = (CellRef("Health & safety", f"{c}40") for c in "CDI")
    late = finding("HS-031", Severity.CRITICAL, cells=[expiry], row="Boiler")
    vague = finding("HS-032", Severity.MINOR, cells=[name], row="Boiler")
    found = marks_for(
        report_of(vague, late), {name: beside, expiry: beside}, imprint=IMPRINT
    )
    assert {mark.cell: mark.review_cell for mark in found} == {
        name: beside,
        expiry: beside,
    }
    assert {mark.review for mark in found} == {
        "▲ Critical · HS-031 + 1 further finding"
    }


def test_words_beside_a_row_of_a_table_take_one_line() -> None:
    expiry, beside = (CellRef("Health & safety", f"{column}40") for column in "DI")
    late = finding("HS-031", Severity.CRITICAL, cells=[expiry], row="Boiler")
    (mark,) = marks_for(report_of(late), {expiry: beside}, imprint=IMPRINT)
    assert mark.review.startswith("▲ Critical · HS-031 · by 2026-")
    assert "\n" not in mark.review


def test_a_good_example_asks_for_nothing() -> None:
    mark = only(report_of(finding("HS-090", kind=FindingType.GOOD_EXAMPLE)))
    assert mark.ink is Ink.GOOD_EXAMPLE
    assert "By when" not in mark.note
    assert "Hold a drill" not in mark.review


def test_business_critical_note_gives_the_day_of_containment_too() -> None:
    note = only(report_of(locked_exit())).note
    assert "By when: contain by 2026-01-16, close by 2026-02-14" in note


def test_a_threshold_to_verify_is_said_in_the_note() -> None:
    assert "verified by a person" in only(report_of(finding(verify=True))).note


def test_a_missing_answer_alone_is_not_inked() -> None:
    assert marks(report_of(not_assessed=[undecided(7)])) == ()


def test_many_findings_on_one_cell_are_capped_and_counted() -> None:
    crowd = [finding(f"HS-{number:03}") for number in range(10, 20)]
    mark = only(report_of(*crowd))
    assert "5 further findings: see sheet Findings." in mark.note
    assert mark.review.endswith("+ 8 further findings")


def test_a_crowded_note_still_fits_into_a_box() -> None:
    crowd = [
        finding(f"HS-{number:03}", says="exits " * 99, do="unlock " * 99)
        for number in range(10, 20)
    ]
    assert len(only(report_of(*crowd)).note) < 2000


def test_order_of_findings_does_not_matter() -> None:
    findings = [finding(), locked_exit(), finding("HS-020", Severity.MINOR)]
    assert marks(report_of(*findings)) == marks(report_of(*reversed(findings)))
