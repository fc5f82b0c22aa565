"""Regimes as a few lines of text: how a return stands, and the gravest gaps.

Comes in: a report. Goes out: lines for a terminal; all of it is on the sheet Regimes.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.findings import CheckReport
from rs_excel.domain.regimes import DutyResult, DutyState, RegimeResult
from rs_excel.writeback.regime_sheet import missing_words, standing

_MOST_DUTIES = 5
_STATES = tuple(DutyState)


def regime_lines(report: CheckReport) -> Iterator[str]:
    """One line a regime, and one for each of its worst duties."""
    for regime in report.regimes:
        yield f"{regime.title}: {standing(regime)}"
        yield from _open_duties(regime)


def _open_duties(regime: RegimeResult) -> Iterator[str]:
    open_ = [d for d in regime.duties if d.state in (DutyState.AGAINST, DutyState.GAPS)]
    open_.sort(key=lambda duty: _STATES.index(duty.state))
    for duty in open_[:_MOST_DUTIES]:
        yield f"  {duty.id}: {_said(duty)}"
    rest = len(open_) - _MOST_DUTIES
    if rest > 0:
        yield f"  and {rest} more: see sheet Regimes of the copy"


def _said(duty: DutyResult) -> str:
    said = list(missing_words(duty.missing, named=False))
    if duty.evidence_wanted and not duty.evidence_listed:
        wanted = " or ".join(kind.lower() for kind in duty.evidence_wanted)
        said.append(f"no {wanted} listed")
    return "; ".join(said)
