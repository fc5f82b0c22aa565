"""What serves a clause follows from citations, crosswalks and questions read."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.errors import PackError
from rs_excel.rulebook.coverage import ClauseServed, Coverage, ServedBy, coverage
from rs_excel.rulebook.packs import load_pack
from tests.packs import QUESTIONS, RULE, tiny_pack

ETI = """
source: eti_base_code
title: ETI Base Code, some clauses
clauses:
  "3.1": { title: A safe place of work }
  "3.2": { title: Training on record }
  "5.1": { title: Wages, not_served: Nothing is asked about wages here. }
"""
THEMES = """
source: themes
title: Themes of a rating
parts: { People: P.*, Rest: "*" }
clauses:
  P.safety: { title: Safety of workers, through: [eti_base_code 3.*] }
  P.alarm: { title: Being warned, asked_in: [hs.ala*] }
  Q.drills: { title: Drills held, asked_in: [hs.drills_12m] }
"""
MAPPINGS = {"mappings/eti.yaml": ETI, "mappings/themes.yaml": THEMES}
UNREAD = """
- reason: Tells a person what to listen for.
  questions: [hs.alarm]
- reason: Names the certificate in what is printed.
  questions: [hs.certs.type, hs.certs.expiry]
"""


def covered(folder: Path, **changed: str) -> Coverage:
    files = {**MAPPINGS, "unread.yaml": UNREAD, **changed}
    return coverage(load_pack(tiny_pack(folder, **files)))


def clauses(found: Coverage) -> dict[str, ClauseServed]:
    return {c.clause.id: c for served in found.frameworks for c in served.clauses}


def test_a_rule_serves_the_clauses_of_its_basis(tmp_path: Path) -> None:
    by_clause = clauses(covered(tmp_path))
    assert by_clause["3.1"].rules == ("HS-004",)
    assert by_clause["3.2"].by is ServedBy.NOTHING


def test_a_question_serves_the_clauses_it_cites_without_weighing_anything(
    tmp_path: Path,
) -> None:
    cited = QUESTIONS.replace(
        "kind: choice\n", "kind: choice\n    clauses: [eti_base_code 3.2]\n"
    )
    found = clauses(covered(tmp_path, questions=cited))["3.2"]
    assert (found.by, found.questions) == (ServedBy.QUESTIONS, ("hs.alarm",))


def test_a_crosswalk_leads_to_rules_that_never_heard_of_the_framework(
    tmp_path: Path,
) -> None:
    assert clauses(covered(tmp_path))["P.safety"].rules == ("HS-004",)


def test_a_clause_on_a_matter_is_served_by_who_reads_the_questions_on_it(
    tmp_path: Path,
) -> None:
    by_clause = clauses(covered(tmp_path))
    assert by_clause["Q.drills"].rules == ("HS-004",)
    assert by_clause["P.alarm"].rules == ()
    assert by_clause["P.alarm"].questions == ("hs.alarm",)


def test_a_clause_stands_under_the_first_heading_that_matches(tmp_path: Path) -> None:
    by_clause = clauses(covered(tmp_path))
    assert by_clause["P.alarm"].clause.part == "People"
    assert by_clause["Q.drills"].clause.part == "Rest"


def test_a_gap_wants_a_reason_and_a_reason_wants_a_gap(tmp_path: Path) -> None:
    by_clause = clauses(covered(tmp_path))
    assert by_clause["3.2"].unexplained
    assert not by_clause["5.1"].unexplained
    outlived = ETI.replace("safe place of work", "safe place, not_served: Not ours")
    by_clause = clauses(covered(tmp_path, **{"mappings/eti.yaml": outlived}))
    assert by_clause["3.1"].unexplained


def test_a_question_behind_a_derived_answer_is_read(tmp_path: Path) -> None:
    derived = """
    - { key: wf.half, text: Half of them, kind: number, sum_of: [wf.total] }
    """
    rule = RULE.replace("applies_when: { wf.total", "applies_when: { wf.half")
    found = covered(tmp_path, rule=rule, **{"derived/10.yaml": derived})
    assert found.read_by["wf.total"] == ("HS-004",)


def test_a_question_named_in_a_sentence_only_is_not_read(tmp_path: Path) -> None:
    named = RULE.replace("Drills: {hs", "Alarm: {hs.alarm}. Drills: {hs")
    unread = [entry.question for entry in covered(tmp_path, rule=named).unread]
    assert unread == ["hs.alarm", "hs.certs.type", "hs.certs.expiry"]


def test_a_question_that_opens_others_needs_no_further_reason(tmp_path: Path) -> None:
    gated = QUESTIONS.replace(
        "was the latest drill?, kind: date }",
        "was the latest drill?, kind: date, asked_when: { hs.alarm: { is: bell } } }",
    )
    found = covered(tmp_path, questions=gated, **{"unread.yaml": "[]"})
    alarm = next(entry for entry in found.unread if entry.question == "hs.alarm")
    assert alarm.opens == ("hs.last_drill",)


def test_a_reason_for_a_question_that_is_read_is_told(tmp_path: Path) -> None:
    listed = (
        f"{UNREAD}- {{ reason: Only a fact about the site, questions: [wf.total] }}"
    )
    found = covered(tmp_path, **{"unread.yaml": listed})
    assert found.read_after_all == ("wf.total",)
    assert not found.complete


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "mappings/themes.yaml",
            "eti_base_code 3.*",
            "eti_base_cod 3.1",
            "Did you mean `eti_base_code 3.1`?",
        ),
        ("mappings/themes.yaml", "hs.drills_12m", "hs.drills", "hs.drills_12m"),
        ("unread.yaml", "[hs.alarm]", "[hs.alarms]", "Did you mean `hs.alarm`?"),
        ("unread.yaml", "hs.certs.expiry", "hs.alarm", "already has a reason"),
    ],
)
def test_what_leads_nowhere_is_told_with_the_nearest_spelling(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    files = {**MAPPINGS, "unread.yaml": UNREAD}
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    with pytest.raises(PackError) as caught:
        load_pack(tiny_pack(tmp_path, **files))
    (problem,) = caught.value.problems
    assert says in problem.says
    assert problem.where.startswith(f"{name}:")
