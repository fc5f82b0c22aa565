"""Arguments of the commands about audits of a site."""

from __future__ import annotations

import argparse
from pathlib import Path

from rs_excel.cli.shared_arguments import add_terms

_HOME = "rs_excel.cli."


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """``recognise``."""
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
