"""A pack over several documents: what other packs ask, under a name for each document.

Comes in: a loaded pack and the name its document goes by, such as ``audit``. Goes out:
its questions, tables and derived answers with that name before every key, so that one
rule may hold ``saq.wf.total`` against ``audit.wf.total``. Nothing else of it is taken:
its rules weigh the document by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rs_excel.domain.conditions import Condition, Group, Test
from rs_excel.domain.questions import Catalogue, Matrix, Question, Section, Table
from rs_excel.rulebook.meta import META_SCALARS, META_TABLES
from rs_excel.rulebook.model import RulePack, parameter_names
from rs_excel.rulebook.values import Derived, Parameter, Window


@dataclass(frozen=True, slots=True)
class Under:
    """Puts a document's name before the keys of its pack."""

    name: str

    def key(self, key: str) -> str:
        """``wf.total`` → ``audit.wf.total``."""
        return f"{self.name}.{key}"

    def catalogue(self, pack: RulePack, title: str) -> Catalogue:
        """Everything asked. Whether it is, the document's own check has settled."""
        asked = pack.catalogue
        return replace(
            asked,
            sections=tuple(self._section(one, title) for one in asked.sections),
            questions=tuple(self._question(one) for one in asked.questions),
            tables=tuple(self._table(one) for one in asked.tables),
            matrices=tuple(self._matrix(one) for one in asked.matrices),
            scopes=(),
        )

    def derived(self, entry: Derived) -> Derived:
        """The same working out, over the document's own answers."""
        window = entry.window
        return replace(
            entry,
            key=self.key(entry.key),
            of=tuple(self._input(key) for key in entry.of),
            table=entry.table and self.key(entry.table),
            for_each=entry.for_each and self.key(entry.for_each),
            where=entry.where and self._condition(entry.where),
            window=window
            and Window(
                per=self.key(window.per), day=self.key(window.day), days=window.days
            ),
        )

    def _section(self, section: Section, title: str) -> Section:
        named = f"{title}: {section.title}"
        return replace(section, id=self.key(section.id), title=named)

    def _question(self, question: Question) -> Question:
        return replace(
            question,
            key=self.key(question.key),
            section=self.key(question.section),
            table=question.table and self.key(question.table),
            asked_when=None,
            scopes=(),
        )

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            key=self.key(table.key),
            section=self.key(table.section),
            columns=tuple(self._question(column) for column in table.columns),
            row_key=self.key(table.row_key),
        )

    def _matrix(self, matrix: Matrix) -> Matrix:
        return replace(
            matrix,
            key=self.key(matrix.key),
            section=self.key(matrix.section),
            rows=tuple((self.key(row), label) for row, label in matrix.rows),
        )

    def _input(self, key: str) -> str:
        outside = key.startswith("$") or key == "assessed_on"
        return key if outside else self.key(key)

    def _condition(self, condition: Condition) -> Condition:
        if isinstance(condition, Test):
            return replace(condition, question=self.key(condition.question))
        members = tuple(self._condition(member) for member in condition.members)
        return Group(kind=condition.kind, members=members)


def _read_by(pack: RulePack) -> Mapping[str, Parameter]:
    """The limits that its derived answers are worked out with."""
    named = {key[1:] for entry in pack.derived for key in entry.of if key[0] == "$"}
    named |= parameter_names(*(entry.where for entry in pack.derived))
    return {name: pack.parameters[name] for name in sorted(named)}


@dataclass(frozen=True, kw_only=True)
class Others:
    """What a pack takes over from the packs of its documents."""

    catalogues: tuple[Catalogue, ...] = ()
    derived: tuple[Derived, ...] = ()
    stated: tuple[str, ...] = ()  # by the engine, of each document
    stated_tables: tuple[frozenset[str], ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    rules: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by document

    @property
    def keys(self) -> frozenset[str]:
        """Of questions, columns and derived answers."""
        asked = (key for catalogue in self.catalogues for key in catalogue.by_key)
        return frozenset((*asked, *self.stated, *(entry.key for entry in self.derived)))

    @property
    def tables(self) -> frozenset[str]:
        """Keys of their tables, those that the engine states of each among them."""
        asked = {table.key for c in self.catalogues for table in c.tables}
        return frozenset(asked.union(*self.stated_tables))

    def and_those_of(self, pack: RulePack, under: Under, title: str) -> Others:
        """With another document."""
        derived = tuple(under.derived(entry) for entry in pack.derived)
        columns = (key for table in META_TABLES.values() for key in table)
        stated = (under.key(key) for key in (*META_SCALARS, *columns))
        tables = frozenset(under.key(key) for key in META_TABLES)
        return Others(
            stated=(*self.stated, *stated),
            stated_tables=(*self.stated_tables, tables),
            catalogues=(*self.catalogues, under.catalogue(pack, title)),
            derived=(*self.derived, *derived),
            parameters={**self.parameters, **_read_by(pack)},
            rules={**self.rules, under.name: frozenset(pack.by_id)},
        )

    def before(self, catalogue: Catalogue) -> Catalogue:
        """What the documents ask, then what the pack itself asks."""
        every = (*self.catalogues, catalogue)
        return replace(
            catalogue,
            sections=tuple(one for c in every for one in c.sections),
            questions=tuple(one for c in every for one in c.questions),
            tables=tuple(one for c in every for one in c.tables),
            matrices=tuple(one for c in every for one in c.matrices),
        )
