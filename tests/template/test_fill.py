"""Filling by question key: what goes in comes out, and nothing wrong goes in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rs_excel.domain.questions import Catalogue
from rs_excel.errors import SettingsError, WorkbookError
from rs_excel.template.answers import load_answers, understand
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template
from rs_excel.template.key_cells import KeyCells, find_cells

from .catalogues import PLACEHOLDERS, small_catalogue

SMALL = small_catalogue()
ANSWERS: Mapping[str, object] = {
    "site.dormitory": "yes",
    "site.waste": "paper; metal",
    "site.kind": {"answer": "Not applicable", "comment": "None is made."},
    "wf.total": 12,
    "wf.perm.m": 4,
    "hs.exits": 2,
    "hs.drill": {"answer": date(2025, 11, 2), "evidence": ["E-01", "E-04"]},
    "hs.plan": "Kept in the office.",
    "hs.share": 12.5,
    "hs.certs": [{"type": "Boiler", "expiry": date(2026, 5, 1)}, {"type": "Lift"}],
}


def filled(answers: Mapping[str, object], blank: Path, folder: Path) -> KeyCells:
    out = folder / "filled.xlsx"
    fill_template(SMALL, answers, blank, out)
    return find_cells(load_workbook(out))


def codes(answers: Mapping[str, object]) -> list[str]:
    return [problem.code for problem in understand(SMALL, answers).problems]


def test_answers_stand_in_their_cells(small_blank: Path, tmp_path: Path) -> None:
    cells = filled(ANSWERS, small_blank, tmp_path)
    values = {key: one.answer.value for key, one in cells.answers.items()}
    assert values["site.dormitory"] == "Yes"
    assert values["site.waste"] == "Paper; Metal"
    assert values["site.kind"] == "Not applicable"
    assert values["wf.total"] == 12
    assert values["wf.perm.m"] == 4
    assert values["wf.perm.f"] is None
    assert values["hs.drill"] == datetime(2025, 11, 2)
    assert values["hs.plan"] == "Kept in the office."
    assert values["hs.share"] == 12.5


def test_comments_and_evidence_stand_beside_the_answer(
    small_blank: Path, tmp_path: Path
) -> None:
    cells = filled(ANSWERS, small_blank, tmp_path)
    kind, drill = cells.answers["site.kind"], cells.answers["hs.drill"]
    assert kind.comment is not None
    assert kind.comment.value == "None is made."
    assert drill.evidence is not None
    assert drill.evidence.value == "E-01; E-04"


def test_table_rows_are_filled_from_the_top(small_blank: Path, tmp_path: Path) -> None:
    rows = filled(ANSWERS, small_blank, tmp_path).tables["hs.certs"]
    assert [row["type"].value for row in rows] == ["Boiler", "Lift", None]
    assert rows[0]["expiry"].value == datetime(2026, 5, 1)


def test_what_somebody_typed_is_kept_as_typed(
    small_blank: Path, tmp_path: Path
) -> None:
    cells = filled({"hs.drill": {"typed": "tbc"}}, small_blank, tmp_path)
    assert cells.answers["hs.drill"].answer.value == "tbc"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(
    small_blank: Path, tmp_path: Path, sign: str
) -> None:
    text = f'{sign}HYPERLINK("http://example.com")'
    answers = {
        "hs.plan": {"answer": text, "comment": text},
        "hs.certs": [{"type": text}],
    }
    cells = filled(answers, small_blank, tmp_path)
    plan = cells.answers["hs.plan"]
    assert plan.comment is not None
    for cell in (plan.answer, plan.comment, cells.tables["hs.certs"][0]["type"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    total=st.integers(0, 10**6),
    share=st.floats(0, 100).map(lambda x: round(x, 6)),
    day=st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    text=st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1),
)
def test_filling_and_reading_gives_the_same_values(
    small_blank: Path,
    tmp_path: Path,
    *,
    total: int,
    share: float,
    day: date,
    text: str,
) -> None:
    answers = {
        "wf.total": total,
        "hs.share": share,
        "hs.drill": day,
        "hs.plan": {"typed": text},
    }
    cells = filled(answers, small_blank, tmp_path)
    read = {key: cells.answers[key].answer.value for key in answers}
    assert read["wf.total"] == total
    assert read["hs.share"] == share
    assert read["hs.drill"] == datetime(day.year, day.month, day.day)
    assert read["hs.plan"] == text


def test_all_problems_are_told_at_once(small_blank: Path, tmp_path: Path) -> None:
    answers = {
        "site.dormitry": "Yes",
        "site.kind": "Wood",
        "wf.total": "twelve",
        "hs.drill": "2025",
        "hs.exits": True,
        "hs.certs": [{"name": "Boiler"}, "Lift"],
    }
    with pytest.raises(SettingsError) as caught:
        fill_template(SMALL, answers, small_blank, tmp_path / "out.xlsx")
    found = [(problem.code, problem.where) for problem in caught.value.problems]
    assert found == [
        ("TPL-001", "site.dormitry"),
        ("TPL-003", "site.kind"),
        ("TPL-002", "wf.total"),
        ("TPL-002", "hs.drill"),
        ("TPL-002", "hs.exits"),
        ("TPL-001", "hs.certs.name"),
        ("TPL-002", "hs.certs"),
    ]
    assert "Did you mean `site.dormitory`?" in caught.value.problems[0].says
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("text", ["bell \x07", "x" * 32_768], ids=["control", "long"])
def test_text_that_no_cell_can_hold_is_refused(text: str) -> None:
    assert codes({"hs.plan": text}) == ["TPL-002"]
    assert codes({"hs.plan": {"typed": text}}) == ["TPL-002"]
    assert codes({"hs.exits": {"answer": 2, "comment": text}}) == ["TPL-002"]


def test_a_table_takes_no_more_rows_than_it_offers() -> None:
    assert codes({"hs.certs": [{"type": f"Boiler {n}"} for n in range(4)]}) == [
        "TPL-004"
    ]


def test_a_table_column_is_no_question_of_its_own() -> None:
    assert codes({"hs.certs.type": "Boiler"}) == ["TPL-001"]


def test_a_mapping_with_an_unknown_part_is_told() -> None:
    assert codes({"hs.plan": {"answer": "Yes", "remark": "?"}}) == ["TPL-002"]


def test_not_knowing_is_an_answer_to_any_question() -> None:
    entries = understand(SMALL, {"wf.total": "don't know", "hs.drill": "Don't know"})
    assert not entries.problems
    assert entries.single["wf.total"].value == "Don't know"


def test_a_template_without_the_row_is_refused(
    small: Catalogue, catalogue: Catalogue, small_blank: Path, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError) as caught:
        fill_template(
            catalogue, {"hs.alarm": "Yes"}, small_blank, tmp_path / "out.xlsx"
        )
    assert [p.code for p in caught.value.problems] == ["TPL-005"]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    with pytest.raises(WorkbookError) as caught:
        fill_template(SMALL, {}, tmp_path / "notes.xlsx", tmp_path / "out.xlsx")
    assert caught.value.problems[0].code == "TPL-009"


def test_an_answers_file_must_be_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("- Yes\n- No\n")
    with pytest.raises(SettingsError) as caught:
        load_answers(tmp_path / "answers.yaml")
    assert caught.value.problems[0].code == "TPL-006"


def test_filling_twice_gives_identical_bytes(small_blank: Path, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        fill_template(SMALL, ANSWERS, small_blank, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_long_explanation_makes_its_row_higher(
    small_blank: Path, tmp_path: Path
) -> None:
    long = {"hs.plan": {"answer": "See there.", "comment": "word " * 120}}
    before = filled({}, small_blank, tmp_path).answers["hs.plan"].answer
    low = before.parent.row_dimensions[before.row].height
    after = filled(long, small_blank, tmp_path).answers["hs.plan"].answer
    assert after.parent.row_dimensions[after.row].height > 3 * low


def test_every_supplied_answers_file_fits_the_pack(catalogue: Catalogue) -> None:
    folder = Path(__file__).parents[2] / "workbooks" / "saq" / "answers"
    files = sorted(folder.glob("*.yaml"))
    assert len(files) >= 6
    for path in files:
        assert understand(catalogue, load_answers(path)).problems == [], path.name


def test_a_rebuilt_template_is_filled_alike(small: Catalogue, tmp_path: Path) -> None:
    build_template(small, PLACEHOLDERS, tmp_path / "again.xlsx")
    cells = filled(ANSWERS, tmp_path / "again.xlsx", tmp_path)
    assert cells.answers["wf.total"].answer.value == 12
