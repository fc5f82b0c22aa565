"""Arguments that several commands share, in the same words for each.

Comes in: a command's parser. Goes out: the same parser, asking for the day of
assessment, the policy, the pack, and what is grave enough for the exit code.
"""

from __future__ import annotations

import argparse
from datetime import date

SEVERITIES = ("business_critical", "critical", "major", "minor")
_YEARS = range(1990, 2200)  # others are slips, and cells know no days before 1900


def add_terms(command: argparse.ArgumentParser) -> None:
    """What a check is done on: the same words for every command that checks."""
    add_day(command)
    add_policy(command)
    command.add_argument(
        "--pack",
        metavar="NAME",
        help="name or folder of a pack; default: by the template of the workbook",
    )


def add_policy(command: argparse.ArgumentParser) -> None:
    """Whose choices count."""
    command.add_argument(
        "--policy",
        default="standard",
        metavar="NAME",
        help="strict, standard, supportive, or a YAML file of your own",
    )


def add_language(command: argparse.ArgumentParser, otherwise: str = "English") -> None:
    """In which language people read what is written."""
    command.add_argument(
        "--language",
        metavar="CODE",
        help=f"of what is written, e.g. es, zh; default: {otherwise}",
    )


def add_fail_on(command: argparse.ArgumentParser) -> None:
    """From which severity on the exit code says that something was found."""
    command.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        metavar="SEVERITY",
        help=f"exit 1 if anything is at or above it: {', '.join(SEVERITIES)}",
    )


def add_day(
    command: argparse.ArgumentParser, says: str = "day of assessment; default: today"
) -> None:
    """The day as of which everything is said."""
    command.add_argument("--as-of", type=_day, metavar="DATE", help=says)


def add_pack(command: argparse.ArgumentParser) -> None:
    """Which rules."""
    command.add_argument(
        "--pack", default="four_pillar", metavar="NAME", help="name or folder of a pack"
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        says = f"{text!r} is not a day written YYYY-MM-DD"
        raise argparse.ArgumentTypeError(says) from None
    if day.year not in _YEARS:
        says = f"{text!r} is no day from {_YEARS[0]} to {_YEARS[-1]}"
        raise argparse.ArgumentTypeError(says)
    return day
