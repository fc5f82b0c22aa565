"""Which cell styles of a workbook show numbers as percentages.

Comes in: the styles part, in UTF-8. Goes out: style numbers as cells carry them.
Needed because the same 0.15 means 15 % in one cell and 0.15 in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

_BUILT_IN = frozenset({b"9", b"10"})  # 0% and 0.00%
_OWN_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_NUMBER = re.compile(rb'\bnumFmtId="([0-9]+)"')
_CODE = re.compile(rb'\bformatCode="([^"]*)"')
# Quoted and escaped characters of a format are text, not signs.
_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def percent_styles(styles: bytes) -> frozenset[int]:
    """Indexes of ``cellXfs`` whose number format has a percent sign."""
    section = _CELL_STYLES.search(styles)
    if section is None:
        return frozenset()
    formats = _BUILT_IN | frozenset(_own_formats(styles))
    numbers = (_NUMBER.search(style) for style in _STYLE.findall(section[0]))
    return frozenset(
        index
        for index, number in enumerate(numbers)
        if number is not None and number[1] in formats
    )


def _own_formats(styles: bytes) -> Iterator[bytes]:
    for attributes in _OWN_FORMAT.findall(styles):
        number, code = _NUMBER.search(attributes), _CODE.search(attributes)
        if number is None or code is None:
            continue
        plain = unescape(code[1].decode("utf-8", "replace"), {"&quot;": '"'})
        if "%" in _TEXT.sub("", plain):
            yield number[1]
