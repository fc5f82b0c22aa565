"""Every row of the table of commands can be carried out, and has its twin."""

from __future__ import annotations

import argparse
from importlib import import_module

import pytest

from rs_excel.cli.arguments import parser
from rs_excel.ribbon.commands import COMMANDS, Command
from rs_excel.ribbon.dispatch import HOMES, IN_A_TERMINAL


def test_each_command_has_a_function_and_no_function_is_without_a_command() -> None:
    assert HOMES.keys() == IN_A_TERMINAL.keys() == {c.id for c in COMMANDS}


@pytest.mark.parametrize(
    "home", sorted({*HOMES.values(), *IN_A_TERMINAL.values()}), ids=str
)
def test_the_function_is_there(home: tuple[str, str]) -> None:
    module, name = home
    assert callable(vars(import_module(f"rs_excel.ribbon.{module}"))[name])


def twins() -> argparse.ArgumentParser:
    (commands,) = (
        action.choices
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    excel: argparse.ArgumentParser = commands["excel"]
    return excel


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_command_has_its_twin(command: Command) -> None:
    (choices,) = (
        action.choices
        for action in twins()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    twin = choices[command.twin[0]]
    assert twin.get_default("command") == command.id
    asks_for_a_book = any(action.dest == "book" for action in twin._actions)
    assert asks_for_a_book is command.needs_workbook
