"""The commands around the tracker, and their arguments; nothing but argparse.

Comes in: the table of commands. Goes out: the same table with track, reply, capr and
bundle in it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from rs_excel.cli.shared_arguments import (
    add_day,
    add_language,
    add_pack,
    add_terms,
)

_HOME = "rs_excel.cli."
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_commands(commands: Commands) -> None:
    """Everything that works with a tracker."""
    _track(commands)
    _reply(commands)
    _capr(commands)
    _bundle(commands)


def _track(commands: Commands) -> None:
    command = commands.add_parser(
        "track",
        help="bring the corrective action tracker up to date",
        description=(
            "Holds each FILE, returned or checked, against the tracker. Without a FILE "
            "only what people changed in the tracker is looked at."
        ),
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE")
    _tracker(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_terms(command)
    add_language(command)
    command.set_defaults(runs=f"{_HOME}track_command")


def _reply(commands: Commands) -> None:
    command = commands.add_parser(
        "reply",
        help="a workbook that tells a site what was found and asks for its plan",
        description="Writes the reply pack for the site of FILE, and a draft e-mail.",
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--tracker",
        type=Path,
        metavar="FILE.xlsx",
        help="tell what is open there; confidential rows stay there",
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE.xlsx", help="default: FILE.reply.xlsx"
    )
    add_terms(command)
    add_language(command, "the one chosen on its cover, else English")
    command.set_defaults(runs=f"{_HOME}reply_command")


def _capr(commands: Commands) -> None:
    group = commands.add_parser("capr", help="a corrective action plan report")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    out = actions.add_parser(
        "out",
        help="write the report of one site from the tracker",
        description="Writes a site's rows as a plan to send, fill and sign.",
    )
    _tracker(out)
    _site(out, required=True)
    out.add_argument(
        "--out", type=Path, metavar="FILE.xlsx", help="default: SITE.capr.xlsx beside"
    )
    out.add_argument(
        "--with-confidential",
        action="store_true",
        help="confidential rows too; every page then says so",
    )
    back = actions.add_parser(
        "in",
        help="take a filled report into the tracker",
        description="Fills the tracker's blanks from FILE; nothing is replaced.",
    )
    back.add_argument("file", type=Path, metavar="FILE")
    _tracker(back)
    _site(back, required=False)
    back.add_argument("--format", choices=("text", "json"), default="text")
    add_day(out)
    add_pack(out)
    add_terms(back)
    for name, action in (("out", out), ("in", back)):
        action.set_defaults(runs=f"{_HOME}capr_command", action=name)


def _bundle(commands: Commands) -> None:
    command = commands.add_parser(
        "bundle",
        help="the evidence of one site in one file, the same bytes every time",
        usage=(
            "rs-excel bundle --tracker FILE.xlsx --site NAME [FILE ...] --out FILE.zip"
            "\n       rs-excel bundle verify FILE.zip"
        ),
        description="Packs returns, verdicts, rows and history of one site, with their "
        "hashes; or verifies such a file.",
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE")
    command.add_argument("--tracker", type=Path, metavar="FILE.xlsx")
    _site(command, required=False)
    command.add_argument("--out", type=Path, metavar="FILE.zip")
    add_terms(command)
    command.set_defaults(runs=f"{_HOME}bundle_command")


def _tracker(command: argparse.ArgumentParser) -> None:
    command.add_argument("--tracker", type=Path, required=True, metavar="FILE.xlsx")


def _site(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument(
        "--site",
        required=required,
        metavar="NAME",
        help="name or reference, as the tracker has it",
    )
