"""Cases of rules, typed into real copies of the supplied questionnaire and checked.

Comes in: a rule and one of its cases. Goes out: the report of the whole line, from the
bytes of the file on. The copies are made by patching cells, which takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.blank import Blank
from benchmarks.mutants.trying import around
from rs_excel.app.cases import Expected
from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.domain.conditions import questions_read
from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.rulebook.model import Rule, RuleCase, RulePack
from rs_excel.supplied import workbooks_folder


@cache
def the_pack() -> RulePack:
    return find_pack("four_pillar")


@cache
def the_blank() -> Blank:
    return Blank.read(workbooks_folder() / "saq" / "saq.xlsx")


@dataclass(frozen=True, slots=True)
class Journey:
    """One case of one rule, and the row of a table where the rule looks at rows."""

    rule: Rule
    case: RuleCase
    row: str | None
    expected: Expected

    def __str__(self) -> str:
        return f"{self.rule.id}-{self.case.name}"


def journeys(*folders: str) -> list[Journey]:
    """For each rule of these folders the first case flagged and the first conforming.

    Escalations go by the findings they count and are tested apart; so do rules whose
    cases state what only a whole questionnaire comes to.
    """
    rules = [r for r in the_pack().rules if r.source.path.split("/")[0] in folders]
    return [
        found
        for rule in rules
        if rule.escalation is None
        for wanted in (FindingType, Outcome)
        if (found := _first(rule, wanted)) is not None
    ]


def _first(rule: Rule, wanted: type) -> Journey | None:
    for case in rule.cases:
        if can_be_typed(case):
            for row, expected in _expected(case):
                if type(expected) is wanted and _is_decided(expected):
                    return Journey(rule, case, row, expected)
    return None


def _expected(case: RuleCase) -> Iterator[tuple[str | None, Expected]]:
    yield from case.rows.items() if case.rows else [(case.row, case.expect)]


def _is_decided(expected: Expected) -> bool:
    return expected not in (Outcome.NOT_APPLICABLE, Outcome.NOT_ASSESSED)


def can_be_typed(case: RuleCase) -> bool:
    """Whether all that a case gives has a cell: derived answers have none."""
    catalogue = the_pack().catalogue
    return case.given.keys() <= catalogue.by_key.keys() | catalogue.tables_by_key.keys()


def terms_of(case: RuleCase) -> Terms:
    """The terms a case is judged on."""
    return terms(the_pack(), case.policy, case.assessed_on)


def checked(given: Mapping[str, object], on: Terms, folder: Path) -> CheckReport:
    """The report on a real workbook with these answers."""
    path = folder / "return.xlsx"
    path.write_bytes(the_blank().filled(given))
    return check_file(path, on).check.report


def finding_of(report: CheckReport, rule_id: str, row: str | None) -> Finding | None:
    """The finding of a rule, or the one it is named under as a consequence."""
    own = [f for f in report.findings if (f.rule_id, f.row) == (rule_id, row)]
    names = f"{rule_id} "
    over = [
        f for f in report.findings if any(c.startswith(names) for c in f.consequences)
    ]
    return next(iter(own + over), None)


def outcome_of(report: CheckReport, rule_id: str, row: str | None) -> Outcome:
    (verdict,) = (v for v in report.verdicts if v.rule_id == rule_id and v.row == row)
    return verdict.outcome


def cells_behind(rule: Rule) -> set[CellRef]:
    """Every cell that has to do with a rule, in the supplied questionnaire."""
    blank, asked = the_blank(), around(rule, the_pack()).catalogue
    places = [blank.place(question.key) for question in asked.questions]
    rows = (row for table in asked.tables for row in blank.tables[table.key])
    places += [place for row in rows for place in row.values()]
    return {CellRef(*place) for place in places}


def only_counts_rows(rule: Rule) -> bool:
    """Whether it flags by the number of rows in a list: an empty one has no cell."""
    counts = {derived.key for derived in the_pack().derived if derived.table}
    return rule.flag_when is not None and questions_read(rule.flag_when) <= counts


def assert_arrives(journey: Journey, folder: Path) -> None:
    """A flagged case ends in a finding that points at its cells; another does not."""
    rule, case, row = journey.rule, journey.case, journey.row
    report = checked(case.given, terms_of(case), folder)
    if isinstance(journey.expected, Outcome):
        assert outcome_of(report, rule.id, row) is Outcome.CONFORMS
        assert all((f.rule_id, f.row) != (rule.id, row) for f in report.findings)
        return
    assert outcome_of(report, rule.id, row) is Outcome.FLAGGED
    finding = finding_of(report, rule.id, row)
    assert finding is not None
    if finding.rule_id != rule.id:  # folded under the finding it follows from
        assert finding.rule_id in rule.follows_from
        return
    assert finding.type is journey.expected
    if case.severity is not None:
        assert finding.severity is case.severity
    if case.cells is not None and set(case.cells) <= the_blank().cells.keys():
        cells = {CellRef(*the_blank().place(key)) for key in case.cells}
        assert set(finding.cells) == cells
    assert set(finding.cells) <= cells_behind(rule)
    assert finding.cells or only_counts_rows(rule)
