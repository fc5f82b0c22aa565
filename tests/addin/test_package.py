"""The add-in as a package: the rules of Open Packaging, part by part."""

from __future__ import annotations

import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rs_excel.addin.build import build
from rs_excel.addin.settings import AddinSettings
from rs_excel.errors import AddinError
from tests.addin.made import PYTHON, addin, members
from tests.addin.opc import RIBBON, TYPES, content_types, relations

KINDS = {
    "xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "customUI/customUI14.xml": "application/xml",
    "customUI/check.png": "image/png",
}


def reached(parts: dict[str, bytes], start: str = "") -> set[str]:
    targets = {target for _, _, target in relations(parts, start)}
    return targets.union(*(reached(parts, target) for target in targets))


def test_every_part_has_a_type_and_no_type_is_without_part() -> None:
    parts = members(addin())
    kinds = content_types(parts)
    assert {part: kinds[part] for part in KINDS} == KINDS
    root = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {e.attrib["PartName"][1:] for e in root.iter(f"{TYPES}Override")}
    assert named <= parts.keys()
    assert next(iter(parts)) == "[Content_Types].xml"


def test_every_part_is_reached_from_the_root_and_no_relation_leads_nowhere() -> None:
    parts = members(addin())
    plain = {p for p in parts if "_rels/" not in p and p != "[Content_Types].xml"}
    assert reached(parts) == plain


def test_a_relationships_part_belongs_to_a_part_and_names_each_id_once() -> None:
    parts = members(addin())
    sources = [p for p in parts if p.endswith(".rels")]
    owners = [p.replace("_rels/", "").removesuffix(".rels") for p in sources]
    assert {owner for owner in owners if owner} <= parts.keys()
    for owner in owners:
        ids = [name for name, _, _ in relations(parts, owner)]
        assert len(ids) == len(set(ids)) > 0


def test_names_of_parts_differ_in_more_than_case_and_are_plain() -> None:
    names = list(members(addin()))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(
        name.isascii() and "\\" not in name and " " not in name for name in names
    )


def test_the_ribbon_is_related_as_office_looks_for_it() -> None:
    found = [(k, t) for _, k, t in relations(members(addin()), "") if k == RIBBON]
    assert found == [(RIBBON, "customUI/customUI14.xml")]


def test_the_same_settings_give_the_same_bytes_and_others_others() -> None:
    assert addin() == addin()
    other = AddinSettings(python=PYTHON, version="0.1.0", policy="strict")
    assert build(other) != addin()


def test_nothing_of_clock_or_machine_is_in_it() -> None:
    parts = members(addin())
    text = b"".join(parts[p] for p in parts if p.endswith((".xml", ".rels")))
    assert b"dcterms" not in text
    assert b"/" + b"tmp" not in text


def test_the_settings_stand_on_the_sheet_as_texts() -> None:
    sheet = members(addin())["xl/worksheets/sheet1.xml"].decode()
    root = ElementTree.fromstring(sheet)
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = {c.attrib["r"]: "".join(c.itertext()) for c in root.iter(f"{main}c")}
    assert cells["A1"], cells["B1"] == ("python", PYTHON)
    assert [cells[f"A{n}"] for n in range(1, 5)] == [
        "python",
        "version",
        "policy",
        "language",
    ]
    assert {c.attrib["t"] for c in root.iter(f"{main}c")} == {"inlineStr"}


@pytest.mark.parametrize(
    "path",
    ['C:\\a"b\\python.exe', "C:\\%X%\\python.exe", "C:\\py\\calc.exe", "", "python\n"],
)
def test_a_python_the_add_in_would_refuse_is_not_built_in(path: str) -> None:
    with pytest.raises(AddinError, match="ADD-002"):
        AddinSettings(python=path, version="0.1.0")


@pytest.mark.parametrize("policy", ["", "a b", "-x", "a;b", "x" * 41, "ü"])
def test_a_policy_the_add_in_would_refuse_is_not_built_in(policy: str) -> None:
    with pytest.raises(AddinError, match="ADD-003"):
        AddinSettings(python=PYTHON, version="0.1.0", policy=policy)


def test_the_wheel_brings_what_the_add_in_is_made_of_and_no_tests() -> None:
    root = Path(__file__).parent.parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["rs_excel"]
    for folder in ("vba", "pictures", "macos"):
        brought = wheel["force-include"][f"addin/{folder}"]
        assert brought == f"rs_excel/supplied_content/addin/{folder}"
        assert any((root / "addin" / folder).iterdir())
