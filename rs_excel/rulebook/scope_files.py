"""The file scopes.yaml: questions that only some sites are asked.

Comes in: its document, and question files that name scopes. Goes out: scopes in the
order of the file; a scope nobody knows is refused where a question names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rs_excel.domain.questions import Scope
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.schema import QuestionsText, ScopeText
from rs_excel.strict_yaml import Document


def scopes(document: Document, parser: ConditionParser) -> Iterator[Scope]:
    """Every scope of the file, its condition parsed."""
    if not isinstance(document.data, dict):
        detail = "scopes.yaml is a mapping: a name, then what is asked of whom."
        parser.gathering.refuse("PACK-004", document, detail=detail)
        return
    for key, data in document.data.items():
        shape = parser.gathering.shaped(ScopeText, document, data, (key,))
        holds = shape and parser.parse(shape.holds_when, (key, "holds_when"))
        if shape and holds:
            plain = shape.model_dump(exclude={"holds_when"})
            yield Scope(key=key, holds_when=holds, **plain)


def refuse_unknown_scopes(
    document: Document,
    shape: QuestionsText,
    known: Sequence[Scope],
    gathering: Gathering,
) -> None:
    """A misspelt scope must not ask everybody; a column has no scope of its own."""
    names = [scope.key for scope in known]
    for i, question in enumerate(shape.questions):
        for name in question.scope:
            if name not in names:
                hint = did_you_mean(name, names)
                detail = f"`{name}` is not a scope of scopes.yaml.{hint}"
                gathering.refuse(
                    "PACK-004", document, ("questions", i, "scope"), detail=detail
                )
    for i, table in enumerate(shape.tables):
        for j, column in enumerate(table.columns):
            if column.scope:
                detail = "A column of a table cannot have a scope; use `asked_when`."
                column_at = ("tables", i, "columns", j, "scope")
                gathering.refuse("PACK-004", document, column_at, detail=detail)
