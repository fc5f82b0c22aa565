"""Results as text for people: what was found, where to look, how sure it is.

Comes in: file results. Goes out: tables on stdout. Symbols and words stand beside
every colour; text from workbooks is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rs_excel.app.file_results import FileResult
from rs_excel.cli.consoles import results_console
from rs_excel.cli.regime_lines import regime_lines
from rs_excel.domain.findings import CheckReport, Finding, PillarResult
from rs_excel.domain.vocabulary import FindingType, Light, Pillar, Severity
from rs_excel.workbook.ooxml.certificate import Certificate
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LOOKS
from rs_excel.writeback.sureness import range_words, why_ask
from rs_excel.writeback.tallies import asked_line

_MOST_FINDINGS = 12
_RESTS_ON = ("Observations", "Data quality", "Answered", "Assessed", "Evidenced")
_LIGHTS = {
    Light.RED: ("● red", "bold red"),
    Light.AMBER: ("◐ amber", "yellow"),
    Light.GREEN: ("○ green", "green"),
    Light.GREY: ("? cannot say", "dim"),
}
_STYLES = {
    Severity.BUSINESS_CRITICAL: "bold white on red",
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "yellow",
    Severity.MINOR: "default",
}


class Printer:
    """Prints to a console; wide output is wrapped, not cut."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or results_console()

    def results(self, results: Sequence[FileResult]) -> None:
        """One file in full; several as an overview with the gravest findings."""
        checked = [result for result in results if result.report]
        if len(results) == 1 and checked:
            self._in_full(checked[0])
        elif checked:
            self._overview(checked)
        for result in results:
            if result.certificate is not None:
                self._certificate(result, result.certificate)
        for notice in dict.fromkeys(r.report.notice for r in results if r.report):
            self._console.print(Text(notice, "dim"))
        for result in results:
            for found in result.problems:
                self._console.print(Text(f"✗ {result.file}: {found}", "red"))

    def _in_full(self, result: FileResult) -> None:
        report = result.report
        assert report is not None
        self._heading(report)
        self._console.print(_pillars(report))
        self._console.print(Text(asked_line(report.asked), "dim"))
        if report.findings:
            self._console.print(_findings(report.findings, result.file.name))
        else:
            self._console.print("Nothing was flagged; see how much was assessed above.")
        self._ask_next(report)
        self._regimes(report)
        self._limits(report)
        self._console.print(Text(f"Annotated copy: {result.copy}"))

    def _heading(self, report: CheckReport) -> None:
        profile = report.profile
        named = (profile.supplier, profile.site, profile.country)
        who = " · ".join(part for part in named if part) or "Supplier not stated"
        terms = (
            f"Assessed on {report.assessed_on} under policy {report.policy},"
            f" pack {report.pack_id} {report.pack_version}, by {report.engine}"
        )
        self._console.print(Text(who, "bold"))
        self._console.print(Text(terms, "dim"))

    def _ask_next(self, report: CheckReport) -> None:
        open_ = [result for result in report.pillars if result.confidence.ask_next]
        if open_:
            self._console.print(Text("What to ask next", "bold"))
        for result in open_:
            self._console.print(f"{result.pillar.label}: {range_words(result)}")
            for asked in result.confidence.ask_next:
                cell = f"{asked.cells[0]} " if asked.cells else ""
                said = f"  {cell}{asked.text} ({why_ask(asked)})"
                self._console.print(Text(said))

    def _regimes(self, report: CheckReport) -> None:
        if report.regimes:
            self._console.print(Text("What the return gives towards laws", "bold"))
        for line in regime_lines(report):
            self._console.print(Text(line))

    def _limits(self, report: CheckReport) -> None:
        lines = []
        if report.not_assessed:
            count = len(report.not_assessed)
            lines.append(f"{count} rules could not be assessed for want of answers.")
        if report.notes:
            lines.append(f"{len(report.notes)} notes about the sheet itself:")
        for text in lines:
            self._console.print(Text(text))
        for note in report.notes[:5]:
            place = f" {note.cell}" if note.cell else ""
            self._console.print(Text(f"  {note.code}{place}: {note.says}", "dim"))

    def _overview(self, results: Sequence[FileResult]) -> None:
        table = Table(title="What was found", title_justify="left")
        for column in ("File", "Supplier", "Country", "HR", "HS", "EN", "BI"):
            table.add_column(column)
        for severity in Severity:
            symbol = LOOKS[Ink(severity.value)].symbol
            table.add_column(f"{symbol} {severity.label}", justify="right")
        table.add_column("Answered", justify="right")
        for result in results:
            assert result.report is not None
            table.add_row(*_overview_row(result.file.name, result.report))
        self._console.print(table)
        self._gravest(results)
        folders = sorted({str(r.copy.parent) for r in results if r.copy})
        self._console.print(Text(f"Annotated copies in: {', '.join(folders)}"))

    def _gravest(self, results: Sequence[FileResult]) -> None:
        found = [
            (finding, result.file.name)
            for result in results
            if result.report
            for finding in result.report.findings
            if finding.severity
        ]
        found.sort(key=lambda pair: pair[0].worst_first[:1])
        if not found:
            return
        table = Table(title="Where to look first", title_justify="left")
        for column in ("Severity", "Rule", "What", "File", "Cell", "Due"):
            table.add_column(column)
        for finding, name in found[:_MOST_FINDINGS]:
            table.add_row(
                _severity(finding),
                finding.rule_id,
                Text(finding.title),
                Text(name),
                Text(str(finding.cells[0]) if finding.cells else "—"),
                str(finding.action.due_on),
            )
        self._console.print(table)
        if len(found) > _MOST_FINDINGS:
            rest = len(found) - _MOST_FINDINGS
            self._console.print(Text(f"… and {rest} more non-conformances.", "dim"))

    def _certificate(self, result: FileResult, proof: Certificate) -> None:
        self._console.print(Text(f"Certificate of {result.copy}", "bold"))
        for line in proof.lines():
            self._console.print(Text(line))


def _pillars(report: CheckReport) -> Table:
    table = Table()
    table.add_column("Pillar")
    table.add_column("Light")
    for severity in Severity:
        table.add_column(severity.label, justify="right")
    for heading in _RESTS_ON:
        table.add_column(heading, justify="right")
    for result in report.pillars:
        coverage, evidence = result.coverage, result.confidence.evidence
        table.add_row(
            result.pillar.label,
            Text("\n").join(_light_and_range(result)),
            *(str(result.severities[severity] or "·") for severity in Severity),
            str(result.types[FindingType.OBSERVATION] or "·"),
            str(result.types[FindingType.DATA_QUALITY] or "·"),
            f"{coverage.answered}/{coverage.asked}",
            f"{coverage.assessed}/{coverage.applicable}",
            f"{evidence.given}/{evidence.due}",
        )
    return table


def _light_and_range(result: PillarResult) -> list[Text]:
    words = range_words(result)
    return [_light(result), *([Text(words, "dim")] if words else [])]


def _findings(findings: Sequence[Finding], name: str) -> Table:
    table = Table(title=f"Findings in {name}", title_justify="left")
    for column in ("No.", "Severity", "Rule", "What was found", "Cell", "Due"):
        table.add_column(column)
    for finding in findings:
        table.add_row(
            finding.number,
            _severity(finding),
            finding.rule_id,
            Text.assemble((finding.title, "bold"), "\n", finding.says),
            Text(str(finding.cells[0]) if finding.cells else "—"),
            str(finding.action.due_on),
        )
    return table


def _severity(finding: Finding) -> Text:
    if finding.severity is None:
        symbol = LOOKS[Ink(finding.type.value)].symbol
        return Text(f"{symbol} {finding.type.label}", "dim")
    symbol = LOOKS[Ink(finding.severity.value)].symbol
    return Text(f"{symbol} {finding.severity.label}", _STYLES[finding.severity])


def _light(result: PillarResult) -> Text:
    words, style = _LIGHTS[result.light]
    return Text(words, style)


def _light_in_short(result: PillarResult) -> Text:
    could_be = result.confidence.could_be
    if could_be.is_one:
        return _light(result)
    span = Text(f"\n{could_be.best.value}–{could_be.worst.value}", "dim")
    return _light(result) + span


def _overview_row(name: str, report: CheckReport) -> list[Text | str]:
    lights = {result.pillar: _light_in_short(result) for result in report.pillars}
    coverage = report.coverage
    return [
        Text(name),
        Text(report.profile.supplier or "—"),
        Text(report.profile.country or "—"),
        *(lights[pillar] for pillar in Pillar if pillar is not Pillar.ALL_PILLARS),
        *(_count(report, severity) for severity in Severity),
        f"{coverage.answered}/{coverage.asked}",
    ]


def _count(report: CheckReport, severity: Severity) -> Text:
    count = sum(finding.severity is severity for finding in report.findings)
    return Text(str(count), _STYLES[severity]) if count else Text("·", "dim")
