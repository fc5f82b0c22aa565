"""Every slip of a pack's author is told with file, line and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.errors import PackError
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.packs import load_pack
from tests.packs import (
    PACK,
    PARAMETERS,
    POLICY,
    QUESTIONS,
    RULE,
    RULE_FILE,
    SPELLINGS,
    tiny_pack,
)

ASKED, POLICY_FILE = "questions/10_safety.yaml", "policies/standard.yaml"
TEXTS = {
    "rule": (RULE_FILE, RULE),
    "questions": (ASKED, QUESTIONS),
    "policy": (POLICY_FILE, POLICY),
    "parameters": ("parameters.yaml", PARAMETERS),
    "pack": ("pack.yaml", PACK),
    "spellings": ("spellings.yaml", SPELLINGS),
}


def told(folder: Path, **changed: str) -> list[tuple[str, str]]:
    """Places and words of everything wrong, whether loading or lint finds it."""
    try:
        pack = load_pack(tiny_pack(folder, **changed))
    except PackError as fault:
        return [(problem.where, problem.says) for problem in fault.problems]
    return [(issue.where, issue.says) for issue in lint(pack)]


def line_of(text: str, part: str) -> int:
    """The line on which the change stands, as the file is written."""
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        # misspelt words, each with the nearest right one
        ("rule", "hs.drills_12m: { below", "hs.drils_12m: { below", "`hs.drills_12m`?"),
        ("rule", "older_than: 12", "older_then: 12", "Did you mean `older_than`?"),
        ("rule", "$drills_a_year }", "$drils_a_year }", "mean `drills_a_year`?"),
        ("rule", "severity: major\n  says", "severity: majr\n  says", "mean `major`?"),
        ("rule", "pillar: health_and_safety", "pillar: health_saftey", "health_and_s"),
        ("rule", "status: stable", "status: stabel", "Did you mean `stable`?"),
        ("rule", "type: non_conf", "type: noncnf", "Did you mean `non_conformance`?"),
        ("rule", "why: Nobody", "whi: Nobody", "`whi` is not a known key."),
        ("rule", "preventive: Plan", "preventiv: Plan", "Did you mean `preventive`?"),
        ("rule", "eti_base_code, cl", "eti_bas_code, cl", "mean `eti_base_code`?"),
        ("rule", "severity: major\n    due", "severity: mjor\n    due", "`major`?"),
        ("rule", "expect: conforms }", "expect: conform }", "Did you mean `conforms`?"),
        ("questions", "kind: date }\n  - k", "kind: dat }\n  - k", "mean `date`?"),
        (
            "questions",
            "kind: date }\n  - k",
            "kind: date, requird: no }\n  - k",
            "requ",
        ),
        (
            "questions",
            "row_key: hs.certs.type",
            "row_key: hs.certs.typ",
            "`hs.certs.type`",
        ),
        ("policy", "red_when: { business_c", "red_when: { busines_c", "`business_cri"),
        ("policy", "  major: {", "  majr: {", "Did you mean `major`?"),
        ("pack", "title:", "titel:", "Did you mean `title`?"),
        ("spellings", "yes_no:", "yesno:", "Did you mean `yes_no`?"),
        # values that YAML would bend, or that mean nothing
        ("rule", "below: $drills_a_year", "below: 0010", "It says `0010`."),
        ("rule", "below: $drills_a_year", "below: 1e3", "It says `1e3`."),
        ("rule", "below: $drills_a_year", "below: 12:30", "It says `12:30`."),
        ("rule", "below: $drills_a_year", "below: .nan", "It says `.nan`."),
        ("rule", "below: $drills_a_year", "below: true", "needs a value"),
        ("rule", "since: 2025-01-01", "since: 2026-13-01", "2026-13-01 is not a day"),
        ("rule", "assessed_on: 2026-01-15", "assessed_on: 15.01.2026", "valid date"),
        ("rule", "status: stable", "status: No", "it says 'No'"),
        ("rule", "status: stable", "status: !!python/name:x stable", "The tag"),
        ("rule", "status: stable", "status: !secret stable", "The tag !secret"),
        ("rule", "given: { wf", "given: { <<: 1, wf", "no merging"),
        ("rule", "flag_when:\n  any:", "flag_when:\n\tany:", "not valid YAML"),
        ("parameters", "value: 1,", "value: one,", "valid number"),
        ("parameters", "country: BD", "country: No", "it says 'No'"),
        # things that cannot both be
        ("rule", "below: $drills_a_year }", "below: 1, below: 2 }", "written twice"),
        ("rule", "since: 2025-01-01", "since: 2025-01-01\nuntil: 2024-01-01", "never"),
        ("questions", "number, minimum: 0", "number, minimum: 9, maximum: 1", "above"),
        ("questions", "value: none, label: None", "value: bell, label: B", "twice"),
        ("questions", "choice\n    choices", "number\n    choices", "`choices` belong"),
    ],
)
def test_a_slip_is_told_at_its_file_with_the_right_word(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    name, text = TEXTS[file]
    assert old in text
    found = told(tmp_path, **{file: text.replace(old, new, 1)})
    assert any(says in words for _, words in found), found
    assert {where.rpartition(":")[0] for where, _ in found} == {name}
    assert all(where.rpartition(":")[2].isdigit() for where, _ in found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.last_drill: { below: 12 }",
            "`below` does not fit `hs.last_drill`, a date question. These do: is,",
        ),
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.alarm: { is: bel }",
            "`bel` is not a choice of `hs.alarm`. Did you mean `bell`?",
        ),
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.alarm: { is: No }",
            "`No` is not a choice of `hs.alarm`. Known: bell, none.",
        ),
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.drills_12m: { is: seven }",
            "`hs.drills_12m`, a number question, is never `seven`.",
        ),
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.drills_12m: { one_of: [1, two] }",
            "is never `two`. It is compared with a number.",
        ),
        (
            "hs.last_drill: { older_than: 12 months }",
            "hs.last_drill: { is: 12 }",
            "It is compared with a day such as 2026-01-31.",
        ),
    ],
)
def test_a_test_that_does_not_fit_is_told_at_its_own_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    rule = RULE.replace(old, new, 1)
    found = told(tmp_path, rule=rule)
    here = f"{RULE_FILE}:{line_of(rule, new)}"
    assert any(where == here and says in words for where, words in found), found


def test_a_parameter_without_a_value_on_that_day_is_told_at_its_line(
    tmp_path: Path,
) -> None:
    rule = RULE.replace("since: 2025-01-01", "since: 1999-01-01")
    assert told(tmp_path, rule=rule) == [
        (
            f"{RULE_FILE}:{line_of(rule, 'hs.drills_12m: { below')}",
            "`$drills_a_year` has no value on 1999-01-01, when the rule begins; its "
            "first: 2000-01-01.",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{hs.last_drill}", "{hs.last_dril}", "Did you mean `hs.last_drill`?"),
        ("{hs.last_drill}", "{$drils_a_year}", "Did you mean `$drills_a_year`?"),
        ("{hs.last_drill}", "{hs.last_drill", "a brace is left open"),
        ("given: { wf.total", "given: { wf.totl", "Did you mean `wf.total`?"),
        ("cells: [hs.drills", "cells: [hs.drils", "Did you mean `hs.drills_12m`?"),
        ("given: { wf", "policy: standrad\ngiven: { wf", "Did you mean `standard`?"),
        (
            "known_exceptions: None",
            "follows_from: [HS-04]\nknown_exceptions: None",
            "Did you mean `HS-004`?",
        ),
    ],
)
def test_names_in_words_and_cases_are_held_to_the_pack(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in RULE
    found = told(tmp_path, rule=RULE.replace(old, new, 1))
    assert any(says in words for _, words in found), found


def test_an_escalation_that_counts_a_rule_nobody_wrote_is_told(tmp_path: Path) -> None:
    flag = RULE[RULE.index("flag_when:") : RULE.index("finding:")]
    counting = (
        "escalation:\n  count_findings: { rule: [HS-40] }\n"
        "  per: pillar\n  at_least: 2\n"
    )
    found = told(tmp_path, rule=RULE.replace(flag, counting))
    says = "it counts HS-40, which is not in the pack. Did you mean `HS-004`?"
    assert says in [words for _, words in found]


def test_circles_of_gates_are_told_where_a_question_stands(tmp_path: Path) -> None:
    circle = QUESTIONS.replace(
        "were held?, kind: number",
        "were held?, kind: number, asked_when: { hs.last_drill: { answered: yes } }",
    ).replace(
        "latest drill?, kind: date",
        "latest drill?, kind: date, asked_when: { hs.drills_12m: { above: 0 } }",
    )
    found = told(tmp_path, questions=circle)
    way = "it rests on itself: hs.drills_12m → hs.last_drill → hs.drills_12m."
    assert (f"{ASKED}:5", way) in found


def test_a_fault_in_one_file_is_not_blamed_on_those_that_refer_to_it(
    tmp_path: Path,
) -> None:
    questions = QUESTIONS.replace("kind: date }\n  - k", "kind: dat }\n  - k")
    parameters = PARAMETERS.replace("value: 1,", "value: one,")
    found = told(tmp_path, questions=questions, parameters=parameters)
    assert {where.rpartition(":")[0] for where, _ in found} == {
        ASKED,
        "parameters.yaml",
    }
    assert len(found) == 2


def test_one_slip_in_a_ladder_is_one_problem(tmp_path: Path) -> None:
    ladder = (
        "severity:\n    - { when: { hs.drills_12m: { below: 1 } }, is: critcal }\n"
        "    - major\n"
    )
    rule = RULE.replace("severity: major\n", ladder, 1)
    ((where, says),) = told(tmp_path, rule=rule)
    assert where == f"{RULE_FILE}:{line_of(rule, 'is: critcal')}"
    assert "Did you mean `critical`?" in says


def test_a_file_of_the_wrong_shape_is_told_in_words(tmp_path: Path) -> None:
    ((where, says),) = told(tmp_path / "rule", rule="- a\n")
    assert (where, says) == (
        f"{RULE_FILE}:1",
        "`the file` is a mapping of keys and values; it says ['a'].",
    )
    found = told(tmp_path / "parameters", parameters="- a\n")
    assert any(where == "parameters.yaml:1" for where, _ in found)


@pytest.mark.parametrize(
    "place",
    [
        "my_rule.yaml",
        "health_and_safety/my_rule.yml",
        "health_and_safety/my_rule.YAML",
        "health_and_safety/my_rule.yaml.txt",
        "health_and_safety/mine/my_rule.yaml",
        "health_and_saftey/my_rule.yaml",
    ],
)
def test_a_rule_that_nobody_would_read_is_not_passed_over(
    tmp_path: Path, place: str
) -> None:
    folder = tiny_pack(tmp_path)
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_text(RULE.replace("HS-004", "HS-990"), encoding="utf-8")
    with pytest.raises(PackError, match=f"PACK-011 · {place}"):
        load_pack(folder)


def test_notes_beside_the_rules_are_nobodys_business(tmp_path: Path) -> None:
    folder = tiny_pack(tmp_path)
    (folder / "README.md").write_text("How we work", encoding="utf-8")
    (folder / "health_and_safety" / ".my_rule.yml").write_text("x")
    assert load_pack(folder).rules


@pytest.mark.parametrize("title", ["A/B", "Safe?", "[x]", "it's", "a:b", "x*"])
def test_a_section_is_called_what_a_sheet_can_be_called(
    tmp_path: Path, title: str
) -> None:
    before, _, rest = QUESTIONS.partition("title: ")
    end = rest.index(",")
    found = told(tmp_path, questions=f'{before}title: "{title}"{rest[end:]}')
    assert [where for where, _ in found] == [f"{ASKED}:2"]


def test_two_sections_of_one_title_would_be_one_sheet(tmp_path: Path) -> None:
    folder = tiny_pack(tmp_path)
    title = load_pack(folder).catalogue.sections[0].title
    more = (
        f"section: {{ id: more, title: {title.upper()}, pillar: environment }}\n"
        "questions:\n  - { key: en.q, text: Is it so?, kind: yes_no }\n"
    )
    (folder / "questions" / "20_more.yaml").write_text(more, encoding="utf-8")
    with pytest.raises(PackError, match="There is already a section"):
        load_pack(folder)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (
            "sum_of: [hs.alarm]",
            "`sum_of` takes numbers; `hs.alarm` is a choice answer.",
        ),
        ("sum_of: [hs.last_drill]", "`hs.last_drill` is a date answer."),
        ("days_between: [wf.total, assessed_on]", "`days_between` takes days;"),
    ],
)
def test_what_cannot_be_counted_is_told(tmp_path: Path, form: str, says: str) -> None:
    folder = tiny_pack(tmp_path)
    (folder / "derived").mkdir(exist_ok=True)
    entry = f"- {{ key: own.a, text: A, kind: number, {form} }}\n"
    (folder / "derived" / "99_own.yaml").write_text(entry, encoding="utf-8")
    (issue,) = [i for i in lint(load_pack(folder)) if i.code == "RL040"]
    assert says in issue.says
    assert issue.where == "derived/99_own.yaml:1"
