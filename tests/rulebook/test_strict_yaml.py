"""YAML's surprises are refused or defused, each with its line."""

from __future__ import annotations

from datetime import date

import pytest

from rs_excel.errors import PackError
from rs_excel.strict_yaml import load_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("No", "No"),
        ("Yes", "Yes"),
        ("On", "On"),
        ("0010", "0010"),
        ("12:30", "12:30"),
        ("1e5", "1e5"),
        ("'60'", "60"),
        ("60", 60),
        ("-2.5", -2.5),
        ("2025-11-02", date(2025, 11, 2)),
        ("true", True),
        ("", None),
    ],
)
def test_a_value_is_what_its_author_sees(text: str, value: object) -> None:
    data = load_text(f"answer: {text}\n", "rule.yaml").data
    assert data == {"answer": value}
    assert isinstance(data, dict)
    assert type(data["answer"]) is type(value)


def test_a_key_written_twice_names_its_line_and_every_fault_is_told() -> None:
    with pytest.raises(PackError) as caught:
        load_text("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "rule.yaml")
    assert [(p.code, p.where) for p in caught.value.problems] == [
        ("PACK-002", "rule.yaml:4"),
        ("PACK-002", "rule.yaml:5"),
    ]


def test_an_alias_is_refused_so_that_no_page_unfolds_into_gigabytes() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(PackError) as caught:
        load_text(bomb, "rule.yaml")
    assert {problem.code for problem in caught.value.problems} == {"PACK-001"}


@pytest.mark.parametrize("text", ["a: [1\n", "a: b: c\n", "\tx: 1\n", "a: 'open\n"])
def test_broken_yaml_is_an_error_with_a_line_not_a_traceback(text: str) -> None:
    with pytest.raises(PackError) as caught:
        load_text(text, "rule.yaml")
    (found,) = caught.value.problems
    assert found.code == "PACK-001"
    assert found.where.startswith("rule.yaml:")


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PackError, match="2025-02-30 is not a day"):
        load_text("since: 2025-02-30\n", "rule.yaml")


def test_lines_are_known_for_nested_places() -> None:
    document = load_text("a:\n  - b: 1\n  - c:\n      d: 2\n", "rule.yaml")
    assert document.line_of(("a", 1, "c", "d")) == 4
    assert document.line_of(("a", 1, "c", "nowhere")) == 3


@pytest.mark.parametrize("text", ["a: " + "[" * 5000 + "]" * 5000, "- " * 5000 + "x"])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"PACK-001 · bomb\.yaml:1"):
        load_text(text, "bomb.yaml")
