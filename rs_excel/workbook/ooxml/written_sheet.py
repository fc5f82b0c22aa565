"""What we wrote on one of our sheets, so that what people added to it is noticed.

Comes in: the texts of a sheet as it is put; later its cells, whoever saved them since.
Goes out: a short record, and whether the sheet still is what the record says. Cells
whose words are carried over to the next copy by fingerprint do not count, nor does
the order of rows, nor how a program spells blanks and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.markup import unspelt
from rs_excel.workbook.ooxml.report_cells import Body

FINGERPRINT = "Fingerprint"  # title of the column that tells findings apart
_NOTES = frozenset({"comments", "threadedComment"})
_DRAWING = "drawing"
_TEXT_ENDS, _ROW_ENDS = "\x1f", "\x1e"  # no cell can hold them
_BLANKS, _HARD_BLANK = b" \t\r\n", "\xa0".encode()

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


def rows_by_fingerprint(texts: Mapping[Place, str]) -> dict[str, Mapping[str, str]]:
    """Rows that tell of a finding: fingerprint → column title → text.

    Of two rows with one fingerprint the first counts.
    """
    rows: dict[str, Mapping[str, str]] = {}
    for header, cells in headed_rows(texts):
        row = {header[at]: text for at, text in cells.items() if at in header}
        if row.get(FINGERPRINT):
            rows.setdefault(row[FINGERPRINT], row)
    return rows


def record_of(body: Body, *, drawn: bool) -> str:
    """The record of a sheet we write, as JSON. ``drawn``: it has charts of ours."""
    theirs = _their_titles(body)
    record = {
        "digest": _digest(_under_headers(body.said), theirs),
        "carried over": theirs,
        "drawing": drawn,
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


def _their_titles(body: Body) -> list[str]:
    """The titles of columns in which people have a cell to fill."""
    if not body.theirs:
        return []
    headers = [header for header, _ in _under_headers(body.said)]
    titles = {
        headers[row - 1].get(column, "")
        for column, rows in body.theirs.items()
        for row in rows
    }
    return sorted(titles - {""})


def _digest(rows: Iterable[HeadedRow], theirs: Collection[str]) -> str:
    """A digest of all rows, whatever their order, less what is carried over.

    Of a row only its texts count, in their order, and of these all but blanks: what
    a program moves or spells anew is no word that anybody added.
    """
    titles = frozenset(theirs)
    lines = [
        _TEXT_ENDS.join([t for t in _counting(*row, titles) if not t.isspace()])
        for row in rows
    ]
    said = _meant(_ROW_ENDS.join(lines)).encode(errors="replace")
    said = said.replace(_HARD_BLANK, b"").translate(None, _BLANKS)
    kept = sorted(filter(None, said.split(_ROW_ENDS.encode())))
    return sha256(b"\n".join(kept)).hexdigest()


def _meant(text: str) -> str:
    """Escapes as the characters they stand for: some programs hand out ``_x000D_`` as
    a file spells it, others take it for the end of a line."""
    while "_x" in text and (meant := unspelt(text)) != text:
        text = meant
    return text


def _counting(
    header: Mapping[int, str], cells: Mapping[int, str], theirs: frozenset[str]
) -> Iterable[str]:
    """The texts of a row but those that are carried over by its fingerprint."""
    if not theirs or not header:
        return cells.values()
    titles = [header.get(column) for column in cells]
    if FINGERPRINT not in titles:
        return cells.values()
    texts = zip(titles, cells.values(), strict=True)
    return [text for title, text in texts if title not in theirs]
