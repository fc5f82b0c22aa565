"""A pack as people of another language read it.

Comes in: a pack and a language. Goes out: the same pack with other words. Keys, values,
conditions and ids are those of the pack: what is found does not depend on a language.
Workbooks are read by the pack as it was written, and told by this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rs_excel.domain.questions import Catalogue, Choice, Matrix, Question, Scope, Table
from rs_excel.domain.tongue import SOURCE, Tongue
from rs_excel.rulebook.laws import Law
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.rulebook.pack_words import LANGUAGE, choice_key


def told_in(tongue: Tongue, pack: RulePack) -> RulePack:
    """The pack in a language; texts it has no words for stay in English, marked."""
    if tongue.language == SOURCE:
        return pack
    telling = _Telling(tongue)
    return replace(
        pack,
        tongue=tongue,
        title=telling.text("pack.title", pack.title),
        notice=telling.text("pack.notice", pack.notice),
        catalogue=telling.catalogue(pack.catalogue),
        derived=tuple(
            replace(entry, text=telling.text(f"derived.{entry.key}", entry.text))
            for entry in pack.derived
        ),
        rules=tuple(telling.rule(rule) for rule in pack.rules),
        parameters={
            name: replace(held, title=telling.text(f"parameter.{name}", held.title))
            for name, held in pack.parameters.items()
        },
        laws={name: telling.law(law) for name, law in pack.laws.items()},
        basis_labels={
            source: telling.text(f"basis.{source}", label)
            for source, label in pack.basis_labels.items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    tongue: Tongue

    def text(self, key: str, english: str) -> str:
        return self.tongue.say(key, english) if english else english

    def catalogue(self, catalogue: Catalogue) -> Catalogue:
        grids = {
            f"{row}.{column}": f"{self._row(row, label)}: {self._column(head)}"
            for matrix in catalogue.matrices
            for row, label in matrix.rows
            for column, head in matrix.columns
        }
        return replace(
            catalogue,
            title=self.text("pack.title", catalogue.title),
            sections=tuple(
                replace(
                    section,
                    title=self.text(f"section.{section.id}.title", section.title),
                    intro=self.text(f"section.{section.id}.intro", section.intro),
                )
                for section in catalogue.sections
            ),
            questions=tuple(
                replace(question, text=grids[question.key])
                if question.key in grids
                else self._question(question)
                for question in catalogue.questions
            ),
            tables=tuple(self._table(table) for table in catalogue.tables),
            matrices=tuple(self._matrix(matrix) for matrix in catalogue.matrices),
            scopes=tuple(self._scope(scope) for scope in catalogue.scopes),
        )

    def rule(self, rule: Rule) -> Rule:
        key = f"rule.{rule.id}"
        return replace(
            rule,
            title=self.text(f"{key}.title", rule.title),
            why=self.text(f"{key}.why", rule.why),
            finding=replace(
                rule.finding, says=self.text(f"{key}.says", rule.finding.says)
            ),
            action=replace(
                rule.action,
                says=self.text(f"{key}.action", rule.action.says),
                preventive=self.text(f"{key}.preventive", rule.action.preventive),
                evidence=self._evidence(rule.action.evidence),
            ),
        )

    def law(self, law: Law) -> Law:
        return replace(
            law,
            title=self.text(f"law.{law.id}.title", law.title),
            duties=tuple(
                replace(duty, says=self.text(f"law.{law.id}.duty.{duty.id}", duty.says))
                for duty in law.duties
            ),
        )

    def _question(self, question: Question) -> Question:
        key = f"question.{question.key}"
        return replace(
            question,
            text=self.text(f"{key}.text", question.text),
            help=self.text(f"{key}.help", question.help),
            unit=self.text(f"unit.{question.unit}", question.unit),
            topic=self.text(f"topic.{question.topic}", question.topic),
            evidence=self._evidence(question.evidence),
            choices=self._choices(question),
        )

    def _choices(self, question: Question) -> tuple[Choice, ...]:
        if question.key == LANGUAGE:  # each has its own name
            return question.choices
        return tuple(
            replace(choice, label=self.text(choice_key(choice), choice.label))
            for choice in question.choices
        )

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            title=self.text(f"table.{table.key}.title", table.title),
            intro=self.text(f"table.{table.key}.intro", table.intro),
            columns=tuple(self._question(column) for column in table.columns),
        )

    def _matrix(self, matrix: Matrix) -> Matrix:
        return replace(
            matrix,
            title=self.text(f"matrix.{matrix.key}.title", matrix.title),
            rows=tuple((key, self._row(key, label)) for key, label in matrix.rows),
            columns=tuple((key, self._column(label)) for key, label in matrix.columns),
        )

    def _scope(self, scope: Scope) -> Scope:
        key = f"scope.{scope.key}"
        return replace(
            scope,
            title=self.text(f"{key}.title", scope.title),
            asked_of=self.text(f"{key}.asked_of", scope.asked_of),
            otherwise=self.text(f"{key}.otherwise", scope.otherwise),
            rests_on=self.text(f"{key}.rests_on", scope.rests_on),
        )

    def _row(self, key: str, label: str) -> str:
        return self.text(f"matrix_row.{key}", label)

    def _column(self, label: str) -> str:
        return self.text(f"matrix_column.{label}", label)

    def _evidence(self, kinds: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.text(f"evidence.{kind}", kind) for kind in kinds)
