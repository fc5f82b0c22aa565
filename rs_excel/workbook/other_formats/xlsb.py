"""Reads .xlsb workbooks, the binary ones of Excel 2007 and later.

Comes in: the archive of the package. Goes out: its sheets; WorkbookError where parts of
it are missing or damaged.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Mapping

from lxml import etree

from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.ooxml.markup import parse
from rs_excel.workbook.other_formats.calamine_values import sheets_of
from rs_excel.workbook.other_formats.sheets import (
    Patience,
    Sheet,
    Untold,
    damaged,
    require_room,
    require_texts,
)
from rs_excel.workbook.other_formats.xlsb_records import (
    percent_formats,
    records,
    sheets_listed,
    untold_in,
)

WORKBOOK = "xl/workbook.bin"
_STYLES, _TEXTS = "xl/styles.bin", "xl/sharedStrings.bin"
_RELATIONS = "xl/_rels/workbook.bin.rels"


def sheets_in(archive: Archive) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook, in the order of its tabs."""
    try:
        untold = _untold(archive)
    except (struct.error, IndexError) as error:
        raise damaged(archive.name, "a record of it breaks off") from error
    texts = len(archive.read(_TEXTS)) if archive.has(_TEXTS) else 0
    require_texts(untold, texts, archive.name)
    require_room(untold, archive.name)
    return sheets_of(archive.data, archive.name, untold)


def _untold(archive: Archive) -> dict[str, Untold]:
    patience = Patience(archive.name)
    styles = archive.read(_STYLES) if archive.has(_STYLES) else b""
    percent = percent_formats(records(styles, patience))
    targets = _targets(archive)
    found: dict[str, Untold] = {}
    for title, relation in sheets_listed(records(archive.read(WORKBOOK), patience)):
        part = targets.get(relation, "")
        if "worksheets/" in part:
            where = f"{archive.name} · {title}"
            held = records(archive.read(part), patience)
            found[title] = untold_in(held, percent, where, patience)
    return found


def _targets(archive: Archive) -> Mapping[str, str]:
    """Parts by the relationships of the workbook."""
    try:
        root = parse(archive.read(_RELATIONS))
    except etree.XMLSyntaxError as error:
        reason = error.msg or "its XML breaks off"
        raise refuse(
            "BOOK-012", archive.name, part=_RELATIONS, reason=reason
        ) from error
    return {
        related.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", related.get("Target", ""))
        ).lstrip("/")
        for related in root
        if isinstance(related.tag, str)
    }
