"""The page to start from: what there is, and how to read it.

Comes in: the shelf. Goes out: one page.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.vocabulary import Pillar
from rs_excel.rulebook.reference.framework_index import in_short
from rs_excel.rulebook.reference.markdown import counted, table, words
from rs_excel.rulebook.reference.pillar_index import rules_of
from rs_excel.rulebook.reference.places import (
    LAWS,
    PARAMETERS,
    POLICIES,
    QUESTIONS,
    START,
    LinksFrom,
    framework_place,
    pillar_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf


def start_pages(shelf: Shelf) -> Iterator[Page]:
    """The start."""
    yield START, _lines(shelf)


def _lines(shelf: Shelf) -> Iterator[str]:
    pack, links = shelf.pack, LinksFrom(START)
    yield f"# {words(pack.title)}: reference"
    yield ""
    yield (
        f"{counted(len(pack.rules), 'rule')} and "
        f"{counted(len(pack.catalogue.by_key), 'question')}, version {pack.version}. "
        "Every page is made from the rules themselves; to change one, change the rule."
    )
    yield ""
    yield words(pack.notice)
    yield ""
    yield "## By pillar"
    yield ""
    pillars = [(pillar, rules_of(pillar, shelf)) for pillar in Pillar]
    yield from table(
        ("Pillar", "Rules"),
        (
            (links.to(pillar.label, pillar_place(pillar)), str(len(rules)))
            for pillar, rules in pillars
            if rules
        ),
    )
    if shelf.covered.frameworks:
        yield "## By framework"
        yield ""
        yield from table(
            ("Framework", "What is served"),
            (
                (
                    links.to(words(s.framework.title), framework_place(s.framework.id)),
                    in_short(s),
                )
                for s in shelf.covered.frameworks
            ),
        )
    yield "## Beside the rules"
    yield ""
    yield f"- {links.to('Questions', QUESTIONS)}: what is asked and which rules read it"
    yield (
        f"- {links.to('Limits by country and day', PARAMETERS)}: values, their "
        "references, and what to verify"
    )
    yield f"- {links.to('Policies', POLICIES)}: days to close, and traffic lights"
    if pack.laws:
        yield f"- {links.to('Laws', LAWS)}: whom they bind, what serves their duties"
    yield ""
