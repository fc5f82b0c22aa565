"""The twins of the ribbon's commands, and their arguments; nothing but argparse.

Comes in: the table of commands behind the ribbon. Goes out: ``rs-excel excel …`` with
one word for each of them, and ``rs-excel doctor``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from rs_excel.cli.shared_arguments import add_fail_on, add_terms
from rs_excel.ribbon.commands import COMMANDS, Command

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Adds: TypeAlias = Callable[[argparse.ArgumentParser], None]


def add_commands(commands: Commands) -> None:
    """``rs-excel excel`` and everything below it."""
    group = commands.add_parser(
        "excel", help="work on the workbook that is open in Excel, without macros"
    )
    twins = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    for command in COMMANDS:
        _twin(twins, command)


def add_doctor(commands: Commands) -> None:
    """``rs-excel doctor``, for the day on which the ribbon does not even appear."""
    command = commands.add_parser(
        "doctor",
        help="find out what keeps the Excel add-in from working",
        description="Looks at what usually keeps the add-in from working, one line "
        "each, and says what to do. Exit code 1 where something is broken.",
    )
    command.add_argument(
        "--it", action="store_true", help="print a note for your IT department"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(runs="rs_excel.cli.doctor_command")


def _twin(twins: Commands, command: Command) -> None:
    twin = twins.add_parser(
        command.twin[0],
        help=command.screen_tip[0].lower() + command.screen_tip[1:],
        description=command.super_tip,
    )
    if command.needs_workbook:
        twin.add_argument(
            "--book",
            metavar="NAME",
            help="which open workbook; default: the active one",
        )
    if command.setting:
        known = ", ".join(choice.value for choice in command.choices)
        twin.add_argument("name", metavar="NAME", nargs="?", help=f"one of: {known}")
    for adds in _MORE.get(command.id, ()):
        adds(twin)
    twin.set_defaults(runs="rs_excel.cli.excel_command", command=command.id)


def _terms(twin: argparse.ArgumentParser) -> None:
    add_terms(twin)
    twin.set_defaults(policy=None)  # the one chosen with `rs-excel excel policy`


def _unprotect(twin: argparse.ArgumentParser) -> None:
    twin.add_argument(
        "--unprotect",
        action="store_true",
        help="lift the protection of our own questionnaire meanwhile",
    )


def _tracker(twin: argparse.ArgumentParser) -> None:
    twin.add_argument(
        "--tracker",
        type=Path,
        metavar="FILE.xlsx",
        help="your tracker, made where there is none; default: the one used last",
    )


def _out(twin: argparse.ArgumentParser) -> None:
    twin.add_argument("--out", type=Path, metavar="FILE.xlsx", help="what to write")


def _folder(twin: argparse.ArgumentParser) -> None:
    twin.add_argument("folder", type=Path, metavar="FOLDER", help="with the returns")


_MORE: Mapping[str, tuple[Adds, ...]] = MappingProxyType(
    {
        "checkWorkbook": (_terms, add_fail_on, _unprotect),
        "checkSheet": (_terms, add_fail_on, _unprotect),
        "clearMarks": (_unprotect,),
        "explainCell": (_terms,),
        "updateTracker": (_tracker, _terms),
        "replyPack": (_tracker, _out, _terms),
        "checkFolder": (_folder, _terms, add_fail_on),
    }
)
