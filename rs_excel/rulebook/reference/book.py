"""All pages of the reference, made from a pack and never edited.

Comes in: a ``RulePack``. Goes out: text by place. A further kind of page is one module
beside this one and one line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.rulebook.reference.country_index import country_pages
from rs_excel.rulebook.reference.framework_index import framework_pages
from rs_excel.rulebook.reference.law_index import law_pages
from rs_excel.rulebook.reference.parameter_index import parameter_pages
from rs_excel.rulebook.reference.pillar_index import pillar_pages
from rs_excel.rulebook.reference.places import NoLinks
from rs_excel.rulebook.reference.policy_index import policy_pages
from rs_excel.rulebook.reference.question_index import question_pages
from rs_excel.rulebook.reference.rule_page import rule_lines, rule_pages
from rs_excel.rulebook.reference.shelf import Maker, Shelf
from rs_excel.rulebook.reference.start_page import start_pages

MARK = "<!-- Made by `rs-excel rules reference`; do not edit. -->"
"""The first line of every page: pages without it are somebody's own."""

KINDS: tuple[Maker, ...] = (
    start_pages,
    pillar_pages,
    rule_pages,
    framework_pages,
    question_pages,
    parameter_pages,
    country_pages,
    policy_pages,
    law_pages,
)


def pages(pack: RulePack) -> Mapping[str, str]:
    """Every page by its place below one folder, such as ``rules/HS-004.md``."""
    shelf = Shelf(pack)
    return {
        place: _text([MARK, "", *lines])
        for kind in KINDS
        for place, lines in kind(shelf)
    }


def rule_text(rule: Rule, pack: RulePack) -> str:
    """The page of one rule as the terminal shows it, without links."""
    return _text(rule_lines(rule, Shelf(pack), NoLinks())).replace("<br>", "; ")


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
