"""Remarks about a questionnaire as a whole, kept short however bad the sheet is.

Comes in: keys that nobody asks for, questions without a row, answers in hidden places.
Goes out: notes that name the first few and count the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rs_excel.domain.questions import CellRef, Note
from rs_excel.errors import note
from rs_excel.workbook.choosing import nearest

_NAMED = 12  # names listed in one note
_EACH = 20  # unknown keys that get a note of their own


def listed(names: Iterable[object]) -> str:
    """``a, b, c and 40 more``."""
    held = [str(name) for name in names]
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    return ", ".join(held[:_NAMED]) + more


def unknown_notes(
    unknown: Sequence[tuple[str, CellRef]], known: Iterable[str]
) -> Iterator[Note]:
    """Keys in the key column that the pack does not ask for."""
    words = tuple(known)
    for key, cell in unknown[:_EACH]:
        near = nearest(key[:80], words)
        hint = f" Did you mean `{near}`?" if near else ""
        yield note("BOOK-104", cell, key=key[:80], hint=hint)
    if unknown[_EACH:]:
        keys = (key[:80] for key, _ in unknown[_EACH:])
        yield note("BOOK-104", unknown[_EACH][1], key=listed(keys), hint="")


def missing_note(keys: Sequence[str]) -> Iterator[Note]:
    """Questions and tables of this template version that have no row."""
    if keys:
        yield note("BOOK-103", keys=listed(keys), count=len(keys))


def hidden_notes(
    sheets: Mapping[str, int], rows: Mapping[str, Iterable[int]]
) -> Iterator[Note]:
    """Answers that stand where nobody sees them."""
    for sheet, count in sheets.items():
        yield note("BOOK-130", sheet=sheet, count=count)
    for sheet, held in rows.items():
        yield note("BOOK-131", sheet=sheet, rows=listed(sorted(held)))
