"""Findings and reports built by hand, and a pen that only remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.confidence import Confidence, Evidence, LightRange, OpenQuestion
from rs_excel.domain.facts import SiteProfile
from rs_excel.domain.findings import (
    Basis,
    CheckReport,
    CorrectiveActionPlan,
    Coverage,
    Finding,
    NotAssessed,
    PillarResult,
)
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.vocabulary import (
    FindingType,
    Light,
    Pillar,
    Severity,
    Verification,
)
from rs_excel.workbook.ports import CellMark, Ink, ReportCell, ReportSheet
from rs_excel.writeback.wording import Imprint

DAY = date(2026, 1, 15)
LABELS = {
    "eti_base_code": "ETI Base Code",
    "ilo": "ILO",
    "smeta": "compatible with SMETA",
}
IMPRINT = Imprint(labels=LABELS, notice="No legal advice.")
DRILL_CELL = CellRef("Health & safety", "D14")
_PREFIX = {
    "HR": Pillar.HUMAN_RIGHTS,
    "HS": Pillar.HEALTH_AND_SAFETY,
    "EN": Pillar.ENVIRONMENT,
    "BI": Pillar.BUSINESS_INTEGRITY,
}
_DAYS = {
    Severity.BUSINESS_CRITICAL: 30,
    Severity.CRITICAL: 30,
    Severity.MAJOR: 60,
    Severity.MINOR: 90,
}


def finding(
    rule: str = "HS-004",
    severity: Severity | None = Severity.MAJOR,
    *,
    kind: FindingType = FindingType.NON_CONFORMANCE,
    cells: Sequence[CellRef] = (DRILL_CELL,),
    row: str | None = None,
    says: str = "Drills in the last 12 months: 0; latest on record: 2024-12-14.",
    title: str = "No evacuation drill in the last 12 months",
    do: str = "Hold a drill on every shift. Keep a dated record.",
    raised_on: date = DAY,
    consequences: tuple[str, ...] = (),
    verify: bool = False,
) -> Finding:
    """A finding of one rule; non-conformances of business critical are contained."""
    if kind is not FindingType.NON_CONFORMANCE:
        severity = None
    days = _DAYS.get(severity, 180) if severity else 180
    number = int(rule.split("-")[1])
    pillar = _PREFIX.get(rule[:2], Pillar.ALL_PILLARS)
    return Finding(
        fingerprint=f"print-{rule}-{row or ''}",
        number=f"{pillar.code}-2026-{number:03}",
        rule_id=rule,
        row=row,
        pillar=pillar,
        type=kind,
        severity=severity,
        title=title,
        says=says,
        why="People who never practised leaving\ndo not find the way out in smoke.\n",
        basis=(
            Basis(source="eti_base_code", clause="3.1"),
            Basis(source="eti_base_code", clause="3.3"),
            Basis(source="ilo", clause="C155"),
            Basis(source="smeta", version="6.1", clause="3"),
            Basis(source="smeta", version="7.0", clause="3"),
        ),
        cells=tuple(cells),
        action=CorrectiveActionPlan(
            says=do,
            preventive="Put two drills a year in the calendar.",
            timeframe_days=days,
            clock_starts_on=raised_on,
            due_on=raised_on + timedelta(days=days),
            contain_within_days=1 if severity is Severity.BUSINESS_CRITICAL else None,
            verification=Verification.FOLLOW_UP,
            evidence=("drill report", "photos"),
        ),
        verify=verify,
        raised_on=raised_on,
        consequences=consequences,
    )


def locked_exit() -> Finding:
    return finding(
        "HS-001",
        Severity.BUSINESS_CRITICAL,
        cells=[CellRef("Health & safety", "D9")],
        title="Emergency exits locked or blocked",
        says="The site reports exits locked during working hours.",
        do="Unlock every exit at once and keep it free.",
    )


def report_of(
    *findings: Finding,
    notes: Sequence[Note] = (),
    not_assessed: Sequence[NotAssessed] = (),
    coverage: Coverage | None = None,
    assessed_on: date = DAY,
) -> CheckReport:
    """A report whose pillar results follow from its findings."""
    coverage = coverage or Coverage(asked=80, answered=60, applicable=66, assessed=52)
    return CheckReport(
        profile=SiteProfile(
            supplier="Delta Garments Ltd",
            site="Gazipur unit 2",
            site_ref="ZS100200",
            country="BD",
            sector="Apparel",
        ),
        pack_id="four_pillar",
        pack_version="1.0.0",
        policy="standard",
        assessed_on=assessed_on,
        engine="durable-rules 2.0.28",
        verdicts=(),
        findings=findings,
        not_assessed=tuple(not_assessed),
        pillars=tuple(_result(pillar, findings) for pillar in Pillar),
        coverage=coverage,
        asked=QuestionsAsked(asked=coverage.asked, of=coverage.asked),
        notes=tuple(notes),
    )


def _result(pillar: Pillar, findings: Sequence[Finding]) -> PillarResult:
    own = [f for f in findings if f.pillar is pillar]
    grave = any(f.severity is Severity.BUSINESS_CRITICAL for f in own)
    light = Light.RED if grave else Light.AMBER if own else Light.GREEN
    asked = 0 if pillar is Pillar.ALL_PILLARS else 20
    return PillarResult(
        pillar=pillar,
        light=light,
        severities={s: sum(f.severity is s for f in own) for s in Severity},
        types={t: sum(f.type is t for f in own) for t in FindingType},
        coverage=Coverage(
            asked=asked, answered=asked * 3 // 4, applicable=16, assessed=13
        ),
        confidence=confidence(light, Light.RED),
    )


def confidence(
    best: Light, worst: Light, *ask_next: OpenQuestion, open_rules: int = 3
) -> Confidence:
    """A light that rests on eight answers, six of them with evidence."""
    return Confidence(
        evidence=Evidence(due=8, given=6),
        could_be=LightRange(best=best, worst=worst),
        open_rules=open_rules,
        ask_next=ask_next,
    )


def undecided(number: int) -> NotAssessed:
    return NotAssessed(
        rule_id=f"EN-{number:03}",
        title="Waste water is discharged without a permit",
        pillar=Pillar.ENVIRONMENT,
        row=None,
        missing=("en.ww_permit", "en.ww_discharge"),
        questions=("Is there a discharge permit?", "Where does waste water go?"),
        cells=(CellRef("Environment", f"D{number}"),),
    )


@dataclass
class RecordingPen:
    """Remembers what it was told; saving writes nothing."""

    marks: list[CellMark] = field(default_factory=list)
    sheets: list[ReportSheet] = field(default_factory=list)

    def mark(self, marks: Sequence[CellMark]) -> None:
        self.marks.extend(marks)

    def put_sheet(self, sheet: ReportSheet) -> str:
        self.sheets.append(sheet)
        return sheet.title

    def save(self, path: Path) -> None:
        raise AssertionError(f"annotating must not save, but saved {path}")


def placed(sheet: ReportSheet) -> dict[str, ReportCell]:
    """Cells of a sheet by address; a cell after a span stands right of the span."""
    cells = {}
    for number, row in enumerate(sheet.rows, 1):
        column = 1
        for cell in row:
            cells[f"{chr(64 + column)}{number}"] = cell
            column += cell.span
    return cells


def values(sheet: ReportSheet) -> list[object]:
    return [cell.value for row in sheet.rows for cell in row if cell.value is not None]


def table(sheet: ReportSheet) -> list[dict[str, ReportCell]]:
    """The rows of a sheet's native table, by column title."""
    assert sheet.table is not None
    first, last = (int("".join(filter(str.isdigit, end))) for end in _ends(sheet))
    header = [str(cell.value) for cell in sheet.rows[first - 1]]
    return [dict(zip(header, row, strict=True)) for row in sheet.rows[first:last]]


def _ends(sheet: ReportSheet) -> list[str]:
    return str(sheet.table).split(":")


def inks(sheet: ReportSheet) -> set[Ink]:
    return {cell.ink for row in sheet.rows for cell in row}
