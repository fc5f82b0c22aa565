"""What every language has words for already: countries, signs of numbers, lists.

Comes in: a language. Goes out: words with their texts, from the Unicode Common Locale
Data Repository by way of babel. They are put into a catalogue when it is made, so that
a check needs nothing but the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from rs_excel.domain.tongue import Said
from rs_excel.texts.word import Word

LOCALE_WORDS = (
    Word(key="locale.name", english="English", about="the language's own name"),
    Word(key="locale.point", english=".", about="decimal sign"),
    Word(key="locale.group", english=",", about="between thousands"),
    Word(key="locale.percent", english="{n}%", about="a percentage"),
    Word(key="locale.list_between", english=", ", about="between members of a list"),
    Word(
        key="locale.list_end",
        english="{first} and {last}",
        about="before the last member of a list",
    ),
)
"""How a language writes numbers and lists, and what it calls itself."""


def is_language(code: str) -> bool:
    """Whether the repository knows a language by this code."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def locale_words(language: str) -> dict[str, Said]:
    """The texts of ``LOCALE_WORDS`` in a language."""
    locale = Locale.parse(language)
    signs = locale.number_symbols["latn"]
    lists = locale.list_patterns["standard"]
    name = locale.get_display_name(language) or language
    texts = {
        "locale.name": name[:1].upper() + name[1:],
        "locale.point": signs["decimal"],
        "locale.group": signs["group"],
        "locale.percent": locale.percent_formats[None].pattern.replace("#,##0", "{n}"),
        "locale.list_between": lists["middle"].replace("{0}", "").replace("{1}", ""),
        "locale.list_end": lists["end"].format("{first}", "{last}"),
    }
    return {w.key: Said(w.english, texts[w.key]) for w in LOCALE_WORDS}


def country_names(language: str, countries: Iterable[Word]) -> dict[str, Said]:
    """The names of countries, of words whose keys end in their codes."""
    names = Locale.parse(language).territories
    return {
        word.key: Said(word.english, names[code])
        for word in countries
        if (code := word.key.rpartition(".")[2]) in names
    }
