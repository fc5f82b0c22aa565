"""The workbook's shared texts, where most programs wrote them.

Comes in: the part that holds them, in UTF-8. Goes out: texts by their number, and the
numbers of texts that begin with some sign. Anything unusual raises ``NotPlain``. A
text is made out when it is first asked for: most stand in cells that nobody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rs_excel.workbook.ooxml.plain_text import NotPlain, decoded, plain_text

_OPENING, _NEXT, _CLOSING = b"<si><t", b"</t></si><si><t", b"</t></si>"
_KEPT = b' xml:space="preserve">'
_TO_KEPT = len(_KEPT)
_TAGS = 4  # of one text: <si>, <t>, </t>, </si>
_ITEM = re.compile(
    rb'<si>(?:<t((?: xml:space="preserve")?>[^<]*)</t>|<t ?/>'
    rb"|(<r>[^<]*(?:<(?!/?si\b)[^<]*)*))</si>|([\s\S]+)"
)
_RUN = re.compile(
    r"<r>(?:<rPr>[^<]*(?:<(?![!?]|/?rPr>)[^<]*)*</rPr>)?"
    r'<t((?: xml:space="preserve")?)>([^<]*)</t></r>|([\s\S]+)'
)
_MAY_HIDE_A_SIGN = "&_ \t\r\n"  # a reference, an escape, a space that does not count


class SharedTexts(dict[bytes, str]):
    """Texts by their number, as cells carry it; IndexError where there is none.

    Making it, or asking it, raises NotPlain where a text is for a full reader to read.
    """

    def __init__(self, part: bytes = b"") -> None:
        super().__init__()
        self._written = _taken_apart(part) if part else ()
        self._beginning: dict[str, frozenset[bytes]] = {}

    def __missing__(self, number: bytes) -> str:
        text = self[number] = _text(self._written[int(number)])
        return text

    def beginning(self, sign: str) -> frozenset[bytes]:
        """The numbers, as cells carry them, of all texts that begin with a sign."""
        if sign not in self._beginning:
            self._beginning[sign] = frozenset(
                number
                for number in self._that_may_begin(sign)
                if self[number].startswith(sign)
            )
        return self._beginning[sign]

    def _that_may_begin(self, sign: str) -> Iterator[bytes]:
        """Told by one letter of each: nearly all are out of the question."""
        letters = {letter.encode() for letter in sign[0] + _MAY_HIDE_A_SIGN}
        for at, written in enumerate(self._written):
            begins = 1 if written[0] == _ENDS_TAG else _TO_KEPT
            if written[begins : begins + 1] in letters or written[0] == _OPENS_TAG:
                yield b"%d" % at


_ENDS_TAG, _OPENS_TAG = b"><"


def _taken_apart(part: bytes) -> Sequence[bytes]:
    """Each text from the end of its ``<t`` on; texts in runs with all their tags."""
    text = decoded(part)  # which raises where this cannot be done
    part = text.encode() if b"\r" in part else part
    return _of_one_run(part) or _of_runs(part)


def _of_one_run(part: bytes) -> Sequence[bytes]:
    """Every text, taken apart all at once; nothing where one has another form."""
    written = part.split(_NEXT)
    head, opened, written[0] = written[0].partition(_OPENING)
    written[-1], closed, tail = written[-1].partition(_CLOSING)
    usual = part.count(_OPENING + _KEPT) + part.count(_OPENING + b">") == len(written)
    # No tags but these: so no text is in runs, and none has anything beside it.
    tags = _TAGS * len(written) + head.count(b"<") + tail.count(b"<")
    only_these = bool(opened and closed) and part.count(b"<") == tags
    plain = usual and only_these and b"<!" not in head and b"<!" not in tail
    return written if plain else ()


def _of_runs(part: bytes) -> Sequence[bytes]:
    """Every text by itself, where some have runs of their own look."""
    begin, end = part.find(b"<si>"), part.rfind(b"</sst>")
    # Comments could hide a text or forge one.
    if begin < 0 or end < 0 or b"<!" in part:
        raise NotPlain
    found = _ITEM.findall(part, begin, end)
    if found[-1][-1]:
        raise NotPlain
    return [runs or written or b">" for written, runs, _ in found]


def _text(written: bytes) -> str:
    if written[0] == _OPENS_TAG:
        return _text_of_runs(written.decode())
    kept, _, said = written.decode().partition(">")
    if kept and "&" not in said and "_x" not in said:
        return said  # as nearly all are, and asking here spares a thousand calls
    return plain_text(said, kept=kept)


def _text_of_runs(runs: str) -> str:
    """The text of all runs; pronunciations beside them are for a full reader."""
    found = _RUN.findall(runs)
    if found[-1][-1]:
        raise NotPlain
    return "".join(plain_text(said, kept=kept) for kept, said, _ in found)
