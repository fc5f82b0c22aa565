"""A part hollowed and made whole again is what it would be had it been left whole."""

from __future__ import annotations

import pytest
from lxml import etree

from rs_excel.workbook.ooxml.hollow import hollowed
from rs_excel.workbook.ooxml.markup import parse, serialise

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = "<definedNames><definedName>a</definedName></definedNames>"
BOOK = f'<workbook xmlns="{MAIN}"><sheets/>{NAMES}<calcPr/></workbook>'


def changed(data: bytes, *, name: bool) -> bytes:
    """``data`` with another sheet, and with another name where one is asked for."""
    hollow = hollowed(data, "definedNames")
    root = parse(hollow.rest)
    sheets, names = root.find("{*}sheets"), root.find("{*}definedNames")
    assert sheets is not None
    assert names is not None
    etree.SubElement(sheets, f"{{{MAIN}}}sheet")
    if name:
        etree.SubElement(names, f"{{{MAIN}}}definedName").text = "b"
    return hollow.whole(serialise(root))


@pytest.mark.parametrize("name", [True, False])
@pytest.mark.parametrize(
    ("book", "taken_out"),
    [
        (BOOK, True),
        (f'<?xml version="1.0"?>\n{BOOK}', True),
        (BOOK.replace("<calcPr/>", "<!-- <definedNames> -->"), False),
        (BOOK.replace("<definedNames>", '<definedNames xml:space="default">'), False),
        (BOOK.replace("</definedNames>", "<?by hand?></definedNames>"), False),
        (
            BOOK.replace("<", "<x:").replace("<x:/", "</x:").replace("ns=", "ns:x="),
            False,
        ),
    ],
)
def test_names_are_passed_over_only_where_they_are_sure(
    book: str, taken_out: bool, name: bool
) -> None:
    data = book.encode()
    assert (b">a<" not in hollowed(data, "definedNames").rest) is taken_out
    root = parse(changed(data, name=name))
    names = [found.text for found in root.iter("{*}definedName")]
    assert sorted(filter(None, names)) == (["a", "b"] if name else ["a"])
    assert len(root.findall("{*}sheets/{*}sheet")) == 1
    tags = [
        etree.QName(child).localname for child in root if isinstance(child.tag, str)
    ]
    assert tags[:2] == ["sheets", "definedNames"]


def test_a_book_without_names_stays_as_it_is() -> None:
    data = BOOK.replace(NAMES, "").encode()
    assert hollowed(data, "definedNames").rest == data
