"""A language says texts; it never changes what they are about."""

from __future__ import annotations

from rs_excel.domain.tongue import ENGLISH, Said, Tongue
from rs_excel.domain.vocabulary import FindingType, Severity

SPANISH = {
    "greeting": Said("Dear {name}", "Estimado/a {name}"),
    "severity.major": Said("Major", "Mayor"),
    "finding_type.data_quality": Said("Data quality", "Calidad de los datos"),
    "days.one": Said("{n} day", "{n} día"),
    "days.other": Said("{n} days", "{n} días"),
    "wrong": Said("{n} of {all}", "{n} de todos"),
    "locale.point": Said(".", ","),
    "locale.group": Said(",", "."),
}


def spanish(language: str = "es") -> Tongue:
    return Tongue(language=language, words=SPANISH)


def test_a_text_is_said_with_what_is_filled_in() -> None:
    assert spanish().say("greeting", "Dear {name}", name="{x}") == "Estimado/a {x}"
    assert ENGLISH.say("greeting", "Dear {name}", name="Ana") == "Dear Ana"


def test_closed_lists_have_names() -> None:
    tongue = spanish()
    assert tongue.label(Severity.MAJOR) == "Mayor"
    assert tongue.label(FindingType.DATA_QUALITY) == "Calidad de los datos"
    assert ENGLISH.label(Severity.MAJOR) == "Major"


def test_what_has_no_words_is_said_in_english_marked_and_remembered() -> None:
    tongue = spanish()
    assert tongue.say("unknown", "Later {n}", n=2) == "(en) Later 2"
    assert tongue.say("greeting", "Hello {name}", name="Ana") == "(en) Hello Ana"
    assert tongue.say("wrong", "{n} of {all}", n=1, all=2) == "(en) 1 of 2"
    assert tongue.missed == {
        "unknown": "Later {n}",
        "greeting": "Hello {name}",
        "wrong": "{n} of {all}",
    }


def test_one_and_many_differ_where_the_language_says_so() -> None:
    def days(tongue: Tongue, number: int) -> str:
        return tongue.count("days", number, "{n} day", "{n} days")

    assert [days(spanish(), n) for n in (0, 1, 2)] == ["0 días", "1 día", "2 días"]
    assert [days(spanish("fr"), n) for n in (0, 1, 2)] == ["0 día", "1 día", "2 días"]
    assert days(spanish("zh"), 1) == "1 días"
    assert days(ENGLISH, 1) == "1 day"


def test_numbers_have_the_signs_of_the_language() -> None:
    assert ENGLISH.number(12500.5) == "12,500.5"
    assert spanish().number(12500.5) == "12.500,5"
    assert spanish().number(0.001) == "0,001"
    assert spanish().number(100.0, 0) == "100"


def test_a_sheet_may_be_called_what_has_no_words() -> None:
    assert not {*Tongue(language="xx").say("a", "Findings")} & {*":\\/?*[]"}
