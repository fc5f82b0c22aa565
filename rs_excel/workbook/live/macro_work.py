"""Work on cells done by the add-in's own macros, inside Excel: a call or two in all.

Comes in: what to look at and what to change. Goes out: what cells look like, and a
changed workbook. ``addin/vba/Marks.bas`` is the other end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.live.cell_work import Seen, SheetFacts, Stroke, TakenIn
from rs_excel.workbook.live.macro_lines import (
    GROUP_END,
    LINE_END,
    MORE,
    in_portions,
    read,
    written,
)

MACROS = "'rs_excel.xlam'!Marks."
_HAS_NOTE, _THREADED = "1", "2"

Run = Callable[..., object]


@dataclass(slots=True)
class _Facts:
    """What one look at the workbook told."""

    structure_is_protected: bool = False
    counts_from_1904: bool = False
    is_read_only: bool = False
    is_shared: bool = False
    sheets: list[SheetFacts] = field(default_factory=list)
    hidden_rows: dict[str, frozenset[int]] = field(default_factory=dict)
    formats: dict[str, dict[Place, str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)


class MacroWork:
    """Honours ``CellWork``. ``macro`` finds a macro of Excel by its name."""

    def __init__(self, book: str, macro: Callable[[str], Run]) -> None:
        self._book = book
        self._macro = macro

    def structure_is_protected(self) -> bool:
        return self._facts.structure_is_protected

    def counts_from_1904(self, days: Mapping[CellRef, date]) -> bool:
        return self._facts.counts_from_1904

    def is_read_only(self) -> bool:
        return self._facts.is_read_only

    def is_shared(self) -> bool:
        return self._facts.is_shared

    def sheets(self) -> Sequence[SheetFacts]:
        return self._facts.sheets

    def holding(self, texts: Collection[str], titles: Sequence[str]) -> Collection[str]:
        wanted = LINE_END.join(sorted(texts))
        said = self._run("Holding", LINE_END.join(titles), wanted)
        return frozenset(title for (title,) in read(said))

    def hidden_rows(self, sheet: SheetFacts, last: int) -> frozenset[int]:
        return self._facts.hidden_rows[sheet.title]

    def formats(self, title: str, places: Collection[Place]) -> Mapping[Place, str]:
        return self._facts.formats[title]

    def named(self, names: Collection[str]) -> Mapping[str, str]:
        known = self._facts.named
        return {name: known[name] for name in names if name in known}

    def closed(self, cells: Mapping[str, CellRef]) -> frozenset[str]:
        facts = self._facts.sheets
        return frozenset(s.title for s in facts if s.protected and s.title in cells)

    def look(self, cells: Iterable[CellRef]) -> Mapping[CellRef, Seen]:
        asked = tuple(cells)
        if not asked:
            return {}
        lines = [(cell.sheet, cell.address) for cell in asked]
        seen = [
            one
            for some in in_portions(lines)
            for one in _seen_in(self._run("Look", written(some)))
        ]
        return dict(zip(asked, seen, strict=True))

    def marked(
        self, fills: Mapping[str, Collection[str]], cells: Collection[CellRef]
    ) -> Sequence[Seen]:
        if not fills:
            return []
        lines = [(title, _numbers(on_sheet)) for title, on_sheet in fills.items()]
        found = {
            seen.cell: seen for seen in _seen_in(self._run("Marked", written(lines)))
        }
        missing = [cell for cell in cells if cell not in found]
        return [*found.values(), *self.look(missing).values()]

    def liftable(self, titles: Collection[str]) -> frozenset[str]:
        if not titles:
            return frozenset()
        said = self._run("Liftable", LINE_END.join(sorted(titles)))
        return frozenset(title for (title,) in read(said))

    def paint(self, strokes: Sequence[Stroke], *, lift: bool) -> None:
        lines = map(_stroke, sorted(strokes, key=_sheet))
        for some in in_portions(lines):
            groups = [written(group) for _, group in groupby(some, key=itemgetter(0))]
            self._run("Paint", GROUP_END.join(groups), lift)

    def take_in(self, source: str, sheets: Sequence[TakenIn]) -> None:
        lines = [(sheet.title, str(int(sheet.very_hidden))) for sheet in sheets]
        self._run("TakeIn", source, written(lines))

    def point(self, names: Mapping[str, str]) -> None:
        if names:
            self._run("PointTo", written(names.items()))

    def take_out(self, titles: Sequence[str], names: Sequence[str]) -> None:
        if titles or names:
            self._run("TakeOut", LINE_END.join(titles), LINE_END.join(names))

    def rename(self, titles: Mapping[str, str]) -> None:
        if titles:
            self._run("Rename", written(titles.items()))

    def _run(self, name: str, *arguments: object) -> str:
        said = str(self._macro(MACROS + name)(self._book, *arguments) or "")
        if said.endswith(MORE):
            return said.removesuffix(MORE) + self._run("More")
        return said

    @cached_property
    def _facts(self) -> _Facts:
        facts = _Facts()
        title = ""
        for what, *fields in read(self._run("Facts")):
            if what == "book":
                facts.structure_is_protected = fields[0] == "1"
                facts.counts_from_1904 = fields[1] == "1"
                facts.is_read_only = fields[2] == "1"
                facts.is_shared = fields[3] == "1"
            elif what == "sheet":
                title = fields[0]
                facts.sheets.append(_sheet_facts(fields))
                facts.hidden_rows[title] = frozenset(map(int, fields[6].split()))
                facts.formats[title] = {}
            elif what == "format":
                place = Place(int(fields[0]), int(fields[1]))
                facts.formats[title][place] = fields[2]
            else:
                facts.named[fields[0]] = fields[1]
        return facts


def _sheet_facts(fields: Sequence[str]) -> SheetFacts:
    title, hidden, protected, notes, drawn, used, _ = fields
    return SheetFacts(
        title=title,
        hidden=hidden == "1",
        protected=protected == "1",
        used=used,
        notes=int(notes),
        drawings=int(drawn),
    )


def _sheet(stroke: Stroke) -> str:
    return stroke.cell.sheet


def _stroke(stroke: Stroke) -> tuple[str, ...]:
    cell, fill, number_format, note, words = stroke
    return (
        cell.sheet,
        cell.address,
        fill or "",
        number_format or "",
        _signed(note),
        _signed(words),
    )


def _numbers(fills: Iterable[str]) -> str:
    """RRGGBB as Excel counts colours, where red counts least; between blanks."""
    numbers = [int.from_bytes(bytes.fromhex(fill), "little") for fill in fills]
    return f" {' '.join(map(str, sorted(numbers)))} "


def _signed(text: str | None) -> str:
    if text is None:
        return ""
    return f"={text}" if text else "-"


def _seen_in(said: str) -> list[Seen]:
    return [_seen(fields) for fields in read(said)]


def _seen(fields: Sequence[str]) -> Seen:
    sheet, address, fill, code, filled, kind, note = fields
    return Seen(
        cell=CellRef(sheet, address),
        fill=fill,
        number_format=code,
        filled=filled == "1",
        note=note if kind == _HAS_NOTE else None,
        threaded=kind == _THREADED,
    )
