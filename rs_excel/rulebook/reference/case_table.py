"""A rule's cases as a table: what a supplier types, and what comes of it.

Comes in: a rule. Goes out: lines of Markdown. The answers most cases share are told
once above the table; each row shows what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.rulebook.model import Rule, RuleCase
from rs_excel.rulebook.reference.markdown import code, table, words
from rs_excel.rulebook.reference.shelf import Shelf


def case_lines(rule: Rule, shelf: Shelf) -> Iterator[str]:
    """The section on cases."""
    usual = _usual(rule.cases)
    yield "## Cases"
    yield ""
    if usual:
        yield f"Unless the case says otherwise: {_answers(usual, '; ')}."
        yield ""
    head = ("Case", "Findings" if rule.escalation else "Answers", "Comes out as")
    days = [case.assessed_on for case in rule.cases]
    usual_day = max(days, key=days.count)
    rows = (
        (_name(case, usual_day), _given(case, usual), _expected(case))
        for case in rule.cases
    )
    yield from table(head, rows)


def _usual(cases: tuple[RuleCase, ...]) -> Mapping[str, object]:
    """Of what every case answers, the answer most give, if more than one gives it."""
    usual: dict[str, object] = {}
    for key in cases[0].given:
        if all(key in case.given for case in cases):
            values = [case.given[key] for case in cases]
            common = max(values, key=values.count)
            if values.count(common) > 1:
                usual[key] = common
    return usual


def _name(case: RuleCase, usual_day: date) -> str:
    """What the case shows, and its day where that is what makes the difference."""
    name = case.name.replace("_", " ")
    day = "" if case.assessed_on == usual_day else f", on {case.assessed_on}"
    return f"{name[0].upper()}{name[1:]}{day}"


def _given(case: RuleCase, usual: Mapping[str, object]) -> str:
    own = {
        key: value
        for key, value in case.given.items()
        if key not in usual or usual[key] != value
    }
    given = _findings(case) if case.findings_given else _answers(own, "<br>")
    return given or "—"


def _answers(given: Mapping[str, object], joint: str) -> str:
    return joint.join(f"{code(key)} {_typed(value)}" for key, value in given.items())


def _typed(value: object) -> str:
    """What stands in the cell, or in the rows of a table."""
    if value is None or value == "":
        return "blank"
    if isinstance(value, list):
        return " / ".join(_typed_row(row) for row in value) or "no rows"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_typed(inner)}" for key, inner in value.items())
    return words(str(value))


def _typed_row(row: object) -> str:
    if not isinstance(row, Mapping):
        return _typed(row)
    return ", ".join(_typed(value) for value in row.values())


def _findings(case: RuleCase) -> str:
    told = []
    for finding in case.findings_given:
        grade = (finding.severity or finding.type).replace("_", " ")
        kind = ", an escalation" if finding.is_escalation else ""
        told.append(f"{finding.rule_id} ({grade}{kind})")
    return "<br>".join(told)


def _expected(case: RuleCase) -> str:
    if case.rows:
        return "<br>".join(
            f"{words(row)}: {_named(outcome)}" for row, outcome in case.rows.items()
        )
    row = f"{words(case.row)}: " if case.row else ""
    graded = f", **{case.severity.label.lower()}**" if case.severity else ""
    return f"{row}{_named(case.expect)}{graded}"


def _named(outcome: Outcome | FindingType) -> str:
    label = outcome.label if isinstance(outcome, FindingType) else outcome.value
    return label.lower().replace("_", " ")
