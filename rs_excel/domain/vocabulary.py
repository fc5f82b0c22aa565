"""The closed lists of the field: every word a rule, a sheet or a message may use.

Comes in: nothing. Goes out: enumerations whose values are the spellings used in
YAML, JSON and code alike. Labels are what people read. Python 3.11 takes twenty times
longer to find a member in its list than a name of a module; where all answers or all
verdicts are gone through, the members asked for have such names.
"""

from __future__ import annotations

from enum import StrEnum


class Pillar(StrEnum):
    """The four pillars of responsible sourcing, and what concerns all of them."""

    HUMAN_RIGHTS = "human_rights"
    HEALTH_AND_SAFETY = "health_and_safety"
    ENVIRONMENT = "environment"
    BUSINESS_INTEGRITY = "business_integrity"
    ALL_PILLARS = "all_pillars"

    @property
    def code(self) -> str:
        """Two letters used in finding numbers."""
        return _PILLAR_CODES[self]

    @property
    def label(self) -> str:
        return _PILLAR_LABELS[self]

    @property
    def rank(self) -> int:
        """Place in the order in which pillars are shown."""
        return _PILLAR_RANKS[self]


_PILLAR_CODES = {
    Pillar.HUMAN_RIGHTS: "HR",
    Pillar.HEALTH_AND_SAFETY: "HS",
    Pillar.ENVIRONMENT: "EN",
    Pillar.BUSINESS_INTEGRITY: "BI",
    Pillar.ALL_PILLARS: "AP",
}
_PILLAR_LABELS = {
    Pillar.HUMAN_RIGHTS: "Human rights & labour standards",
    Pillar.HEALTH_AND_SAFETY: "Health & safety",
    Pillar.ENVIRONMENT: "Environment",
    Pillar.BUSINESS_INTEGRITY: "Business integrity",
    Pillar.ALL_PILLARS: "All pillars",
}
_PILLAR_RANKS = {pillar: rank for rank, pillar in enumerate(Pillar)}


class Severity(StrEnum):
    """How grave a non-conformance is, gravest first."""

    BUSINESS_CRITICAL = "business_critical"
    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return _SEVERITY_RANKS[self]

    @property
    def label(self) -> str:
        return _SEVERITY_LABELS[self]


_SEVERITY_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_SEVERITY_LABELS = {s: s.replace("_", " ").capitalize() for s in Severity}


class FindingType(StrEnum):
    """What a flagged rule raises. Only a non-conformance has a severity."""

    NON_CONFORMANCE = "non_conformance"
    OBSERVATION = "observation"
    GOOD_EXAMPLE = "good_example"
    DATA_QUALITY = "data_quality"

    @property
    def label(self) -> str:
        return _TYPE_LABELS[self]

    @property
    def rank(self) -> int:
        """Place in the order in which findings are shown."""
        return _TYPE_RANKS[self]


_TYPE_RANKS = {kind: rank for rank, kind in enumerate(FindingType)}
_TYPE_LABELS = {
    kind: kind.replace("_", " ").capitalize().replace("Non c", "Non-c")
    for kind in FindingType
}


class Outcome(StrEnum):
    """What came of one rule: it conforms only on evidence."""

    CONFORMS = "conforms"
    FLAGGED = "flagged"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"


class AnswerState(StrEnum):
    """How a question was answered. Only ``answered`` carries a value."""

    ANSWERED = "answered"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"  # "tbc", "-", "same as above"
    UNKNOWN = "unknown"  # the site says it does not know
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"  # its condition is false, or the template has no such row
    UNREADABLE = "unreadable"  # error value, wrong type, two readings


class QuestionKind(StrEnum):
    """What an answer may be."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    PERCENT = "percent"  # 0 to 100, not 0 to 1
    MONEY = "money"
    DATE = "date"
    TEXT = "text"


class Verification(StrEnum):
    """How closure of a corrective action is verified."""

    DESKTOP = "desktop"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        return self.value.replace("_", "-").capitalize()


class ClockStart(StrEnum):
    """From which day the days to close a finding are counted; one for a policy."""

    DAY_RAISED = "day_raised"
    DAY_RETURNED = "day_returned"  # as the site says; the day raised where it does not
    PLAN_AGREED = "plan_agreed"  # the day raised and the days to agree on a plan


class CountedIn(StrEnum):
    """Which days count towards a due day."""

    CALENDAR = "calendar"
    WORKING = "working"


class Light(StrEnum):
    """Traffic light of a pillar under the buyer's policy; grey is 'cannot say'."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"

    @property
    def label(self) -> str:
        return _LIGHT_LABELS[self]


_LIGHT_LABELS = {light: light.capitalize() for light in Light} | {
    Light.GREY: "Grey: cannot say"
}


class NoteLevel(StrEnum):
    """How much a remark about the sheet matters."""

    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class RuleStatus(StrEnum):
    """A rule's own life: draft and trial rules do not raise findings for suppliers."""

    DRAFT = "draft"
    TRIAL = "trial"
    STABLE = "stable"
    RETIRED = "retired"


class Trouble(StrEnum):
    """What can be wrong with one answer apart from what it says about the site."""

    REQUIRED_BLANK = "required_blank"
    PLACEHOLDER = "placeholder"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    OUT_OF_RANGE = "out_of_range"
    NA_NOT_ALLOWED = "na_not_allowed"
    NA_WITHOUT_REASON = "na_without_reason"
    FILLED_NOT_ASKED = "filled_not_asked"
    YES_WITHOUT_EVIDENCE = "yes_without_evidence"
    NO_WITH_EVIDENCE = "no_with_evidence"
    EVIDENCE_UNKNOWN = "evidence_unknown"  # cites an id the register does not hold
