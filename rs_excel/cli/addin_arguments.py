"""The arguments of ``rs-excel addin``; nothing but argparse.

Comes in: the command tree. Goes out: build, install, uninstall and status in it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from rs_excel.ribbon.commands import LANGUAGES, POLICIES

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_commands(commands: Commands) -> None:
    """``rs-excel addin`` and everything below it."""
    group = commands.add_parser(
        "addin",
        help="make, install or remove the ribbon in Excel",
        description="Excel is never started; close it before install and uninstall.",
    )
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    _build(actions)
    actions.add_parser(
        "install",
        help="put it where Excel loads it, and read it back",
        description="Close Excel first. An add-in of ours that is there is replaced.",
    )
    actions.add_parser(
        "uninstall",
        help="take it away again",
        description="Close Excel first. What is no add-in of ours stays.",
    )
    actions.add_parser(
        "status",
        help="what is installed, and whether it fits this version",
        description="Exit code 1 where something is to be mended.",
    )
    for name, action in actions.choices.items():
        action.set_defaults(runs="rs_excel.cli.addin_command", action=name)


def _build(actions: Commands) -> None:
    build = actions.add_parser(
        "build",
        help="write the add-in to a file, for this machine or another",
        description="The same arguments give the same bytes on any system.",
    )
    build.add_argument("--out", type=Path, required=True, metavar="FILE.xlam")
    build.add_argument(
        "--python",
        metavar="PATH",
        help="the Python its buttons start, as on the machine that will use it; "
        "default: this one",
    )
    policies = [choice.value for choice in POLICIES]
    build.add_argument("--policy", choices=policies, default="standard")
    languages = [choice.value for choice in LANGUAGES]
    build.add_argument("--language", choices=languages, default=languages[0])
