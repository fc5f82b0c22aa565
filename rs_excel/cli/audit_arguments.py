"""Arguments of the commands about an audit, and about several documents of a site."""

from __future__ import annotations

import argparse
from pathlib import Path

from rs_excel.cli.shared_arguments import add_day, add_fail_on, add_policy, add_terms

_HOME = "rs_excel.cli."


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """``recognise``, ``across`` and ``status``."""
    _recognise(commands)
    _across(commands)
    _status(commands)


def _status(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "status",
        help="where each supplier and site stands in the programme",
        description="Reads questionnaires, audits and scorecards in any order, and "
        "says step by step what is in place, what is missing and what comes next.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--tracker", type=Path, metavar="FILE", help="corrective actions"
    )
    add_day(command)
    add_policy(command)
    command.add_argument("--out", type=Path, metavar="FILE.xlsx", help="as one sheet")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(runs=f"{_HOME}status_command")


def _across(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "across",
        help="hold a questionnaire against audit, scorecard, last return",
        description="Says what the documents about one site contradict each other in, "
        "and what has changed since the last return, with the cells of both. The "
        "documents are only read; a tracker is brought up to date where one is named.",
    )
    command.add_argument("file", type=Path, metavar="RETURN")
    command.add_argument("--audit", type=Path, metavar="FILE", help="audit workbook")
    command.add_argument(
        "--previous", type=Path, metavar="FILE", help="the return before this one"
    )
    command.add_argument(
        "--scorecard", type=Path, metavar="FILE", help="scorecard workbook"
    )
    command.add_argument(
        "--tracker",
        type=Path,
        metavar="FILE",
        help="put what was found into this tracker, each matter in one row",
    )
    add_day(command)
    add_policy(command)
    add_fail_on(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(runs=f"{_HOME}across_command")


def _recognise(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "recognise",
        help="whether an audit that others ordered saves you one",
        description="Weighs an audit workbook against the buyer's criteria: accept, "
        "accept with conditions or reject, with the cell each turned on, what would "
        "change it, and which questions remain to be asked. AUDIT is only read.",
    )
    command.add_argument("file", type=Path, metavar="AUDIT")
    add_terms(command)
    command.add_argument(
        "--risk", choices=("low", "medium", "high"), help="of the site, as you see it"
    )
    command.add_argument(
        "--site", metavar="NAME", help="reference or name of the site you buy from"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(runs=f"{_HOME}recognise_command")
