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

from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.findings import Basis, Coverage, Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tongue import ENGLISH, Tongue, flat
from rs_excel.domain.vocabulary import FindingType, Severity
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


def coverage_line(coverage: Coverage, tongue: Tongue = ENGLISH) -> str:
    """What the counts of findings rest on, as a sentence."""
    # Translators: {questions} and {rules} bring their word: “306 questions”
    return tongue.say(
        "coverage.line",
        "{answered} of {questions} answered ({share}); {assessed} of {rules} that may "
        "apply could be assessed ({assessed_share}).",
        answered=coverage.answered,
        questions=questions(coverage.asked, tongue),
        share=percent(coverage.answered, coverage.asked, tongue),
        assessed=coverage.assessed,
        rules=rules(coverage.applicable, tongue),
        assessed_share=percent(coverage.assessed, coverage.applicable, tongue),
    )


def asked_line(asked: QuestionsAsked, tongue: Tongue = ENGLISH) -> str:
    """How much of the questionnaire the site was asked, and why not all of it."""
    # Translators: {questions} brings its word: “355 questions”
    told = tongue.say(
        "coverage.asked",
        "Asked {asked} of {questions}, optional ones included.",
        asked=asked.asked,
        questions=questions(asked.of, tongue),
    )
    if not asked.left_out:
        return told
    reasons = "; ".join(f"{part.why} ({part.questions})" for part in asked.left_out)
    left = tongue.say("coverage.left_out", "Left out: {reasons}.", reasons=reasons)
    return f"{told} {left}"


def part_of(part: int, whole: int, tongue: Tongue = ENGLISH) -> str:
    """``60 of 80 (75%)``; a dash where there is nothing to have a part of."""
    if not whole:
        return ABSENT
    return tongue.say(
        "coverage.part_of",
        "{part} of {whole} ({share})",
        part=part,
        whole=whole,
        share=percent(part, whole, tongue),
    )


def percent(part: int, whole: int, tongue: Tongue = ENGLISH) -> str:
    """Rounded down: 100% means that nothing is missing."""
    return tongue.percent(part * 100 // whole) if whole else ABSENT


def findings(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 finding``, ``3 findings``."""
    return tongue.count("count.finding", number, "{n} finding", "{n} findings")


def questions(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 question``, ``3 questions``."""
    return tongue.count("count.question", number, "{n} question", "{n} questions")


def rules(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 rule``, ``3 rules``."""
    return tongue.count("count.rule", number, "{n} rule", "{n} rules")


def counted(number: int, noun: str) -> str:
    """``1 day``, ``30 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def severities_line(counts: Mapping[Severity, int], tongue: Tongue = ENGLISH) -> str:
    """``2 critical and 1 major``: the severities present, gravest first."""
    return tongue.listed(
        [
            # Translators: in a list such as "2 critical and 1 major"
            tongue.say(
                "severity.counted",
                "{n} {severity}",
                n=counts[s],
                severity=severity_word(s, tongue),
            )
            for s in Severity
            if counts.get(s)
        ]
    )


def severity_word(severity: Severity, tongue: Tongue = ENGLISH) -> str:
    """``business-critical``: the severity within a sentence."""
    english = severity.label.lower().replace("business c", "business-c")
    return tongue.say(f"severity_word.{severity.value}", english)


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
