"""The words of the reply pack and of the e-mail that goes with it.

Comes in: whom it is for and what was found. Goes out: paragraphs. A corrective action
is asked for in the same friendly words whatever the finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.reply import ReplyLine
from rs_excel.domain.short_text import shortened

_LONGEST_NAME, _LONGEST_TITLE = 80, 160  # characters
_MOST_NAMED = 8
TITLE = "What we found, and your plan"
FOUND_HEADS = (
    "Number",
    "Severity",
    "Pillar",
    "What was found",
    "Where you said so",
    "Why it matters",
    "What we ask you to do",
    "Evidence that would answer it",
    "Contain by",
    "Due",
)
PLAN_INTRO = (
    "Cream cells are yours. Say what caused it, what you will do now, what keeps it "
    "from coming back, who looks after it. No names of workers."
)
STEPS = (
    "Read the sheet “What we found”. The number of a finding leads to its row in your "
    "plan, and back. Where a day stands under “Contain by”, people must be safe "
    "by then.",
    "Fill “Your plan”: root cause, corrective and preventive action, who is "
    "responsible. Set the status to “In progress” when you have begun.",
    "When it is done, name the documents that show it, the day you send them, and set "
    "the status to “Evidence submitted”. Send the documents with this workbook.",
    "Return this workbook as it is, with its sheets and columns. Closing a finding is "
    "for the person who verifies it.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a pack is for, and what has to be printed with it."""

    supplier: str
    site: str
    assessed_on: date
    notice: str
    tracked: bool  # whether the numbers of its rows are those of a tracker

    @property
    def named(self) -> str:
        """``Supplier · Site``, short enough for a subject."""
        parts = (shortened(part, _LONGEST_NAME) for part in (self.supplier, self.site))
        return " · ".join(part for part in parts if part)


def opening(lines: Sequence[ReplyLine], addressee: Addressee) -> tuple[str, ...]:
    """What this is, how much, and by when."""
    day = addressee.assessed_on.isoformat()
    if not lines:
        return (f"We have read your answers as of {day}. Nothing is open for you.",)
    counted = Counter(
        line.row.severity.label if line.row.severity else line.row.type.label
        for line in lines
    )
    said = ", ".join(f"{number} {grade.lower()}" for grade, number in counted.items())
    first = min(lines, key=lambda line: line.row.due_now)
    title = shortened(f"{first.title[:1].lower()}{first.title[1:]}", _LONGEST_TITLE)
    return (
        *_at_once(lines),
        f"Thank you for your answers. We have read them as of {day}; this workbook "
        f"says what we found and asks what you plan to do: {said}.",
        f"The first answer is due on {first.row.due_now.isoformat()} "
        f"({first.row.number}, {title}). If a day cannot be kept, "
        "tell us before it has passed, and why.",
        "If you think that something is wrong, say so in the comments of that row. "
        "An open word is never held against you.",
    )


def _at_once(lines: Sequence[ReplyLine]) -> Iterator[str]:
    """What cannot wait comes first: people must be safe before plans are made."""
    days = {
        line.row.number: line.row.contain_by
        for line in lines
        if line.row.contain_by and not line.row.handling.contained_on
    }
    if days:
        first = min(days.values()).isoformat()
        numbers = ", ".join([*days][:_MOST_NAMED])
        more = f" and {len(days) - _MOST_NAMED} more" if len(days) > _MOST_NAMED else ""
        yield (
            f"People may be in danger. Please make them safe by {first} and tell us "
            f"what you have done, before anything else: {numbers}{more}."
        )


def mail(lines: Sequence[ReplyLine], addressee: Addressee, attachment: str) -> str:
    """The draft of an e-mail, subject first."""
    body = "\n\n".join(opening(lines, addressee))
    return (
        f"Subject: {addressee.named}: what we found, and your plan\n\n"
        f"Dear colleagues,\n\n{body}\n\n"
        f"Please fill the sheet “Your plan” of {attachment} and return the workbook "
        "with the documents it names.\n\nKind regards\n\n"
        f"--\n{addressee.notice}\n"
    )
