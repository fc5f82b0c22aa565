"""A book made from a catalogue takes the same path as a returned file."""

from __future__ import annotations

from datetime import date

import pytest

from rs_excel.domain.questions import AnswerSheet
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.errors import PackError
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers
from tests.workbook.questions import CATALOGUE, PLACEHOLDERS, SPELLINGS


def answered(**given: object) -> AnswerSheet:
    """Keys are written with ``__`` for the dot."""
    keys = {key.replace("__", "."): value for key, value in given.items()}
    book = book_of(CATALOGUE, keys)
    return read_answers(book, CATALOGUE, SPELLINGS, PLACEHOLDERS)


def test_nothing_given_is_all_blank_without_a_note() -> None:
    sheet = answered()
    assert {answer.state for answer in sheet.answers.values()} == {AnswerState.BLANK}
    assert sheet.rows == {"hs.certs": ()}
    assert sheet.notes == ()
    assert (sheet.template, sheet.version) == ("test.saq", "1.2")


def test_values_are_what_a_supplier_types() -> None:
    sheet = answered(
        hs__alarm="Yes",
        hs__last_drill=date(2025, 11, 2),
        hs__drills_12m=2,
        hs__systems=["Manual", "App"],
        hs__share="15%",
        hs__words="#REF!",
        wf__perm__female=7,
    )
    assert sheet.answers["hs.alarm"].value == "yes"
    assert sheet.answers["hs.last_drill"].value == date(2025, 11, 2)
    assert sheet.answers["hs.drills_12m"].value == 2.0
    assert sheet.answers["hs.systems"].value == ("manual", "app")
    assert sheet.answers["hs.share"].value == 15.0
    assert sheet.answers["hs.words"].state is AnswerState.UNREADABLE
    assert sheet.answers["wf.perm.female"].value == 7.0
    assert sheet.answers["wf.perm.male"].state is AnswerState.BLANK


def test_comment_and_evidence_can_be_given_with_an_answer() -> None:
    given = {"answer": "N/A", "comment": "no boiler", "evidence": "E-01"}
    answer = answered(hs__alarm=given).answers["hs.alarm"]
    assert answer.state is AnswerState.NOT_APPLICABLE
    assert (answer.comment, answer.evidence) == ("no boiler", ("E-01",))


def test_rows_of_tables_have_short_column_names() -> None:
    rows = [{"type": "Boiler", "expiry": date(2025, 1, 1)}, {}, {"type": "Lift"}]
    boiler, lift = answered(hs__certs=rows).rows["hs.certs"]
    assert boiler["hs.certs.expiry"].value == date(2025, 1, 1)
    assert lift["hs.certs.type"].value == "Lift"


def test_every_answer_has_a_cell_of_its_own() -> None:
    sheet = answered(hs__certs=[{"type": "Boiler"}])
    cells = [answer.cell for answer in sheet.answers.values()]
    cells += [answer.cell for answer in sheet.rows["hs.certs"][0].values()]
    assert None not in cells
    assert len(set(cells)) == len(cells)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"hs.last_dril": None}, "hs.last_drill"),
        ({"hs.certs": [{"typ": "Boiler"}]}, "hs.certs.type"),
    ],
)
def test_keys_nobody_asks_for_are_refused_with_a_hint(
    given: dict[str, object], near: str
) -> None:
    with pytest.raises(PackError) as caught:
        book_of(CATALOGUE, given)
    (problem,) = caught.value.problems
    assert problem.code == "PACK-003"
    assert f"Did you mean `{near}`?" in problem.says
