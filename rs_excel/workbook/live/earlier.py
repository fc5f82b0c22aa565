"""What an earlier check left in a workbook that is open, live or as a file.

Comes in: a book. Goes out: its ledger, our sheets and marked sheets by the titles they
have now, what people wrote in ours, and the strokes that take the marks off again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.live.aside import aside_title, aside_titles
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.cell_work import Seen, SheetFacts
from rs_excel.workbook.live.clearing import Cleared, cleared, together
from rs_excel.workbook.ooxml.ledger import (
    SHEET_ID,
    TITLES,
    Ledger,
    LedgerRow,
    is_ledger,
    peoples_words,
    read_ledger,
)
from rs_excel.workbook.ooxml.unmark import ACTIONS
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_MARKED, NAME_OF_SHEET
from rs_excel.workbook.ooxml.written_sheet import is_as_written, rows_by_fingerprint

_OUR_IDS = (SHEET_ID, "summary", "findings", ACTIONS, "regimes")
_ASIDE = "aside"  # a plan left aside beside a new one: Excel ended in between
_OUTDATED = "outdated ledger"
_NOTES, _DRAWING = "comments", "drawing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is ours in an open workbook; empty where it was never checked."""

    live: LiveBook
    ledger: Ledger
    sheets: Mapping[str, str]  # id → title now, the ledger's own among them
    marked: Mapping[str, str]  # title at the time → title now
    names: tuple[str, ...]  # hidden names of ours

    @classmethod
    def of(cls, live: LiveBook) -> Earlier:
        titles = live.reader.sheet_names()
        named = dict(live.work.named([NAME_OF_SHEET + id_ for id_ in _OUR_IDS]))
        sheets = {
            name.removeprefix(NAME_OF_SHEET): title
            for name, title in named.items()
            if title in titles
        }
        ledger, title = _ledger(live, _ledgers(sheets.pop(SHEET_ID, "")))
        if title:
            sheets[SHEET_ID] = title
        for row in ledger.sheets():
            if row.sheet in titles:
                sheets.setdefault(row.key, row.sheet)
        sheets |= _left_aside(live, sheets)
        if SHEET_ID in sheets:  # the last to go: until then it tells of the others
            sheets[SHEET_ID] = sheets.pop(SHEET_ID)
        then = [*ledger.marks()]
        numbers = live.work.named([f"{NAME_OF_MARKED}{n}" for n in range(len(then))])
        marked = {
            title: now
            for n, title in enumerate(then)
            if (now := numbers.get(f"{NAME_OF_MARKED}{n}", title)) in titles
        }
        names = (*named, *numbers)
        return cls(live=live, ledger=ledger, sheets=sheets, marked=marked, names=names)

    def __bool__(self) -> bool:
        return bool(self.sheets)

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Rows of the Corrective actions sheet: fingerprint → column title → text."""
        plans = [self.sheets[id_] for id_ in (_ASIDE, ACTIONS) if id_ in self.sheets]
        words: dict[str, Mapping[str, str]] = {}
        for title in plans:
            words |= rows_by_fingerprint(self._texts(title))
        return words

    def added_to(self) -> tuple[str, ...]:
        """Ids of our sheets that are not what we wrote, or of which nothing tells."""
        wrote = {row.key: row.wrote for row in self.ledger.sheets()}
        return tuple(
            id_
            for id_, title in self.sheets.items()
            if id_ not in (SHEET_ID, _OUTDATED)
            and not is_as_written(
                wrote.get(id_, ""), self._texts(title), _kinds(self._facts[title])
            )
        )

    def held_aside(self) -> Mapping[str, str]:
        """Sheets that stay until new ones are in, and their titles meanwhile: the plan
        if people wrote in it, and the ledger that vouches for it."""
        if not any(row.key == ACTIONS and self._is_filled(row) for row in self._rows):
            return {}
        held = {i: self.sheets[i] for i in (ACTIONS, SHEET_ID) if i in self.sheets}
        return aside_titles(held, self.live.reader.sheet_names())

    def worked_on(self) -> tuple[str, ...]:
        """Ids of our sheets in which people left anything at all."""
        filled = [row.key for row in self._rows if self._is_filled(row)]
        return tuple(dict.fromkeys([*filled, *self.added_to()]))

    def as_marks(self) -> tuple[CellRef, ...]:
        """Where the marks were put, on sheets that are still there."""
        marks = self.ledger.marks().items()
        return tuple(
            CellRef(self.marked[then], row.cell)
            for then, rows in marks
            if then in self.marked
            for row in rows
        )

    def rows_on(self, titles: Collection[str]) -> tuple[LedgerRow, ...]:
        """The ledger's rows of marks on some sheets, by the titles they have now."""
        return tuple(
            row._replace(sheet=self.marked[then])
            for then, rows in self.ledger.marks().items()
            if self.marked.get(then) in titles
            for row in rows
        )

    def rows_of_sheets(self) -> tuple[LedgerRow, ...]:
        """The ledger's rows of our sheets that are still there."""
        rows = self.ledger.sheets()
        return tuple(
            row._replace(sheet=self.sheets[row.key])
            for row in rows
            if row.key in self.sheets
        )

    def ledger_sheet(self) -> tuple[str, ...]:
        """The title of the ledger, if there is one."""
        return tuple(t for id_, t in self.sheets.items() if id_ == SHEET_ID)

    def marks_off(self, *, shut: Collection[str] = ()) -> Cleared:
        """What takes our marks off all sheets but some, by their titles now."""
        rows_then = self.ledger.marks()
        gone = [rows for then, rows in rows_then.items() if then not in self.marked]
        rows = {
            now: rows_then[then] for then, now in self.marked.items() if now not in shut
        }
        fills = {t: {r.fill_put for r in rs if r.fill_put} for t, rs in rows.items()}
        cells = [CellRef(title, row.cell) for title in rows for row in rows[title]]
        texts = {title: self._texts(title) for title in rows}
        seen: dict[str, list[Seen]] = {title: [] for title in rows}
        for look in self.live.work.marked(fills, cells):
            seen[look.cell.sheet].append(look)
        parts = [
            cleared(title, rows[title], seen[title], texts[title]) for title in rows
        ]
        parts.append(Cleared(strokes=(), lost=sum(map(len, gone))))
        return together(parts)

    @property
    def _rows(self) -> Sequence[LedgerRow]:
        return self.ledger.sheets()

    def _is_filled(self, row: LedgerRow) -> bool:
        title = self.sheets.get(row.key)
        if title is None or not row.words_cell:
            return False
        return bool(peoples_words(row, self._texts(title)))

    def _texts(self, title: str) -> dict[Place, str]:
        return self.live.reader.block(title).texts()

    @property
    def _facts(self) -> Mapping[str, SheetFacts]:
        return {sheet.title: sheet for sheet in self.live.work.sheets()}


def _ledgers(named: str) -> Sequence[str]:
    """Titles a ledger may have. One that is aside counts where there is no newer."""
    aside = aside_title(SHEET_ID)
    return [title for title in (named, *TITLES) if title != aside] + [aside]


def _left_aside(live: LiveBook, sheets: Mapping[str, str]) -> dict[str, str]:
    """Plan and ledger that are still aside, since Excel ended before they could go."""
    plan, ledger = aside_title(ACTIONS), aside_title(SHEET_ID)
    left = {}
    if _is_left(live, sheets, plan):
        left[_ASIDE if ACTIONS in sheets else ACTIONS] = plan
    if _is_left(live, sheets, ledger) and is_ledger(live.reader.block(ledger).texts()):
        left[_OUTDATED] = ledger
    return left


def _is_left(live: LiveBook, sheets: Mapping[str, str], title: str) -> bool:
    return title in live.reader.sheet_names() and title not in sheets.values()


def _ledger(live: LiveBook, titles: Collection[str]) -> tuple[Ledger, str]:
    """The ledger and its title: the first that is one, whatever sheets are called."""
    for title in titles:
        if title in live.reader.sheet_names():
            texts = live.reader.block(title).texts()
            if is_ledger(texts):
                return read_ledger(texts), title
    return Ledger(), ""


def _kinds(facts: SheetFacts) -> Collection[str]:
    """The kinds of parts a sheet has, as a file would name them."""
    kinds = {_NOTES: facts.notes, _DRAWING: facts.drawings}
    return [kind for kind, count in kinds.items() if count]
