"""Files under questions/ become the catalogue.

Comes in: shaped documents in the order of their file names. Goes out: sections,
questions, tables and matrices; ``asked_when`` is parsed once all keys are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rs_excel.domain.conditions import Condition
from rs_excel.domain.questions import (
    Catalogue,
    Choice,
    Matrix,
    Question,
    Scope,
    Section,
    Table,
)
from rs_excel.domain.vocabulary import Pillar, QuestionKind
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.gathering import Gathering
from rs_excel.rulebook.schema import (
    MatrixText,
    PackText,
    QuestionsText,
    QuestionText,
    TableText,
)
from rs_excel.rulebook.scope_files import refuse_unknown_scopes
from rs_excel.strict_yaml import Document, Location, Plain

_NOT_PLAIN = {"choices", "asked_when", "evidence", "clauses", "scope"}
YES_NO = (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """One file under questions/, shaped but not yet understood."""

    document: Document
    shape: QuestionsText

    def asked_keys(self) -> Iterator[tuple[str, Location]]:
        """Every question key of the file and where it stands."""
        for i, question in enumerate(self.shape.questions):
            yield question.key, ("questions", i, "key")
        for i, table in enumerate(self.shape.tables):
            for j, column in enumerate(table.columns):
                yield column.key, ("tables", i, "columns", j, "key")
        for i, matrix in enumerate(self.shape.matrices):
            for row in matrix.rows:
                for column_key in matrix.columns:
                    yield f"{row}.{column_key}", ("matrices", i, "rows", row)


def keys_written(data: Plain) -> Iterator[str]:
    """Every key a file that has other faults would define, so that no rule that reads
    one of its questions is blamed for them."""
    if isinstance(data, list):
        for member in data:
            yield from keys_written(member)
    elif isinstance(data, dict):
        if isinstance(data.get("key"), str):
            yield str(data["key"])
        rows, columns = data.get("rows"), data.get("columns")
        if isinstance(rows, dict) and isinstance(columns, dict):
            yield from (f"{row}.{column}" for row in rows for column in columns)
        for member in data.values():
            yield from keys_written(member)


@dataclass(slots=True)
class _Parts:
    """What the files add up to."""

    sections: list[Section] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    matrices: list[Matrix] = field(default_factory=list)


def catalogue(
    pack: PackText,
    files: Sequence[QuestionFile],
    scopes: Sequence[Scope],
    known: frozenset[str],
    gathering: Gathering,
) -> Catalogue:
    """Everything asked, in the order of the files."""
    _refuse_repeated(files, gathering)
    _refuse_same_title(files, gathering)
    parts = _Parts()
    for file in files:
        parser = ConditionParser(file.document, gathering, known, frozenset())
        _add(file, parts, parser)
        refuse_unknown_scopes(file.document, file.shape, scopes, gathering)
    return Catalogue(
        template=pack.template,
        version=pack.template_version,
        title=pack.title,
        sections=tuple(parts.sections),
        questions=tuple(parts.questions),
        tables=tuple(parts.tables),
        matrices=tuple(parts.matrices),
        scopes=tuple(scopes),
    )


def _refuse_repeated(files: Sequence[QuestionFile], gathering: Gathering) -> None:
    seen: dict[str, str] = {}
    for file in files:
        for key, at in file.asked_keys():
            if key in seen:
                detail = f"`{key}` is already asked at {seen[key]}."
                gathering.refuse("PACK-004", file.document, at, detail=detail)
            seen.setdefault(key, file.document.place(at))


def _refuse_same_title(files: Sequence[QuestionFile], gathering: Gathering) -> None:
    """Each section is a sheet, and Excel tells sheets apart whatever the case."""
    seen: dict[str, str] = {}
    for file in files:
        title, at = file.shape.section.title, ("section", "title")
        if title.casefold() in seen:
            where = seen[title.casefold()]
            detail = f"There is already a section `{title}` at {where}."
            gathering.refuse("PACK-004", file.document, at, detail=detail)
        seen.setdefault(title.casefold(), file.document.place(at))


def _add(file: QuestionFile, parts: _Parts, parser: ConditionParser) -> None:
    shape = file.shape
    section = Section(**shape.section.model_dump())
    parts.sections.append(section)
    topic = ""
    for i, text in enumerate(shape.questions):
        topic = text.topic or topic
        asked = _asked_when(text, parser, ("questions", i))
        question = _question(text, section, asked)
        parts.questions.append(replace(question, topic=topic))
    for matrix in shape.matrices:
        parts.questions.extend(_matrix_questions(matrix, section))
        parts.matrices.append(_matrix(matrix, section))
    for i, table in enumerate(shape.tables):
        parts.tables.append(_table(table, section, parser, ("tables", i)))


def _asked_when(
    text: QuestionText, parser: ConditionParser, at: Location
) -> Condition | None:
    if text.asked_when is None:
        return None
    return parser.parse(text.asked_when, (*at, "asked_when"))


def _question(
    text: QuestionText,
    section: Section,
    asked_when: Condition | None,
    table: str | None = None,
) -> Question:
    plain = text.model_dump(exclude=_NOT_PLAIN)
    choices = tuple(
        Choice(value=c.value, label=c.label, spellings=tuple(c.spellings))
        for c in text.choices
    )
    return Question(
        **plain,
        section=section.id,
        pillar=section.pillar,
        choices=YES_NO if text.kind is QuestionKind.YES_NO else choices,
        evidence=tuple(text.evidence),
        clauses=tuple(text.clauses),
        asked_when=asked_when,
        scopes=tuple(text.scope),
        table=table,
    )


def _matrix(text: MatrixText, section: Section) -> Matrix:
    return Matrix(
        key=text.key,
        title=text.title,
        section=section.id,
        rows=tuple(text.rows.items()),
        columns=tuple(text.columns.items()),
        totals=text.totals,
    )


def _matrix_questions(text: MatrixText, section: Section) -> Iterator[Question]:
    for row, row_label in text.rows.items():
        for column, column_label in text.columns.items():
            yield Question(
                key=f"{row}.{column}",
                text=f"{row_label}: {column_label.lower()}",
                section=section.id,
                pillar=Pillar(section.pillar),
                kind=QuestionKind.NUMBER,
                required=False,
                minimum=0,
            )


def _table(
    text: TableText, section: Section, parser: ConditionParser, at: Location
) -> Table:
    columns = tuple(
        _question(
            column, section, _asked_when(column, parser, (*at, "columns", j)), text.key
        )
        for j, column in enumerate(text.columns)
    )
    return Table(
        key=text.key,
        title=text.title,
        section=section.id,
        pillar=section.pillar,
        columns=columns,
        rows=text.rows,
        row_key=text.row_key,
        intro=text.intro,
    )
