"""Every language says all there is to say, and is read back to the same facts."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.product_words import product_words
from rs_excel.app.read_back import statuses
from rs_excel.app.reply import reply, said_in
from rs_excel.app.settings import Terms, told_to
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.reply import STATUSES
from rs_excel.rulebook.pack_words import country_words, pack_words
from rs_excel.supplied import packs_folder
from rs_excel.texts.tongues import PRODUCT, languages, tongue
from rs_excel.texts.word import Word
from rs_excel.writeback import capr
from tests.conftest import SAMPLES

WHOLE = ("es", "fr", "pt", "tr", "vi", "zh")
"""Languages that have all their words."""
ENFORCED = (
    "child labour",
    "collective bargaining",
    "corrective action",
    "due diligence",
    "forced labour",
    "freedom of association",
    "grievance mechanism",
    "minimum wage",
    "non-conformance",
    "root cause",
)
OTHER_TERM = {
    # What Regulation (EU) 2023/1115 calls them in French.
    ("fr", "due diligence"): (
        "evidence.due diligence file",
        "evidence.due diligence statement",
    ),
    # Says “travail forcé d’enfants”: no forced labour of children.
    ("fr", "child labour"): ("law.eu_forced_labour.duty.no_forced_child_labour",),
}
SHEET_TITLES = ("findings.title", "plan.title", "regimes.title", "summary.title")
REPLY_TITLES = ("reply.start", "reply.found", "reply.plan")
FACTS = ("fingerprint", "number", "rule_id", "row", "pillar", "type", "severity")


@pytest.fixture(scope="module")
def words(standard: Terms) -> tuple[Word, ...]:
    pack = standard.pack
    return (*product_words(), *pack_words(pack), *country_words(pack))


@pytest.fixture(scope="module", params=WHOLE)
def terms(request: pytest.FixtureRequest, standard: Terms) -> Terms:
    return told_to(standard, request.param)


@pytest.fixture(scope="module")
def checked(terms: Terms) -> CheckedFile:
    return check_file(SAMPLES / "mixed.xlsx", terms)


def test_every_text_has_words_and_what_is_filled_in_is_the_same(
    terms: Terms, words: tuple[Word, ...]
) -> None:
    said = tongue(terms.told.tongue.language, terms.pack.texts)
    assert [w.key for w in words if not said.holds(w.key, w.english)] == []


def test_findings_are_the_same_but_for_their_words(
    standard: Terms, terms: Terms, checked: CheckedFile
) -> None:
    english = check_file(SAMPLES / "mixed.xlsx", standard).check.report
    told = checked.check.report

    def facts(report: object) -> list[tuple[object, ...]]:
        return [tuple(getattr(f, n) for n in FACTS) for f in report.findings]  # type: ignore[attr-defined]

    assert facts(told) == facts(english)
    assert [f.action.due_on for f in told.findings] == [
        f.action.due_on for f in english.findings
    ]
    assert {f.title for f in told.findings}.isdisjoint(
        {f.title for f in english.findings}
    )
    assert [(p.light, p.coverage) for p in told.pillars] == [
        (p.light, p.coverage) for p in english.pillars
    ]


def test_a_copy_has_no_word_of_ours_in_english(
    terms: Terms, checked: CheckedFile, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(checked.annotated())
    assert "(en) " not in "".join(said(copy))
    titles = load_workbook(copy, read_only=True).sheetnames
    tongue_ = terms.told.tongue
    assert tongue_.say("summary.title", "Summary") in titles
    assert tongue_.say("plan.title", "Corrective actions") in titles


def test_what_people_wrote_survives_a_check_in_another_language(
    standard: Terms, terms: Terms, checked: CheckedFile, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(checked.annotated())
    book = load_workbook(copy)
    tongue_ = terms.told.tongue
    sheet = book[tongue_.say("plan.title", "Corrective actions")]
    rows = sheet.iter_rows()
    head = next(r for r in rows if capr.FINGERPRINT in [c.value for c in r])
    at = {cell.value: cell.column for cell in head}
    row = head[0].row + 1
    cause = capr.BY_TITLE[capr.ROOT_CAUSE].head(tongue_)
    status = capr.BY_TITLE[capr.STATUS].head(tongue_)
    sheet.cell(row, at[cause]).value = "Training was late"
    sheet.cell(row, at[status]).value = tongue_.label(ActionStatus.IN_PROGRESS)
    fingerprint = sheet.cell(row, at[capr.FINGERPRINT]).value
    book.save(copy)
    for other in (standard, terms):
        words = check_file(copy, other).words[fingerprint]
        assert words[capr.ROOT_CAUSE] == "Training was late"
        assert words[capr.STATUS] == ActionStatus.IN_PROGRESS.label
    again = tmp_path / "again.xlsx"
    again.write_bytes(check_file(copy, standard).annotated())
    assert {"Training was late", "In progress"} <= set(said(again))


def test_a_reply_is_read_back_to_the_same_facts(
    terms: Terms, checked: CheckedFile, tmp_path: Path
) -> None:
    out = tmp_path / "site.reply.xlsx"
    pack = reply(checked, terms, tracker=None, out=out)
    assert "(en) " not in pack.mail.read_text(encoding="utf-8")
    assert "(en) " not in "".join(said(out))
    tongue_ = terms.told.tongue
    book = load_workbook(out)
    sheet = book[tongue_.say("reply.plan", "Your plan")]
    keys = {cell.value: cell.column for cell in sheet[3]}
    choices = next(
        rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    )
    offered = choices.strip('"').split(",")
    for row, choice in enumerate(offered, 5):
        sheet.cell(row, keys["#reply:status"]).value = choice
    book.save(out)
    filled = said_in(out, terms.pack)
    assert filled is not None
    assert filled.notes == ()
    told = [line.said.status for line in filled.rows[: len(STATUSES)]]
    assert told == list(STATUSES)


def test_a_status_means_the_same_in_every_language(terms: Terms) -> None:
    known = statuses(terms.pack.texts)
    labels = {s: terms.told.tongue.label(s) for s in ActionStatus}
    assert {s: known[label.casefold()] for s, label in labels.items()} == {
        s: s for s in ActionStatus
    }


def test_no_heading_stands_for_two_columns(terms: Terms) -> None:
    """Not even for one column in this language and another one in English."""
    means: dict[str, set[str]] = {}
    for code in languages(PRODUCT):
        for column in capr.COLUMNS:
            head = column.head(tongue(code, terms.pack.texts))
            means.setdefault(head, set()).add(column.title)
    assert [titles for titles in means.values() if len(titles) > 1] == []


def test_texts_fit_where_excel_limits_them(terms: Terms) -> None:
    held = tongue(terms.told.tongue.language, terms.pack.texts).words
    for keys in (SHEET_TITLES, REPLY_TITLES):
        titles = [held[key].text for key in keys]
        assert len(set(titles)) == len(titles)
        assert all(len(t) <= 31 and not re.search(r"[\[\]:*?/\\']", t) for t in titles)
    for key in ("validation.day", "validation.list"):
        assert len(held[key].text) <= 32
        assert len(held[f"{key}_says"].text) <= 225
    offered = [held[f"action_status.{status.value}"].text for status in STATUSES]
    assert not any("," in choice for choice in offered)
    assert len(",".join(offered)) <= 253


def test_the_fields_own_terms_are_used(terms: Terms, words: tuple[Word, ...]) -> None:
    """Where the English has a term of the field, so has the translation."""
    language = terms.told.tongue.language
    held = tongue(language, terms.pack.texts).words
    glossary = glossary_of(language)
    for english in ENFORCED:
        term = re.compile(rf"\b{english}s?\b", re.IGNORECASE)
        strayed = [
            word.key
            for word in words
            if term.search(word.english)
            and not has_term(held[word.key].text, glossary[english].term)
            and word.key not in OTHER_TERM.get((language, english), ())
        ]
        assert strayed == [], (english, glossary[english].term)


def test_every_term_names_its_source(terms: Terms) -> None:
    glossary = glossary_of(terms.told.tongue.language)
    assert glossary.keys() >= {*ENFORCED}
    assert [row.en for row in glossary.values() if not (row.term and row.source)] == []


class Term(NamedTuple):
    en: str
    term: str
    source: str


def glossary_of(language: str) -> dict[str, Term]:
    file = packs_folder() / "four_pillar" / "texts" / f"{language}.glossary.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [Term(**row) for row in csv.DictReader(lines)]
    return {row.en.casefold(): row for row in rows}


def has_term(text: str, term: str) -> bool:
    """Whether a text has all words of a term, whatever their endings."""
    plain = re.sub(r"\([^)]*\)", "", term)
    ways = [[w for w in re.split(r"[\s’']+", way) if w] for way in plain.split(" / ")]
    folded = text.casefold()
    return any(all(stem(word) in folded for word in way) for way in ways)


def stem(word: str) -> str:
    """What stays of a word in all its forms: ``ação``, ``ações``."""
    return word.casefold()[: max(2, len(word) - 3)]


def said(file: Path) -> list[str]:
    book = load_workbook(file)
    return [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
