"""A run in figures, and the files that ask for something.

Comes in: the line of each file. Goes out: counts, and lines of text with the gravest
files first. Names come from outside: ``printable`` is for whoever shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rs_excel.batch.statuses import REJECTED, Status
from rs_excel.domain.vocabulary import Severity
from rs_excel.writeback.tallies import counted, severities_line

_MOST_NAMED = 10
_TOLD_FIRST = (Status.NEEDS_ATTENTION, Status.INCOMPLETE, Status.OLD_VERSION)

Line = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts over all files, and the few that are named.

    What was found is counted, and named as pressing, for returns that count only.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    counting: int = 0
    superseded: int = 0
    to_ask: int = 0  # whose site or order is not clear
    all_pressing: int = 0
    pressing: list[Line] = field(default_factory=list)
    rejected: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Tally:
        """Of all lines; only the few that are named are kept."""
        tally = cls()
        for line in lines:
            status = Status(line["status"])
            tally.statuses[status] += 1
            tally.counting += line["counts"]
            tally.superseded += line["superseded_by"] is not None
            tally.to_ask += line["ask"]
            severities = line["severities"] if line["counts"] else {}
            for severity, count in severities.items():
                tally.severities[Severity(severity)] += count
            if status in REJECTED:
                tally.rejected = [*tally.rejected, line][:_MOST_NAMED]
            elif status in _TOLD_FIRST and line["counts"]:
                tally.all_pressing += 1
                named = sorted([*tally.pressing, line], key=_gravest_first)
                tally.pressing = named[:_MOST_NAMED]
        return tally

    @property
    def files(self) -> int:
        return self.statuses.total()

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found in any file."""
        return next((s for s in Severity if self.severities[s]), None)

    def counts(self) -> Iterator[str]:
        """Plain lines of text: files, sites, what was found."""
        counts = [f"{n} {s.value}" for s in Status if (n := self.statuses[s])]
        said = f": {', '.join(counts)}" if counts else ""
        yield f"{counted(self.files, 'workbook')}{said}"
        yield from self._counted()
        found = severities_line(self.severities)
        yield f"Non-conformances: {found or 'none'}"

    def named(self) -> Iterator[str]:
        """Plain lines of text: the files that ask for something, each with what."""
        yield from self._named("Look at first", self.pressing, self.all_pressing)
        unused = sum(self.statuses[status] for status in REJECTED)
        yield from self._named("Could not be used", self.rejected, unused)

    def _counted(self) -> Iterator[str]:
        """One return a site; what became of others."""
        others = f"; {self.superseded} replaced by a later one" * bool(self.superseded)
        yield f"Sites: {counted(self.counting, 'return')} counted, one a site{others}"
        if self.to_ask:
            yield (
                f"Not clear of which site or which is the latest: {self.to_ask}, see "
                "counts_because in files.jsonl"
            )

    def _named(self, title: str, lines: list[Line], total: int) -> Iterator[str]:
        if not lines:
            return
        yield from ("", f"{title}:")
        for line in lines:
            yield f"- {_words(line)}"
        rest = total - len(lines)
        if rest:
            yield f"- … and {rest} more in files.jsonl"


def _gravest_first(line: Line) -> tuple[int, list[int], str]:
    counts = line["severities"]
    graded = [-counts[severity.value] for severity in Severity]
    return _TOLD_FIRST.index(line["status"]), graded, line["file"]


def _words(line: Line) -> str:
    who = " · ".join(part for part in (line["supplier"], line["site"]) if part)
    named = f"{line['file']} ({who})" if who else line["file"]
    return f"{named}: {line['status']}. {line['reason']} {line['action']}"


def printable(text: str) -> str:
    """What a terminal and a mail can show; ``?`` for anything else."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
