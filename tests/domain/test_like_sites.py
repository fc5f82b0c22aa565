"""A site that may be there already is asked about; really different ones never are."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from rs_excel.domain.like_sites import like_sites
from rs_excel.domain.names import alike, plain
from tests.domain.tracking import action


def site(supplier: str, name: str, ref: str = "", country: str = "BD") -> object:
    names = "/".join(" ".join(n.casefold().split()) for n in (supplier, name))
    key = " ".join(ref.casefold().split()) or names
    return action(
        f"{key}-drill", site_key=key, supplier=supplier, site=name, country=country
    )


KNOWN = site("Example Garments Ltd", "Unit 2, Querétaro", "ZS-0000002")
NAMED = site("Example Garments Ltd", "Unit 2, Querétaro")


def asked(known: object, new: object) -> str:
    return "".join(pair.why for pair in like_sites([known], [new]))  # type: ignore[list-item]


@pytest.mark.parametrize("ref", ["ZS0000002", "zs 0000002", "ZS/0000002", "ＺS0000002"])
def test_a_reference_in_another_form_is_asked_about(ref: str) -> None:
    new = site("Example Garments", "Unit 2", ref)
    assert "references differ only in how they are written" in asked(KNOWN, new)


def test_a_reference_that_came_or_went_is_asked_about() -> None:
    assert "only one of them has a reference" in asked(KNOWN, NAMED)
    assert "only one of them has a reference" in asked(NAMED, KNOWN)


@pytest.mark.parametrize(
    ("supplier", "name"),
    [
        ("Example Garments Limited", "Unit 2, Querétaro"),
        ("EXAMPLE GARMENTS LTD.", "Unit 2 - Queretaro"),
        ("Example Garment Ltd", "Unit 2, Querétaro"),
        ("Example Garments Ltd", "Unit 2, Queretraro"),
        ("Exmaple Garments", "Unit-2 Querétaro"),
        ("Example Garments Ltd", "Unit2 Querétaro"),
    ],
)
def test_the_same_name_spelt_otherwise_is_asked_about(supplier: str, name: str) -> None:
    assert "only in how it is spelt" in asked(NAMED, site(supplier, name))


@pytest.mark.parametrize(
    "other",
    [
        site("Example Garments Ltd", "Unit 3, Querétaro"),
        site("Example Garments Ltd", "Unit 22, Querétaro"),
        site("Example Garments Ltd", "Unit 2, Puebla"),
        site("Example Garments Ltd", "Unit 2"),
        site("Example Textiles Ltd", "Unit 2, Querétaro"),
        site("Example Garments Ltd", "Unit 2, Querétaro", country="VN"),
    ],
)
def test_another_site_is_not(other: object) -> None:
    assert asked(NAMED, other) == ""


def test_two_references_are_two_sites_whatever_their_names() -> None:
    other = site("Example Garments Ltd", "Unit 2, Querétaro", "ZS-0000003")
    assert asked(KNOWN, other) == ""


def test_sites_that_come_together_are_held_against_each_other() -> None:
    new = [NAMED, site("Example Garments", "Unit 2 Queretaro")]
    (pair,) = like_sites([], new)  # type: ignore[arg-type]
    assert (pair.known, pair.new) == tuple(new)


def test_a_site_that_is_there_is_not_asked_about_again() -> None:
    new = site("Example Garments", "Unit 2 Queretaro")
    assert list(like_sites([NAMED, new], [new])) == []  # type: ignore[list-item]


PLACES = ("Dhaka", "Gazipur", "Tirupur", "Hanoi", "Leiria", "İzmir", "东莞", "深圳")
KINDS = ("Unit {}", "Plant {}", "{} factory", "Mill {}", "Werk {}")
WHICH = ("1", "2", "12", "21", "A", "B", "II", "III", "North", "South", "East", "West")


def test_of_hundreds_of_different_sites_no_two_are_asked_about() -> None:
    names = [
        f"{kind.format(which)}, {place}"
        for kind, which, place in product(KINDS, WHICH, PLACES)
    ]
    assert len(names) == 480
    taken_for_one = [pair for pair in combinations(names, 2) if alike(*pair)]
    assert taken_for_one == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), ("Ltd", "Limited"), ("नई", "नया"), ("北厂", "南厂"), ("Nord", "Nora")],
)
def test_names_that_say_nothing_or_little_are_never_alike(one: str, other: str) -> None:
    assert not alike(one, other)


def test_case_spaces_and_stops_are_no_difference() -> None:
    assert plain("ZS-0000 002.") == plain("zs0000002")
