"""What we wrote on one of our sheets, so that what people added to it is noticed.

Comes in: a ``ReportSheet`` as it is put; later its cells, whoever saved them since.
Goes out: a short record, and whether the sheet still is what the record says. Cells
whose words are carried over to the next copy by fingerprint do not count, nor does
the order of rows, nor how a program spells blanks and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.markup import fit
from rs_excel.workbook.ooxml.report_cells import table_headers
from rs_excel.workbook.ooxml.table_xml import unique_headers, with_a_row
from rs_excel.workbook.ports import Ink, ReportSheet

FINGERPRINT = "Fingerprint"  # title of the column that tells findings apart
THEIRS = frozenset({Ink.THEIRS, Ink.DATE_THEIRS})
_NOTES = frozenset({"comments", "threadedComment"})
_DRAWING = "drawing"

_BEGIN_NUMBERS = frozenset("0123456789+-.")

HeadedRow = tuple[Mapping[int, str], Mapping[int, str]]


def headed_rows(texts: Mapping[Place, str]) -> Iterator[HeadedRow]:
    """Each row by column, after the header above it; a header stands below none.

    A header is a row that says ``Fingerprint``; rows without text are left out.
    """
    by_row: dict[int, dict[int, str]] = {}
    for place, text in sorted(texts.items()):
        if text.strip():
            by_row.setdefault(place.row, {})[place.column] = text.strip()
    return _under_headers(by_row.values())


def _under_headers(rows: Iterable[Mapping[int, str]]) -> Iterator[HeadedRow]:
    header: Mapping[int, str] = {}
    for cells in rows:
        if FINGERPRINT in cells.values():
            header = cells
            yield {}, cells
        else:
            yield header, cells


def record_of(sheet: ReportSheet) -> str:
    """The record of a sheet we write, as JSON."""
    rows, theirs = _rows_of(sheet)
    record = {
        "digest": _digest(_under_headers(rows), theirs),
        "carried over": theirs,
        "drawing": bool(sheet.charts),
    }
    return json.dumps(record, ensure_ascii=False)


def is_as_written(
    record: str, texts: Mapping[Place, str], related: Collection[str]
) -> bool:
    """Whether nobody added to, or changed, what the record tells.

    ``related`` are the kinds of parts the sheet has now: notes are never ours, a
    drawing only where we drew charts. A record that cannot be read vouches for
    nothing.
    """
    try:
        said = json.loads(record)
        theirs = [str(title) for title in said["carried over"]]
        same = said["digest"] == _digest(headed_rows(texts), theirs)
        drawn = bool(said["drawing"])
    except (ValueError, TypeError, KeyError):
        return False
    added = _NOTES if drawn else _NOTES | {_DRAWING}
    return same and added.isdisjoint(related)


def as_text(value: str | float | date) -> str:
    """What a cell says once it is read back."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, (bool, int, float)):
        number = float(value)
        return str(int(number)) if number.is_integer() else repr(number)
    return fit(value)


def _rows_of(sheet: ReportSheet) -> tuple[list[dict[int, str]], list[str]]:
    """The rows of a sheet as they will be read, and the titles of people's columns.

    In one pass, row by row as they are written: a copy has thousands of cells.
    """
    headings = _headings(sheet)
    rows: list[dict[int, str]] = []
    theirs: set[str] = set()
    header: Mapping[int, str] = {}
    for number, cells in enumerate(sheet.rows, 1):
        texts: dict[int, str] = {}
        column = 1
        for value, ink, _, span in cells:
            if value is not None and (text := as_text(value).strip()):
                texts[column] = text
            if ink in THEIRS:
                theirs.add(header.get(column, ""))
            column += span
        texts.update(headings.get(number, {}))
        if FINGERPRINT in texts.values():
            header = texts
        if texts:
            rows.append(texts)
    return rows, sorted(theirs - {""})


def _headings(sheet: ReportSheet) -> dict[int, dict[int, str]]:
    """The headings of a native table, which Excel wants to be unlike each other."""
    headings: dict[int, dict[int, str]] = {}
    if sheet.table:
        headers = table_headers(sheet, with_a_row(sheet.table))
        unique = unique_headers([*headers.values()])
        for (row, column), text in zip(headers, unique, strict=True):
            headings.setdefault(row, {})[column] = fit(text).strip()
    return headings


def _digest(rows: Iterable[HeadedRow], theirs: Collection[str]) -> str:
    """A digest of all rows, whatever their order, less what is carried over."""
    lines = []
    for header, cells in rows:
        named = any(header.get(column) == FINGERPRINT for column in cells)
        lines.append(
            [
                (column, _plain(text))
                for column, text in cells.items()
                if not (named and header.get(column) in theirs)
            ]
        )
    return sha256(repr(sorted(lines)).encode()).hexdigest()


def _plain(text: str) -> str:
    """A text without the spellings in which programs differ."""
    words = " ".join(text.split())
    if words[:1] not in _BEGIN_NUMBERS:
        return words
    try:
        return f"{float(words):.12g}"
    except ValueError:
        return words
