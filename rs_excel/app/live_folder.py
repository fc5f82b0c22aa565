"""Check a folder: every return in it, one after the other, and a line on each.

Comes in: a folder the user chose, and the terms. Goes out: an annotated copy of each
workbook in the folder ``checked`` below it, and one status a file. The returns are not
changed; folders below are not looked into.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.file_results import FileResult, in_any_case
from rs_excel.app.live_told import Asking, Place, Progress, Told, Tone
from rs_excel.app.outputs import OTHER_ENDINGS, make_folder
from rs_excel.app.settings import Terms
from rs_excel.domain.findings import CheckReport, count_by_severity
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import SettingsError, problem
from rs_excel.writeback.tallies import counted, severities_line

COPIES = "checked"
_ENDINGS = frozenset({".xlsx", ".xlsm", *OTHER_ENDINGS})
_NOT_RETURNS = ("~$", ".")  # locks of open workbooks, and hidden files
_LAST = len(Severity)


def check_folder(terms: Terms, progress: Progress, asking: Asking) -> Told:
    """Check each workbook of a folder; what cannot be checked is named with the reason.

    Raises SettingsError (XL-205) for a folder without any, OutputError where copies
    cannot be put into it.
    """
    folder = asking.folder()
    if folder is None:
        return Told(title="No folder was chosen; nothing was done.", place=Place.BAR)
    files = returns_in(folder)
    if not files:
        raise SettingsError(problem("XL-205", folder))
    make_folder(folder / COPIES)
    results = []
    for place, file in enumerate(files, 1):
        progress(f"{place} of {len(files)}: {file.name} …")
        results.append(in_any_case(file, partial(_checked, terms=terms)))
    return _told(folder, results)


def returns_in(folder: Path) -> tuple[Path, ...]:
    """Workbooks that lie in a folder, checked copies and locks aside."""
    if not folder.is_dir():
        return ()
    return tuple(
        file
        for file in sorted(folder.iterdir(), key=lambda file: file.name.casefold())
        if file.suffix.lower() in _ENDINGS
        and not file.name.startswith(_NOT_RETURNS)
        and not file.stem.endswith(".checked")
        and file.is_file()
    )


def _checked(file: Path, terms: Terms) -> FileResult:
    checked = check_file(file, terms)
    copy = write_copy(checked, checked.annotated(), file.parent / COPIES)
    return FileResult(file=file, report=checked.check.report, copy=copy)


def _told(folder: Path, results: Sequence[FileResult]) -> Told:
    bad = [result for result in results if result.problems]
    reports = [result.report for result in results if result.report]
    worst = [grave for report in reports if (grave := report.worst())]
    said = f"{counted(len(results), 'workbook')}: {len(reports)} checked"
    lines = [_line(result) for result in sorted(results, key=_worst_first)]
    if reports:
        lines += ["", f"Annotated copies: {folder / COPIES}"]
    return Told(
        title=f"{said}, {len(bad)} could not be" if bad else said,
        lines=tuple(lines),
        tone=Tone.WARNING if bad else Tone.INFO,
        gravest=min(worst, key=lambda severity: severity.rank, default=None),
    )


def _worst_first(result: FileResult) -> tuple[int, str]:
    """What could not be checked comes before all findings: it needs a hand."""
    worst = result.report.worst() if result.report else None
    grave = worst.rank if worst else _LAST
    return (-1 if result.problems else grave, result.file.name.casefold())


def _line(result: FileResult) -> str:
    return " · ".join((result.file.name, *_status(result)))


def _status(result: FileResult) -> Iterator[str]:
    report = result.report
    if report is None:
        first = result.problems[0]
        yield f"not checked: {first.says} {first.do} ({first.code})"
        return
    yield severities_line(count_by_severity(report.findings)) or _mild(report)
    yield f"{report.coverage.answered} of {report.coverage.asked} answered"


def _mild(report: CheckReport) -> str:
    """Observations and data to correct have no severity."""
    found = counted(len(report.findings), "finding")
    return f"{found} without a severity" if report.findings else "nothing flagged"
