"""Questions that are asked together: all single ones, or the columns of one row.

Comes in: questions and their answers. Goes out: facts, each worked out when it is first
looked at, since whether a question is asked may rest on other answers. Nothing here
holds its own methods: a ring of them would keep every fact and answer of a workbook
in memory until the collector of garbage comes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from rs_excel.domain.facts import Fact
from rs_excel.domain.questions import Answer, Question
from rs_excel.engine.weigh import Look
from rs_excel.errors import EngineError, problem


class AskedTogether(ABC):
    """Facts by question."""

    def __init__(
        self, questions: Mapping[str, Question], answers: Mapping[str, Answer]
    ) -> None:
        self._questions = questions
        self._answers = answers
        self._facts: dict[str, Fact | None] = {}

    def fact(self, key: str) -> Fact:
        """The fact for a question here, or for whatever lies beyond.

        Raises EngineError where questions rest on each other in a circle.
        """
        known = self._facts.get(key)
        if known is not None:
            return known
        if key in self._facts:  # and being worked out
            raise EngineError(problem("RUN-001", key=key))
        self._facts[key] = None
        question = self._questions.get(key)
        fact = (
            self.stated(question, self._answers.get(key), self.fact)
            if question
            else self.beyond(key)
        )
        self._facts[key] = fact
        return fact

    @abstractmethod
    def stated(self, question: Question, answer: Answer | None, look: Look) -> Fact:
        """One answer as a fact."""

    @abstractmethod
    def beyond(self, key: str) -> Fact:
        """The fact for what is not asked here."""


class ColumnsOfRow(AskedTogether):
    """The facts of one row; beyond it lie the single questions."""

    def __init__(
        self,
        columns: Mapping[str, Question],
        answers: Mapping[str, Answer],
        single: AskedTogether,
    ) -> None:
        super().__init__(columns, answers)
        self._single = single

    def stated(self, question: Question, answer: Answer | None, look: Look) -> Fact:
        return self._single.stated(question, answer, look)

    def beyond(self, key: str) -> Fact:
        return self._single.fact(key)
