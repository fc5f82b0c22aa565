"""Small packs, sheets and submissions for tests, built directly as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rs_excel.domain.conditions import (
    Condition,
    Group,
    GroupKind,
    Operand,
    ParameterRef,
    Test,
)
from rs_excel.domain.facts import Fact, SiteProfile, Submission, TableRow
from rs_excel.domain.questions import (
    Answer,
    AnswerSheet,
    Catalogue,
    CellRef,
    Question,
    Scope,
    Section,
    Table,
)
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Pillar,
    QuestionKind,
    RuleStatus,
    Severity,
)
from rs_excel.rulebook.model import (
    ActionSpec,
    Escalation,
    FindingSpec,
    Once,
    Rule,
    RulePack,
    SeverityStep,
)
from rs_excel.rulebook.values import Derived, Parameter, ParameterValue, Source

ON = date(2026, 1, 15)
Value = str | float | date | tuple[str, ...]
Said = Value | AnswerState


def ask(question: str, operator: str, operand: Operand | ParameterRef) -> Test:
    return Test(question=question, operator=operator, operand=operand)


def all_of(*members: Condition) -> Group:
    return Group(kind=GroupKind.ALL, members=members)


def any_of(*members: Condition) -> Group:
    return Group(kind=GroupKind.ANY, members=members)


def none_of(*members: Condition) -> Group:
    return Group(kind=GroupKind.NONE, members=members)


def question(
    key: str, kind: QuestionKind = QuestionKind.NUMBER, **more: Any
) -> Question:
    about: dict[str, Any] = {
        "key": key,
        "text": f"What about {key}?",
        "section": "site",
        "pillar": Pillar.HUMAN_RIGHTS,
        "kind": kind,
    }
    return Question(**{**about, **more})


def table(key: str, *columns: Question) -> Table:
    return Table(
        key=key,
        title=key,
        section="site",
        pillar=Pillar.HEALTH_AND_SAFETY,
        columns=columns,
        rows=5,
        row_key=columns[0].key,
    )


def rule(
    rule_id: str = "HS-001",
    flag_when: Condition | None = None,
    *,
    applies_when: Condition | None = None,
    ladder: Iterable[tuple[Condition | None, Severity]] = ((None, Severity.MAJOR),),
    kind: FindingType = FindingType.NON_CONFORMANCE,
    pillar: Pillar = Pillar.HEALTH_AND_SAFETY,
    for_each: str | None = None,
    escalation: Escalation | None = None,
    since: date = date(2025, 1, 1),
) -> Rule:
    steps = tuple(SeverityStep(when=when, severity=s) for when, s in ladder)
    return Rule(
        id=rule_id,
        title=f"Trouble {rule_id}",
        pillar=pillar,
        status=RuleStatus.STABLE,
        since=since,
        until=None,
        why="",
        basis=(),
        applies_when=applies_when,
        flag_when=flag_when,
        escalation=escalation,
        for_each=for_each,
        finding=FindingSpec(
            type=kind,
            ladder=steps if kind is FindingType.NON_CONFORMANCE else (),
            says="",
        ),
        action=ActionSpec(says="", preventive="", evidence=()),
        known_exceptions=(),
        verify=False,
        replaces=(),
        follows_from=(),
        cases=(),
        source=Source("rules/x.yaml", 1),
    )


def escalation(
    at_least: int,
    *,
    severities: Iterable[Severity] = (),
    types: Iterable[FindingType] = (),
    rules: Iterable[str] = (),
    per_pillar: bool = False,
    once_per: Once = Once.FINDING,
    groups: Mapping[str, Iterable[str]] | None = None,
    counts_escalations: bool = True,
) -> Escalation:
    return Escalation(
        severities=frozenset(severities),
        types=frozenset(types),
        rules=frozenset(rules),
        per_pillar=per_pillar,
        at_least=at_least,
        once_per=once_per,
        groups=tuple((k, frozenset(ids)) for k, ids in (groups or {}).items()),
        counts_escalations=counts_escalations,
    )


def parameter(name: str, *values: tuple[str | None, date, float]) -> Parameter:
    return Parameter(
        name=name,
        title=name.replace("_", " "),
        unit="hours",
        values=tuple(
            ParameterValue(
                country=country, since=since, value=value, reference="law", verify=False
            )
            for country, since, value in values
        ),
    )


def pack(
    *rules: Rule,
    questions: Iterable[Question] = (),
    tables: Iterable[Table] = (),
    derived: Iterable[Derived] = (),
    parameters: Iterable[Parameter] = (),
    scopes: Iterable[Scope] = (),
) -> RulePack:
    return RulePack(
        id="test",
        version="1.0.0",
        title="Test",
        notice="",
        catalogue=Catalogue(
            template="rs_excel.saq",
            version="1.2",
            title="Test",
            sections=(
                Section(id="site", title="Site", pillar=Pillar.HUMAN_RIGHTS),
                Section(id="safety", title="Safety", pillar=Pillar.HEALTH_AND_SAFETY),
            ),
            questions=tuple(questions),
            tables=tuple(tables),
            scopes=tuple(scopes),
        ),
        derived=tuple(derived),
        rules=rules,
        parameters={p.name: p for p in parameters},
        policies={},
        spellings={},
    )


def cell(key: str, row: int = 1) -> CellRef:
    return CellRef(key, f"D{row}")


def answer(
    key: str,
    said: Said,
    *,
    comment: str = "",
    evidence: tuple[str, ...] = (),
    row: int = 1,
) -> Answer:
    value = None if isinstance(said, AnswerState) else said
    return Answer(
        question=key,
        state=said if isinstance(said, AnswerState) else AnswerState.ANSWERED,
        value=value,
        raw=said,
        cell=cell(key, row),
        comment=comment,
        evidence=evidence,
    )


def sheet(
    answers: Mapping[str, Said | Answer],
    *,
    rows: Mapping[str, Iterable[Mapping[str, Said]]] | None = None,
    version: str = "1.2",
) -> AnswerSheet:
    return AnswerSheet(
        template="rs_excel.saq",
        version=version,
        answers={
            key: said if isinstance(said, Answer) else answer(key, said)
            for key, said in answers.items()
        },
        rows={
            name: tuple(
                {key: answer(key, said, row=n) for key, said in row.items()}
                for n, row in enumerate(filled, 1)
            )
            for name, filled in (rows or {}).items()
        },
    )


def fact(key: str, said: Said) -> Fact:
    if isinstance(said, AnswerState):
        return Fact(key=key, state=said, cells=(cell(key),))
    return Fact(
        key=key,
        state=AnswerState.ANSWERED,
        raw=said,
        cells=(cell(key),),
        text=said if isinstance(said, str) else None,
        number=said if isinstance(said, int | float) else None,
        day=said if isinstance(said, date) else None,
        options=said if isinstance(said, tuple) else None,
    )


def submission(
    said: Mapping[str, Said],
    *,
    rows: Mapping[str, Iterable[Mapping[str, Said]]] | None = None,
    country: str = "",
    on: date = ON,
) -> Submission:
    return Submission(
        profile=SiteProfile(site="Test site", country=country),
        assessed_on=on,
        facts={key: fact(key, value) for key, value in said.items()},
        tables={
            name: tuple(
                TableRow(
                    name=f"row {position}",
                    position=position,
                    facts={key: fact(key, value) for key, value in row.items()},
                )
                for position, row in enumerate(filled, 1)
            )
            for name, filled in (rows or {}).items()
        },
    )
