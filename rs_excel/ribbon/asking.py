"""Questions in the middle of a command, asked in windows of the system.

Comes in: what is wanted. Goes out: what the user chose, or nothing where they closed
the window. The tracker that was used last is used again without asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rs_excel.errors import SettingsError, problem
from rs_excel.ribbon.box import Box
from rs_excel.ribbon.kept import Kept, read_kept, write_kept

_WORKBOOKS = (("Excel workbook", "*.xlsx"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingInWindows:
    """``Asking`` for the ribbon."""

    box: Box
    kept: Kept
    home: Path  # the user's folder, where choices are kept

    def agrees(self, question: str) -> bool:
        return self.box.agrees("May this be done?", question)

    def tracker(self) -> Path | None:
        if self.kept.tracker is not None and self.kept.tracker.exists():
            return self.kept.tracker
        title = "Choose your tracker, or name a new one"
        with _dialogs("a tracker", "track --tracker FILE") as dialogs:
            chosen = dialogs.asksaveasfilename(
                title=title,
                filetypes=_WORKBOOKS,
                defaultextension=".xlsx",
                initialfile="tracker.xlsx",
                confirmoverwrite=False,  # it is brought up to date, never replaced
            )
        if chosen:
            kept = read_kept(self.home)  # without what the add-in passed for this run
            write_kept(replace(kept, tracker=Path(chosen)), self.home)
        return _path(chosen)

    def known_tracker(self) -> Path | None:
        return self.kept.tracker

    def folder(self) -> Path | None:
        with _dialogs("a folder", "folder FOLDER") as dialogs:
            return _path(dialogs.askdirectory(title="Choose the folder of returns"))

    def new_file(self, suggested: str) -> Path | None:
        with _dialogs("a file", "reply --out FILE") as dialogs:
            chosen = dialogs.asksaveasfilename(
                title="Save as",
                filetypes=_WORKBOOKS,
                defaultextension=".xlsx",
                initialfile=suggested,
            )
        return _path(chosen)


@contextmanager
def _dialogs(what: str, twin: str) -> Iterator[Any]:
    """The file dialogues of tkinter, in front of Excel. Raises SettingsError without.

    It comes with Python on Windows and macOS, but some builds leave it out.
    """
    if find_spec("tkinter") is None or find_spec("_tkinter") is None:
        raise SettingsError(problem("XL-021", what=what, twin=twin))
    root = import_module("tkinter").Tk()
    root.withdraw()
    root.attributes("-topmost", True)
    try:
        yield import_module("tkinter.filedialog")
    finally:
        root.destroy()


def _path(chosen: object) -> Path | None:
    """What a dialogue gave; a closed one gives an empty text or an empty tuple."""
    return Path(str(chosen)) if chosen else None
