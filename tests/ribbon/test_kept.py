"""What a user chose last is kept, and a spoilt file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.app.settings import DEFAULT_POLICY
from rs_excel.errors import SettingsError
from rs_excel.ribbon.kept import Kept, read_kept, write_kept


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    kept = Kept(policy="strict", tracker=tmp_path / "Überblick.xlsx")
    write_kept(kept, tmp_path / "new")
    assert read_kept(tmp_path / "new") == kept


def test_who_chose_nothing_has_the_policy_of_the_command_line(tmp_path: Path) -> None:
    assert read_kept(tmp_path) == Kept()
    assert Kept().policy == DEFAULT_POLICY


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"policy": 3}', "\x00", '{"tracker": ["x"]}']
)
def test_a_spoilt_file_is_told_and_not_guessed_from(text: str, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"XL-020(?s:.*)settings\.json"):
        read_kept(tmp_path)
