"""Scopes in the questionnaire: which groups of questions this site is asked.

Comes in: the scopes of the catalogue. Goes out: formulas. One named cell each says
whether its questions are asked, a question knows by it that it is not, and a sentence
tells how many are asked and why not all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rs_excel.domain.questions import Question, Scope
from rs_excel.template.gates import Gate, quoted, surely_false
from rs_excel.template.status import NOT_ASKED

ASKED = "✓ Asked"
_YET_ALL = (
    " They become fewer once the site profile and the workforce are filled in and show "
    "what does not concern you."
)
Gates = Mapping[str, Gate]


def cell_name(scope: str) -> str:
    """The defined name of the cell that says how a scope stands."""
    return f"scope.{scope}"


def scope_formula(scope: Scope, gates: Gates) -> str:
    """The formula of that cell: asked, unless the answers surely say otherwise."""
    outside = surely_false(scope.holds_when, gates)
    return f"=IF(IFERROR({outside},FALSE),{quoted(NOT_ASKED)},{quoted(ASKED)})"


def sentence(scopes: Iterable[Scope], asked: str, total: int) -> str:
    """``You are asked 168 of 354 questions. Left out: no canteen; an office.``"""
    reasons = "&".join(
        f'IF({is_outside(scope.key)},{quoted(f"; {scope.otherwise}")},"")'
        for scope in scopes
    )
    told = f'"You are asked "&{asked}&" of {total} questions."'
    if not reasons:
        return f"={told}"
    nothing = f"LEN({reasons})=0"
    left_out = f'" Left out, as your answers show: "&MID({reasons},3,999)&"."'
    return f"={told}&IF({nothing},{quoted(_YET_ALL)},{left_out})"


def is_outside(scope: str) -> str:
    """A formula part: TRUE where the site is spared the scope's questions."""
    return f"{cell_name(scope)}={quoted(NOT_ASKED)}"


def not_asked(
    question: Question, gates: Gates, scopes: Mapping[str, Scope], answer: str
) -> str:
    """A formula part, TRUE where the question is not asked; empty if it always is."""
    parts = []
    for key in question.scopes:
        outside = is_outside(key)
        if scopes[key].voluntary:
            # An answer given all the same is taken, as the engine does.
            outside = f'AND({outside},IFERROR(TRIM({answer})="",FALSE))'
        parts.append(outside)
    if question.asked_when is not None:
        parts.append(surely_false(question.asked_when, gates))
    if len(parts) < 2:
        return "".join(parts)
    return f"OR({','.join(parts)})"
