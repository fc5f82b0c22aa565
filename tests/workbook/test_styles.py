"""Styles are only ever appended, to whatever shape of style sheet a file has."""

from __future__ import annotations

import pytest
from lxml import etree

from rs_excel.workbook.ooxml.markup import STRICT, TRANSITIONAL, parse
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ports import InkLook

MAIN = TRANSITIONAL.main
LOOK = InkLook(fill="F5B7B1", symbol="▲", border="CBD2D9", number_format="0.0")
PLAIN = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>
<fills count="2"><fill/><fill/></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf fontId="0"/><xf fontId="0" fillId="1" numFmtId="14">
<alignment wrapText="1"/></xf></cellXfs><cellStyles/><tableStyles/></styleSheet>"""
SHAPES = {
    "plain": PLAIN,
    "prefixed": PLAIN.replace("<", "<x:")
    .replace("<x:/", "</x:")
    .replace("xmlns=", "xmlns:x="),
    "uncounted": PLAIN.replace(' count="1"', "").replace(' count="2"', ""),
    "commented": PLAIN.replace("<cellXfs", "<!-- </cellXfs> --><cellXfs"),
    "least": f'<styleSheet xmlns="{MAIN}"/>',
}


def sections(data: bytes) -> dict[str, tuple[str | None, int]]:
    """By section, the count it says and the members it has."""
    return {
        etree.QName(section).localname: (section.get("count"), len(section))
        for section in parse(data)
        if isinstance(section.tag, str)
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_appended_is_counted_and_stands_in_its_place(shape: str) -> None:
    data = SHAPES[shape].encode()
    book = StyleBook(data, TRANSITIONAL)
    marked, inked = book.marked(0, LOOK), book.inked(LOOK)
    assert book.conditional(LOOK) == 0
    written = book.to_bytes()
    found = sections(written)
    for section in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"):
        said, members = found[section]
        assert said == str(members)
    order = [*found]
    assert order.index("numFmts") == 0
    assert order.index("cellStyles") < order.index("dxfs")
    again = StyleBook(written, TRANSITIONAL)
    assert again.fill_of(marked) == again.fill_of(inked) == "F5B7B1"
    assert again.has_symbol(marked, "▲")
    assert again.code_of(inked) == "0.0"


@pytest.mark.parametrize("shape", SHAPES)
def test_books_of_one_style_sheet_do_not_see_each_other(shape: str) -> None:
    data = SHAPES[shape].encode()
    first = StyleBook(data, TRANSITIONAL)
    first.inked(LOOK)
    first.marked(1, LOOK)
    second = StyleBook(data, TRANSITIONAL)
    assert not second.changed
    assert sections(second.to_bytes()).keys() < sections(first.to_bytes()).keys()


def test_a_style_already_wrapped_is_taken_as_it_is() -> None:
    book = StyleBook(PLAIN.encode(), TRANSITIONAL)
    assert book.wrapped(1) == 1
    assert book.wrapped(0) == 2
    assert book.wrapped(2) == 2
    assert len(sections(book.to_bytes())) == len(sections(PLAIN.encode()))


def test_a_former_fill_and_a_built_in_format_are_given_back() -> None:
    book = StyleBook(PLAIN.encode(), TRANSITIONAL)
    before = book.fill_of(1), book.format_of(1)
    assert before[1] == "#14"
    marked = book.marked(1, LOOK)
    assert (book.fill_of(marked), book.format_of(marked)) != before
    restored = book.restored(marked, *before)
    assert (book.fill_of(restored), book.format_of(restored)) == before


def test_a_workbook_without_styles_gets_the_least_there_must_be() -> None:
    book = StyleBook(None, STRICT)
    assert book.changed
    assert book.inked(LOOK) == 1
    assert sections(book.to_bytes())["cellXfs"] == ("2", 2)
