"""Workbook packages whose bytes depend on their content only.

Comes in: a saved .xlsx file. Goes out: the same file with fixed times in its archive
and its core properties, and validations and conditional formats in a fixed order, so
that building twice gives identical bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from functools import partial
from pathlib import Path

_ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_SHEETS = "xl/worksheets/"
_STAMPS = re.compile(
    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)
_REGULAR_FILE = 0o644 << 16


def _element(name: bytes) -> bytes:
    """A pattern for one element; attributes may hold a bare ``>``."""
    start = rb"<" + name + rb'(?= )(?:[^<>"]|"[^"]*")*'
    return rb"(?s:" + start + rb"(?:(?<=/)>|(?<!/)>.*?</" + name + rb">))"


_UNORDERED = tuple(
    (re.compile(_element(name)), re.compile(_element(name) + rb"+"))
    for name in (b"dataValidation", b"conditionalFormatting")
)
"""Siblings whose order means nothing: LibreOffice writes them as memory has it. What
goes first among conditional formats is said by their priorities, which stay."""


def stabilise(path: Path, moment: datetime) -> None:
    """Rewrite the package in place; ``moment`` stands as created and modified."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    other = path.with_suffix(".stable")
    try:
        _rewrite(path, other, stamp)
        other.replace(path)
    finally:
        other.unlink(missing_ok=True)


def _rewrite(path: Path, other: Path, stamp: bytes) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == _CORE:
                content = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif member.filename.startswith(_SHEETS):
                content = _in_order(content)
            entry = zipfile.ZipInfo(member.filename, _ARCHIVE_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _REGULAR_FILE
            new.writestr(entry, content, compresslevel=9)


def _in_order(sheet: bytes) -> bytes:
    """The sheet with each run of unordered siblings sorted by its bytes."""
    for one, run in _UNORDERED:
        sheet = run.sub(partial(_sorted, one), sheet)
    return sheet


def _sorted(one: re.Pattern[bytes], run: re.Match[bytes]) -> bytes:
    return b"".join(sorted(one.findall(run[0])))
