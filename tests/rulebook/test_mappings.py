"""The mappings say the same as the rules' own basis, the other way round."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from rs_excel.app.settings import find_pack
from rs_excel.strict_yaml import load
from rs_excel.supplied import packs_folder

MAPPINGS = sorted((packs_folder() / "four_pillar" / "mappings").glob("*.yaml"))


def mapping_in(path: Path) -> dict[str, Any]:
    data = load(path).data
    assert isinstance(data, dict)
    return data


def cited_clauses(source: str, version: str) -> dict[str, list[str]]:
    """Clause → ids of the rules that cite it."""
    cited: dict[str, set[str]] = defaultdict(set)
    for rule in find_pack("four_pillar").rules:
        for basis in rule.basis:
            if (basis.source, basis.version) == (source, version) and basis.clause:
                cited[basis.clause].add(rule.id)
    return {clause: sorted(ids) for clause, ids in cited.items()}


def test_every_framework_has_its_mapping() -> None:
    assert [path.stem for path in MAPPINGS] == [
        "eti_base_code",
        "ilo",
        "smeta_6_1",
        "smeta_7_0",
        "ungc",
    ]


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_a_mapping_lists_exactly_the_rules_that_cite_a_clause(path: Path) -> None:
    mapping = mapping_in(path)
    listed = {clause: entry["rules"] for clause, entry in mapping["clauses"].items()}
    assert listed == cited_clauses(mapping["source"], mapping.get("version", ""))


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_every_clause_says_what_it_is_about(path: Path) -> None:
    clauses = mapping_in(path)["clauses"]
    assert all(len(entry["title"]) > 8 for entry in clauses.values())
