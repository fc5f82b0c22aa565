"""What sites have in common is asked about, side by side, and nobody is accused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from rs_excel.app.settings import Terms
from rs_excel.batch.likeness import passages, tokens_of
from rs_excel.batch.shared import shared_by
from tests.batch.folders import batch, lines
from tests.batch.returns import site, write

OWN = (
    "At {name} the committee of workers and managers meets each month, walks through "
    "every hall and writes down what it finds and who will put it right by when."
)
COPIED = {"comment": OWN, "answer": "Yes"}
NUMBERS = {
    "wf.total": 1873,
    "wf.perm.male": 412,
    "wf.perm.female": 377,
    "wf.temp.male": 186,
    "wf.temp.female": 243,
}


def own(supplier: str, name: str, day: str, **more: Any) -> dict[str, object]:
    """A return whose longer texts and numbers are nobody else's."""
    return {**site(supplier, name), "meta.submitted_on": f"2026-02-{day}", **more}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    for number, (supplier, by) in enumerate(
        [("Alfa Ltd", "B. Adviser"), ("Beta Ltd", "b. adviser"), ("Beta Ltd", "User")]
    ):
        name = f"Works {number}"
        text = {"hs.committee": {"answer": "Yes", "comment": OWN.format(name=name)}}
        given = own(supplier, name, f"0{number + 1}", **(text if number < 2 else {}))
        write(folder / "in" / f"{number}.xlsx", given, by=by)
    assert batch(folder / "in", folder / "out") == 0
    return folder / "out"


def questions(out: Path) -> list[dict[str, Any]]:
    text = (out / "questions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_same_text_under_another_name_stands_side_by_side(out: Path) -> None:
    told = [
        (question, passage)
        for question in questions(out)
        if question["kind"] == "same text"
        for passage in question["passages"]
        if passage["answer"] == "hs.committee.comment"
    ]
    ((question, passage),) = told
    assert [line["file"] for line in question["returns"]] == ["0.xlsx", "1.xlsx"]
    assert [a["said"] for a in passage["answers"]] == [
        OWN.format(name="Works 0"),
        OWN.format(name="Works 1"),
    ]
    assert question["suppliers"] == 2


def test_one_person_who_saved_the_returns_of_two_suppliers(out: Path) -> None:
    (question,) = (q for q in questions(out) if q["kind"] == "same last author")
    assert {line["file"] for line in question["returns"]} == {"0.xlsx", "1.xlsx"}
    assert "B. Adviser" in question["says"]


def test_nobody_is_accused(out: Path) -> None:
    for question in questions(out):
        assert question["do"].startswith("Ask")
        words = f"{question['says']} {question['do']}".lower()
        assert not any(bad in words for bad in ("copied", "fraud", "fake", "suspic"))


def test_the_table_shows_two_answers_a_row(out: Path) -> None:
    text = (out / "questions.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    (row,) = (r for r in rows if "Works 0 the committee" in r["said"])
    assert "Works 1 the committee" in row["other_said"]
    assert (row["supplier"], row["other_supplier"]) == ("Alfa Ltd", "Beta Ltd")
    assert lines(out)["0.xlsx"]["counts"]


def test_the_portfolio_shows_them_too(out: Path) -> None:
    book = load_workbook(out / "portfolio.xlsx", read_only=True)
    rows = list(book["Questions to ask"].iter_rows(values_only=True))
    book.close()
    (row,) = (r for r in rows if "Works 0 the committee" in str(r[5]))
    assert "Works 1 the committee" in str(row[7])
    assert row[4] == "Alfa Ltd · Works 0 · 0.xlsx"
    assert row[6] in ("Beta Ltd · Works 1 · 1.xlsx", "the same site")
    assert len([r for r in rows if isinstance(r[0], int)]) > len(questions(out))


def test_sites_that_give_the_same_number_stand_in_one_row(tmp_path: Path) -> None:
    for at, supplier in enumerate(("Alfa Ltd", "Beta Ltd", "Gamma Ltd")):
        given = own(supplier, f"Works {at}", f"0{at + 1}", **NUMBERS)
        write(tmp_path / "in" / f"{at}.xlsx", given)
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    book = load_workbook(tmp_path / "out" / "portfolio.xlsx", read_only=True)
    rows = list(book["Questions to ask"].iter_rows(values_only=True))
    book.close()
    first, *others = (r for r in rows if r[1] == "same numbers")
    assert str(first[6]).splitlines() == [
        "Beta Ltd · Works 1 · 1.xlsx",
        "Gamma Ltd · Works 2 · 2.xlsx",
    ]
    (row,) = (r for r in others if r[5] == "1873")
    assert row[6:8] == ("the same 2 sites", "1873")


def test_all_suppliers_are_counted_though_few_are_shown(tmp_path: Path) -> None:
    for at in range(23):
        given = own(f"Maker {at // 2}", f"Works {at}", "01", **NUMBERS)
        write(tmp_path / "in" / f"{at:02}.xlsx", given)
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    of_all = [q for q in questions(tmp_path / "out") if q["sites"] == 23]
    assert of_all
    for question in of_all:
        assert question["suppliers"] == 12
        assert "23 sites of 12 suppliers" in question["says"]


def left_by(standard: Terms, *names: str, **answers: str) -> bytes:
    return tokens_of(passages(answers, standard.pack.catalogue, names))


def nobody(place: int) -> str:
    return ""


def shared(*returns: bytes) -> list[set[int]]:
    groups = shared_by(enumerate(returns), nobody)
    return [set(group.places) for group in groups]


class TestWhatIsShared:
    def test_short_and_common_answers_are_nothing_to_ask_about(
        self, standard: Terms
    ) -> None:
        said = {
            "site.name.comment": "See the certificate in the annex.",
            "wf.total": "9",
        }
        assert left_by(standard, **said) == b""

    def test_fourteen_words_in_common_are_always_found(self, standard: Terms) -> None:
        words = [f"word{number}" for number in range(14)]
        common = " ".join(words)
        for before in range(6):
            one = left_by(standard, a=f"{'lead ' * before}{common} and so it ended")
            other = left_by(standard, b=f"Something else. {common}!")
            assert shared(one, other) == [{0, 1}]

    def test_numbers_are_found_though_others_were_changed(
        self, standard: Terms
    ) -> None:
        keys = [
            key
            for key, question in standard.pack.catalogue.by_key.items()
            if question.kind.value == "number" and question.table is None
        ][:8]
        one = {key: f"{137 * (at + 3)}" for at, key in enumerate(keys)}
        other = {**one, keys[0]: "55", keys[7]: "66"}
        tokens = [left_by(standard, **said) for said in (one, other)]
        assert shared(*tokens) == [{0, 1}]
        alone = {key: f"{211 * (at + 5)}" for at, key in enumerate(keys)}
        assert shared(tokens[0], left_by(standard, **alone)) == []

    def test_scripts_without_spaces_need_no_words(self, standard: Terms) -> None:
        text = (
            "工厂每月召开一次安全会议并由工人代表和管理人员共同检查所有车间然后记录问题"
        )
        one, other = left_by(standard, a=text), left_by(standard, a=f"本厂。{text}。")
        assert shared(one, other) == [{0, 1}]
        assert left_by(standard, a=text[:15]) == b""

    def test_each_group_shares_what_nobody_else_has(self) -> None:
        def left(*tokens: int) -> bytes:
            return np.array(sorted(tokens), dtype=">u8").tobytes()

        found = shared_by(
            [(3, left(1, 2, 9)), (5, left(2, 7, 9)), (8, left(2, 4))], nobody
        )
        assert [(group.places, len(group.tokens)) for group in found] == [
            ((3, 5), 1),
            ((3, 5, 8), 1),
        ]
        assert shared_by([], nobody) == shared_by([(1, left(1))], nobody) == []

    def test_a_text_that_everybody_has_costs_no_more(self) -> None:
        token = np.array([7], dtype=">u8").tobytes()
        (group,) = shared_by(((place, token) for place in range(50_000)), nobody)
        assert (group.count, len(group.places)) == (50_000, 20)
