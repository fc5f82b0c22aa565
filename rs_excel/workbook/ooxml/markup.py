"""XML of office files: its two families of names, safe parsing, safe text.

Comes in: bytes of a part. Goes out: an lxml tree, or text fit to stand in a part.
Transitional and Strict files use different namespaces for the same elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LONGEST_TEXT = 32_767  # characters in one cell

_BETWEEN = "\0"  # between texts; no text that fits a cell has it
_CONTROLS = bytes({*range(32)} - {0, 9, 10, 13})  # 0 stands between texts
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel reads _x000D_ as an escaped character; text that looks so must be escaped.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The namespaces of one file."""

    main: str
    relations: str
    drawing: str
    spreadsheet_drawing: str
    chart: str

    def __call__(self, name: str) -> str:
        """The qualified name of a spreadsheet element."""
        return f"{{{self.main}}}{name}"

    @property
    def id(self) -> str:
        """The qualified name of the ``r:id`` attribute."""
        return f"{{{self.relations}}}id"


TRANSITIONAL = Dialect(
    main="http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relations="http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    drawing="http://schemas.openxmlformats.org/drawingml/2006/main",
    spreadsheet_drawing=(
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    ),
    chart="http://schemas.openxmlformats.org/drawingml/2006/chart",
)
STRICT = Dialect(
    main="http://purl.oclc.org/ooxml/spreadsheetml/main",
    relations="http://purl.oclc.org/ooxml/officeDocument/relationships",
    drawing="http://purl.oclc.org/ooxml/drawingml/main",
    spreadsheet_drawing="http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    chart="http://purl.oclc.org/ooxml/drawingml/chart",
)


def parse(data: bytes) -> etree._Element:
    """The root of a part; entities are never resolved, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_blank_text=False,
    )
    return etree.fromstring(data, parser)


def serialise(root: etree._Element) -> bytes:
    """The part as Excel writes it: UTF-8, declared, standalone."""
    return DECLARATION.encode() + etree.tostring(root, encoding="UTF-8")


def elements(parent: etree._Element) -> list[etree._Element]:
    """Child elements; comments and processing instructions are not counted."""
    return [child for child in parent if isinstance(child.tag, str)]


def fit(text: str) -> str:
    """Text a cell can hold: no control characters, no more than a cell takes."""
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
    if _fit_bytes(text) is not None and _BETWEEN not in text:
        return text
    return _UNFIT.sub("\ufffd", text)


def spelt(text: str) -> str:
    """Fit text in the spelling of cells and notes, where ``_x000D_`` is an escape."""
    plain = fit(text)
    return _LOOKS_ESCAPED.sub("_x005F_", plain) if "_x" in plain else plain


def unspelt(text: str) -> str:
    """What a cell or note means whose text is spelt so."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def content(text: str) -> str:
    """Text fit to stand between tags of a cell."""
    return _escaped(spelt(text))


def written(texts: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each text as a cell can hold it, and its UTF-8 as it stands between tags.

    All are looked at in one go: few have anything in them that needs more care.
    """
    joined = _BETWEEN.join(texts)
    data = _fit_bytes(joined)
    plain = data is not None and joined.count(_BETWEEN) == len(texts) - 1
    if not plain or "_x" in joined or max(map(len, texts)) > LONGEST_TEXT:
        return ((fit(text), content(text).encode()) for text in texts)
    return zip(texts, _escaped_bytes(data or b"").split(b"\0"), strict=True)


def _fit_bytes(text: str) -> bytes | None:
    """A text of any length in UTF-8; None where a cell cannot hold all of it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character
        return None
    controls = len(data) != len(data.translate(None, _CONTROLS))
    unfit = controls or "\ufffe" in text or "\uffff" in text
    return None if unfit else data


def attribute(text: str) -> str:
    """Text fit to stand in a double-quoted attribute."""
    safe = _escaped(fit(text))
    if '"' in safe or not safe.isprintable():
        safe = safe.replace('"', "&quot;")
        safe = safe.replace("\n", "&#10;").replace("\t", "&#9;")
    return safe


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


def _escaped_bytes(data: bytes) -> bytes:
    for sign, name in ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;")):
        data = data.replace(sign, name)
    return data
