"""The table of commands is complete, free of doubt, and light."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from rs_excel.app.settings import find_pack
from rs_excel.ribbon.commands import (
    BY_ID,
    BY_TWIN,
    COMMANDS,
    GROUPS,
    POLICIES,
    TAB_KEY_TIP,
    Command,
)

OF_EXCEL = set("FHNPMARWLXYQU")
"""Key tips that Excel's own tabs have."""


def test_ids_twins_and_key_tips_are_given_once() -> None:
    assert len(BY_ID) == len(BY_TWIN) == len(COMMANDS)
    tips = Counter(command.key_tip for command in COMMANDS)
    assert [tip for tip, times in tips.items() if times > 1] == []


def test_the_tab_does_not_take_a_key_of_excel() -> None:
    assert TAB_KEY_TIP not in OF_EXCEL


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_row_is_fit_for_ribbon_vba_and_command_line(command: Command) -> None:
    assert command.id.isascii()
    assert command.id.isalpha()
    assert command.group in GROUPS
    # One key each: with C and CH side by side, CH could never be reached.
    assert len(command.key_tip) == 1
    assert command.key_tip.isupper()
    # What Excel shows without cutting it.
    assert len(command.label) <= 20
    assert len(command.screen_tip) <= 60
    assert 20 < len(command.super_tip) <= 300
    assert command.super_tip.endswith(".")
    assert bool(command.setting) == bool(command.choices)


def test_the_policies_to_choose_are_those_of_the_pack() -> None:
    assert {choice.value for choice in POLICIES} == set(
        find_pack("four_pillar").policies
    )


def test_reading_the_table_imports_nothing_heavy() -> None:
    program = (
        "import sys; import rs_excel.ribbon.commands;"
        "print(sorted(m for m in sys.modules if m.startswith('rs_excel')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(
        ["rs_excel", "rs_excel.ribbon", "rs_excel.ribbon.commands"]
    )
