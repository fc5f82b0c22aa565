"""Answers restated as facts: every question of the catalogue, typed, with its state.

Comes in: what was read from one workbook, the pack, the day of assessment. Goes out:
a ``Submission``. A fact is worked out when it is first looked at, so that neither the
order of answers nor the order of the catalogue matters.
"""

from __future__ import annotations

from datetime import date

from rs_excel.domain.facts import Fact, SiteProfile, Submission, TableRow
from rs_excel.domain.questions import Answer, AnswerSheet, Question, Table
from rs_excel.domain.vocabulary import AnswerState, Trouble
from rs_excel.engine.asked_together import AskedTogether, ColumnsOfRow
from rs_excel.engine.completeness import Completeness, version_of
from rs_excel.engine.derived import derive
from rs_excel.engine.deriving import derived_answer
from rs_excel.engine.rows import named_rows, row_look
from rs_excel.engine.terms import terms_for
from rs_excel.engine.troubles import REGISTER, REGISTER_ID, same_id, troubles_of
from rs_excel.engine.typed import typed, without_value
from rs_excel.engine.weigh import Look, weigh
from rs_excel.errors import EngineError, problem
from rs_excel.rulebook.meta import META_SCALARS, META_TABLES
from rs_excel.rulebook.model import RulePack


def state(sheet: AnswerSheet, pack: RulePack, assessed_on: date) -> Submission:
    """Everything the site said, ready to be weighed.

    Raises EngineError when questions or derived answers rest on each other in a circle.
    """
    stating = _Stating(sheet, pack, assessed_on)
    keys = [question.key for question in pack.catalogue.questions]
    keys += [derived.key for derived in pack.derived if derived.for_each is None]
    tables = [table.key for table in pack.catalogue.tables]
    return Submission(
        profile=_profile(stating.fact),
        assessed_on=assessed_on,
        facts={key: stating.fact(key) for key in (*keys, *META_SCALARS)},
        tables={key: stating.rows(key) for key in (*tables, *META_TABLES)},
        out_of_scope=stating.out_of_scope(),
    )


class _Stating(AskedTogether):
    """The facts of one sheet under one pack."""

    def __init__(self, sheet: AnswerSheet, pack: RulePack, assessed_on: date) -> None:
        super().__init__({q.key: q for q in pack.catalogue.questions}, sheet.answers)
        self._sheet = sheet
        self._pack = pack
        self._terms = terms_for(pack, _country(sheet), assessed_on)
        self._register = _evidence_ids(sheet, pack)
        self._rows: dict[str, tuple[TableRow, ...] | None] = {}
        self._complete: Completeness | None = None
        self._scopes = {scope.key: scope for scope in pack.catalogue.scopes}
        self._out: dict[str, bool] = {}

    def out_of_scope(self) -> frozenset[str]:
        """The scopes this site surely lies outside of."""
        return frozenset(key for key in self._scopes if self._is_beyond(key, None))

    def rows(self, key: str) -> tuple[TableRow, ...]:
        """The rows of a table of the catalogue, or of one the engine states."""
        known = self._rows.get(key)
        if known is not None:
            return known
        if key in self._rows:  # and being worked out
            raise EngineError(problem("RUN-001", key=key))
        self._rows[key] = None
        table = self._pack.catalogue.tables_by_key.get(key)
        rows = self._filled(table) if table else self._completeness().table(key)
        self._rows[key] = rows
        return rows

    def _filled(self, table: Table) -> tuple[TableRow, ...]:
        columns = {column.key: column for column in table.columns}
        derived = [d for d in self._pack.derived if d.for_each == table.key]
        rows = []
        for position, answers in enumerate(self._sheet.rows.get(table.key, ()), 1):
            scope = ColumnsOfRow(columns, answers, self)
            facts = {key: scope.fact(key) for key in columns}
            for each in derived:
                facts[each.key] = derive(each, row_look(facts, scope.fact), self._terms)
            name = facts[table.row_key].text if table.row_key in facts else None
            rows.append((name or f"row {position}", facts))
        return named_rows(rows)

    def stated(self, question: Question, answer: Answer | None, look: Look) -> Fact:
        """One answer as a fact, once it is known whether the question is asked."""
        if self._is_asked(question, answer, look):
            fact = typed(question, answer)
        else:
            fact = without_value(question, answer, AnswerState.NOT_ASKED)
        troubles = troubles_of(question, answer, fact.state, self._register)
        if not troubles:
            return fact
        if Trouble.OUT_OF_RANGE in troubles:
            # 850 % or -1 deaths is a slip of the pen: no rule may rest on it.
            fact = without_value(question, answer, AnswerState.UNREADABLE)
        return fact._replace(troubles=troubles)

    def _is_asked(self, question: Question, answer: Answer | None, look: Look) -> bool:
        scopes = question.scopes
        if scopes and any(self._is_beyond(scope, answer) for scope in scopes):
            return False
        gate = question.asked_when
        if gate is not None and weigh(gate, look, self._terms).truth is False:
            return False
        return answer is not None or not self._is_newer(question.since)

    def _is_beyond(self, key: str, answer: Answer | None) -> bool:
        """Whether a scope spares the site this question."""
        scope = self._scopes[key]
        if key not in self._out:
            outside = weigh(scope.holds_when, self.fact, self._terms).truth is False
            self._out[key] = outside and not self._is_newer(scope.since)
        given = answer is not None and answer.state is not AnswerState.BLANK
        return self._out[key] and not (scope.voluntary and given)

    def _is_newer(self, since: str) -> bool:
        version = self._sheet.version
        return bool(version) and version_of(since) > version_of(version)

    def beyond(self, key: str) -> Fact:
        """What nobody is asked: derived answers, and what we state ourselves."""
        derived = self._pack.derived_by_key.get(key)
        if derived is None:
            if key in META_SCALARS:
                return self._completeness().scalar(key)
            return Fact(key=key, state=AnswerState.BLANK)
        return derived_answer(derived, self.rows, self.fact, self._terms)

    def _completeness(self) -> Completeness:
        if self._complete is None:
            catalogue = self._pack.catalogue
            facts = {q.key: self.fact(q.key) for q in catalogue.questions}
            tables = {t.key: self.rows(t.key) for t in catalogue.tables}
            self._complete = Completeness(catalogue, self._sheet, facts, tables)
        return self._complete


def _country(sheet: AnswerSheet) -> str:
    answer = sheet.answers.get("site.country")
    answered = answer is not None and answer.state is AnswerState.ANSWERED
    return str(answer.value) if answer is not None and answered else ""


def _evidence_ids(sheet: AnswerSheet, pack: RulePack) -> frozenset[str] | None:
    """The ids on the evidence register; None where the pack keeps no register."""
    if REGISTER not in pack.catalogue.tables_by_key:
        return None
    answers = [row.get(REGISTER_ID) for row in sheet.rows.get(REGISTER, ())]
    return frozenset(
        same_id(a.value) for a in answers if a and isinstance(a.value, str)
    )


def _name(said: str | None) -> str:
    """On one line: names go into headings, and into the subject of an e-mail."""
    return " ".join((said or "").split())


def _profile(look: Look) -> SiteProfile:
    workers = look("wf.total").number
    return SiteProfile(
        supplier=_name(look("site.legal_name").text),
        site=_name(look("site.name").text),
        site_ref=_name(look("site.zs_ref").text),
        country=look("site.country").text or "",
        sector=look("site.type").text or "",
        workers=None if workers is None else round(workers),
        submitted_on=look("meta.submitted_on").day,
    )
