"""What has to be done in Excel cell by cell, whoever does it.

The add-in's own macros do it inside Excel, in a call or two for a whole workbook. Where
macros are not allowed the same is done from here, with calls for every cell or run of
cells. Both look, and change, nothing but what they are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place

NO_FILL = "none"
OTHER_FILL = "other"  # a pattern or a gradient: nothing that one colour says


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet is, apart from its values."""

    title: str
    hidden: bool
    protected: bool = False  # as far as can be told without trying
    used: str | None = None  # address of the used range
    notes: int = 0
    drawings: int = 0


class Seen(NamedTuple):
    """What a cell looks like now; of merged cells the one that holds the value.

    ``note`` is None where there is none, or where it mirrors a threaded comment.
    """

    cell: CellRef
    fill: str = NO_FILL  # or RRGGBB, or OTHER_FILL
    number_format: str = "General"
    filled: bool = False
    note: str | None = None
    threaded: bool = False


class Stroke(NamedTuple):
    """What is done to one cell. None leaves things as they are."""

    cell: CellRef
    fill: str | None = None  # NO_FILL or RRGGBB
    number_format: str | None = None
    note: str | None = None  # all of it; "" takes the note off
    words: str | None = None  # text of the cell itself; "" empties it


class TakenIn(NamedTuple):
    """A sheet to be copied in from a workbook of ours."""

    title: str
    very_hidden: bool = False


class CellWork(Protocol):
    """Looks at many cells, and changes many cells, of one workbook."""

    def structure_is_protected(self) -> bool: ...

    def counts_from_1904(self, days: Mapping[CellRef, date]) -> bool:
        """Whether day 0 is 1 January 1904. ``days``: some cells that hold one; without
        any a macro alone can tell."""
        ...

    def is_read_only(self) -> bool:
        """Whether it cannot be saved under its name; a macro alone can tell."""
        ...

    def is_shared(self) -> bool:
        """Whether several people may change the file at once, in the way of old, in
        which sheets can be neither deleted nor protected; a macro alone can tell."""
        ...

    def holding(self, texts: Collection[str], titles: Sequence[str]) -> Collection[str]:
        """Of some sheets those that have a cell with one of some texts, and those of
        which only reading them would tell."""
        ...

    def sheets(self) -> Sequence[SheetFacts]:
        """All worksheets in the order of their tabs."""
        ...

    def hidden_rows(self, sheet: SheetFacts, last: int) -> frozenset[int]:
        """Rows nobody sees, filtered ones among them, up to row ``last``."""
        ...

    def formats(self, title: str, places: Collection[Place]) -> Mapping[Place, str]:
        """Number formats of some cells; those with the plain one may be left out."""
        ...

    def look(self, cells: Iterable[CellRef]) -> Mapping[CellRef, Seen]:
        """What cells look like now, by the cell asked for."""
        ...

    def marked(
        self, fills: Mapping[str, Collection[str]], cells: Collection[CellRef]
    ) -> Sequence[Seen]:
        """Cells that have a note, or one of the ``fills`` given for their sheet by its
        title, as far as can be told; and ``cells``."""
        ...

    def closed(self, cells: Mapping[str, CellRef]) -> frozenset[str]:
        """Sheets, by title with a cell of each, whose cells may not be changed."""
        ...

    def liftable(self, titles: Collection[str]) -> frozenset[str]:
        """Which of these protected sheets have no password, and may be opened."""
        ...

    def paint(self, strokes: Sequence[Stroke], *, lift: bool) -> None:
        """Changes cells; a number format that Excel does not know is left out.
        ``lift``: sheets protected without a password are opened for it, and protected
        again as they were, whatever happens."""
        ...

    def take_in(self, source: str, sheets: Sequence[TakenIn]) -> None:
        """Copies sheets from the open book ``source`` behind the last one.

        The first of them comes first of all and ends up last: it is the ledger, which
        tells of the others even where Excel fails before they are all in."""
        ...

    def point(self, names: Mapping[str, str]) -> None:
        """Hidden names for sheets: name → title; where none can be given, none are."""
        ...

    def named(self, names: Collection[str]) -> Mapping[str, str]:
        """Those of some names that there are: name → title it leads to."""
        ...

    def take_out(self, titles: Sequence[str], names: Sequence[str]) -> None:
        """Deletes sheets and names."""
        ...

    def rename(self, titles: Mapping[str, str]) -> None:
        """Old title → new."""
        ...
