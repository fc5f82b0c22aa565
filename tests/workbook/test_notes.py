"""Notes explain a mark; notes and shapes of other people stay what they were."""

from __future__ import annotations

import io
import re

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.comments import Comment

from rs_excel.workbook.ooxml.markup import TRANSITIONAL
from rs_excel.workbook.ooxml.notes_xml import AUTHOR, NoteBook
from rs_excel.workbook.ooxml.pen import OoxmlPen
from rs_excel.workbook.ooxml.unmark import unmark
from tests.workbook.books import (
    LOOKS,
    NOTE,
    SHEET,
    annotated,
    cell,
    mark,
    package,
    parts,
    questionnaire,
    saved,
    with_part,
    zipped,
)

SHEET_1 = "xl/worksheets/sheet1.xml"
MAIN = TRANSITIONAL.main


def with_note(address: str, words: str) -> bytes:
    book = load_workbook(io.BytesIO(questionnaire()))
    book[SHEET][address].comment = Comment(words, "Ana")
    return saved(book)


def note(data: bytes, address: str) -> str:
    found = cell(data, address).comment
    assert found is not None
    return str(found.text)


def drawing(data: bytes) -> str:
    (vml,) = (part for name, part in parts(data).items() if name.endswith(".vml"))
    return vml.decode()


def boxes(vml: str) -> dict[tuple[str, str], list[int]]:
    """Anchors of note boxes by 0-based row and column; also proves the XML is sound."""
    root = etree.fromstring(vml)
    found = {}
    for data in root.iter("{urn:schemas-microsoft-com:office:excel}ClientData"):
        said = {etree.QName(child).localname: child.text or "" for child in data}
        if data.get("ObjectType") == "Note":
            anchor = [int(n) for n in said.get("Anchor", "0").split(",")]
            found[said["Row"], said["Column"]] = anchor
    return found


def test_a_note_says_what_was_found_and_is_known_as_ours() -> None:
    copy = annotated(questionnaire(), [mark("D2")])
    found = cell(copy, "D2").comment
    assert found is not None
    assert found.text == NOTE
    assert found.author == AUTHOR


def test_a_mark_without_words_makes_no_note() -> None:
    copy = annotated(questionnaire(), [mark("D2", note="")])
    assert cell(copy, "D2").comment is None
    assert not any("comments" in name for name in parts(copy))


def test_marks_made_in_two_goes_share_one_part_of_notes() -> None:
    data = questionnaire()
    pen = OoxmlPen(package(data), LOOKS)
    pen.mark([mark("D2")])
    pen.mark([mark("D3")])
    copy = pen.finished()
    assert note(copy, "D2") == note(copy, "D3") == NOTE
    assert sum("comments" in name for name in parts(copy)) == 1
    assert set(boxes(drawing(copy))) == {("1", "3"), ("2", "3")}
    assert unmark(package(copy)).data == data


def test_a_person_s_note_keeps_its_words_and_ours_follow() -> None:
    copy = annotated(with_note("D2", "Ask Ravi"), [mark("D2"), mark("D3")])
    assert note(copy, "D2") == f"Ask Ravi\n\n{NOTE}"
    assert note(copy, "D3") == NOTE
    assert cell(copy, "D2").comment.author == "Ana"  # type: ignore[union-attr]


def test_notes_of_other_cells_are_not_touched() -> None:
    data = with_note("C5", "Mine")
    copy = annotated(data, [mark("D2")])
    assert note(copy, "C5") == "Mine"
    theirs = [name for name in parts(data) if "comments" in name]
    assert [name for name in parts(copy) if "comments" in name] == theirs


def test_each_note_has_one_box_and_people_s_boxes_keep_theirs() -> None:
    data = with_note("D2", "Ask Ravi")
    copy = annotated(data, [mark("D2"), mark("D3")])
    before, after = boxes(drawing(data)), boxes(drawing(copy))
    assert set(after) == {("1", "3"), ("2", "3")}
    assert after["1", "3"] == before["1", "3"]
    shape_ids = re.findall(r"_x0000_s\d+", drawing(copy))
    assert len(set(shape_ids)) == len(shape_ids) == 2


def test_a_longer_note_gets_a_taller_box() -> None:
    marks = [mark("D2", note="Short"), mark("D8", note="A long line. " * 40)]
    found = boxes(drawing(annotated(questionnaire(), marks)))
    short, long = found["1", "3"], found["7", "3"]
    assert long[6] - long[2] > short[6] - short[2] + 3


@pytest.mark.parametrize("spelt", ["1", "true"])
def test_rows_that_are_hidden_leave_no_room_for_a_box(spelt: str) -> None:
    def hide(sheet: bytes) -> bytes:
        hidden = f'\\1 hidden="{spelt}"'.encode()
        return re.sub(rb'(<row r="[34]")', hidden, sheet)

    def bottom(data: bytes) -> int:
        return boxes(drawing(annotated(data, [mark("D2")])))["1", "3"][6]

    data = questionnaire()
    assert bottom(with_part(data, SHEET_1, hide)) == bottom(data) + 2


def test_a_box_beside_wide_columns_does_not_span_several_of_them() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    book[SHEET].column_dimensions["E"].width = 60
    found = boxes(drawing(annotated(saved(book), [mark("D2")])))
    assert found["1", "3"][0] == found["1", "3"][4] == 4


THREADED = f"""<?xml version="1.0" encoding="UTF-8"?>
<comments xmlns="{MAIN}"><authors><author>tc={{A-1}}</author><author>Ana</author>
</authors><commentList><comment ref="D2" authorId="0"><text><t>[Threaded comment]</t>
</text></comment></commentList></comments>"""
BUTTON = """<xml xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">
 <o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shape id="_x0000_s1025"
 type="#_x0000_t201"><x:ClientData ObjectType="Button"><x:Anchor>1,1,1,1,2,2,2,2
 </x:Anchor></x:ClientData></v:shape></xml>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{base}/comments" Target="../comments7.xml"/>
<Relationship Id="rId2" Type="{base}/vmlDrawing" Target="../drawings/vmlDrawing7.vml"/>
<Relationship Id="rId3" Type="http://schemas.microsoft.com/office/2017/10/relationships/\
threadedComment" Target="../threadedComments/threadedComment1.xml"/>
</Relationships>"""
THREAD = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/\
2018/threadedcomments"><threadedComment ref="D2" id="{A-1}"><text>Is that so?</text>
</threadedComment></ThreadedComments>"""


def with_form_control_and_thread() -> bytes:
    """A sheet with a button and a threaded comment, as Excel stores them."""
    members = parts(questionnaire())
    base = TRANSITIONAL.relations
    members[SHEET_1] = members[SHEET_1].replace(
        b"</worksheet>",
        f'<legacyDrawing xmlns:r="{base}" r:id="rId2"/><controls/>'.encode()
        + b"</worksheet>",
    )
    members["xl/worksheets/_rels/sheet1.xml.rels"] = RELATIONS.format(
        base=base
    ).encode()
    members["xl/comments7.xml"] = THREADED.encode()
    members["xl/drawings/vmlDrawing7.vml"] = BUTTON.encode()
    members["xl/threadedComments/threadedComment1.xml"] = THREAD.encode()
    types = members["[Content_Types].xml"]
    members["[Content_Types].xml"] = types.replace(
        b"</Types>",
        b'<Default Extension="VML" ContentType="application/vnd.openxmlformats-'
        b'officedocument.vmlDrawing"/><Override PartName="/xl/comments7.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        b'comments+xml"/><Override '
        b'PartName="/xl/threadedComments/threadedComment1.xml" ContentType="'
        b'application/vnd.ms-excel.threadedcomments+xml"/></Types>',
    )
    return zipped(members)


def test_a_threaded_comment_is_left_alone_and_the_cell_is_coloured() -> None:
    data = with_form_control_and_thread()
    copy = parts(annotated(data, [mark("D2")]))
    thread = "xl/threadedComments/threadedComment1.xml"
    assert copy[thread] == THREAD.encode()
    assert copy["xl/comments7.xml"] == THREADED.encode()
    assert copy["xl/worksheets/sheet1.xml"] != parts(data)[SHEET_1]


def test_form_controls_share_their_drawing_with_our_boxes() -> None:
    data = with_form_control_and_thread()
    copy = annotated(data, [mark("D3")])
    shapes = drawing(copy)
    assert shapes.startswith(BUTTON.removesuffix("</xml>"))
    assert set(boxes(shapes)) == {("2", "3")}
    assert parts(copy)[SHEET_1].count(b"<legacyDrawing") == 1
    assert b"Extension" in parts(copy)["[Content_Types].xml"]
    assert parts(copy)["[Content_Types].xml"].lower().count(b'extension="vml"') == 1
    assert unmark(package(copy)).data == data


@pytest.mark.parametrize(
    "after",
    [
        "<controls/>",
        "<tableParts/>",
        '<extLst><ext uri="{1}"/></extLst>',
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        'compatibility/2006"><mc:Choice Requires="x14"><controls/></mc:Choice>'
        "</mc:AlternateContent>",
    ],
)
def test_the_link_to_our_boxes_stands_where_the_schema_wants_it(after: str) -> None:
    rule = "<conditionalFormatting><cfRule><extLst/></cfRule></conditionalFormatting>"
    data = with_part(
        questionnaire(),
        SHEET_1,
        lambda sheet: sheet.replace(
            b"</worksheet>", f"{rule}<drawing/>{after}</worksheet>".encode()
        ),
    )
    sheet = parts(annotated(data, [mark("D2")]))[SHEET_1].decode()
    link = r'<legacyDrawing xmlns:r="[^"]+" r:id="rId2"/>'
    assert re.search(f"{re.escape(rule)}<drawing/>{link}{re.escape(after)}", sheet)


def test_a_link_to_a_drawing_that_is_missing_is_replaced() -> None:
    data = with_part(
        questionnaire(),
        SHEET_1,
        lambda sheet: sheet.replace(
            b"</worksheet>",
            b'<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
            b'2006/relationships" r:id="rId9"></legacyDrawing></worksheet>',
        ),
    )
    copy = annotated(data, [mark("D2")])
    assert parts(copy)[SHEET_1].count(b"<legacyDrawing") == 1
    assert note(copy, "D2") == NOTE


def notes(*texts: str) -> NoteBook:
    listed = "".join(
        f'<comment ref="A{n}" authorId="0"><text>{text}</text></comment>'
        for n, text in enumerate(texts, 1)
    )
    return NoteBook(
        f'<comments xmlns="{MAIN}"><authors><author>Ana</author></authors>'
        f"<commentList>{listed}</commentList></comments>".encode(),
        TRANSITIONAL,
    )


def test_our_words_are_cut_out_of_a_note_however_its_runs_are_split() -> None:
    book = notes("<r><t>Ask Ra</t></r><r><t>vi\n\nOur </t></r><r><t>words</t></r>")
    assert book.cut("A1", "Our words") is False
    assert book.words("A1") == "Ask Ravi"


def test_words_a_person_added_to_our_note_stay() -> None:
    book = notes("<r><t>Our words</t></r><r><t> - done, Ana</t></r>")
    assert book.cut("A1", "Our words") is False
    assert book.words("A1") == " - done, Ana"


def test_a_note_of_ours_alone_goes_as_a_whole() -> None:
    book = notes("<t>Our words</t>", "<t>Theirs</t>")
    assert book.cut("A1", "Our words") is True
    assert book.addresses() == ("A2",)


def test_a_note_that_says_something_else_is_not_cut() -> None:
    book = notes("<t>Theirs</t>")
    assert book.cut("A1", "Our words") is False
    assert book.words("A1") == "Theirs"


def test_words_that_look_like_an_escape_come_back_as_they_were() -> None:
    words = "Line _x000D_ & <tag>\x07"
    copy = annotated(questionnaire(), [mark("D2", note=words)])
    (part,) = (d for n, d in parts(copy).items() if "comments" in n)
    assert NoteBook(part, TRANSITIONAL).words("D2") == "Line _x000D_ & <tag>\ufffd"
    assert unmark(package(copy)).exact
