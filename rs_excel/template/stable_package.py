"""Workbook packages whose bytes depend on their content only.

Comes in: a saved .xlsx file. Goes out: the same file with fixed times in its archive
and its core properties, so that building twice gives identical bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

_ARCHIVE_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMPS = re.compile(
    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)"
)
_REGULAR_FILE = 0o644 << 16


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
            entry = zipfile.ZipInfo(member.filename, _ARCHIVE_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _REGULAR_FILE
            new.writestr(entry, content, compresslevel=9)
