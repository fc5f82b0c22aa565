"""``rs-excel trends``: what the runs of a batch show over months and years.

Comes in: the folder of results, what to measure by. Goes out: a table on stdout, as
text, CSV or JSON. Only returns are counted; what was verified is in the tracker.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from rs_excel.batch.history import opened_history
from rs_excel.batch.lists import as_csv
from rs_excel.batch.trend_rows import MEANINGS, REPEATED, measured, repeated_row
from rs_excel.batch.trends import Trends, trends
from rs_excel.cli.consoles import results_console
from rs_excel.cli.exits import DONE

_MOST_SHOWN = 20  # findings had more than once; all of them are in CSV and JSON
_IN_TEXT = (
    "returns",
    "sites",
    "found",
    "raised",
    "again",
    "back",
    "cleared",
    "unknown",
    "open",
    "overdue",
    "clearing_rate",
    "in_time_rate",
)
_IN_TEXT_REPEATED = (
    "supplier",
    "site",
    "rule",
    "row",
    "severity",
    "returns",
    "back",
    "first_on",
    "last_on",
    "state",
)


def run(wanted: Namespace) -> int:
    """Prints the trends."""
    repeats = wanted.by == "finding"
    with opened_history(wanted.out) as history:
        on = wanted.as_of or history.last_day() or date.today()
        told = trends(history.sites(), "year" if repeats else wanted.by, on)
    if wanted.format == "json":
        print(json.dumps(_as_json(told, wanted.by, on), ensure_ascii=False, indent=2))
    elif wanted.format == "csv":
        _print_csv(*_table(told, wanted.by))
    else:
        _print_text(told, wanted.by, on)
    return DONE


def _as_json(told: Trends, by: str, on: date) -> dict[str, Any]:
    groups = [{by: name, **measured(of)} for name, of in told.groups.items()]
    return {
        "as_of": on.isoformat(),
        "by": by,
        "meanings": dict(MEANINGS),
        "total": measured(told.total),
        "groups": [] if by == "finding" else groups,
        "repeated": [repeated_row(found) for found in told.repeated],
    }


def _table(told: Trends, by: str) -> tuple[Sequence[str], list[list[Any]]]:
    """Titles and rows of what was asked for."""
    if by == "finding":
        return REPEATED, [[*repeated_row(found).values()] for found in told.repeated]
    groups = [[name, *measured(of).values()] for name, of in told.groups.items()]
    return (by, *MEANINGS), [*groups, ["all", *measured(told.total).values()]]


def _print_csv(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """As bytes: the same on every system, whatever its console can show."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(as_csv(titles, rows))


def _print_text(told: Trends, by: str, on: date) -> None:
    console = results_console()
    print(f"As of {on}; by what the returns say, verified by nobody.")
    if by != "finding":
        titles, rows = _table(told, by)
        _show(f"By {by}", titles, rows, (by, *_IN_TEXT))
        for severity, days in _days(told):
            print(f"Mean days until cleared, {severity}: {days}")
    repeated = [[*repeated_row(found).values()] for found in told.repeated]
    if not repeated:
        print("No site had the same finding in more than one return.")
        return
    _show("Found more than once", REPEATED, repeated[:_MOST_SHOWN], _IN_TEXT_REPEATED)
    left = len(repeated) - _MOST_SHOWN
    if left > 0:
        console.print(f"… and {left} more: --by finding --format csv")


def _days(told: Trends) -> list[tuple[str, float]]:
    values = measured(told.total)
    days = {name: values[name] for name in MEANINGS if name.startswith("days_")}
    words = {name: name.removeprefix("days_").replace("_", " ") for name in days}
    return [(words[name], value) for name, value in days.items() if value is not None]


def _show(
    title: str, titles: Sequence[str], rows: Sequence[Sequence[Any]], of: Sequence[str]
) -> None:
    places = [titles.index(name) for name in of]
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in of:
        values = [row[titles.index(name)] for row in rows]
        right = any(isinstance(value, int | float) for value in values)
        table.add_column(name.replace("_", " "), justify="right" if right else "left")
    for row in rows:
        table.add_row(*(_cell(of[at], row[place]) for at, place in enumerate(places)))
    results_console().print(table)


def _cell(name: str, value: object) -> Text:
    """As text, so that nothing a workbook says is taken for markup."""
    if value is None:
        return Text("–")
    if name.endswith(("_rate", "_share")) and isinstance(value, float):
        return Text(f"{value:.0%}")
    return Text("".join(sign if sign.isprintable() else "?" for sign in str(value)))
