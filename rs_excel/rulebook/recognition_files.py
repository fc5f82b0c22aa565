"""The parts ``recognition`` and ``programme`` of a policy become criteria.

Comes in: the texts by name, and the criteria of the policy that is extended. Goes out:
criteria in the policy's order, or every problem noted at its line. Criteria are
conditions like those of rules, over the answers of the audit workbook and what the
buyer says of the site.
"""

from __future__ import annotations

from pydantic import Field

from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.recognition import Ask, Criterion
from rs_excel.rulebook.schema import ConditionText, Shape
from rs_excel.strict_yaml import Location


class AskText(Shape):
    when: ConditionText
    condition: str = Field(min_length=5)


class CriterionText(Shape):
    title: str = Field(min_length=3)
    accept: ConditionText
    or_with: list[AskText] = Field(default_factory=list)
    needed: str = Field(min_length=3)


CriteriaText = dict[str, CriterionText | None]
"""By name. None takes a criterion of the policy that is extended away."""


def criteria(
    texts: CriteriaText,
    base: tuple[Criterion, ...],
    parser: ConditionParser,
    part: str,
) -> tuple[Criterion, ...]:
    """Those of the base in its order, changed or taken away, then new ones."""
    found = {criterion.name: criterion for criterion in base}
    for name, text in texts.items():
        if text is None:
            found.pop(name, None)
            continue
        criterion = _criterion(name, text, parser, part)
        if criterion is not None:
            found[name] = criterion
    return tuple(found.values())


def _criterion(
    name: str, text: CriterionText, parser: ConditionParser, part: str
) -> Criterion | None:
    at: Location = (part, name)
    accept = parser.parse(text.accept, (*at, "accept"))
    asks = [
        (parser.parse(ask.when, (*at, "or_with", place, "when")), ask.condition)
        for place, ask in enumerate(text.or_with)
    ]
    if accept is None:
        return None
    return Criterion(
        name=name,
        title=text.title,
        accept=accept,
        or_with=tuple(Ask(when=w, condition=c.strip()) for w, c in asks if w),
        needed=text.needed.strip(),
    )
