"""The arguments of ``rs-excel batch`` and of what asks about its runs.

Comes in: the place where commands are added. Goes out: ``batch`` and ``trends``, asking
for what they need.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rs_excel.cli.shared_arguments import (
    add_day,
    add_fail_on,
    add_language,
    add_terms,
)

TREND_GROUPS = (
    "year",
    "quarter",
    "month",
    "pillar",
    "severity",
    "rule",
    "country",
    "supplier",
    "site",
)
MOST_WORKERS = 60
"""Windows cannot wait for many more at once."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``batch``."""
    command = commands.add_parser(
        "batch",
        help="check every workbook in a folder and below it",
        description="Gives each workbook below FOLDER one status, a copy with marks "
        "and its line in the lists in DIR. Run it again: only what is new or changed "
        "is checked. The returns stay as they are.",
    )
    command.add_argument(
        "folder", metavar="FOLDER", help="a folder, or s3://…, memory://…, sftp://…"
    )
    command.add_argument(
        "--out", type=_out, required=True, metavar="DIR", help="folder for the results"
    )
    add_terms(command)
    add_language(command)
    who = command.add_mutually_exclusive_group()
    who.add_argument(
        "--workers", type=_workers, metavar="N", help="processes; default: all cores"
    )
    who.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="check on the Dask cluster whose scheduler is at tcp://…",
    )
    command.add_argument(
        "--watch", action="store_true", help="check returns as they arrive"
    )
    command.add_argument(
        "--suppliers",
        type=Path,
        metavar="FILE",
        help="who was asked, a workbook or .csv with a column Supplier: who has not "
        "returned is listed with a reminder",
    )
    add_fail_on(command)
    command.set_defaults(runs="rs_excel.cli.batch_command")


def add_trends(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``trends``."""
    command = commands.add_parser(
        "trends",
        help="what the runs of a batch show over months and years",
        description="Measures over all returns that batches into DIR have ever seen: "
        "raised, cleared, back again, open, overdue, rates and days.",
    )
    command.add_argument("out", type=Path, metavar="DIR", help="folder of the results")
    command.add_argument(
        "--by",
        choices=(*TREND_GROUPS, "finding"),
        default="quarter",
        help="default: quarter; finding: those a site had in more than one return",
    )
    add_day(command, "last day that is counted; default: that of the latest run")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.set_defaults(runs="rs_excel.cli.trends_command")


def _out(text: str) -> Path:
    if "://" in text:
        says = "results are kept in a database, which needs a folder of this machine"
        raise argparse.ArgumentTypeError(says)
    return Path(text)


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_WORKERS:
        says = f"{text!r} is no number from 1 to {MOST_WORKERS}"
        raise argparse.ArgumentTypeError(says)
    return int(text)
