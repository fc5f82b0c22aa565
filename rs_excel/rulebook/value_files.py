"""Parameters and derived answers, from their files.

Comes in: documents. Goes out: model values; every problem is noted at its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import Field

from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.gathering import Gathering, did_you_mean, source
from rs_excel.rulebook.schema import (
    QUESTION_KEY,
    ConditionText,
    ParameterText,
    Shape,
)
from rs_excel.rulebook.values import (
    OVER_ROWS,
    Derived,
    Parameter,
    ParameterValue,
    Window,
)
from rs_excel.strict_yaml import Document, Location, Plain

OVER_QUESTIONS = {
    "sum_of": None,
    "product_of": None,
    "max_of": None,
    "min_of": None,
    "difference_of": 2,
    "absolute_difference_of": 2,
    "ratio_of": 2,
    "days_between": 2,
    "ceil_of": 1,
    "differs": 2,
}
"""Forms over a list of questions, and how many they take (None: any number)."""

OVER_WINDOWS = ("most_in_days", "most_days_running")
"""Forms over rows that stand for a person and a day."""

_FORMS = (*OVER_QUESTIONS, *OVER_ROWS, *OVER_WINDOWS)


class DerivedText(Shape):
    key: str = Field(pattern=QUESTION_KEY)
    text: str
    kind: QuestionKind
    blank_is: float | None = None
    scale: float = 1.0
    for_each: str | None = None


class RowsText(Shape):
    table: str
    where: ConditionText | None = None
    of: tuple[str, ...] = ()


class WindowText(Shape):
    table: str
    of: tuple[str, ...] = Field(min_length=1)
    per: str
    day: str
    days: int = Field(default=7, ge=1, le=366)


def parameters(document: Document, gathering: Gathering) -> dict[str, Parameter]:
    """Every parameter of one file, by name."""
    found: dict[str, Parameter] = {}
    entries = document.data if isinstance(document.data, dict) else {}
    if not isinstance(document.data, dict | None):
        detail = "A file of parameters is a mapping: each name, then what it says."
        gathering.refuse("PACK-004", document, detail=detail)
    for name, data in entries.items():
        shape = gathering.shaped(ParameterText, document, data, (name,))
        if shape is None:  # its fault is told; what refers to it is not at fault
            found[name] = Parameter(name=name, title="", unit="", values=())
        if shape is not None:
            _refuse_repeated(shape, document, name, gathering)
            found[name] = Parameter(
                name=name,
                title=shape.title,
                unit=shape.unit,
                values=tuple(ParameterValue(**v.model_dump()) for v in shape.values),
                no_limit_in_law={
                    country: entry.reference
                    for entry in shape.no_limit_in_law
                    for country in entry.countries
                },
                source=source(document, (name,)),
            )
    return found


def _refuse_repeated(
    shape: ParameterText, document: Document, name: str, gathering: Gathering
) -> None:
    """Two values for one country and day would leave it to chance which holds."""
    seen: set[tuple[str | None, date]] = set()
    for place, value in enumerate(shape.values):
        if (value.country, value.since) in seen:
            detail = (
                f"`{name}` has two values for {value.country or 'every country'} "
                f"since {value.since}."
            )
            at = (name, "values", place)
            gathering.refuse("PACK-004", document, at, detail=detail)
        seen.add((value.country, value.since))
    for place, entry in enumerate(shape.no_limit_in_law):
        for country in entry.countries:
            if any(country == known for known, _ in seen):
                detail = f"`{name}` has a value for {country}, and says it has none."
                at = (name, "no_limit_in_law", place)
                gathering.refuse("PACK-004", document, at, detail=detail)


def derived_keys(document: Document) -> list[tuple[str, Location]]:
    """The keys a derived file defines, before anything else is understood."""
    entries = document.data if isinstance(document.data, list) else []
    return [
        (str(entry["key"]), (i, "key"))
        for i, entry in enumerate(entries)
        if isinstance(entry, dict) and "key" in entry
    ]


def derived(
    document: Document, parser: ConditionParser, tables: Mapping[str, object]
) -> list[Derived]:
    """The derived answers of one file."""
    if not isinstance(document.data, list):
        parser.gathering.refuse(
            "PACK-004", document, detail="A derived file is a list of entries."
        )
        return []
    found = [
        _derived(entry, (i,), parser, tables) for i, entry in enumerate(document.data)
    ]
    return [entry for entry in found if entry is not None]


def _derived(
    entry: Plain, at: Location, parser: ConditionParser, tables: Mapping[str, object]
) -> Derived | None:
    document, gathering = parser.document, parser.gathering
    forms = [f for f in _FORMS if _has(entry, f)]
    if not isinstance(entry, dict) or len(forms) != 1:
        known = ", ".join(_FORMS)
        detail = f"A derived answer has exactly one form of: {known}."
        gathering.refuse("PACK-004", document, at, detail=detail)
        return None
    form = forms[0]
    rest = {k: v for k, v in entry.items() if k != form}
    shape = gathering.shaped(DerivedText, document, rest, at)
    rows, window = RowsText(table=""), None
    if form in OVER_WINDOWS:
        spread = gathering.shaped(WindowText, document, entry[form], (*at, form))
        if spread is None:
            return None
        rows, window = RowsText(table=spread.table, of=spread.of), _window(spread)
        _known([*spread.of, spread.per, spread.day], (*at, form), parser)
    elif form in OVER_ROWS:
        rows = gathering.shaped(RowsText, document, entry[form], (*at, form)) or rows
    if rows.table:
        _known_table(rows.table, (*at, form), parser, tables)
    if form not in OVER_QUESTIONS:
        of = rows.of
    else:
        of = _questions(entry[form], form, (*at, form), parser)
    if shape is None:
        return None
    if shape.for_each is not None and (shape.for_each not in tables or rows.table):
        detail = f"`{shape.for_each}` is no table whose rows `{form}` could look at."
        gathering.refuse("PACK-004", document, (*at, "for_each"), detail=detail)
    where = rows.where and parser.parse(rows.where, (*at, form, "where"))
    return Derived(
        **shape.model_dump(),
        form=form,
        of=of,
        table=rows.table or None,
        where=where or None,
        window=window,
        source=source(document, at),
    )


def _window(text: WindowText) -> Window:
    return Window(per=text.per, day=text.day, days=text.days)


def _known(keys: Iterable[str], at: Location, parser: ConditionParser) -> None:
    for key in keys:
        if key not in parser.questions:
            hint = did_you_mean(key, parser.questions)
            parser.gathering.refuse("PACK-003", parser.document, at, key=key, hint=hint)


def _known_table(
    table: str, at: Location, parser: ConditionParser, tables: Mapping[str, object]
) -> None:
    if table not in tables:
        detail = f"`{table}` is not a table of this pack.{did_you_mean(table, tables)}"
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)


def _has(entry: Plain, form: str) -> bool:
    return isinstance(entry, dict) and form in entry


def _questions(
    value: Plain, form: str, at: Location, parser: ConditionParser
) -> tuple[str, ...]:
    """The keys and ``$parameters`` a form rests on, each known to the pack."""
    names = [str(name) for name in value] if isinstance(value, list) else [str(value)]
    wanted = OVER_QUESTIONS[form]
    if wanted is not None and len(names) != wanted:
        detail = f"`{form}` takes {wanted}, not {len(names)}."
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)
    for name in names:
        if name.startswith("$"):
            known, key = parser.parameters, name[1:]
        else:
            known, key = parser.questions, name
        if key not in known and name != "assessed_on":
            hint = did_you_mean(key, known)
            parser.gathering.refuse(
                "PACK-003", parser.document, at, key=name, hint=hint
            )
    return tuple(names)
