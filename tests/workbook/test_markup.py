"""Text as it stands in the parts of a workbook."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from rs_excel.workbook.ooxml.markup import content, fit, written

ODD = st.sampled_from(["&", "<", "]]>", "\0", "\t", "\n", "_x000D_", "\xa0", "▲", " "])
TEXTS = st.lists(st.lists(st.one_of(ODD, st.text(max_size=5))).map("".join))


@given(TEXTS)
@example([])
@example(["a" * 40_000, "b"])
@example(["one\0two"])
def test_texts_escaped_together_are_those_escaped_one_by_one(texts: list[str]) -> None:
    wanted = [(fit(text), content(text).encode()) for text in texts]
    assert [*written(texts)] == wanted


@given(st.text())
def test_what_is_escaped_can_stand_between_tags(text: str) -> None:
    assert etree.fromstring(f"<t>{content(text)}</t>").tag == "t"
