"""Which cell styles of a workbook show numbers as percentages.

Comes in: a package. Goes out: style numbers as cells carry them. Needed because the
same 0.15 means 15 % in one cell and 0.15 in the next.
"""

from __future__ import annotations

import re

from rs_excel.workbook.ooxml.package import Package

_BUILT_IN = frozenset({9, 10})  # 0% and 0.00%
# Quoted and escaped characters of a format are text, not signs.
_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def percent_styles(package: Package) -> frozenset[int]:
    """Indexes of ``cellXfs`` whose number format has a percent sign."""
    if package.styles_part is None:
        return frozenset()
    root, name = package.tree(package.styles_part), package.dialect
    formats = set(_BUILT_IN)
    for found in root.iterfind(f"{name('numFmts')}/{name('numFmt')}"):
        if "%" in _TEXT.sub("", found.get("formatCode", "")):
            formats.add(_number(found.get("numFmtId")))
    cell_formats = root.iterfind(f"{name('cellXfs')}/{name('xf')}")
    return frozenset(
        index
        for index, found in enumerate(cell_formats)
        if _number(found.get("numFmtId")) in formats
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1
