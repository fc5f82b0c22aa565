"""Texts that go where little room is: a subject, a footer, a line of a terminal.

Comes in: what somebody wrote, of any length. Goes out: its beginning, on one line.
"""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, cut between words and ended with an ellipsis."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;:") + "…"
