"""The words of the reply pack and of the e-mail that goes with it.

Comes in: whom it is for and what was found. Goes out: paragraphs in the language of the
site. A corrective action is asked for in the same friendly words whatever the finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.reply import ReplyLine
from rs_excel.domain.short_text import shortened
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.tracker_columns import BY_KEY

_LONGEST_NAME, _LONGEST_TITLE = 80, 160  # characters
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a pack is for, in which language, and what has to be printed with it."""

    supplier: str
    site: str
    assessed_on: date
    notice: str
    tracked: bool  # whether the numbers of its rows are those of a tracker
    tongue: Tongue = ENGLISH

    @property
    def named(self) -> str:
        """``Supplier · Site``, short enough for a subject."""
        parts = (shortened(part, _LONGEST_NAME) for part in (self.supplier, self.site))
        return " · ".join(part for part in parts if part)


def title(tongue: Tongue) -> str:
    """What the whole pack is called."""
    return tongue.say("reply.title", "What we found, and your plan")


def start_title(tongue: Tongue) -> str:
    """The first sheet."""
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    return tongue.say("reply.start", "Start here")


def found_title(tongue: Tongue) -> str:
    """The sheet with the findings."""
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    return tongue.say("reply.found", "What we found")


def plan_title(tongue: Tongue) -> str:
    """The sheet to fill."""
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    return tongue.say("reply.plan", "Your plan")


def found_heads(tongue: Tongue) -> Iterator[str]:
    """What stands over the columns of the findings."""
    yield tongue.say("reply.head_number", "Number")
    yield tongue.say("reply.head_severity", "Severity")
    yield tongue.say("reply.head_pillar", "Pillar")
    yield tongue.say("reply.head_found", "What was found")
    yield tongue.say("reply.head_where", "Where you said so")
    yield tongue.say("reply.head_why", "Why it matters")
    yield tongue.say("reply.head_asked", "What we ask you to do")
    yield tongue.say("reply.head_evidence", "Evidence that would answer it")
    yield tongue.say("reply.head_contain", "Contain by")
    yield tongue.say("reply.head_due", "Due")


def plan_head(key: str, tongue: Tongue) -> str:
    """What stands over a column of the plan; the last one is hidden, and ours alone."""
    english = BY_KEY[key].title
    return english if key == "fingerprint" else tongue.say(f"column.{key}", english)


def plan_intro(tongue: Tongue) -> str:
    """What is asked for, above the plan."""
    return tongue.say(
        "reply.plan_intro",
        "Cream cells are yours. Say what caused it, what you will do now, what keeps "
        "it from coming back, who looks after it. No names of workers.",
    )


def steps(tongue: Tongue) -> Iterator[str]:
    """What to do, one after the other."""
    names = {"found": found_title(tongue), "plan": plan_title(tongue)}
    # Translators: {found} is the sheet with the findings; "Contain by" a column of it
    yield tongue.say(
        "reply.step_read",
        "Read the sheet “{found}”. The number of a finding leads to its row in your "
        "plan, and back. Where a day stands under “{contain}”, people must be safe by "
        "then.",
        found=names["found"],
        contain=tongue.say("reply.head_contain", "Contain by"),
    )
    # Translators: {plan} is the sheet to fill; {begun} a status to choose
    yield tongue.say(
        "reply.step_fill",
        "Fill “{plan}”: root cause, corrective and preventive action, who is "
        "responsible. Set the status to “{begun}” when you have begun.",
        plan=names["plan"],
        begun=tongue.say("action_status.in_progress", "In progress"),
    )
    # Translators: {done} is a status to choose
    yield tongue.say(
        "reply.step_show",
        "When it is done, name the documents that show it, the day you send them, and "
        "set the status to “{done}”. Send the documents with this workbook.",
        done=tongue.say("action_status.evidence_submitted", "Evidence submitted"),
    )
    yield tongue.say(
        "reply.step_return",
        "Return this workbook as it is, with its sheets and columns. Closing a finding "
        "is for the person who verifies it.",
    )


def opening(lines: Sequence[ReplyLine], addressee: Addressee) -> tuple[str, ...]:
    """What this is, how much, and by when."""
    tongue, day = addressee.tongue, addressee.assessed_on.isoformat()
    if not lines:
        nothing = tongue.say(
            "reply.nothing",
            "We have read your answers as of {day}. Nothing is open for you.",
            day=day,
        )
        return (nothing,)
    first = min(lines, key=lambda line: line.row.due_now)
    title = shortened(f"{first.title[:1].lower()}{first.title[1:]}", _LONGEST_TITLE)
    return (
        *_at_once(lines, tongue),
        # Translators: {counts} is a list such as "2 critical, 1 major"
        tongue.say(
            "reply.thanks",
            "Thank you for your answers. We have read them as of {day}; this workbook "
            "says what we found and asks what you plan to do: {counts}.",
            day=day,
            counts=_counted(lines, tongue),
        ),
        # Translators: {number} and {title} are those of a finding
        tongue.say(
            "reply.first_due",
            "The first answer is due on {day} ({number}, {title}). If a day cannot be "
            "kept, tell us before it has passed, and why.",
            day=first.row.due_now.isoformat(),
            number=first.row.number,
            title=title,
        ),
        tongue.say(
            "reply.disagree",
            "If you think that something is wrong, say so in the comments of that row. "
            "An open word is never held against you.",
        ),
    )


def _counted(lines: Sequence[ReplyLine], tongue: Tongue) -> str:
    """``2 critical, 1 major``."""
    counts = Counter(line.row.severity or line.row.type for line in lines)
    return ", ".join(
        # Translators: in a list such as "2 critical and 1 major"
        tongue.say(
            "severity.counted",
            "{n} {severity}",
            n=number,
            severity=tongue.label(kind).lower(),
        )
        for kind, number in counts.items()
    )


def _at_once(lines: Sequence[ReplyLine], tongue: Tongue) -> Iterator[str]:
    """What cannot wait comes first: people must be safe before plans are made."""
    days = {
        line.row.number: line.row.contain_by
        for line in lines
        if line.row.contain_by and not line.row.handling.contained_on
    }
    if days:
        numbers, rest = ", ".join([*days][:_MOST_NAMED]), len(days) - _MOST_NAMED
        if rest > 0:
            numbers = tongue.say(
                "list.and_more", "{shown} and {n} more", shown=numbers, n=rest
            )
        # Translators: {numbers} are those of findings
        yield tongue.say(
            "reply.at_once",
            "People may be in danger. Please make them safe by {day} and tell us what "
            "you have done, before anything else: {numbers}.",
            day=min(days.values()).isoformat(),
            numbers=numbers,
        )


def mail(lines: Sequence[ReplyLine], addressee: Addressee, attachment: str) -> str:
    """The draft of an e-mail, subject first."""
    say = addressee.tongue.say
    # Translators: subject of an e-mail; {site} is the supplier and its site
    subject = say(
        "mail.subject", "{site}: what we found, and your plan", site=addressee.named
    )
    # Translators: stands before the subject of an e-mail: "Subject: …"
    head = say("mail.subject_head", "Subject")
    # Translators: {plan} is the sheet to fill, {attachment} the name of the workbook
    asked = say(
        "mail.asked",
        "Please fill the sheet “{plan}” of {attachment} and return the workbook with "
        "the documents it names.",
        plan=plan_title(addressee.tongue),
        attachment=attachment,
    )
    paragraphs = (
        f"{head}: {subject}",
        # Translators: opening of an e-mail
        say("mail.dear", "Dear colleagues,"),
        *opening(lines, addressee),
        asked,
        # Translators: end of an e-mail
        say("mail.regards", "Kind regards"),
        f"--\n{addressee.notice}\n",
    )
    return "\n\n".join(paragraphs)
