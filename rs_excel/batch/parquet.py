"""Findings, verdict counts and notes as Parquet: typed columns for pandas and others.

Comes in: rows of plain values, as many as there are. Goes out: the bytes of a file in
pieces, so that no list is held whole. Days are days, lists are lists, and words that
come again and again are categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

Rows = Iterable[Mapping[str, Any]] | Iterable[tuple[Any, ...]]
"""Values by name, or in the order of the columns."""

_ROWS = 20_000  # of a group, which is what is held at once
_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_WORD = pa.dictionary(pa.int32(), pa.string())
_DAY, _NUMBER = pa.timestamp("ms"), pa.int32()
_OF_FILE = {"file": _WORD, "supplier": _WORD, "site": _WORD, "country": _WORD}

FINDINGS = pa.schema(
    {
        **_OF_FILE,
        "number": _TEXT,
        "rule": _WORD,
        "row": _TEXT,
        "pillar": _WORD,
        "type": _WORD,
        "severity": _WORD,
        "title": _WORD,
        "says": _TEXT,
        "cells": _TEXTS,
        "basis": _TEXTS,
        "action": _WORD,
        "preventive": _WORD,
        "evidence": _TEXTS,
        "timeframe_days": _NUMBER,
        "days_counted": _WORD,
        "clock_starts_on": _DAY,
        "contain_within_days": _NUMBER,
        "contain_by": _DAY,
        "due_on": _DAY,
        "verification": _WORD,
        "verify": pa.bool_(),
        "consequences": _TEXTS,
        "fingerprint": _TEXT,
    }
)
NOTES = pa.schema(
    {**_OF_FILE, "code": _WORD, "level": _WORD, "says": _TEXT, "cell": _TEXT}
)
VERDICTS = pa.schema({**_OF_FILE, "rule": _WORD, "outcome": _WORD, "count": pa.int32()})


def as_parquet(schema: pa.Schema, rows: Rows) -> Iterator[bytes]:
    """A file with the columns of ``schema``; of each row only these are kept."""
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        left = iter(rows)
        while some := list(islice(left, _ROWS)):
            writer.write_table(_table(schema, some))
            yield sink.taken()
    yield sink.taken()


def _table(schema: pa.Schema, rows: Sequence[Any]) -> pa.Table:
    frame = pd.DataFrame.from_records(rows, columns=schema.names)
    for name in schema.names:
        if schema.field(name).type == _DAY:
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False)


class _Sink:
    """Where a file is written to that is handed on as it grows."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def write(self, data: bytes) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
