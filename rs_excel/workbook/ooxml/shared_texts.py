"""The workbook's shared texts, where most programs wrote them.

Comes in: the part that holds them, in UTF-8. Goes out: texts by their number, and the
numbers of texts that begin with some sign. Anything unusual raises ``NotPlain``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rs_excel.workbook.ooxml.plain_text import NotPlain, decoded, plain_text

_OPENING, _NEXT, _CLOSING = "<si><t", "</t></si><si><t", "</t></si>"
_KEPT = ' xml:space="preserve">'
_TO_KEPT = len(_KEPT)
_TAGS = 4  # of one text: <si>, <t>, </t>, </si>
_ITEM = re.compile(
    r'<si>(?:<t((?: xml:space="preserve")?)>([^<]*)</t>|<t ?/>'
    r"|(<r>[^<]*(?:<(?!/?si\b)[^<]*)*))</si>|([\s\S]+)"
)
_RUN = re.compile(
    r"<r>(?:<rPr>[^<]*(?:<(?![!?]|/?rPr>)[^<]*)*</rPr>)?"
    r'<t((?: xml:space="preserve")?)>([^<]*)</t></r>|([\s\S]+)'
)


class SharedTexts(list[str]):
    """Texts in the order that cells number them.

    Making it raises NotPlain where a text is for a full reader to read.
    """

    def __init__(self, part: bytes = b"") -> None:
        super().__init__(_texts_in(decoded(part)) if part else ())
        self._beginning: dict[str, frozenset[bytes]] = {}

    def beginning(self, sign: str) -> frozenset[bytes]:
        """The numbers, as cells carry them, of all texts that begin with a sign."""
        if sign not in self._beginning:
            long = len(sign)
            self._beginning[sign] = frozenset(
                b"%d" % at for at, text in enumerate(self) if text[:long] == sign
            )
        return self._beginning[sign]


def _texts_in(part: str) -> Iterable[str]:
    return _texts_of_one_run(part) or _texts_of_runs(part)


def _texts_of_one_run(part: str) -> Sequence[str]:
    """Every text, taken apart all at once; nothing where one has another form."""
    written = part.split(_NEXT)
    head, opened, written[0] = written[0].partition(_OPENING)
    written[-1], closed, tail = written[-1].partition(_CLOSING)
    kept = part.count(f"{_OPENING}{_KEPT}")
    usual = kept + part.count(f"{_OPENING}>") == len(written)
    # No tags but these: so no text is in runs, and none has anything beside it.
    tags = _TAGS * len(written) + head.count("<") + tail.count("<")
    only_these = bool(opened and closed) and part.count("<") == tags
    if not usual or not only_these or "<!" in head or "<!" in tail:
        return ()
    return [
        # Nearly all are as they stand; asking here spares a thousand calls.
        text[_TO_KEPT:]
        if text[0] == " " and "&" not in text and "_x" not in text
        else plain_text(text.partition(">")[2], kept=text[0] == " ")
        for text in written
    ]


def _texts_of_runs(part: str) -> Sequence[str]:
    """Every text in full, where some have runs of their own look."""
    begin, end = part.find("<si>"), part.rfind("</sst>")
    # Comments could hide a text or forge one.
    if begin < 0 or end < 0 or "<!" in part:
        raise NotPlain
    found = _ITEM.findall(part, begin, end)
    if found[-1][-1]:
        raise NotPlain
    return [
        _text_of_runs(runs) if runs else plain_text(said, kept=kept)
        for kept, said, runs, _ in found
    ]


def _text_of_runs(runs: str) -> str:
    """The text of all runs; pronunciations beside them are for a full reader."""
    found = _RUN.findall(runs)
    if found[-1][-1]:
        raise NotPlain
    return "".join(plain_text(said, kept=kept) for kept, said, _ in found)
