"""How findings are put into words for a buyer: one phrase, one place.

Comes in: findings of a report and the pack's labels of sources. Goes out: short
texts and inks shared by marks and sheets, so that a finding reads the same wherever
it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.findings import Basis, Coverage, Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LOOKS, SEVERITY_INK, TYPE_INK

ABSENT = "—"
VERIFY = "The limit is to be verified by a person before it is relied on."
_ORDER = (*SEVERITY_INK.values(), *TYPE_INK.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a pack has printed with every report.

    ``labels`` names the sources rules rest on; ``notice`` says what the check is not.
    """

    labels: Mapping[str, str]
    notice: str


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


def grade_name(finding: Finding) -> str:
    """``Critical``, ``Observation``: the severity, or the type where there is none."""
    return finding.severity.label if finding.severity else finding.type.label


def grade(finding: Finding) -> str:
    """Symbol and word: ``▲ Critical``."""
    return with_symbol(ink_of(finding), grade_name(finding))


def with_symbol(ink: Ink, word: str) -> str:
    """The word with its ink's symbol before it."""
    return f"{LOOKS[ink].symbol} {word}".strip()


def title_of(finding: Finding) -> str:
    """The finding's title, with the row of the table it concerns."""
    return f"{finding.title} ({finding.row})" if finding.row else finding.title


def asks_for_action(finding: Finding) -> bool:
    """A good example is worth keeping, not correcting."""
    return finding.type is not FindingType.GOOD_EXAMPLE


def by_when(finding: Finding) -> str:
    """``2026-03-16``, or ``contain by 2026-01-16, close by 2026-02-14``."""
    first = finding.contain_by
    if first is None:
        return finding.action.due_on.isoformat()
    return (
        f"contain by {first.isoformat()}, close by {finding.action.due_on.isoformat()}"
    )


def timescale(finding: Finding) -> str:
    """Days allowed, in the words of a corrective action plan."""
    action = finding.action
    close = action.count.span(action.timeframe_days)
    if action.contain_within_days is None:
        return close
    first = action.count.span(action.contain_within_days)
    return f"Contain within {first}, close within {close}"


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


def basis_text(finding: Finding, labels: Mapping[str, str]) -> str:
    """All of it for a table, with a warning where a value is not yet verified."""
    lines = basis_lines(finding, labels)
    return "\n".join((*lines, VERIFY) if finding.verify else lines)


def steps(finding: Finding) -> str:
    """Corrective action, then what keeps the trouble from coming back."""
    preventive = flowing(finding.action.preventive)
    correct = flowing(finding.action.says)
    return f"{correct}\nTo prevent it: {preventive}" if preventive else correct


def cells_line(cells: Iterable[CellRef], *, most: int = 6) -> str:
    """``'Site'!C4, C9``: a sheet is named once; a long list ends with a count."""
    listed = list(cells)
    if not listed:
        return ABSENT
    sheets = [None, *(cell.sheet for cell in listed)]
    named = [
        cell.address if cell.sheet == before else str(cell)
        for before, cell in zip(sheets, listed, strict=False)
    ]
    rest = len(named) - most
    return ", ".join(named[:most]) + (f" and {rest} more" if rest > 0 else "")


def coverage_line(coverage: Coverage) -> str:
    """What the counts of findings rest on, as a sentence."""
    return (
        f"{coverage.answered} of {counted(coverage.asked, 'question')} answered "
        f"({percent(coverage.answered, coverage.asked)}); {coverage.assessed} of "
        f"{counted(coverage.applicable, 'rule')} that may apply could be assessed "
        f"({percent(coverage.assessed, coverage.applicable)})."
    )


def asked_line(asked: QuestionsAsked) -> str:
    """How much of the questionnaire the site was asked, and why not all of it."""
    of = counted(asked.of, "question")
    told = f"Asked {asked.asked} of {of}, optional ones included"
    if not asked.left_out:
        return f"{told}."
    reasons = "; ".join(f"{part.why} ({part.questions})" for part in asked.left_out)
    return f"{told}. Left out: {reasons}."


def part_of(part: int, whole: int) -> str:
    """``60 of 80 (75%)``; a dash where there is nothing to have a part of."""
    return f"{part} of {whole} ({percent(part, whole)})" if whole else ABSENT


def percent(part: int, whole: int) -> str:
    """Rounded down: 100% means that nothing is missing."""
    return f"{part * 100 // whole}%" if whole else ABSENT


def counted(number: int, noun: str) -> str:
    """``1 day``, ``30 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def severities_line(counts: Mapping[Severity, int]) -> str:
    """``2 critical and 1 major``: the severities present, gravest first."""
    present = [f"{counts[s]} {severity_word(s)}" for s in Severity if counts.get(s)]
    if len(present) < 2:
        return "".join(present)
    return f"{', '.join(present[:-1])} and {present[-1]}"


def severity_word(severity: Severity) -> str:
    """``business-critical``: the severity within a sentence."""
    return severity.label.lower().replace("business c", "business-c")


@lru_cache(maxsize=2048)
def flowing(text: str) -> str:
    """Text without the line breaks its author needed in a file."""
    return " ".join(text.split())


def first_sentence(text: str, most: int) -> str:
    """The opening sentence, its full stop or an ellipsis at its end."""
    plain = flowing(text)
    end = plain.find(". ")
    sentence = plain if end < 0 else plain[:end]
    short = shortened(sentence.rstrip("."), most - 1)
    return short if short.endswith("…") else f"{short}."
