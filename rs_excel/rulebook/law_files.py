"""The law register, from its files: one regime a file.

Comes in: documents, and the names of questions, rules and kinds of evidence. Goes
out: laws; every problem is noted at its line.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import Field, model_validator

from rs_excel.domain.conditions import Condition
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.gathering import did_you_mean
from rs_excel.rulebook.laws import (
    Duty,
    Law,
    LawDay,
    Milestone,
    Needs,
    Scope,
    Threshold,
)
from rs_excel.rulebook.schema import ConditionText, Shape, Words
from rs_excel.strict_yaml import Location

NAME = r"^[a-z][a-z0-9_]*$"
Reference = Annotated[Words, Field(min_length=2)]


class ThresholdText(Shape):
    measure: str = Field(min_length=3)
    at_least: float | None = None
    above: float | None = None
    unit: str
    since: date
    until: date | None = None
    reference: Reference
    verify: bool = False

    @model_validator(mode="after")
    def _one_bound(self) -> ThresholdText:
        if (self.at_least is None) == (self.above is None):
            raise ValueError("say either at_least or above")
        return self


class ScopeText(Shape):
    who: str
    needs: Needs = Needs.ALL
    thresholds: tuple[ThresholdText, ...] = ()


class LawDayText(Shape):
    on: date
    what: Milestone
    says: str
    reference: Reference
    verify: bool = False


class ServedByText(Shape):
    questions: dict[str, ConditionText] = Field(min_length=1)
    evidence: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class DutyText(Shape):
    id: str = Field(pattern=NAME)
    says: str = Field(min_length=10)
    reference: Reference
    since: date | None = None
    until: date | None = None
    verify: bool = False
    served_by: ServedByText


class LawText(Shape):
    """One file under laws/."""

    id: str = Field(pattern=NAME)
    title: str = Field(min_length=5)
    jurisdiction: str = Field(pattern=r"^[A-Z]{2}(-[A-Z]{2})?$")
    reference: str = Field(min_length=5)
    law_as_of: date
    open_points: tuple[str, ...] = ()
    in_scope: tuple[ScopeText, ...] = Field(min_length=1)
    dates: tuple[LawDayText, ...] = Field(min_length=1)
    duties: tuple[DutyText, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LawReader:
    """Reads one law with what the pack knows."""

    parser: ConditionParser
    rules: Collection[str]
    evidence: Collection[str]

    def law(self) -> Law | None:
        """The law of the parser's document, or None with its problems noted."""
        document, gathering = self.parser.document, self.parser.gathering
        shape = gathering.shaped(LawText, document, document.data)
        if shape is None:
            return None
        stem = PurePosixPath(document.path).stem
        if stem != shape.id:
            self._refuse(("id",), f"The file is {stem}.yaml; the id is `{shape.id}`.")
        if all(day.what is not Milestone.APPLIES for day in shape.dates):
            self._refuse(("dates",), "No day says `what: applies`.")
        return Law(
            id=shape.id,
            title=shape.title,
            jurisdiction=shape.jurisdiction,
            reference=shape.reference,
            law_as_of=shape.law_as_of,
            open_points=shape.open_points,
            scopes=tuple(_scope(text) for text in shape.in_scope),
            dates=tuple(LawDay(**text.model_dump()) for text in shape.dates),
            duties=self._duties(shape.duties),
            where=document.place(("id",)),
        )

    def _duties(self, texts: Sequence[DutyText]) -> tuple[Duty, ...]:
        seen: set[str] = set()
        for place, text in enumerate(texts):
            if text.id in seen:
                self._refuse(("duties", place, "id"), f"`{text.id}` stands here twice.")
            seen.add(text.id)
        return tuple(self._duty(text, ("duties", i)) for i, text in enumerate(texts))

    def _duty(self, text: DutyText, at: Location) -> Duty:
        served, under = text.served_by, (*at, "served_by")
        self._known(served.rules, self.rules, "a rule", (*under, "rules"))
        self._known(
            served.evidence, self.evidence, "a kind of evidence", (*under, "evidence")
        )
        return Duty(
            **text.model_dump(exclude={"served_by"}),
            questions=self._questions(served, (*under, "questions")),
            evidence=served.evidence,
            rules=served.rules,
        )

    def _questions(self, served: ServedByText, at: Location) -> dict[str, Condition]:
        """The answer that serves, for each question: a condition on it alone."""
        found: dict[str, Condition] = {}
        for key, test in served.questions.items():
            condition = self.parser.parse({key: test}, at)
            if condition is not None:
                found[key] = condition
        return found

    def _known(
        self, said: Sequence[str], known: Collection[str], kind: str, at: Location
    ) -> None:
        for place, name in enumerate(said):
            if name not in known:
                hint = did_you_mean(name, known)
                self._refuse(
                    (*at, place), f"`{name}` is not {kind} of this pack.{hint}"
                )

    def _refuse(self, at: Location, detail: str) -> None:
        parser = self.parser
        parser.gathering.refuse("PACK-004", parser.document, at, detail=detail)


def _scope(text: ScopeText) -> Scope:
    return Scope(
        who=text.who,
        needs=text.needs,
        thresholds=tuple(_threshold(each) for each in text.thresholds),
    )


def _threshold(text: ThresholdText) -> Threshold:
    above = text.above is not None
    return Threshold(
        **text.model_dump(exclude={"at_least", "above"}),
        value=(text.above if above else text.at_least) or 0.0,
        above=above,
    )
