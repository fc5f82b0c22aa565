"""The commands and their arguments; nothing but argparse, so that --help is quick.

Comes in: nothing. Goes out: a parser whose result names the module that runs it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rs_excel import __version__
from rs_excel.cli import (
    addin_arguments,
    audit_arguments,
    batch_arguments,
    excel_arguments,
    tracker_arguments,
)
from rs_excel.cli.shared_arguments import (
    add_fail_on,
    add_language,
    add_pack,
    add_terms,
)

_HOME = "rs_excel.cli."


def parser() -> argparse.ArgumentParser:
    """The whole command tree."""
    root = argparse.ArgumentParser(
        prog="rs-excel",
        description="Checks responsible-sourcing questionnaires in Excel.",
        epilog="Exit: 0 done · 1 something at or above --fail-on · 2 could not run.",
    )
    root.add_argument("--version", action="version", version=f"rs-excel {__version__}")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _check(commands)
    batch_arguments.add_command(commands)
    batch_arguments.add_trends(commands)
    _explain(commands)
    audit_arguments.add_commands(commands)
    tracker_arguments.add_commands(commands)
    excel_arguments.add_commands(commands)
    addin_arguments.add_commands(commands)
    excel_arguments.add_doctor(commands)
    _unmark(commands)
    _rules(commands)
    _policies(commands)
    _laws(commands)
    _template(commands)
    _texts(commands)
    _schema(commands)
    return root


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "check",
        help="check returned workbooks and write annotated copies",
        description="Writes a copy with marks of each FILE; FILE stays as it is.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add_terms(command)
    add_language(command)
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the copies; default: beside"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_fail_on(command)
    command.add_argument(
        "--certificate",
        action="store_true",
        help="list the parts of each copy: unchanged, changed, added, and why",
    )
    command.set_defaults(runs=f"{_HOME}check_command")


def _explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "explain",
        help="how a rule came out for a workbook, cell by cell",
        description="Shows each condition, its cell, what was understood, and why.",
    )
    command.add_argument("rule", metavar="RULE", help="e.g. HS-004")
    command.add_argument("file", type=Path, metavar="FILE")
    add_terms(command)
    command.set_defaults(runs=f"{_HOME}explain_command")


def _unmark(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "unmark",
        help="take our marks and sheets off a checked copy",
        description="Restores the original; edits made since then are kept.",
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command.set_defaults(runs=f"{_HOME}unmark_command")


def _rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("rules", help="look at, check and test the rules")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    for name, says, argument in (
        ("list", "every rule: id, severity, title", None),
        ("show", "one rule in words", "ID"),
        ("lint", "check the pack itself", None),
        ("test", "run the rules' own cases", "[ID]"),
        ("reference", "the rules as Markdown pages", None),
    ):
        action = actions.add_parser(name, help=says, description=says.capitalize())
        if argument:
            nargs = "?" if argument.startswith("[") else None
            action.add_argument("id", metavar="ID", nargs=nargs)
        if name == "reference":
            action.add_argument(
                "--out", type=Path, required=True, metavar="DIR", help="their folder"
            )
        add_pack(action)
        action.set_defaults(runs=f"{_HOME}rules_command", action=name)
    _coverage(actions)


def _coverage(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    action = actions.add_parser(
        "coverage",
        help="which clauses of each framework the rules serve",
        description="Shows which clauses have rules, which are only asked about and "
        "which have neither, with the reason, and which questions no rule reads.",
    )
    action.add_argument(
        "framework", metavar="FRAMEWORK", nargs="?", help="e.g. ilo; default: all"
    )
    action.add_argument("--format", choices=("text", "json"), default="text")
    add_pack(action)
    action.set_defaults(runs=f"{_HOME}coverage_command")


def _policies(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("policies", help="look at what buyers ask")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    every = actions.add_parser(
        "list", help="every policy", description="Lists the policies of the pack."
    )
    show = actions.add_parser(
        "show", help="one policy in words", description="Shows one policy in words."
    )
    show.add_argument("name", metavar="NAME", help="a name, or a YAML file of your own")
    for name, action in (("list", every), ("show", show)):
        add_pack(action)
        action.set_defaults(runs=f"{_HOME}policies_command", action=name)


def _laws(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("laws", help="look at the register of laws")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    every = actions.add_parser(
        "list", help="every law", description="Lists the laws a policy may switch on."
    )
    show = actions.add_parser(
        "show",
        help="one law: scope, dates, duties",
        description="Shows whom a law binds, since when, and what serves its duties.",
    )
    show.add_argument("id", metavar="ID", help="e.g. lksg")
    for name, action in (("list", every), ("show", show)):
        add_pack(action)
        action.set_defaults(runs=f"{_HOME}laws_command", action=name)


def _template(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("template", help="make and prefill the questionnaire")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    build = actions.add_parser(
        "build",
        help="the blank questionnaire from the pack",
        description="Writes the blank questionnaire that suppliers fill.",
    )
    build.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help="in which it begins (es, zh …); the cover switches it (default: en)",
    )
    build.add_argument("--out", type=Path, required=True, metavar="FILE")
    fill = actions.add_parser(
        "fill",
        help="a questionnaire prefilled with answers",
        description="Writes a questionnaire with the answers of a YAML file in it.",
    )
    fill.add_argument("--answers", type=Path, required=True, metavar="FILE.yaml")
    fill.add_argument("--template", type=Path, metavar="FILE", help="default: supplied")
    fill.add_argument("--out", type=Path, required=True, metavar="FILE")
    for name, action in (("build", build), ("fill", fill)):
        add_pack(action)
        action.set_defaults(runs=f"{_HOME}template_command", action=name)


def _texts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("texts", help="what is said in other languages")
    actions = group.add_subparsers(title="actions", required=True, metavar="ACTION")
    out = actions.add_parser(
        "export",
        help="all texts of a language as a workbook for its translator",
        description="Writes every text with its note and what says it so far.",
    )
    out.add_argument("--language", required=True, metavar="CODE", help="e.g. de")
    out.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    back = actions.add_parser(
        "import",
        help="a filled one into the pack",
        description="Takes a filled workbook into the pack, or says all that is wrong.",
    )
    back.add_argument("file", type=Path, metavar="FILE.xlsx")
    lint = actions.add_parser(
        "lint",
        help="which texts each language lacks",
        description="Exit code 1 if a language lacks a text.",
    )
    for name, action in (("export", out), ("import", back), ("lint", lint)):
        add_pack(action)
        action.set_defaults(runs=f"{_HOME}texts_command", action=name)


def _schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "schema",
        help="the JSON schema of `check --format json`",
        description="Prints the JSON schema that each line of the output follows.",
    )
    command.set_defaults(runs=f"{_HOME}schema_command")
