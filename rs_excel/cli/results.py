"""What came of one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rs_excel.domain.findings import CheckReport
from rs_excel.errors import Problem
from rs_excel.workbook.ooxml.certificate import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """One checked file: a report and a copy, or the problems it has."""

    file: Path
    report: CheckReport | None = None
    copy: Path | None = None
    certificate: Certificate | None = None
    problems: Sequence[Problem] = ()
