"""Writes a catalogue of texts as a gettext PO file, by way of babel.

Comes in: words, and what says them in a language. Goes out: a file with an entry a
word, in their order: a note to the translator, the key, the English, the text. Where
the English has changed since, the text stays, marked fuzzy, beside what it said then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po as write_with_babel

from rs_excel.domain.tongue import Said
from rs_excel.texts.word import Word

_HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Language: {language}\\n"\n\n'
)
_NO_WRAPPING = 0


def write_po(
    path: Path, language: str, words: Iterable[Word], said: Mapping[str, Said]
) -> None:
    """Writes, or writes anew, the catalogue of a language. Same words, same bytes."""
    catalog = Catalog()
    for word in words:
        held = said.get(word.key, Said("", ""))
        stale = bool(held.text) and held.english != word.english
        catalog.add(
            word.english,
            held.text,
            context=word.key,
            auto_comments=(word.about,) if word.about else (),
            flags=("fuzzy",) if stale else (),
            previous_id=held.english if stale else (),
        )
    out = BytesIO()
    write_with_babel(
        out, catalog, width=_NO_WRAPPING, omit_header=True, include_previous=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_HEADER.format(language=language).encode() + out.getvalue())
