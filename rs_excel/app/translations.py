"""Texts go out to a translator as a workbook, and come back into a pack.

Comes in: a pack and a language, or a filled workbook. Goes out: the workbook to fill,
or the pack's catalogue of that language. Whatever cannot be taken in is told, all at
once, and nothing is written then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.app.product_words import product_words
from rs_excel.app.text_limits import breaks_limit
from rs_excel.domain.tongue import SOURCE, Said, Tongue, flat, placeholders
from rs_excel.errors import OutputError, Problem, SettingsError, WorkbookError, problem
from rs_excel.rulebook.lint_look import LintIssue
from rs_excel.rulebook.lint_texts import texts_not_said
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.pack_words import country_words, pack_words
from rs_excel.template.texts_book import TextRow, build_texts_book
from rs_excel.texts.cldr import country_names, is_language, locale_words
from rs_excel.texts.po_files import write_po
from rs_excel.texts.tongues import tongue
from rs_excel.texts.word import Word
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.texts_reading import FilledText, read_texts

_LOCALE = "locale."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of an import."""

    language: str
    catalogue: Path
    taken: int  # texts of the workbook
    lacking: int  # texts that stay in English


def export_texts(pack: RulePack, language: str, out: Path) -> int:
    """Writes all texts of pack and product with what says them; returns how many lack.

    Raises SettingsError (TXT-001) for a language nobody knows, OutputError where there
    is a file already or none can be written.
    """
    _refuse_unknown(language)
    refuse_other_ending(out)
    refuse_existing(out)
    said = _said_so_far(pack, language)
    rows = [_row(word, said) for word in _words(pack) if not _is_of_locale(word)]
    build_texts_book(rows, language, out)
    return sum(bool(row.state) for row in rows)


def import_texts(pack: RulePack, file: Path) -> Taken:
    """Takes a filled workbook into the pack's catalogue of its language.

    Raises WorkbookError with everything that cannot be taken in; nothing is changed.
    """
    filled = read_texts(OoxmlReader(Package(Archive.open(file))))
    if filled is None:
        raise WorkbookError(problem("TXT-002", file))
    _refuse_unknown(filled.language)
    words = _words(pack)
    problems = list(_faults(filled.rows, {word.key: word for word in words}))
    if problems:
        raise WorkbookError(*problems)
    new = {row.key: Said(row.english, row.text) for row in filled.rows if row.text}
    said = dict(_said_so_far(pack, filled.language).words) | new
    catalogue = _catalogue_of(pack, filled.language)
    own = _own_words(pack, words, said, filled.language)
    try:
        write_po(catalogue, filled.language, own, said)
    except OSError as fault:
        detail = fault.strerror or str(fault)
        raise OutputError(problem("TXT-008", catalogue, detail=detail)) from None
    after = Tongue(language=filled.language, words=said)
    lacking = sum(not after.holds(word.key, word.english) for word in words)
    return Taken(
        language=filled.language, catalogue=catalogue, taken=len(new), lacking=lacking
    )


def lacking_texts(pack: RulePack) -> tuple[LintIssue, ...]:
    """By language, the texts of pack and product that have no words (RL050)."""
    return tuple(texts_not_said(pack, _words(pack)))


def _words(pack: RulePack) -> tuple[Word, ...]:
    return (*product_words(), *pack_words(pack), *country_words(pack))


def _is_of_locale(word: Word) -> bool:
    return word.key.startswith(_LOCALE)


def _said_so_far(pack: RulePack, language: str) -> Tongue:
    """What there is already, and what every language brings along itself."""
    words = {**country_names(language, country_words(pack)), **locale_words(language)}
    known = tongue(language, pack.texts).words
    held = {key: said for key, said in known.items() if said.text}
    return Tongue(language=language, words={**words, **held})


def _own_words(
    pack: RulePack, words: Sequence[Word], said: Mapping[str, Said], language: str
) -> list[Word]:
    """The pack's words, and those of the product that are said in another way here."""
    product = {word.key for word in product_words()}
    there = tongue(language).words
    return [
        word
        for word in words
        if word.key not in product
        or (said.get(word.key) and said[word.key] != there.get(word.key))
    ]


def _row(word: Word, said: Tongue) -> TextRow:
    held = said.words.get(word.key)
    state = ""
    if not said.holds(word.key, word.english):
        state = "English has changed" if held and held.text else "to translate"
    return TextRow(word=word, text=held.text if held else "", state=state)


def _catalogue_of(pack: RulePack, language: str) -> Path:
    assert pack.texts is not None  # every pack that was loaded from a folder has one
    return pack.texts / f"{language}.po"


def _refuse_unknown(language: str) -> None:
    if language == SOURCE or not is_language(language):
        raise SettingsError(problem("TXT-001", language=language))


def _faults(rows: Sequence[FilledText], words: Mapping[str, Word]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        word = words.get(row.key)
        if word is None or row.key in seen:
            yield problem("TXT-003", row.cell, key=row.key)
            continue
        seen.add(row.key)
        if row.text is None:
            yield problem("TXT-004", row.cell, key=row.key)
        elif row.text:
            yield from _faults_of(row, word, row.text)


def _faults_of(row: FilledText, word: Word, text: str) -> Iterator[Problem]:
    if flat(row.english) != flat(word.english):
        yield problem("TXT-005", row.cell, key=row.key)
    wanted = placeholders(word.english)
    if placeholders(text) != wanted:
        shown = " ".join(wanted) or "nothing"
        yield problem("TXT-006", row.cell, key=row.key, wanted=shown)
    limit = breaks_limit(row.key, text)
    if limit:
        yield problem("TXT-007", row.cell, key=row.key, limit=limit)
