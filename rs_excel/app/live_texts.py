"""What a user reads after a check of the open workbook, or after clearing it.

Comes in: what was found and what could not be done. Goes out: a ``Told`` and the one
question there is. Short: it stands in a message box.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rs_excel.app.live_told import Told, Tone
from rs_excel.domain.findings import CheckReport, count_by_severity
from rs_excel.errors import note
from rs_excel.workbook.live.clearing import Cleared
from rs_excel.writeback.tallies import counted, coverage_line, severities_line

_NOTHING = Cleared(strokes=())


def lift_question(titles: Collection[str]) -> str:
    """Asked before protection without a password is lifted."""
    return (
        f"These sheets are protected, without a password: {_listed(titles)}.\n\n"
        "Lift the protection while they are marked, and protect them again afterwards?"
        "\n\nIf not, their cells stay unmarked."
    )


def marked_told(
    report: CheckReport,
    *,
    shut: Collection[str],
    kept: Sequence[str] = (),
    off: Cleared = _NOTHING,
    sheet: str = "",
) -> Told:
    """After a check. ``sheet``: the only one looked at; our own sheets stayed."""
    lines = [
        coverage_line(report.coverage),
        _where(sheet),
        *_shut(shut),
        *([note("XL-041", kept=_listed(kept)).says] if kept else []),
        *_not_given_back(off),
    ]
    return Told(
        title=_found(report, sheet),
        lines=tuple(filter(None, lines)),
        tone=Tone.WARNING if shut else Tone.INFO,
        gravest=report.worst(),
    )


def cleared_told(off: Cleared, *, kept: Sequence[str]) -> Told:
    """After clearing."""
    lines = [note("OUT-023", kept=_listed(kept)).says] if kept else []
    if off.lost:
        lines.append(note("OUT-024", lost=off.lost).says)
    lines += _not_given_back(off)
    return Told(title="Our marks and sheets were taken off.", lines=tuple(lines))


def _found(report: CheckReport, sheet: str) -> str:
    where = f" on {sheet}" if sheet else ""
    if not report.findings:
        return f"Nothing was flagged{where}."
    said = severities_line(count_by_severity(report.findings))
    total = counted(len(report.findings), "finding")
    return f"{total}{where}: {said}." if said else f"{total}{where}."


def _where(sheet: str) -> str:
    if sheet:
        return (
            "Only this sheet was marked. Press Check workbook to bring the sheets "
            "Summary, Findings and Corrective actions up to date."
        )
    return "See the sheets Summary, Findings and Corrective actions, and the marks."


def _shut(titles: Collection[str]) -> Iterator[str]:
    if titles:
        yield note("XL-040", sheets=_listed(titles)).says


def _not_given_back(off: Cleared) -> Iterator[str]:
    if off.plain:
        yield note("XL-042", count=off.plain).says


def _listed(titles: Collection[str]) -> str:
    return ", ".join(titles)
