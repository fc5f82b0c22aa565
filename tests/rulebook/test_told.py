"""A pack told in another language is the same pack in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rs_excel.app.settings import find_pack
from rs_excel.domain.tongue import ENGLISH, Said, Tongue
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.pack_words import country_words, pack_words
from rs_excel.rulebook.told import told_in


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return find_pack("four_pillar")


@pytest.fixture(scope="module")
def reversed_(pack: RulePack) -> Tongue:
    """A language that says everything between two marks."""
    words = (*pack_words(pack), *country_words(pack))
    said = {w.key: Said(w.english, f"‹{w.english}›") for w in words}
    return Tongue(language="qq", words=said)


def test_every_text_of_a_pack_has_words(pack: RulePack, reversed_: Tongue) -> None:
    told = told_in(reversed_, pack)
    assert reversed_.missed == {}
    assert told.by_id["HS-004"].title == f"‹{pack.by_id['HS-004'].title}›"
    assert told.catalogue.by_key["wf.total"].text.startswith("‹")
    country = told.catalogue.by_key["site.country"].choices[0]
    assert (country.value, country.label) == ("AE", "‹United Arab Emirates›")


def test_only_words_differ(pack: RulePack, reversed_: Tongue) -> None:
    told = told_in(reversed_, pack)
    assert [r.id for r in told.rules] == [r.id for r in pack.rules]
    for ours, theirs in zip(pack.rules, told.rules, strict=True):
        same = replace(
            theirs,
            title=ours.title,
            why=ours.why,
            finding=replace(theirs.finding, says=ours.finding.says),
            action=ours.action,
        )
        assert same == ours
    for key, question in pack.catalogue.by_key.items():
        values = [choice.value for choice in question.choices]
        assert [c.value for c in told.catalogue.by_key[key].choices] == values


def test_in_english_it_is_the_pack_itself(pack: RulePack) -> None:
    assert told_in(ENGLISH, pack) is pack


def test_no_key_stands_for_two_texts(pack: RulePack) -> None:
    words = (*pack_words(pack), *country_words(pack))
    assert len({word.key for word in words}) == len(words)
