"""What was seen, in words: lines for the user, and a note for the IT department.

Comes in: looks. Goes out: text.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence

from rs_excel import __version__
from rs_excel.doctor.looked import Looked, State

SIGNS = {State.OK: "✓", State.LOOK: "!", State.BROKEN: "✗", State.UNKNOWN: "?"}
_WHAT_IT_DOES = (
    "What the add-in does: a click on its ribbon starts the Python named above with",
    "`-I -B -m rs_excel.ribbon` and the name of the button. Nothing of the workbook",
    "is part of that line. It works on the open workbook through Excel itself, sends",
    "nothing anywhere, and needs no rights of an administrator.",
)


def line_of(looked: Looked) -> str:
    """One look: sign, what, how it stands, what was seen."""
    seen = looked.seen
    return f"{SIGNS[seen.state]} {looked.what} · {seen.state}: {seen.saw}"


def lines_of(looks: Sequence[Looked]) -> Iterator[str]:
    """Every look, and below it what to do."""
    for looked in looks:
        yield line_of(looked)
        if looked.seen.do:
            yield f"    {looked.seen.do}"


def verdict(looks: Sequence[Looked]) -> str:
    """What it all comes to, in one line."""
    broken = sum(looked.seen.state is State.BROKEN for looked in looks)
    if broken:
        return f"{broken} of {len(looks)} things keep the add-in from working."
    unknown = sum(looked.seen.state is State.UNKNOWN for looked in looks)
    untold = f"; {unknown} could not be seen from here" if unknown else ""
    return f"Nothing was found that keeps the add-in from working{untold}."


def note_for_it(looks: Sequence[Looked]) -> str:
    """A block to paste into a ticket."""
    asked = [looked.seen.for_it for looked in looks if looked.seen.for_it]
    wanted = [f"{number}. {text}" for number, text in enumerate(asked, 1)]
    return "\n".join(
        (
            f"rs_excel {__version__} on {platform.platform()}",
            "",
            *(line_of(looked) for looked in looks),
            "",
            *(wanted or ["Nothing has to be changed by IT, as far as could be seen."]),
            "",
            *_WHAT_IT_DOES,
        )
    )
