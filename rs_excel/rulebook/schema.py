"""The shapes a pack's files may have, checked before anything is understood.

Comes in: plain values from strict_yaml. Goes out: pydantic models with the names of
the files; conditions stay plain here and are parsed by condition_text.py.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rs_excel.domain.vocabulary import (
    FindingType,
    Pillar,
    QuestionKind,
    RuleStatus,
    Severity,
    Verification,
)
from rs_excel.rulebook.model import Once

RULE_ID = r"^[A-Z]{2}-\d{3}$"
COUNTRY = r"^[A-Z]{2}$"
QUESTION_KEY = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"


def _days(value: object) -> object:
    """``30 days`` → 30; anything else is left for pydantic to refuse."""
    match = re.fullmatch(r"(\d+) days?", value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def _as_text(value: object) -> object:
    """Clauses such as 3.1 are read as numbers by YAML; as clauses they are text."""
    return str(value) if isinstance(value, int | float) else value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Days = Annotated[int, BeforeValidator(_days), Field(ge=0, le=3650)]
Words = Annotated[str, BeforeValidator(_as_text)]
OneOrMore = Annotated[list[str], BeforeValidator(_as_list)]
ConditionText = dict[str, Any]


class Shape(BaseModel):
    """Unknown keys are errors: a misspelt key must never be ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisText(Shape):
    source: str
    version: Words = ""
    clause: Words = ""


class SeverityStepText(Shape):
    when: ConditionText
    is_: Severity = Field(alias="is")


class FindingText(Shape):
    type: FindingType
    severity: Severity | list[SeverityStepText | Severity] | None = None
    says: str = Field(min_length=1)


class AgreedText(Shape):
    days: str
    since: str
    root_cause: str = ""
    action: str = ""
    responsible: str = ""


class ActionText(Shape):
    says: str = Field(min_length=1)
    preventive: str = ""
    timeframe: Days | None = None
    contain: Days | None = None
    agreed: AgreedText | None = None
    verification: Verification | None = None
    evidence: list[str] = []


class CountText(Shape):
    severity: Annotated[list[Severity], BeforeValidator(_as_list)] = []
    type: Annotated[list[FindingType], BeforeValidator(_as_list)] = []
    rule: OneOrMore = []
    escalations: bool = True


class EscalationText(Shape):
    count_findings: CountText = CountText()
    per: Literal["pillar", "submission"]
    at_least: int = Field(ge=1, le=50)
    once_per: Once = Once.FINDING
    groups: dict[str, OneOrMore] = {}


class CaseFindingText(Shape):
    rule: str
    pillar: Pillar
    severity: Severity | None = None
    type: FindingType = FindingType.NON_CONFORMANCE
    escalation: bool = False


class CaseText(Shape):
    expect: str | None = None
    rows: dict[str, str] = {}
    given: dict[str, Any] = {}
    findings: list[CaseFindingText] = []
    severity: Severity | None = None
    due: date | None = None
    says: str | None = None
    cells: list[str] | None = None
    row: Words | None = None
    assessed_on: date | None = None
    policy: str | None = None


class RuleText(Shape):
    """One rule file: the rule, then its own test cases."""

    id: str = Field(pattern=RULE_ID)
    title: str = Field(min_length=5)
    pillar: Pillar
    status: RuleStatus
    since: date
    until: date | None = None
    why: str = Field(min_length=10)
    basis: list[BasisText] = Field(min_length=1)
    verify: bool = False
    for_each: str | None = None
    applies_when: ConditionText | None = None
    flag_when: ConditionText | None = None
    escalation: EscalationText | None = None
    finding: FindingText
    corrective_action: ActionText
    follows_from: list[str] = []
    replaces: list[str] = []
    known_exceptions: OneOrMore = Field(min_length=1)
    assessed_on: date
    policy: str = "standard"
    given: dict[str, Any] = {}
    cases: dict[str, CaseText] = Field(min_length=3)


class ChoiceText(Shape):
    value: Words
    label: Words
    spellings: list[Words] = []


class QuestionText(Shape):
    key: str = Field(pattern=QUESTION_KEY)
    text: str = Field(min_length=2)
    kind: QuestionKind
    choices: list[ChoiceText] = []
    required: bool = True
    help: str = ""
    unit: str = ""
    evidence: list[str] = []
    evidence_needed: bool = False
    na_allowed: bool = False
    critical_topic: bool = False
    asked_when: ConditionText | None = None
    scope: OneOrMore = []
    topic: str = ""
    minimum: float | None = None
    maximum: float | None = None
    clauses: list[Words] = []
    since: Words = "1.0"

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """Bounds the right way round; choices where there is something to choose."""
        low, high = self.minimum, self.maximum
        if low is not None and high is not None and low > high:
            raise ValueError(f"the minimum {low:g} is above the maximum {high:g}.")
        chosen = self.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        if chosen != bool(self.choices):
            raise ValueError("`choices` belong to the kinds choice and choices.")
        values = [choice.value for choice in self.choices]
        for value in values:
            if values.count(value) > 1:
                raise ValueError(f"the choice `{value}` is offered twice.")
        return self


class TableText(Shape):
    key: str = Field(pattern=QUESTION_KEY)
    title: str
    rows: int = Field(ge=1, le=500)
    row_key: str
    intro: str = ""
    columns: list[QuestionText] = Field(min_length=1)

    @model_validator(mode="after")
    def names_its_rows(self) -> Self:
        """Rows are named by a column of their own."""
        keys = [column.key for column in self.columns]
        if self.row_key not in keys:
            close = get_close_matches(self.row_key, keys, n=1, cutoff=0.7)
            hint = f" Did you mean `{close[0]}`?" if close else ""
            raise ValueError(f"`{self.row_key}` is none of its columns.{hint}")
        return self


class MatrixText(Shape):
    key: str = Field(pattern=QUESTION_KEY)
    title: str
    rows: dict[str, str] = Field(min_length=1)
    columns: dict[str, str] = Field(min_length=1)
    totals: bool = True


class SectionText(Shape):
    id: str
    # It becomes a sheet name, and these are what Excel takes for one.
    title: str = Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")
    pillar: Pillar
    intro: str = ""


class ScopeText(Shape):
    title: str = Field(min_length=2)
    asked_of: str = Field(min_length=2)
    otherwise: str = Field(min_length=2)
    holds_when: ConditionText
    voluntary: bool = False
    rests_on: str = ""
    since: Words = "1.0"


class QuestionsText(Shape):
    """One file under questions/: a section with what it asks."""

    section: SectionText
    questions: list[QuestionText] = []
    tables: list[TableText] = []
    matrices: list[MatrixText] = []


class ParameterValueText(Shape):
    country: str | None = Field(default=None, pattern=COUNTRY)
    since: date
    value: float
    reference: str = Field(min_length=3)
    verify: bool = False


class NoLimitText(Shape):
    countries: list[Annotated[str, Field(pattern=COUNTRY)]] = Field(min_length=1)
    reference: str = Field(min_length=3)
    verify: bool = False


class ParameterText(Shape):
    title: str
    unit: str
    values: list[ParameterValueText] = Field(min_length=1)
    no_limit_in_law: list[NoLimitText] = []


class DocumentText(Shape):
    pack: str
    title: str = Field(min_length=3)


class PackText(Shape):
    id: str
    version: Words
    title: str
    notice: str
    template: str = "rs_excel.saq"
    template_version: Words = "1.0"
    basis_labels: dict[str, str] = {}
    remedy_for: list[str] = []
    documents: dict[str, DocumentText] = {}  # by the name each goes by
    shares: list[str] = []  # files of another pack that hold here too
    words: dict[str, str] = {}  # of its workbook, where not a questionnaire's


class SpellingsText(Shape):
    """Shared spellings, folded by the reader: case and accents do not matter."""

    yes_no: dict[str, list[Words]]
    unknown: dict[str, list[Words]]
    not_applicable: dict[str, list[Words]]
    placeholders: list[Words]
