"""The index of countries: every limit that the pack knows for a country.

Comes in: the shelf. Goes out: one page, country by country in the order of their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rs_excel.rulebook.reference.markdown import counted, number, table, words
from rs_excel.rulebook.reference.places import (
    COUNTRIES,
    PARAMETERS,
    LinksFrom,
    anchor,
    parameter_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf
from rs_excel.rulebook.values import Parameter, ParameterValue

_Known = tuple[Parameter, ParameterValue | str]
"""A limit with its value, or with the reference that the law sets none."""


def country_pages(shelf: Shelf) -> Iterator[Page]:
    """The page, if any country has a value of its own."""
    known: dict[str, list[_Known]] = defaultdict(list)
    for parameter in shelf.pack.parameters.values():
        for value in parameter.values:
            if value.country is not None:
                known[value.country].append((parameter, value))
        for country, reference in parameter.no_limit_in_law.items():
            known[country].append((parameter, reference))
    if known:
        named = {shelf.country(code): (code, known[code]) for code in known}
        yield COUNTRIES, _lines(dict(sorted(named.items())))


def _lines(named: dict[str, tuple[str, list[_Known]]]) -> Iterator[str]:
    links = LinksFrom(COUNTRIES)
    yield "# Limits country by country"
    yield ""
    yield (
        f"{counted(len(named), 'place')} with values of their own. Where a limit is "
        "not listed its default holds, if it has one. "
        f"{links.to('All limits', PARAMETERS)}"
    )
    yield ""
    ways = (links.to(name, f"{COUNTRIES}#{code}") for name, (code, _) in named.items())
    yield " · ".join(ways)
    yield ""
    for name, (code, values) in named.items():
        yield f"## {anchor(code)}{words(name)}"
        yield ""
        ordered = sorted(values, key=_order)
        yield from table(
            ("Limit", "Since", "Value", "Reference", ""),
            (_row(parameter, value, links) for parameter, value in ordered),
        )


def _order(known: _Known) -> tuple[str, str]:
    """By limit, then from the oldest value on."""
    parameter, value = known
    return parameter.title, value if isinstance(value, str) else f"{value.since}"


def _row(
    parameter: Parameter, value: ParameterValue | str, links: LinksFrom
) -> tuple[str, ...]:
    limit = links.to(words(parameter.title), parameter_place(parameter.name))
    if isinstance(value, str):
        return limit, "", "none in law", words(value), ""
    return (
        limit,
        value.since.isoformat(),
        f"{number(value.value)} {words(parameter.unit)}",
        words(value.reference),
        "**verify**" if value.verify else "",
    )
