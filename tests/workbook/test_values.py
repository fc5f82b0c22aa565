"""What one cell says, kind by kind, and what is left unread rather than guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.questions import CellRef, Choice
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.workbook.date_text import read_days
from rs_excel.workbook.number_text import read_number
from rs_excel.workbook.ports import CellError, NoCachedValue, Percent, RawValue
from rs_excel.workbook.spellings import Spellings
from rs_excel.workbook.values import Understood, understand
from tests.workbook.questions import PLACEHOLDERS, SPELLINGS, SYSTEMS, question

WORDS = Spellings.of(SPELLINGS, PLACEHOLDERS)
CELL = CellRef("Safety", "D4")
ANSWERED, UNREADABLE = AnswerState.ANSWERED, AnswerState.UNREADABLE


def read(raw: RawValue, kind: str, **more: object) -> Understood:
    return understand(raw, question("hs.any", kind, **more), WORDS, CELL)


def value_of(raw: RawValue, kind: str, **more: object) -> object:
    """The value of a cell that must be readable."""
    understood = read(raw, kind, **more)
    assert understood.state is ANSWERED, understood
    return understood.value


def code_of(raw: RawValue, kind: str, **more: object) -> str:
    """The code of the one note on a cell that must not be readable."""
    understood = read(raw, kind, **more)
    assert understood.state is UNREADABLE, understood
    assert understood.value is None
    (note,) = understood.notes
    assert note.cell == CELL
    return note.code


class TestAnyKind:
    @pytest.mark.parametrize("kind", list(QuestionKind))
    @pytest.mark.parametrize("raw", [None, "", "   ", "\u00a0", "\u200b\n"])
    def test_nothing_visible_is_blank(self, kind: str, raw: RawValue) -> None:
        assert read(raw, kind) == (AnswerState.BLANK, None, ())

    @pytest.mark.parametrize("kind", list(QuestionKind))
    @pytest.mark.parametrize(
        "raw", ["tbc", "TBC.", " - ", "–", "...", "?", "Same as  above", "XXX"]
    )
    def test_placeholders_are_no_answers(self, kind: str, raw: str) -> None:
        assert read(raw, kind) == (AnswerState.PLACEHOLDER, None, ())

    @pytest.mark.parametrize("kind", list(QuestionKind))
    @pytest.mark.parametrize("raw", ["Don't know", "don’t know", "UNKNOWN", "no sabe"])
    def test_not_knowing_is_a_state_of_its_own(self, kind: str, raw: str) -> None:
        assert read(raw, kind) == (AnswerState.UNKNOWN, None, ())

    @pytest.mark.parametrize("kind", list(QuestionKind))
    @pytest.mark.parametrize("raw", ["Not applicable", "N/A", "n/a.", "Sans objet"])
    def test_not_applicable_is_a_state_of_its_own(self, kind: str, raw: str) -> None:
        assert read(raw, kind) == (AnswerState.NOT_APPLICABLE, None, ())

    @pytest.mark.parametrize("kind", list(QuestionKind))
    def test_an_error_value_is_unreadable_and_named(self, kind: str) -> None:
        assert code_of(CellError("#REF!"), kind) == "BOOK-110"
        assert "#REF!" in read(CellError("#REF!"), kind).notes[0].says

    @pytest.mark.parametrize("kind", list(QuestionKind))
    def test_a_formula_without_a_result_is_unreadable(self, kind: str) -> None:
        assert code_of(NoCachedValue("SUM(A1:A3)"), kind) == "BOOK-111"

    @given(raw=st.text(max_size=200), kind=st.sampled_from(list(QuestionKind)))
    def test_no_text_whatever_raises(self, raw: str, kind: str) -> None:
        understood = read(raw, kind)
        assert (understood.value is not None) == (understood.state is ANSWERED)

    @given(
        raw=st.one_of(
            st.booleans(),
            st.floats(),
            st.floats().map(Percent),
            st.dates(),
            st.datetimes(),
            st.times(),
            st.timedeltas(),
        ),
        kind=st.sampled_from(list(QuestionKind)),
    )
    def test_no_value_whatever_raises(self, raw: RawValue, kind: str) -> None:
        understood = read(raw, kind)
        assert (understood.value is not None) == (understood.state is ANSWERED)


class TestYesNo:
    @pytest.mark.parametrize(
        "raw",
        ["Yes", "YES", " yes ", "yes.", "Y", "oui", "Sí", "SI", "✓", "✓\ufe0f", True],
    )
    def test_yes_in_many_spellings(self, raw: RawValue) -> None:
        assert value_of(raw, "yes_no") == "yes"

    @pytest.mark.parametrize("raw", ["No", "n", "NON", "Não", False])
    def test_no_in_many_spellings(self, raw: RawValue) -> None:
        assert value_of(raw, "yes_no") == "no"

    @pytest.mark.parametrize("raw", ["Yes, since 2019", "yes but", "x", 1.0, 0.0, "ok"])
    def test_what_is_not_spelled_in_the_pack_is_not_guessed(
        self, raw: RawValue
    ) -> None:
        assert code_of(raw, "yes_no") == "BOOK-114"

    def test_a_sentence_beginning_with_yes_is_asked_about(self) -> None:
        (note,) = read("Yes, since 2019", "yes_no").notes
        assert "Did you mean `Yes`?" in note.says
        assert "Choose from: Yes, No." in note.says

    def test_yes_and_no_at_once_is_neither(self) -> None:
        assert code_of("Yes; No", "yes_no") == "BOOK-126"


class TestChoices:
    @pytest.mark.parametrize("raw", ["Manual", "manual", "BY HAND", " By  hand."])
    def test_label_value_and_spelling_name_a_choice(self, raw: str) -> None:
        assert value_of(raw, "choice") == "manual"

    def test_a_label_with_a_comma_is_one_choice(self) -> None:
        assert value_of("Cards, punched or swiped", "choice") == "cards"
        assert value_of("Cards, punched or swiped", "choices") == ("cards",)

    @pytest.mark.parametrize(
        "raw",
        [
            "App; Manual",
            "manual, app",
            "App\nManual",
            "• App\n• by hand",
            "App;Manual;",
            "app ; App; MANUAL",
        ],
    )
    def test_several_choices_however_separated(self, raw: str) -> None:
        assert value_of(raw, "choices") == ("manual", "app")

    def test_a_comma_inside_a_label_and_between_labels(self) -> None:
        raw = "Manual, Cards, punched or swiped, App"
        assert value_of(raw, "choices") == ("manual", "cards", "app")

    def test_one_unknown_part_leaves_the_whole_answer_unread(self) -> None:
        assert code_of("Manual; Pigeon", "choices") == "BOOK-114"
        assert "`Pigeon`" in read("Manual; Pigeon", "choices").notes[0].says

    def test_a_near_miss_is_hinted_at(self) -> None:
        assert "Did you mean `Manual`?" in read("Manuel", "choice").notes[0].says

    def test_several_where_one_may_be_chosen(self) -> None:
        assert code_of("Manual; App", "choice") == "BOOK-126"

    def test_a_choice_offered_as_unknown_is_that_state(self) -> None:
        unknown = Choice(value="unknown", label="Nobody knows")
        understood = read("Nobody knows", "choice", choices=(*SYSTEMS, unknown))
        assert understood.state is AnswerState.UNKNOWN

    def test_a_list_of_a_thousand_commas_is_refused_quickly(self) -> None:
        assert code_of("," * 40_000 + "x", "choices") == "BOOK-114"


class TestNumbers:
    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            (12.0, 12.0),
            ("1200", 1200.0),
            ("12.5", 12.5),
            ("12,5", 12.5),
            ("0,500", 0.5),
            ("1 200", 1200.0),
            ("1\u00a0200", 1200.0),
            ("1'200", 1200.0),
            ("1,200.50", 1200.5),
            ("1.200,50", 1200.5),
            ("1,200,000", 1_200_000.0),
            ("12,50,000", 1_250_000.0),
            ("-5", -5.0),
            ("−5", -5.0),
            ("١٢", 12.0),
            ("１２", 12.0),
        ],
    )
    def test_clear_numbers(self, raw: RawValue, value: float) -> None:
        assert value_of(raw, "number") == value

    @pytest.mark.parametrize(
        ("raw", "one", "other"),
        [
            ("1,200", "1.2", "1200"),
            ("1.234", "1.234", "1234"),
            ("12.000", "12", "12000"),
        ],
    )
    def test_two_readings_are_named_and_not_chosen_from(
        self, raw: str, one: str, other: str
    ) -> None:
        assert code_of(raw, "number") == "BOOK-112"
        assert f"as {one} or as {other}," in read(raw, "number").notes[0].says

    @pytest.mark.parametrize(
        "raw", ["about ten", "45-50", "5 of 10", "3/4/2025", "1,2,3", "12 34", "9" * 90]
    )
    def test_what_is_not_one_number_is_not_read(self, raw: str) -> None:
        assert code_of(raw, "number") == "BOOK-115"

    def test_a_unit_is_accepted_only_when_it_is_the_questions(self) -> None:
        assert value_of("45 h", "number", unit="hours per week") == 45.0
        assert value_of("3,5 m²", "number", unit="m² per person") == 3.5
        assert code_of("45 h", "number", unit="days") == "BOOK-116"
        assert code_of("45 h", "number") == "BOOK-116"
        assert code_of("~45", "number") == "BOOK-116"
        assert code_of("45 hours per month", "number", unit="hours per week") == (
            "BOOK-116"
        )

    def test_a_number_freed_of_its_unit_is_said(self) -> None:
        understood = read("45 h", "number", unit="hours")
        assert [note.code for note in understood.notes] == ["BOOK-120"]

    def test_money_with_its_currency(self) -> None:
        assert value_of("USD 1,200.50", "money", unit="USD") == 1200.5
        assert code_of("EUR 12", "money", unit="USD") == "BOOK-116"

    @pytest.mark.parametrize(
        "raw", [True, date(2025, 4, 3), time(7, 30), timedelta(hours=26), float("nan")]
    )
    def test_values_of_another_kind_are_unreadable(self, raw: RawValue) -> None:
        assert code_of(raw, "number") == "BOOK-125"

    @given(st.integers(min_value=-(10**15), max_value=10**15))
    def test_an_integer_typed_as_text_is_that_integer(self, number: int) -> None:
        assert value_of(str(number), "number") == float(number)

    @given(st.integers(min_value=1000, max_value=999_999), st.sampled_from(".,"))
    def test_one_separator_before_three_digits_has_two_readings(
        self, number: int, mark: str
    ) -> None:
        text = f"{number // 1000}{mark}{number % 1000:03d}"
        found = read_number(text)
        assert found is not None
        assert set(found.values) == {float(number), number / 1000}


class TestPercentages:
    def test_a_cell_formatted_as_a_percentage_counts_to_a_hundred(self) -> None:
        assert value_of(Percent(0.15), "percent") == 15.0
        assert value_of(Percent(0.07), "percent") == 7.0

    def test_a_percent_sign_typed_as_text(self) -> None:
        assert value_of("15%", "percent") == 15.0
        assert value_of("15,5 %", "percent") == 15.5

    def test_a_plain_number_is_taken_as_it_stands(self) -> None:
        assert value_of(15.0, "percent") == 15.0

    def test_a_share_below_one_is_taken_as_it_stands_with_a_note(self) -> None:
        understood = read(0.15, "percent")
        assert understood.value == 0.15
        assert [note.code for note in understood.notes] == ["BOOK-122"]
        assert "15" in understood.notes[0].says

    def test_a_percentage_where_a_number_is_asked_for(self) -> None:
        assert code_of(Percent(0.15), "number") == "BOOK-123"
        assert code_of("15%", "number") == "BOOK-116"


class TestDates:
    @pytest.mark.parametrize(
        "raw",
        [
            date(2025, 4, 3),
            datetime(2025, 4, 3, 16, 45),
            "2025-04-03",
            "2025/4/3",
            "2025-04-03T10:00:00",
            "3 April 2025",
            "April 3, 2025",
            "3-Apr-2025",
            "3rd of April 2025",
            "3 de abril de 2025",
            "3. April 2025",
            "3 avril 2025",
            "3 NISAN 2025",
            "2025年4月3日",
            "ngày 3 tháng 4 năm 2025",
            "3 tháng 4, 2025",
        ],
    )
    def test_clear_dates(self, raw: RawValue) -> None:
        assert value_of(raw, "date") == date(2025, 4, 3)

    def test_a_day_above_twelve_tells_the_order(self) -> None:
        assert value_of("25/12/2025", "date") == date(2025, 12, 25)
        assert value_of("12/25/2025", "date") == date(2025, 12, 25)
        assert value_of("03/03/2025", "date") == date(2025, 3, 3)

    @pytest.mark.parametrize("raw", ["03/04/2025", "3.4.2025", "03-04-2025"])
    def test_two_readings_are_named_and_not_chosen_from(self, raw: str) -> None:
        assert code_of(raw, "date") == "BOOK-113"
        says = read(raw, "date").notes[0].says
        assert "2025-04-03" in says
        assert "2025-03-04" in says

    @pytest.mark.parametrize(
        "raw",
        [
            "April 2025",
            "2025",
            "31/02/2025",
            "25/12/25",
            "soon",
            "3 April 2568",
            2025.5,
        ],
    )
    def test_what_is_no_full_date_is_not_read(self, raw: RawValue) -> None:
        assert code_of(raw, "date") in {"BOOK-117", "BOOK-118"}

    def test_a_serial_number_names_the_day_it_may_stand_for(self) -> None:
        assert code_of(45750.0, "date") == "BOOK-117"
        assert "2025-04-03" in read(45750.0, "date").notes[0].says

    def test_a_year_of_another_calendar_is_not_taken(self) -> None:
        assert code_of(date(2568, 4, 3), "date") == "BOOK-124"

    @pytest.mark.parametrize("raw", [True, time(0, 0), timedelta(days=1)])
    def test_values_of_another_kind_are_unreadable(self, raw: RawValue) -> None:
        assert code_of(raw, "date") == "BOOK-125"

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
    def test_an_iso_day_typed_as_text_is_that_day(self, day: date) -> None:
        assert read_days(day.isoformat()) == (day,)

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
    def test_a_day_in_numbers_is_clear_only_if_it_can_be_read_one_way(
        self, day: date
    ) -> None:
        days = read_days(f"{day.day}/{day.month}/{day.year}")
        assert day in days
        assert (len(days) == 1) == (day.day > 12 or day.day == day.month)


class TestTexts:
    @pytest.mark.parametrize(
        "raw", ["=1+1", "+49 30 1234", "-2 degrees", "@site", "No", "a\x00b\x08c"]
    )
    def test_text_stays_as_it_is(self, raw: str) -> None:
        assert value_of(raw, "text") == raw

    def test_forty_thousand_characters_stay_whole(self) -> None:
        assert value_of("wörd " * 8_000, "text") == ("wörd " * 8_000).strip()

    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            (12.0, "12"),
            (12.5, "12.5"),
            (True, "TRUE"),
            (date(2025, 4, 3), "2025-04-03"),
            (datetime(2025, 4, 3, 7, 30), "2025-04-03 07:30:00"),
            (time(7, 30), "07:30:00"),
            (timedelta(hours=26, minutes=5), "26:05"),
            (Percent(0.15), "15%"),
        ],
    )
    def test_other_values_become_the_text_people_see(
        self, raw: RawValue, text: str
    ) -> None:
        assert value_of(raw, "text") == text
