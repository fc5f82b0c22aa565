"""How findings are put into words for a buyer: one phrase, one place.

Comes in: findings of a report and the pack's labels of sources. Goes out: short
texts and inks shared by marks and sheets, so that a finding reads the same wherever
it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.findings import Basis, Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tongue import ENGLISH, Tongue, flat
from rs_excel.domain.vocabulary import FindingType
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LOOKS, SEVERITY_INK, TYPE_INK

ABSENT = "—"
_SENTENCE_ENDS = re.compile(r"\. |。")
_ORDER = (*SEVERITY_INK.values(), *TYPE_INK.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a pack has printed with every report.

    ``labels`` names the sources rules rest on; ``notice`` says what the check is not;
    ``tongue`` is the language of all that is ours.
    """

    labels: Mapping[str, str]
    notice: str
    tongue: Tongue = ENGLISH


def ink_of(finding: Finding) -> Ink:
    """A severity's ink for a non-conformance, else the ink of the finding's type."""
    if finding.severity is not None:
        return SEVERITY_INK[finding.severity]
    return TYPE_INK.get(finding.type, Ink.NOT_ASSESSED)


def gravest_first(finding: Finding) -> tuple[int, tuple[int, int, int, str, str]]:
    """Sort key. Data to correct comes before good examples: it asks for action."""
    ink = ink_of(finding)
    place = _ORDER.index(ink) if ink in _ORDER else len(_ORDER)
    return (place, finding.worst_first)


def grade_name(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """``Critical``, ``Observation``: the severity, or the type where there is none."""
    return tongue.label(finding.severity or finding.type)


def grade(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """Symbol and word: ``▲ Critical``."""
    return with_symbol(ink_of(finding), grade_name(finding, tongue))


def with_symbol(ink: Ink, word: str) -> str:
    """The word with its ink's symbol before it."""
    return f"{LOOKS[ink].symbol} {word}".strip()


def title_of(finding: Finding) -> str:
    """The finding's title, with the row of the table it concerns."""
    return f"{finding.title} ({finding.row})" if finding.row else finding.title


def asks_for_action(finding: Finding) -> bool:
    """A good example is worth keeping, not correcting."""
    return finding.type is not FindingType.GOOD_EXAMPLE


def by_when(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """``2026-03-16``, or ``contain by 2026-01-16, close by 2026-02-14``."""
    first, last = finding.contain_by, finding.action.due_on.isoformat()
    if first is None:
        return last
    # Translators: follows "By when: "; people are made safe by the first day
    return tongue.say(
        "finding.by_when",
        "contain by {first}, close by {last}",
        first=first.isoformat(),
        last=last,
    )


def timescale(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """Days allowed, in the words of a corrective action plan."""
    action = finding.action
    close = action.count.span(action.timeframe_days, tongue)
    if action.contain_within_days is None:
        return close
    # Translators: both are spans such as "30 days"
    return tongue.say(
        "finding.timescale",
        "Contain within {first}, close within {close}",
        first=action.count.span(action.contain_within_days, tongue),
        close=close,
    )


def basis_lines(finding: Finding, labels: Mapping[str, str]) -> tuple[str, ...]:
    """What the rule rests on, one source a line: ``ETI Base Code 6.1, 6.3``.

    A source without a label is printed as it is spelled.
    """
    return tuple(
        [
            f"{labels.get(source) or source.replace('_', ' ')} {clauses}".strip()
            for source, clauses in _clauses_by_source(finding.basis)
        ]
    )


@lru_cache(maxsize=2048)
def _clauses_by_source(basis: tuple[Basis, ...]) -> tuple[tuple[str, str], ...]:
    """``3.1, 3.2`` without a version, ``6.1: 5, 6; 7.0: 5`` with versions.

    Remembered, since a rule's basis is told several times in every copy.
    """
    sources: dict[str, dict[str, str]] = {}
    for source, version, clause in basis:
        clauses = sources.setdefault(source, {})
        before = clauses.get(version)
        both = before and clause
        clauses[version] = f"{before}, {clause}" if both else before or clause
    return tuple(
        (source, "; ".join(f"{v}: {c}" if v else c for v, c in clauses.items()))
        for source, clauses in sources.items()
    )


def basis_text(
    finding: Finding, labels: Mapping[str, str], tongue: Tongue = ENGLISH
) -> str:
    """All of it for a table, with a warning where a value is not yet verified."""
    lines = basis_lines(finding, labels)
    return "\n".join((*lines, verify(tongue)) if finding.verify else lines)


def verify(tongue: Tongue) -> str:
    """What is said beside a limit that nobody has looked up yet."""
    return tongue.say(
        "finding.verify",
        "The limit is to be verified by a person before it is relied on.",
    )


def steps(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """Corrective action, then what keeps the trouble from coming back."""
    preventive = flowing(finding.action.preventive)
    correct = flowing(finding.action.says)
    if not preventive:
        return correct
    # Translators: stands before the preventive action
    prevent = tongue.say("finding.prevent", "To prevent it: {steps}", steps=preventive)
    return f"{correct}\n{prevent}"


def cells_line(
    cells: Iterable[CellRef], *, most: int = 6, tongue: Tongue = ENGLISH
) -> str:
    """``'Site'!C4, C9``: a sheet is named once; a long list ends with a count."""
    listed = list(cells)
    if not listed:
        return ABSENT
    sheets = [None, *(cell.sheet for cell in listed)]
    named = [
        cell.address if cell.sheet == before else str(cell)
        for before, cell in zip(sheets, listed, strict=False)
    ]
    return and_more(", ".join(named[:most]), len(named) - most, tongue)


def cells_told(finding: Finding, tongue: Tongue = ENGLISH) -> str:
    """All the cells a finding rests on, as a line of its own."""
    cells = cells_line(finding.cells, tongue=tongue)
    # Translators: cells of a sheet, such as 'Site'!C4
    return tongue.say("finding.cells", "Cells: {cells}", cells=cells)


def and_more(shown: str, rest: int, tongue: Tongue = ENGLISH) -> str:
    """What is shown of a list, with how many more there are."""
    if rest <= 0:
        return shown
    # Translators: at the end of a list that is cut: "A, B and 3 more"
    return tongue.say("list.and_more", "{shown} and {n} more", shown=shown, n=rest)


@lru_cache(maxsize=2048)
def flowing(text: str) -> str:
    """Text without the line breaks its author needed in a file."""
    return flat(text)


def first_sentence(text: str, most: int) -> str:
    """The opening sentence, its full stop or an ellipsis at its end."""
    plain = flowing(text)
    sentence = _SENTENCE_ENDS.split(plain, maxsplit=1)[0]
    short = shortened(sentence.rstrip("."), most - 1)
    return short if short.endswith("…") else f"{short}."
