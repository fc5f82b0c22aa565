"""Catalogues of texts: what is written is read, by us and by everybody's tools."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel

from rs_excel.domain.tongue import Said
from rs_excel.errors import PackError
from rs_excel.texts.cldr import country_names, locale_words
from rs_excel.texts.po import read_po, texts_of
from rs_excel.texts.po_files import write_po
from rs_excel.texts.tongues import languages, tongue
from rs_excel.texts.word import Word

WORDS = (
    Word(key="a.quoted", english='Say "yes" \\ or no', about="note\nin two lines"),
    Word(key="a.lines", english="One\nTwo\tThree", about=""),
    Word(key="a.same", english="Site", about="a place"),
    Word(key="b.same", english="Site", about="another place"),
    Word(key="a.open", english="Not yet translated", about=""),
)
SAID = {
    "a.quoted": Said(WORDS[0].english, 'Diga «sí» \\ o "no"'),
    "a.lines": Said(WORDS[1].english, "Uno\nDos\tTres"),
    "a.same": Said("Site", "Centro"),
    "b.same": Said("Site", "Lugar"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "es.po"
    write_po(path, "es", WORDS, SAID)
    return path


def test_a_catalogue_is_read_as_it_was_written(file: Path) -> None:
    open_ = {"a.open": Said("Not yet translated", "")}
    assert read_po(file) == SAID | open_


def test_translators_tools_read_the_same(file: Path) -> None:
    catalog = read_with_babel(BytesIO(file.read_bytes()), locale="es")
    theirs = {m.context: Said(str(m.id), str(m.string)) for m in catalog if m.context}
    assert theirs == read_po(file)
    assert catalog.get("Site", "b.same").auto_comments == ["another place"]  # type: ignore[union-attr]


def test_english_that_changed_leaves_its_translation_to_be_looked_at(
    file: Path,
) -> None:
    changed = Word(key="a.same", english="Place of work", about="")
    write_po(file, "es", [changed], read_po(file))
    assert read_po(file) == {}
    assert '#, fuzzy\n#| msgid "Site"' in file.read_text(encoding="utf-8")
    assert 'msgstr "Centro"' in file.read_text(encoding="utf-8")


def test_long_texts_may_stand_in_several_lines() -> None:
    text = 'msgctxt "k"\nmsgid ""\n"one "\n"two"\nmsgstr ""\n"uno "\n"dos"\n'
    assert texts_of(text) == {"k": Said("one two", "uno dos")}


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "es.po").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match="PACK-020"):
        tongue("es", tmp_path)


def test_a_pack_adds_languages_and_its_words_go_first(tmp_path: Path) -> None:
    word = Word(key="locale.group", english=",", about="")
    write_po(tmp_path / "qq.po", "qq", [word], {"locale.group": Said(",", "_")})
    assert languages(tmp_path) == ("en", "qq")
    assert tongue("qq", tmp_path).number(1234.5) == "(en) .".join(("1_234", "5"))


def test_countries_and_signs_come_from_the_common_locale_data() -> None:
    country = Word(key="country.DE", english="Germany", about="")
    nowhere = Word(key="country.QQ", english="Nowhere", about="")
    named = country_names("fr", [country, nowhere])
    assert named == {"country.DE": Said("Germany", "Allemagne")}
    assert locale_words("tr")["locale.percent"].text == "%{n}"
