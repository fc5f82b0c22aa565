"""Counts what a site was asked, and why it was spared the rest.

Comes in: a ``Submission`` and the catalogue. Goes out: ``QuestionsAsked``. A question
left out for several reasons is counted under the first of its scopes.
"""

from __future__ import annotations

from collections import Counter

from rs_excel.domain.asked import LeftOut, QuestionsAsked
from rs_excel.domain.facts import Submission
from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import AnswerState


def questions_asked(
    submission: Submission, catalogue: Catalogue, tongue: Tongue = ENGLISH
) -> QuestionsAsked:
    """Of all questions asked one by one."""
    look, not_asked = submission.look, AnswerState.NOT_ASKED
    spared = [
        question
        for question in catalogue.single
        if look(question.key).state is not_asked
    ]
    numbers = Counter(_reason(question, submission) for question in spared)
    reasons = [(scope.key, scope.otherwise) for scope in catalogue.scopes]
    # Translators: why questions were left out, after "Left out: "
    follow_ups = tongue.say(
        "asked.follow_ups",
        "follow-up questions that no answer called for, or newer than the sheet",
    )
    return QuestionsAsked(
        asked=len(catalogue.single) - len(spared),
        of=len(catalogue.single),
        left_out=tuple(
            LeftOut(scope=key, why=why, questions=numbers[key])
            for key, why in (*reasons, ("", follow_ups))
            if numbers[key]
        ),
    )


def _reason(question: Question, submission: Submission) -> str:
    outside = (key for key in question.scopes if key in submission.out_of_scope)
    return next(outside, "")
