"""The questionnaire in every language: switched, answered and read alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from benchmarks.blank import Blank
from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.app.template import build_questionnaire
from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.tongue import Tongue
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.errors import SettingsError
from rs_excel.rulebook.model import RulePack
from rs_excel.template.answers import load_answers, understand
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template
from rs_excel.template.key_cells import find_cells
from rs_excel.template.languages import missing, wordings
from rs_excel.template.layout import STANDARD, lines_needed
from rs_excel.template.office import Resave, resave
from rs_excel.template.question_block import LEAST_HEIGHT
from rs_excel.template.texts_sheet import LANGUAGE_KEY
from rs_excel.template.validation import Rules
from rs_excel.template.wording import ENGLISH, Wording, asked_text, options_of
from rs_excel.template.words import WORDS
from rs_excel.texts.po import read_po
from rs_excel.texts.tongues import tongue
from rs_excel.workbook.ports import TEXTS_SHEET
from rs_excel.workbook.spellings import Spellings
from rs_excel.workbook.values import understand as understand_cell

from .catalogues import PLACEHOLDERS, small_catalogue

WORKBOOKS = Path(__file__).parents[2] / "workbooks" / "saq"
OFFERED = ("en", "es", "fr", "pt", "zh", "vi", "tr")


@pytest.fixture(scope="module")
def spoken(pack: RulePack) -> Mapping[str, Wording]:
    return {wording.code: wording for wording in wordings(pack)}


@pytest.fixture(scope="module")
def supplied() -> Blank:
    return Blank.read(WORKBOOKS / "saq.xlsx")


def chosen_questions(catalogue: Catalogue) -> Iterator[Question]:
    choices = (QuestionKind.YES_NO, QuestionKind.CHOICE)
    for question in catalogue.by_key.values():
        if question.kind in choices and question.key != LANGUAGE_KEY:
            yield question


def test_the_supplied_questionnaire_offers_its_languages(
    spoken: Mapping[str, Wording], pack: RulePack
) -> None:
    assert set(OFFERED) <= spoken.keys()
    book = load_workbook(WORKBOOKS / "saq.xlsx", read_only=True)
    (names,) = book[TEXTS_SHEET].iter_rows(max_row=1, min_col=3, values_only=True)
    labels = {c.value: c.label for c in pack.catalogue.by_key[LANGUAGE_KEY].choices}
    assert list(names) == [labels[code] for code in spoken]


@pytest.mark.parametrize("code", OFFERED)
def test_no_word_of_the_questionnaire_is_missing(code: str, pack: RulePack) -> None:
    assert missing(tongue(code, pack.texts), pack) == ()


@pytest.mark.parametrize("code", OFFERED)
def test_every_choice_is_read_back_to_the_same_fact(
    code: str, spoken: Mapping[str, Wording], pack: RulePack
) -> None:
    spellings = Spellings.of(pack.spellings, pack.placeholders)
    for question in chosen_questions(pack.catalogue):
        for label in options_of(question):
            said = spoken[code].label(label)
            ours = understand_cell(label, question, spellings)
            theirs = understand_cell(said, question, spellings)
            assert ours.state is not AnswerState.UNREADABLE
            assert theirs == ours, f"{question.key}: {said} is not {label}"


@pytest.mark.parametrize("code", OFFERED)
def test_no_two_choices_of_a_question_are_called_the_same(
    code: str, spoken: Mapping[str, Wording], pack: RulePack
) -> None:
    for question in chosen_questions(pack.catalogue):
        labels = [spoken[code].label(label) for label in options_of(question)]
        assert len(labels) == len({label.casefold() for label in labels}), question.key


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Yes", "No"),
        ("Sí", "No"),
        ("Oui", "Non"),
        ("Sim", "Não"),
        ("是", "否"),
        ("Có", "Không"),
        ("Evet", "Hayır"),
        ("Ja", "Nein"),
        ("Sì", "No"),
        ("Ya", "Tidak"),
        ("はい", "いいえ"),
        ("예", "아니요"),
        ("نعم", "لا"),
        ("हाँ", "नहीं"),
        ("হ্যাঁ", "না"),
        ("Да", "Нет"),
        ("ใช่", "ไม่ใช่"),
    ],
)
def test_yes_and_no_are_recognised_in_many_languages(
    yes: str, no: str, pack: RulePack
) -> None:
    spellings = Spellings.of(pack.spellings, pack.placeholders)
    question = pack.catalogue.by_key["hs.alarm"]
    read = [understand_cell(word, question, spellings).value for word in (yes, no)]
    assert read == ["yes", "no"]


def in_language(
    answers: Mapping[str, object], wording: Wording, catalogue: Catalogue
) -> dict[str, object]:
    """What a supplier has typed and chosen who reads that language."""
    entries = understand(catalogue, answers)
    assert not entries.problems

    def said(entry: object) -> object:
        chosen = getattr(entry, "chosen", ())
        value = "; ".join(map(wording.label, chosen)) or getattr(entry, "value", None)
        return value

    found: dict[str, object] = {
        key: {
            "answer": said(entry),
            "comment": entry.comment or None,
            "evidence": entry.evidence or None,
        }
        if entry.comment or entry.evidence
        else said(entry)
        for key, entry in entries.single.items()
    }
    for table, rows in entries.rows.items():
        found[table] = [{name: said(e) for name, e in row.items()} for row in rows]
    return found


def test_the_same_return_in_every_language_gives_the_same_findings(
    spoken: Mapping[str, Wording], supplied: Blank, standard: Terms, tmp_path: Path
) -> None:
    catalogue = standard.pack.catalogue
    answers = load_answers(WORKBOOKS / "answers" / "mixed.yaml")
    checks = {}
    for code, wording in spoken.items():
        path = tmp_path / f"{code}.xlsx"
        path.write_bytes(supplied.filled(in_language(answers, wording, catalogue)))
        checks[code] = check_file(path, standard).check
    english = checks["en"].report
    assert len(english.findings) > 20
    for check in checks.values():
        assert check.report.findings == english.findings
        assert check.report.notes == english.notes


SWITCH = 'book.NamedRanges.getByName("meta.language").ReferredCells.String = "{name}"'


@pytest.mark.office
def test_switching_in_a_real_program_changes_words_and_nothing_else(
    spoken: Mapping[str, Wording], standard: Terms, tmp_path: Path
) -> None:
    """The fullest sample, switched to Chinese, computed and saved."""
    source, chinese = WORKBOOKS / "samples" / "mixed.xlsx", spoken["zh"]
    edit = SWITCH.format(name=chinese.name)
    target = tmp_path / "mixed.xlsx"
    resave([Resave(source=source, target=target, edits=(edit,))])
    before, after = (check_file(path, standard).check for path in (source, target))
    facts = [dict(check.submission.facts) for check in (before, after)]
    language = [held.pop(LANGUAGE_KEY) for held in facts]
    assert [fact.text for fact in language] == ["en", "zh"]
    assert facts[0] == facts[1]
    assert before.report.findings == after.report.findings
    shown = load_workbook(target, data_only=True)
    english = load_workbook(source, data_only=True)
    assert shown["Cover"]["B1"].value == chinese.own("saq.cover.title")
    assert signs(shown) == signs(english)
    assert words_below_signs(shown).isdisjoint(words_below_signs(english))
    assert offered(shown, "hs.alarm") == ["是", "否", "不知道"]
    assert offered(english, "hs.alarm") == ["Yes", "No", "Don't know"]


def statuses(book: Workbook) -> Iterator[str]:
    for cells in find_cells(book).answers.values():
        sheet, row = cells.answer.parent, cells.answer.row
        if cells.comment is not None and sheet is not None:
            for column in range(STANDARD.status, STANDARD.status + 4):
                value = str(sheet.cell(row, column).value or "")
                if value[:1] in tuple("✓▲○–!≠"):
                    yield value


def signs(book: Workbook) -> list[str]:
    return [status[0] for status in statuses(book)]


def words_below_signs(book: Workbook) -> set[str]:
    return {status[2:] for status in statuses(book)}


def offered(book: Workbook, key: str) -> list[object]:
    cell = find_cells(book).answers[key].answer
    assert cell.parent is not None
    (rule,) = (
        found
        for found in cell.parent.data_validations.dataValidation
        if cell.coordinate in found.sqref
    )
    sheet, span = str(rule.formula1).split("!")
    return [row[0].value for row in book[sheet][span.replace("$", "")]]


def test_what_fill_writes_is_in_the_language_of_the_answers(
    pack: RulePack, tmp_path: Path
) -> None:
    """Texts are stored too, for programs that do not compute."""
    small = small_catalogue()
    language = pack.catalogue.by_key[LANGUAGE_KEY]
    spoken = replace(small, questions=(language, *small.questions))
    build_template(spoken, PLACEHOLDERS, tmp_path / "blank.xlsx", wordings(pack))
    answers = {LANGUAGE_KEY: "es", "site.dormitory": "Yes", "hs.drill": "don't know"}
    fill_template(spoken, answers, tmp_path / "blank.xlsx", tmp_path / "es.xlsx")
    book = load_workbook(tmp_path / "es.xlsx", data_only=True)
    cells = find_cells(book).answers
    said = [cells[key].answer.value for key in answers]
    assert said == ["Español", "Sí", "No sabe"]
    assert (
        book["Cover"]["B1"].value == "Cuestionario de autoevaluación para proveedores"
    )
    blank = load_workbook(tmp_path / "blank.xlsx", data_only=True)
    assert blank["Cover"]["B1"].value == ENGLISH.own("saq.cover.title")


def test_built_for_a_language_its_sheets_and_messages_are_in_it(
    pack: RulePack, tmp_path: Path
) -> None:
    build_questionnaire(pack, "es", tmp_path / "es.xlsx")
    book = load_workbook(tmp_path / "es.xlsx")
    assert book.sheetnames[:2] == ["Portada", "Perfil del centro"]
    cells = find_cells(book).answers
    assert cells[LANGUAGE_KEY].answer.value == "Español"
    cell = cells["hs.last_drill"].answer
    assert cell.parent is not None
    (rule,) = (
        found
        for found in cell.parent.data_validations.dataValidation
        if cell.coordinate in found.sqref
    )
    assert rule.prompt == "Año-mes-día, por ejemplo 2026-01-31."


def test_a_language_without_words_is_refused(pack: RulePack, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        build_questionnaire(pack, "xx", tmp_path / "xx.xlsx")
    (problem,) = caught.value.problems
    assert problem.code == "TPL-012"
    assert "en, es" in problem.do


@pytest.mark.parametrize("code", OFFERED)
def test_messages_fit_what_excel_takes(
    code: str, spoken: Mapping[str, Wording], catalogue: Catalogue
) -> None:
    rules = Rules(spoken[code])
    for question in catalogue.by_key.values():
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
            rule = rules.listed("A1", reason_asked=question.na_allowed)
        else:
            rule = rules.of(question)
        titles, messages = zip(rule.prompt, rule.error, strict=True)
        assert max(map(len, titles)) <= 32, (question.key, titles)
        # A list of options may be cut: it stands in the help beside the question.
        if question.kind is not QuestionKind.CHOICES:
            assert max(map(len, messages)) <= 255, (question.key, messages)


@pytest.mark.parametrize("code", OFFERED)
def test_statuses_fit_the_lowest_row(code: str, spoken: Mapping[str, Wording]) -> None:
    for key in (key for key in WORDS if key.startswith("saq.status.")):
        word = f"✓ {spoken[code].own(key)}"
        lines = lines_needed(word, STANDARD.width(STANDARD.status), 9.0)
        assert lines * 9 * 1.26 <= LEAST_HEIGHT, word


def trial(code: str, name: str) -> Wording:
    """A language with the words of the cover and of one pillar only."""
    words = read_po(Path(__file__).parent / "trial" / f"{code}.po")
    return Wording(code=code, name=name, say=Tongue(language=code, words=words).say)


@pytest.mark.parametrize(
    ("wording", "title", "from_the_right"),
    [
        (trial("ar", "العربية"), "البيئة", True),
        (trial("ja", "日本語"), "環境", False),
    ],
    ids=["ar", "ja"],
)
def test_scripts_from_the_right_and_wide_ones_have_their_layout(
    wording: Wording,
    title: str,
    from_the_right: bool,
    catalogue: Catalogue,
    tmp_path: Path,
) -> None:
    """The cover and the environment are in the language, the rest marked English."""
    kept = replace(
        catalogue,
        sections=tuple(
            s for s in catalogue.sections if s.id in ("cover", "environment")
        ),
        questions=tuple(
            replace(q, asked_when=None, scopes=())
            for q in catalogue.questions
            if q.section in ("cover", "environment")
        ),
        tables=(),
        matrices=(),
        scopes=(),
    )
    path = tmp_path / "trial.xlsx"
    build_template(kept, PLACEHOLDERS, path, (wording, ENGLISH))
    book = load_workbook(path, data_only=True)
    sheet = book[title]
    assert bool(sheet.sheet_view.rightToLeft) is from_the_right
    asked = find_cells(book).answers["en.fines_36m"].answer
    text = sheet.cell(asked.row, 3)
    assert text.alignment.horizontal == ("right" if from_the_right else "left")
    question = catalogue.by_key["en.fines_36m"]
    assert text.value == asked_text(question, wording)
    assert "(en)" not in str(text.value)
    height = sheet.row_dimensions[asked.row].height
    lines = lines_needed(str(text.value), STANDARD.width(3))
    assert height is not None
    assert lines > 1
    assert height >= lines * 12


def test_letters_with_accents_tell_countries_apart(pack: RulePack) -> None:
    """Áo is Austria in Vietnamese; AO is the code of Angola."""
    country = pack.catalogue.by_key["site.country"]
    spellings = Spellings.of(pack.spellings, pack.placeholders)
    typed = ("Áo", "áo", "A\u0301o", "AO", "ao", "Angola")
    read = [understand_cell(word, country, spellings).value for word in typed]
    assert read == ["AT", "AT", "AT", "AO", "AO", "AO"]
