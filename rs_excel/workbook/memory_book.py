"""A workbook that exists only in memory: for rule cases, tests and documentation.

Comes in: grids of values, or a catalogue and the answers given. Goes out: a reader
like any other. A book made from a catalogue is laid out as the template is, marker
rows and all, so that values take the same path as those of a returned file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from rs_excel.domain.questions import Catalogue, Matrix, Note, Table
from rs_excel.errors import PackError, Problem, problem
from rs_excel.workbook.choosing import nearest
from rs_excel.workbook.ports import CellError, Grid, RawValue, SignsByRow
from rs_excel.workbook.question_rows import TEMPLATE_ID, TEMPLATE_VERSION

SHEET = "Questionnaire"
_ERRORS = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
)
_BESIDE = ("answer", "comment", "evidence")  # in the order of their columns

Given = Mapping[str, object]
Cells = Sequence[RawValue]


@dataclass(frozen=True, slots=True)
class MemoryBook:
    """A ``WorkbookReader`` over grids."""

    grids: Mapping[str, Grid]
    name: str = "in memory"
    remarks: tuple[Note, ...] = ()

    def sheet_names(self) -> tuple[str, ...]:
        return tuple(self.grids)

    def grid(self, sheet: str, columns: Collection[int]) -> Grid:
        return self.grids[sheet]

    def signs(self, sheet: str, sign: str) -> SignsByRow:
        return self.grids[sheet].signs(sign)

    def sheets_holding(self, *texts: str) -> tuple[str, ...]:
        return tuple(
            name
            for name, grid in self.grids.items()
            if any(value in texts for _, _, value in grid.filled())
        )

    def notes(self) -> tuple[Note, ...]:
        return self.remarks


def book_of(catalogue: Catalogue, given: Given) -> MemoryBook:
    """The questionnaire with ``given`` filled in, everything else blank.

    Values are what a supplier types; ``"#REF!"`` becomes an error cell. Tables take
    lists of mappings with short column names. A question may be given as
    ``{answer: …, comment: …, evidence: …}``. Keys nobody asks for raise PackError.
    """
    problems = tuple(_unknown(catalogue, given))
    if problems:
        raise PackError(*problems)
    rows = tuple(_rows(catalogue, given))
    return MemoryBook({SHEET: Grid.of(SHEET, rows)})


def _rows(catalogue: Catalogue, given: Given) -> Iterator[Cells]:
    yield (
        "#key",
        None,
        None,
        "#answer",
        "#comment",
        "#evidence",
        None,
        None,
        "#review",
    )
    version = given.get(TEMPLATE_VERSION, catalogue.version)
    yield _question_row(TEMPLATE_ID, given.get(TEMPLATE_ID, catalogue.template))
    yield _question_row(TEMPLATE_VERSION, version)
    in_matrices = {
        f"{row}.{column}"
        for matrix in catalogue.matrices
        for row, _ in matrix.rows
        for column, _ in matrix.columns
    }
    for question in catalogue.questions:
        if question.key not in in_matrices:
            yield _question_row(question.key, given.get(question.key))
    yield ("#end",)
    for matrix in catalogue.matrices:
        yield from _matrix_rows(matrix, given)
    for table in catalogue.tables:
        yield from _table_rows(table, given.get(table.key))


def _question_row(key: str, value: object) -> Cells:
    if isinstance(value, Mapping):
        beside = (_raw(value.get(part)) for part in _BESIDE)
        return (key, None, None, *beside)
    return (key, None, None, _raw(value))


def _matrix_rows(matrix: Matrix, given: Given) -> Iterator[Cells]:
    yield ("#key", None, None, *(f"#answer.{key}" for key, _ in matrix.columns))
    for row, label in matrix.rows:
        values = (_raw(given.get(f"{row}.{column}")) for column, _ in matrix.columns)
        yield (row, None, label, *values)
    yield ("#end",)


def _table_rows(table: Table, given: object) -> Iterator[Cells]:
    names = [_short(column.key, table) for column in table.columns]
    yield (f"#table:{table.key}", None, None, *(f"#col:{name}" for name in names))
    for number, row in enumerate(_given_rows(given), 1):
        yield (float(number), None, None, *(_raw(row.get(name)) for name in names))
    yield ("#end",)


def _given_rows(given: object) -> Iterable[Mapping[str, object]]:
    if not isinstance(given, list | tuple):
        return ()
    return (row for row in given if isinstance(row, Mapping))


def _short(key: str, table: Table) -> str:
    return key.removeprefix(f"{table.key}.")


def _raw(value: object) -> RawValue:
    """What a spreadsheet would hold: whole numbers as float, errors as errors."""
    if isinstance(value, str) and value in _ERRORS:
        return CellError(value)
    if isinstance(value, bool | float | str | date | time | timedelta | CellError):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return None if value is None else str(value)


def _unknown(catalogue: Catalogue, given: Given) -> Iterator[Problem]:
    """Problems with keys that are no question, table or column."""
    asked = {question.key for question in catalogue.questions}
    known = asked | set(catalogue.tables_by_key) | {TEMPLATE_ID, TEMPLATE_VERSION}
    for key, value in given.items():
        table = catalogue.tables_by_key.get(key)
        if key not in known:
            yield _no_such(key, known)
        elif table is not None:
            names = {_short(column.key, table) for column in table.columns}
            for row in _given_rows(value):
                yield from (
                    _no_such(f"{key}.{name}", {f"{key}.{known}" for known in names})
                    for name in row
                    if name not in names
                )


def _no_such(key: str, known: Iterable[str]) -> Problem:
    near = nearest(key, known)
    hint = f" Did you mean `{near}`?" if near else ""
    return problem("PACK-003", "given", key=key, hint=hint)
