"""What tests of the live adapter start from and look at afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

_PROTECTION = re.compile(rb"<sheetProtection[^>]*/>")


def unprotected(path: Path, folder: Path) -> Path:
    """A copy whose sheets are open, as people send them after unprotecting."""
    target = folder / path.name
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, _PROTECTION.sub(b"", old.read(member)))
    return target


@dataclass
class Says:
    """Answers every question the same way, and keeps what was asked and told."""

    yes: bool = True
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __call__(self, doing: str) -> None:
        self.told.append(doing)

    def agrees(self, question: str) -> bool:
        self.asked.append(question)
        return self.yes

    def tracker(self) -> Path | None:
        return None

    def folder(self) -> Path | None:
        return None

    def new_file(self, suggested: str) -> Path | None:
        return None


Looked = tuple[Any, ...]


def looks(path: Path) -> dict[tuple[str, str], Looked]:
    """Value, fill, number format, note and lock of every cell that has any."""
    book = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): looked
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (looked := _looked(cell)) != _PLAIN
    }


def _looked(cell: Any) -> Looked:
    fill = cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" else None
    note = cell.comment.text if cell.comment else None
    value = cell.value if cell.value != "" else None
    return value, fill, as_meant(cell.number_format), note


def as_meant(code: str) -> str:
    """Formats without what programs spell their own way."""
    return code.replace("\\", "").upper()


_PLAIN = (None, None, "GENERAL", None)


def protections(path: Path) -> dict[str, bool]:
    book = load_workbook(path)
    return {sheet.title: bool(sheet.protection.sheet) for sheet in book.worksheets}
