"""Scopes in the questionnaire: which groups of questions this site is asked.

Comes in: the scopes of the catalogue. Goes out: formulas. One named cell each says
whether its questions are asked, a question knows by it that it is not, and a sentence
tells how many are asked and why not all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rs_excel.domain.questions import Question, Scope
from rs_excel.template.gates import Gates, surely_false
from rs_excel.template.status import ASKED, NOT_ASKED
from rs_excel.template.texts_sheet import Texts


def cell_name(scope: str) -> str:
    """The defined name of the cell that says how a scope stands."""
    return f"scope.{scope}"


def scope_formula(scope: Scope, gates: Gates, texts: Texts) -> str:
    """The formula of that cell: asked, unless the answers surely say otherwise."""
    outside = surely_false(scope.holds_when, gates)
    spared, asked = NOT_ASKED.shown(texts), ASKED.shown(texts)
    return f"=IF(IFERROR({outside},FALSE),{spared.reference},{asked.reference})"


def sentence(scopes: Iterable[Scope], asked: str, total: int, texts: Texts) -> str:
    """``You are asked 168 of 354 questions. Left out: no canteen; an office.``"""
    reasons = "&".join(
        f'IF({is_outside(scope.key)},"; "&{_otherwise(scope, texts)},"")'
        for scope in scopes
    )
    said = texts.own("saq.far.told", total=total).reference
    told = f'SUBSTITUTE({said},"{{asked}}",{asked})'
    if not reasons:
        return f"={told}"
    yet_all = texts.own("saq.far.yet_all").reference
    said = texts.own("saq.far.left_out").reference
    left_out = f'SUBSTITUTE({said},"{{topics}}",MID({reasons},3,999))'
    return f'={told}&" "&IF(LEN({reasons})=0,{yet_all},{left_out})'


def _otherwise(scope: Scope, texts: Texts) -> str:
    return texts.pack(f"scope.{scope.key}.otherwise", scope.otherwise).reference


def is_outside(scope: str) -> str:
    """A formula part: TRUE where the site is spared the scope's questions."""
    return NOT_ASKED.stands_in(cell_name(scope))


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
