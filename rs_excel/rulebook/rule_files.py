"""One rule file becomes one rule with its cases.

Comes in: a document under a pillar's folder. Goes out: a ``Rule``, or None with every
problem noted at its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from rs_excel.domain.conditions import Condition
from rs_excel.domain.findings import Basis
from rs_excel.domain.vocabulary import FindingType, Outcome, Severity
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.gathering import did_you_mean, source
from rs_excel.rulebook.model import (
    ActionSpec,
    Agreed,
    Escalation,
    FindingSpec,
    GivenFinding,
    Once,
    Rule,
    RuleCase,
    SeverityStep,
)
from rs_excel.rulebook.schema import (
    ActionText,
    CaseText,
    ConditionText,
    EscalationText,
    FindingText,
    RuleText,
)
from rs_excel.strict_yaml import Location

Expected = Outcome | FindingType


def rule(parser: ConditionParser, tables: Mapping[str, object]) -> Rule | None:
    """The rule of the parser's document."""
    text = parser.gathering.shaped(RuleText, parser.document, parser.document.data)
    if text is None:
        return None
    _refuse_mixed_shapes(text, parser, tables)
    return Rule(
        id=text.id,
        title=text.title,
        pillar=text.pillar,
        status=text.status,
        since=text.since,
        until=text.until,
        why=text.why.strip(),
        basis=tuple(Basis(**basis.model_dump()) for basis in text.basis),
        applies_when=_condition(text.applies_when, ("applies_when",), parser),
        flag_when=_condition(text.flag_when, ("flag_when",), parser),
        escalation=_escalation(text.escalation),
        for_each=text.for_each,
        finding=_finding(text.finding, parser),
        action=_action(text.corrective_action, parser),
        known_exceptions=tuple(text.known_exceptions),
        verify=text.verify,
        replaces=tuple(text.replaces),
        follows_from=tuple(text.follows_from),
        cases=_cases(text, parser),
        source=source(parser.document),
        tests_at=parser.tests_at,
    )


def _refuse_mixed_shapes(
    text: RuleText, parser: ConditionParser, tables: Mapping[str, object]
) -> None:
    """What no single key can tell: keys that need or exclude each other."""
    faults: list[tuple[Location, str]] = []
    if (text.flag_when is None) == (text.escalation is None):
        faults.append(((), "A rule has either `flag_when` or `escalation`."))
    if text.until is not None and text.until < text.since:
        faults.append((("until",), "`until` lies before `since`: it never holds."))
    graded = text.finding.severity is not None
    if graded != (text.finding.type is FindingType.NON_CONFORMANCE):
        says = "A non-conformance has a severity; other findings have none."
        faults.append((("finding",), says))
    if text.for_each is not None and text.for_each not in tables:
        hint = did_you_mean(text.for_each, tables)
        says = f"`{text.for_each}` is not a table of this pack.{hint}"
        faults.append((("for_each",), says))
    if text.escalation is not None and text.escalation.groups:
        faults.extend(_faults_in_groups(text.escalation))
    for at, detail in faults:
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)


def _condition(
    text: ConditionText | None, at: Location, parser: ConditionParser
) -> Condition | None:
    return None if text is None else parser.parse(text, at)


def _escalation(text: EscalationText | None) -> Escalation | None:
    if text is None:
        return None
    return Escalation(
        severities=frozenset(text.count_findings.severity),
        types=frozenset(text.count_findings.type),
        rules=frozenset(text.count_findings.rule),
        per_pillar=text.per == "pillar",
        at_least=text.at_least,
        once_per=text.once_per,
        groups=tuple((k, frozenset(rules)) for k, rules in text.groups.items()),
        counts_escalations=text.count_findings.escalations,
    )


def _faults_in_groups(text: EscalationText) -> Iterator[tuple[Location, str]]:
    """Groups that can never be enough, or of which it is unclear what counts."""
    at: Location = ("escalation", "groups")
    if text.once_per is not Once.FINDING:
        yield at, "Groups count once each; `once_per` has nothing to add."
    if text.at_least > len(text.groups):
        yield at, f"There are {len(text.groups)} groups, fewer than `at_least`."
    counted = Counter(rule for rules in text.groups.values() for rule in set(rules))
    for rule_id in (rule for rule, times in counted.items() if times > 1):
        yield at, f"`{rule_id}` stands in more than one group."


def _finding(text: FindingText, parser: ConditionParser) -> FindingSpec:
    steps: list[SeverityStep] = []
    written = text.severity if isinstance(text.severity, list) else [text.severity]
    at: Location = ("finding", "severity")
    for i, step in enumerate(written):
        if isinstance(step, Severity):
            steps.append(SeverityStep(when=None, severity=step))
        elif step is not None:
            when = parser.parse(step.when, (*at, i, "when"))
            if when is not None:
                steps.append(SeverityStep(when=when, severity=step.is_))
    if any(step.when is None for step in steps[:-1]) or (steps and steps[-1].when):
        detail = "A ladder ends with a plain severity, and only its last line is plain."
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)
    return FindingSpec(type=text.type, ladder=tuple(steps), says=text.says.strip())


def _action(text: ActionText, parser: ConditionParser) -> ActionSpec:
    return ActionSpec(
        agreed=_agreed(text, parser),
        says=text.says.strip(),
        preventive=text.preventive.strip(),
        evidence=tuple(text.evidence),
        verification=text.verification,
        timeframe_days=text.timeframe,
        contain_days=text.contain,
    )


def _agreed(text: ActionText, parser: ConditionParser) -> Agreed | None:
    if text.agreed is None:
        return None
    named = text.agreed.model_dump()
    for name, key in named.items():
        if key and key not in parser.questions:
            at: Location = ("corrective_action", "agreed", name)
            hint = did_you_mean(key, parser.questions)
            parser.gathering.refuse("PACK-003", parser.document, at, key=key, hint=hint)
    return Agreed(**named)


def _cases(text: RuleText, parser: ConditionParser) -> tuple[RuleCase, ...]:
    cases = (_case(name, case, text, parser) for name, case in text.cases.items())
    return tuple(case for case in cases if case is not None)


def _case(
    name: str, case: CaseText, rule: RuleText, parser: ConditionParser
) -> RuleCase | None:
    at: Location = ("cases", name)
    expect = _expected(case.expect or Outcome.FLAGGED, (*at, "expect"), parser)
    rows = {
        row: _expected(word, (*at, "rows", row), parser)
        for row, word in case.rows.items()
    }
    if case.expect is None and not rows:
        detail = f"The case `{name}` expects nothing."
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)
    if expect is None:
        return None
    return RuleCase(
        name=name,
        given={**rule.given, **case.given},
        findings_given=tuple(
            GivenFinding(
                rule_id=finding.rule,
                pillar=finding.pillar,
                type=finding.type,
                severity=finding.severity,
                is_escalation=finding.escalation,
            )
            for finding in case.findings
        ),
        assessed_on=case.assessed_on or rule.assessed_on,
        policy=case.policy or rule.policy,
        expect=expect,
        severity=case.severity,
        due=case.due,
        says=case.says,
        cells=None if case.cells is None else tuple(case.cells),
        row=case.row,
        rows={row: outcome for row, outcome in rows.items() if outcome is not None},
        source=source(parser.document, at),
    )


def _expected(word: str, at: Location, parser: ConditionParser) -> Expected | None:
    kinds: tuple[type[StrEnum], ...] = (Outcome, FindingType)
    for kind in kinds:
        if word in {member.value for member in kind}:
            return Outcome(word) if kind is Outcome else FindingType(word)
    known = [m.value for kind in kinds for m in kind]
    detail = (
        f"`{word}` is neither an outcome nor a finding type.{did_you_mean(word, known)}"
    )
    parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)
    return None
