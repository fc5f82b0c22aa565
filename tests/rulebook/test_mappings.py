"""Frameworks are data, and whatever cites them is held to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.domain.findings import Basis
from rs_excel.errors import PackError
from rs_excel.rulebook.citations import as_basis
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.packs import QUESTIONS, RULE, RULE_FILE, tiny_pack

ETI = """
source: eti_base_code
title: ETI Base Code, two clauses
clauses:
  "3.1": { title: A safe place of work }
  "3.2": { title: Training on record }
"""
SMETA = """
source: smeta
version: "6.1"
title: Sections of an audit
clauses:
  "10A": { title: Entitlement to work }
"""


def fault(tmp_path: Path, **changed: str) -> tuple[str, str, str]:
    files = {"mappings/eti.yaml": ETI, "mappings/smeta_6_1.yaml": SMETA, **changed}
    with pytest.raises(PackError) as caught:
        load_pack(tiny_pack(tmp_path, **files))
    (problem,) = caught.value.problems
    return problem.code, problem.where, problem.says


def test_a_framework_is_what_its_file_says(tmp_path: Path) -> None:
    pack = load_pack(tiny_pack(tmp_path, **{"mappings/smeta_6_1.yaml": SMETA}))
    (framework,) = pack.frameworks
    assert (framework.id, framework.cited_as) == ("smeta_6_1", "smeta 6.1")
    assert [(c.id, c.title) for c in framework.clauses] == [
        ("10A", "Entitlement to work")
    ]


def test_a_clause_nobody_knows_is_told_with_its_line_and_the_nearest(
    tmp_path: Path,
) -> None:
    rule = RULE.replace("clause: 3.1", "clause: 3.11")
    code, where, says = fault(tmp_path, rule=rule)
    assert (code, where) == ("PACK-010", f"{RULE_FILE}:9")
    assert "`eti_base_code 3.11`" in says
    assert "Did you mean `eti_base_code 3.1`?" in says


def test_a_misspelt_source_is_told(tmp_path: Path) -> None:
    _, _, says = fault(tmp_path, rule=RULE.replace("eti_base_code", "eti_bas_code"))
    assert "Did you mean `eti_base_code`?" in says


def test_a_source_of_several_versions_is_cited_with_one(tmp_path: Path) -> None:
    smeta = RULE.replace(
        "source: eti_base_code, clause: 3.1", "source: smeta, clause: '10A'"
    )
    _, _, says = fault(tmp_path, rule=smeta)
    assert "Did you mean `smeta 6.1`?" in says


def test_a_question_cites_known_clauses_too(tmp_path: Path) -> None:
    cited = QUESTIONS.replace(
        "held?, kind: number }",
        "held?, kind: number, clauses: [eti_base_code 3.2, eti_base_code 3.3] }",
    )
    code, where, says = fault(tmp_path, questions=cited)
    assert (code, where) == ("PACK-010", "questions/10_safety.yaml:5")
    assert "`eti_base_code 3.3`" in says


def test_a_framework_mapped_twice_is_told(tmp_path: Path) -> None:
    code, where, says = fault(tmp_path, **{"mappings/eti_again.yaml": ETI})
    assert (code, where) == ("PACK-004", "mappings/eti_again.yaml:2")
    assert "already mapped in mappings/eti.yaml" in says


def test_a_source_without_a_mapping_is_cited_in_any_words(tmp_path: Path) -> None:
    assert load_pack(tiny_pack(tmp_path)).frameworks == ()


@pytest.mark.parametrize(
    ("cited", "basis"),
    [
        ("eti_base_code 3.1", Basis(source="eti_base_code", clause="3.1")),
        ("smeta 7.0 10A", Basis(source="smeta", version="7.0", clause="10A")),
        ("local_law", Basis(source="local_law")),
    ],
)
def test_a_citation_is_read_as_it_is_printed(cited: str, basis: Basis) -> None:
    assert as_basis(cited) == basis
    assert str(basis) == cited


def test_the_same_code_means_two_things_in_two_versions(pack: RulePack) -> None:
    titles = {
        framework.version: clause.title
        for framework in pack.frameworks
        if framework.source == "smeta"
        for clause in framework.clauses
        if clause.id == "10A"
    }
    assert "Entitlement" in titles["6.1"]
    assert "Environment" in titles["7.0"]


def test_every_framework_has_a_printed_name(pack: RulePack) -> None:
    assert {f.source for f in pack.frameworks} <= pack.basis_labels.keys()


def test_every_framework_has_its_mapping(pack: RulePack) -> None:
    assert [framework.id for framework in pack.frameworks] == [
        "ecovadis",
        "eti_base_code",
        "ilo",
        "oecd",
        "smeta_6_1",
        "smeta_7_0",
        "ungc",
        "ungp",
    ]
