"""What the sheet of figures counts in all, each with what it is counted from.

Comes in: the ranges of the tracker's columns. Goes out: a name, a formula without its
equals sign, and a remark. Reminders stand here too: they count to today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import SOON

_OPEN = '"<>Yes"'
_CLOSED = f'"{ActionStatus.VERIFIED_CLOSED.label}"'


def figures_in_all(ranges: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, formula and remark of each line."""
    held, pending = ranges["held_status"], f"{ranges['rests']},{_OPEN}"
    due, contain, effect = (
        ranges[key] for key in ("due_now", "contain_by", "effect_due")
    )
    contained, people = ranges["contained_on"], ranges["people_affected"]
    yield "Raised", f"COUNTA({ranges['fingerprint']})", "rows that a check has raised"
    yield "Closed and verified", f"COUNTIFS({held},{_CLOSED})", ""
    yield "Came back after closure", f"SUM({ranges['repeats']})", "times"
    yield "Extensions granted", f"SUM({ranges['extensions']})", ""
    yield "Past their due date", f'COUNTIFS({ranges["overdue"]},">0")', "of those open"
    soon = f'COUNTIFS({due},">="&TODAY(),{due},"<="&TODAY()+{SOON},{pending})'
    yield f"Due in the next {SOON} days", soon, "of those open"
    passed = f'{contain},"<"&TODAY(),{pending}'
    still = f'COUNTIFS({passed})-COUNTIFS({passed},{contained},">0")'
    yield "Containment past its day", still, "open, without a day on which contained"
    in_time = f'SUMPRODUCT(({contain}<>"")*({contained}<>"")*({contained}<={contain}))'
    yield "Contained in time", in_time, "of those that asked for it"
    checks = f'{effect},"<="&TODAY()'
    said = "".join(
        f'-COUNTIFS({checks},{ranges["effective"]},"{word}")' for word in ("Yes", "No")
    )
    yield "Effect checks due", f"COUNTIFS({checks}){said}", "closed, not looked at yet"
    reached = f"SUMIFS({people},{held},{_CLOSED})"
    yield "People affected by what is closed", reached, "as far as the rows say"
