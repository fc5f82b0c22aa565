"""Every text of a pack that people read, with its key and a word to its translator.

Comes in: a pack. Goes out: words in the order in which a pack is read. A choice, a
unit, a kind of document is one word however often it stands in the pack. Names of
countries are no words of a pack: every language has them already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rs_excel.domain.questions import Catalogue, Choice, Question
from rs_excel.domain.tongue import flat
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.texts.word import Word

COUNTRY = "country."
"""What the key of a country's name begins with: ``country.BD``."""

LANGUAGE = "meta.language"
"""The question whose choices are languages by the names they have for themselves."""

_SCOPE_ABOUT = {
    "title": "a group of questions",
    "asked_of": "which sites are asked these questions",
    "otherwise": "why a site is not asked; stands after “Left out: ”",
    "rests_on": "the source of that condition; follows who is asked",
}


def pack_words(pack: RulePack) -> tuple[Word, ...]:
    """All of them, each key once; texts that are empty are left out."""
    found: dict[str, Word] = {}
    for key, english, about in _all(pack):
        if english:
            word = Word(key=key, english=flat(english), about=about)
            found.setdefault(key, word)
    return tuple(found.values())


def country_words(pack: RulePack) -> tuple[Word, ...]:
    """The countries that a pack names, by their codes."""
    choices = (c for q in pack.catalogue.by_key.values() for c in q.choices)
    named = {choice_key(c): c.label for c in choices if is_country(c)}
    about = "a country"
    return tuple(Word(key=k, english=e, about=about) for k, e in sorted(named.items()))


def choice_key(choice: Choice) -> str:
    """The key of a choice's label; a country's is its code."""
    if is_country(choice):
        return f"{COUNTRY}{choice.value}"
    return f"choice.{choice.label}"


def is_country(choice: Choice) -> bool:
    """Whether a choice is a country: it is then known by two capitals."""
    return len(choice.value) == 2 and choice.value.isupper()


_Text = tuple[str, str, str]


def _all(pack: RulePack) -> Iterator[_Text]:
    yield "pack.title", pack.title, "name of the pack"
    yield "pack.notice", pack.notice, "on every page; trade names stay as they are"
    for source, label in pack.basis_labels.items():
        yield f"basis.{source}", label, "name of a source that rules rest on"
    for policy in pack.policies.values():
        yield f"policy.{policy.name}", policy.title, "name of a buyer's policy"
    yield from _layout(pack.catalogue)
    for question in pack.catalogue.by_key.values():
        yield from _question(question)
    for derived in pack.derived:
        about = "name of a figure worked out from answers"
        yield f"derived.{derived.key}", derived.text, about
    for name, parameter in pack.parameters.items():
        yield f"parameter.{name}", parameter.title, "name of a legal limit"
        yield f"unit.{parameter.unit}", parameter.unit, "unit of an answer"
    for rule in pack.rules:
        yield from _rule(rule)
    for law in pack.laws.values():
        about = "a law; keep its usual short name in the language"
        yield f"law.{law.id}.title", law.title, about
        for duty in law.duties:
            yield f"law.{law.id}.duty.{duty.id}", duty.says, "duty of the buyer"


def _layout(catalogue: Catalogue) -> Iterator[_Text]:
    for section in catalogue.sections:
        yield f"section.{section.id}.title", section.title, "name of a sheet"
        yield f"section.{section.id}.intro", section.intro, "at the top of a sheet"
    for scope in catalogue.scopes:
        for part, about in _SCOPE_ABOUT.items():
            yield f"scope.{scope.key}.{part}", getattr(scope, part), about
    for table in catalogue.tables:
        yield f"table.{table.key}.title", table.title, "title of a table"
        yield f"table.{table.key}.intro", table.intro, "above a table"
    for matrix in catalogue.matrices:
        yield f"matrix.{matrix.key}.title", matrix.title, "title of a table of numbers"
        for key, label in matrix.rows:
            yield f"matrix_row.{key}", label, f"row of {matrix.title}"
        for _, label in matrix.columns:
            yield f"matrix_column.{label}", label, f"column of {matrix.title}"


def _question(question: Question) -> Iterator[_Text]:
    about = f"asked of the supplier; kind {question.kind.value}"
    yield f"question.{question.key}.text", question.text, about
    yield f"question.{question.key}.help", question.help, "help beside the question"
    yield f"unit.{question.unit}", question.unit, "unit of an answer"
    yield f"topic.{question.topic}", question.topic, "heading over questions"
    yield from _evidence(question.evidence)
    about = f"choice in a drop-down of {question.key}: {question.text}"
    for choice in question.choices if question.key != LANGUAGE else ():
        if not is_country(choice):
            yield choice_key(choice), choice.label, about


def _rule(rule: Rule) -> Iterator[_Text]:
    key = f"rule.{rule.id}"
    filled = "; {…} is filled in with an answer" if "{" in rule.finding.says else ""
    yield f"{key}.title", rule.title, "title of a finding"
    yield f"{key}.says", rule.finding.says, f"the finding{filled}"
    yield f"{key}.action", rule.action.says, "corrective action asked of the supplier"
    yield f"{key}.preventive", rule.action.preventive, "preventive action"
    yield f"{key}.why", rule.why, "why it matters"
    yield from _evidence(rule.action.evidence)


def _evidence(kinds: Iterable[str]) -> Iterator[_Text]:
    for kind in kinds:
        yield f"evidence.{kind}", kind, "kind of document"
