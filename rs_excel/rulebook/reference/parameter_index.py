"""The index of parameters: limits by country and day, with reference and mark.

Comes in: the shelf. Goes out: an overview, and one page a parameter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rs_excel.rulebook.read_by import parameters_read
from rs_excel.rulebook.reference.markdown import code, counted, number, table, words
from rs_excel.rulebook.reference.places import (
    COUNTRIES,
    PARAMETERS,
    START,
    LinksFrom,
    parameter_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf
from rs_excel.rulebook.values import Parameter, ParameterValue

_HEAD = ("Limit", "What it is", "Unit", "By default", "Countries", "To verify")


def parameter_pages(shelf: Shelf) -> Iterator[Page]:
    """The overview, and one page a parameter."""
    yield PARAMETERS, _overview(shelf)
    read_by = _rules_by_parameter(shelf)
    for name, parameter in shelf.pack.parameters.items():
        yield parameter_place(name), _lines(parameter, shelf, read_by.get(name, ()))


def _rules_by_parameter(shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for rule in shelf.pack.rules:
        for name in parameters_read(rule, shelf.pack):
            found[name].append(rule.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _overview(shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(PARAMETERS)
    parameters = shelf.pack.parameters
    values = [value for p in parameters.values() for value in p.values]
    unsure = sum(value.verify for value in values)
    countries = {value.country for value in values if value.country}
    yield "# Limits by country and day"
    yield ""
    yield (
        f"{counted(len(parameters), 'limit')} with {counted(len(values), 'value')} for "
        f"{len(countries)} countries; {unsure} values are marked *verify*: look them "
        f"up before anybody relies on them. {links.to('All pages', START)}"
    )
    yield ""
    if countries:
        yield links.to("The same country by country", COUNTRIES)
        yield ""
    yield from table(
        _HEAD, (_row(name, parameters[name], links) for name in sorted(parameters))
    )


def _row(name: str, parameter: Parameter, links: LinksFrom) -> tuple[str, ...]:
    values = parameter.values
    countries = {value.country for value in values if value.country}
    default = [number(value.value) for value in values if value.country is None]
    return (
        links.to(code(f"${name}"), parameter_place(name)),
        words(parameter.title),
        words(parameter.unit),
        default[-1] if default else "none",
        str(len(countries)),
        f"{sum(value.verify for value in values)} of {len(values)}",
    )


def _lines(
    parameter: Parameter, shelf: Shelf, read_by: tuple[str, ...]
) -> Iterator[str]:
    links = LinksFrom(parameter_place(parameter.name))
    yield f"# {words(parameter.title)}"
    yield ""
    yield (
        f"{code(f'${parameter.name}')}, in {words(parameter.unit)}. "
        f"Read by {shelf.rules(read_by, links) or 'no rule'}. "
        f"{links.to('All limits', PARAMETERS)}"
    )
    yield ""
    if all(value.country is not None for value in parameter.values):
        yield (
            "There is no default: for a country that is not listed, rules that need it "
            "are not assessed."
        )
        yield ""
    ordered = sorted(parameter.values, key=lambda v: (_place(v, shelf), v.since))
    yield from table(
        ("Where", "Since", "Value", "Reference", ""),
        (_value_row(value, shelf) for value in ordered),
    )
    if parameter.no_limit_in_law:
        yield "No limit in law, as far as the pack knows:"
        yield ""
        for country, reference in sorted(parameter.no_limit_in_law.items()):
            yield f"- {words(shelf.country(country))}: {words(reference)}"


def _place(value: ParameterValue, shelf: Shelf) -> str:
    """The country by name; the default, which has none, comes first."""
    return shelf.country(value.country) if value.country else ""


def _value_row(value: ParameterValue, shelf: Shelf) -> tuple[str, ...]:
    return (
        words(_place(value, shelf)) or "*where nothing else is known*",
        value.since.isoformat(),
        number(value.value),
        words(value.reference),
        "**verify**" if value.verify else "",
    )
