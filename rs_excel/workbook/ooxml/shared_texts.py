"""The workbook's shared texts, where most programs wrote them.

Comes in: the part that holds them, in UTF-8. Goes out: texts by their number, and the
numbers of texts that begin with some sign. Anything unusual raises ``NotPlain``. A
text is made out when it is first asked for: most stand in cells that nobody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rs_excel.workbook.ooxml.plain_text import NotPlain, decoded, plain_text

_OPENING, _ITEM, _NEXT, _CLOSING = b"<si", b"<si>", b"</si><si>", b"</si>"
_PLAIN, _KEPT, _END = b"<t>", b'<t xml:space="preserve">', b"</t>"
_TO_PLAIN, _TO_KEPT, _TO_END = len(_PLAIN), len(_KEPT), -len(_END)
_EMPTY = re.compile(rb"<t ?/>")
_RUNS = b"<r>"
_RUN = re.compile(
    r"<r>(?:<rPr>[^<]*(?:<(?![!?]|/?rPr>)[^<]*)*</rPr>)?"
    r'<t((?: xml:space="preserve")?)>([^<]*)</t></r>|([\s\S]+)'
)


class SharedTexts(dict[bytes, str]):
    """Texts by their number, as cells carry it; IndexError where there is none.

    Making it, or asking it, raises NotPlain where a text is for a full reader to read.
    """

    def __init__(self, part: bytes = b"") -> None:
        super().__init__()
        self._part = decoded(part).encode() if b"\r" in part else part
        self._written = _taken_apart(self._part) if part else ()
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
        """Found in the whole part at once, also where the sign is spelt another way."""
        seen = re.escape(sign[0].encode())
        opened = rb'<t(?: xml:space="preserve")?>\s*(?:' + seen + rb"|&|_x)"
        number, counted = -1, 0
        for found in re.finditer(opened, self._part):
            number += self._part.count(_OPENING, counted, found.start())
            counted = found.start()
            yield b"%d" % number


def _taken_apart(part: bytes) -> Sequence[bytes]:
    """What stands in each ``<si>``; whether that is plain is seen when it is asked."""
    begin, end = part.find(_ITEM), part.rfind(_CLOSING)
    # Comments could hide a text or forge one.
    if begin < 0 or end < 0 or b"<!" in part:
        raise NotPlain
    written = part[begin + len(_ITEM) : end].split(_NEXT)
    if part.count(_OPENING) != len(written):  # one that is empty, or has attributes
        raise NotPlain
    return written


def _text(written: bytes) -> str:
    """What an ``<si>`` says, as people see it."""
    kept = written.startswith(_KEPT)
    if kept or written.startswith(_PLAIN):
        said = written[_TO_KEPT if kept else _TO_PLAIN : _TO_END]
        if b"<" in said or not written.endswith(_END):
            raise NotPlain
        text = _decoded(said)
        if kept and "&" not in text and "_x" not in text:
            return text  # as nearly all are, and asking here spares a thousand calls
        return plain_text(text, kept=kept)
    if written.startswith(_RUNS):
        return _text_of_runs(_decoded(written))
    if _EMPTY.fullmatch(written):
        return ""
    raise NotPlain


def _decoded(written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError as error:
        raise NotPlain from error


def _text_of_runs(runs: str) -> str:
    """The text of all runs; pronunciations beside them are for a full reader."""
    found = _RUN.findall(runs)
    if found[-1][-1]:
        raise NotPlain
    return "".join(plain_text(said, kept=kept) for kept, said, _ in found)
