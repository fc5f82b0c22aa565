"""What every press of a button finds in these tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rs_excel.app.live_told import Tone
from rs_excel.ribbon import box
from rs_excel.ribbon.places import user_folder


def at_home_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets every system find the user's folder below ``folder``."""
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(folder))
    return user_folder()


@dataclass
class Boxes:
    """Boxes that opened: title, text, tone; and what is answered to questions."""

    shown: list[tuple[str, str, Tone]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answer: bool = True

    def tells(self, title: str, text: str, tone: Tone) -> None:
        self.shown.append((title, text, tone))

    def agrees(self, title: str, question: str) -> bool:
        self.asked.append(question)
        return self.answer

    @property
    def only(self) -> str:
        """All words of the one box that opened."""
        ((title, text, _),) = self.shown
        return f"{title}\n{text}"


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """Boxes that open nowhere."""
    opened = Boxes()
    monkeypatch.setattr(box, "system_box", lambda hwnd: opened)
    return opened


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of the test's own."""
    return at_home_in(tmp_path / "state", monkeypatch)
