"""What can go wrong, drawn as a tree, and how it is said.

    RsError
    ├─ PackError       PACK-…  rule, question, parameter or policy text is wrong
    ├─ WorkbookError   BOOK-…  cannot be opened, or is not a known template
    ├─ OutputError     OUT-…   the result cannot be written where it was wanted
    ├─ EngineError     RUN-…   the engine refused or failed
    ├─ SettingsError   SET-…   a command was asked for something that does not exist
    └─ BundleError     BND-…   an evidence bundle is not as it was made

Every error carries all the problems found, not only the first. A problem is made
from an entry of the catalogue: code, what, where, what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rs_excel.catalogue import CATALOGUE
from rs_excel.domain.questions import CellRef, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: what, where, and what to do about it."""

    code: str
    says: str
    where: str
    do: str

    def __str__(self) -> str:
        place = f" · {self.where}" if self.where else ""
        return f"{self.code}{place}\n  {self.says}\n  {self.do}"


def problem(code: str, where: object = "", **fields: object) -> Problem:
    """A problem from the catalogue; ``fields`` fill the entry's placeholders."""
    entry = CATALOGUE[code]
    return Problem(
        code=code,
        says=entry.says.format_map(fields),
        where=str(where),
        do=entry.do.format_map(fields),
    )


def note(code: str, cell: CellRef | None = None, **fields: object) -> Note:
    """A remark about the sheet, from the same catalogue."""
    entry = CATALOGUE[code]
    says = f"{entry.says.format_map(fields)} {entry.do.format_map(fields)}".strip()
    return Note(
        code=code,
        says=says,
        cell=cell,
        level=entry.level,
        template=entry.text,
        fields=fields,
    )


class RsError(Exception):
    """Base of all: a run cannot go on, for the reasons in ``problems``."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = problems
        super().__init__("\n".join(str(p) for p in problems))


class PackError(RsError):
    """The pack's own text is wrong; never the supplier's fault."""


class WorkbookError(RsError):
    """The workbook cannot be read, or is of no known template."""


class OutputError(RsError):
    """The result cannot be written; nothing half-written is left behind."""


class EngineError(RsError):
    """The rule engine refused a ruleset or failed while it ran."""


class SettingsError(RsError):
    """Something named on the command line does not exist."""


class BundleError(RsError):
    """An evidence bundle is not as it was made."""


class BatchError(RsError):
    """A folder of returns cannot be checked, or one file in it was not to be."""


class ExcelError(RsError):
    """The Excel that is open cannot be worked with; its workbooks are as they were."""


class AddinError(RsError):
    """The Excel add-in cannot be made, put in place, taken away or read back."""
