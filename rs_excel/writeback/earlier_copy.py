"""What people wrote in an earlier checked copy, and since when a finding stands.

Comes in: the book about to be checked, which may be our own earlier copy, filled in
meanwhile. Goes out: the rows of its Corrective actions sheet by fingerprint, however
they were sorted, filtered or moved, and a report whose clocks were not set back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.workbook.ports import RawValue, WorkbookReader
from rs_excel.writeback.capr import COMMENTS, FINGERPRINT, RAISED_ON, EarlierRows


def earlier_rows(book: WorkbookReader) -> EarlierRows:
    """Rows by fingerprint; empty where the book is no earlier copy of ours.

    A fingerprint met twice keeps its first row.
    """
    rows: dict[str, dict[str, str]] = {}
    for sheet in book.sheets_holding(FINGERPRINT):
        for row in _rows_under_headers(book.grid(sheet).rows):
            rows.setdefault(row[FINGERPRINT], row)
    return rows


def carried_over(report: CheckReport, earlier: EarlierRows) -> CheckReport:
    """The report with each finding's clock running since it was first raised.

    Checking again must not grant more time. Only the day raised is believed, and
    only an earlier one: due dates follow from it and the days the policy allows, so
    that nobody extends a deadline by typing over it.
    """
    return replace(report, findings=tuple(_since(f, earlier) for f in report.findings))


def _since(finding: Finding, earlier: EarlierRows) -> Finding:
    first = day_of(earlier.get(finding.fingerprint, {}).get(RAISED_ON, ""))
    if first is None or first >= finding.raised_on:
        return finding
    allowed = finding.action.due_on - finding.raised_on
    action = replace(finding.action, due_on=first + allowed)
    return replace(finding, raised_on=first, action=action)


def day_of(said: str) -> date | None:
    """The day an earlier copy gives as text; None where it gives none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _rows_under_headers(
    grid: Sequence[Sequence[RawValue]],
) -> Iterator[dict[str, str]]:
    """Rows with a fingerprint, each read by the header that stands above it."""
    header: list[str] = []
    for values in grid:
        cells = [_as_text(value) for value in values]
        if FINGERPRINT in cells and COMMENTS in cells:
            header = cells
        elif header:
            row = {
                title: cell for title, cell in zip(header, cells, strict=False) if title
            }
            if row.get(FINGERPRINT):
                yield row


def _as_text(value: RawValue) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.strip() if isinstance(value, str) else ""
