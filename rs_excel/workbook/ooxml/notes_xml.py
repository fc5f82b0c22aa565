"""The notes of one sheet: adding ours, taking ours off, leaving people's alone.

Comes in: the ``comments`` part, or nothing. Goes out: the part with our words in it.
Where a person left a note, our words follow theirs as a run of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from rs_excel.workbook.ooxml.markup import (
    DECLARATION,
    XML_SPACE,
    Dialect,
    content,
    fit,
    parse,
    serialise,
    spelt,
    unspelt,
)

AUTHOR = "Questionnaire check"
_THREADED = "tc="  # Excel's mark of the copy it keeps of a threaded comment
_BETWEEN = "\n\n"  # between a person's words and ours


class NoteBook:
    """All notes of a sheet, by address."""

    def __init__(self, data: bytes | None, dialect: Dialect) -> None:
        self._dialect = dialect
        self._data = data
        self._waiting: list[str] = []  # new notes, parsed all at once
        self._notes: dict[str, etree._Element] = {}
        if data is not None:
            self._notes = {n.get("ref", ""): n for n in self._list if n.get("ref")}

    def to_bytes(self) -> bytes:
        """The part, with the notes that were added."""
        notes = "".join(self._waiting)
        if self._data is None:
            return (
                f'{DECLARATION}<comments xmlns="{self._dialect.main}">'
                f"<authors><author>{AUTHOR}</author></authors>"
                f"<commentList>{notes}</commentList></comments>"
            ).encode()
        new = f'<x xmlns="{self._dialect.main}">{notes}</x>'
        self._list.extend(etree.fromstring(new))
        self._waiting.clear()
        return serialise(self._root)

    def addresses(self) -> tuple[str, ...]:
        return tuple(self._notes)

    def words(self, address: str) -> str | None:
        """The text of a note; None where there is none."""
        note = self._notes.get(address)
        return None if note is None else unspelt(self._spelling(note))

    def holds(self, address: str, words: str) -> bool:
        """Whether a note says ``words``, alone or after somebody's own."""
        return fit(words) in (self.words(address) or "")

    def is_threaded(self, address: str) -> bool:
        """Whether the note only mirrors a threaded comment: not ours to touch."""
        note = self._notes.get(address)
        return note is not None and self._author(note).startswith(_THREADED)

    def add(self, address: str, words: str) -> bool:
        """Attach our words; True if the note is new, False if it joins a person's."""
        note = self._notes.get(address)
        if note is not None:
            self._append(note, _BETWEEN + words)
            return False
        self._waiting.append(
            f'<comment ref="{address}" authorId="{self._our_number}"><text><r><rPr>'
            '<sz val="9"/><rFont val="Tahoma"/></rPr><t xml:space="preserve">'
            f"{content(words)}</t></r></text></comment>"
        )
        return True

    def cut(self, address: str, words: str) -> bool:
        """Take our words out of a note; True if nothing is left and it is gone."""
        note = self._notes[address]
        whole = self._spelling(note)
        ours = next((w for w in (spelt(words), fit(words)) if w in whole), None)
        if ours is None:
            return False
        at = whole.rindex(ours)
        start = at - len(_BETWEEN) if whole[:at].endswith(_BETWEEN) else at
        _delete(list(self._texts(note)), start, at + len(ours))
        if self._spelling(note).strip():
            return False
        self._list.remove(note)
        del self._notes[address]
        return True

    @cached_property
    def _root(self) -> etree._Element:
        return parse(self._data or b"")

    @cached_property
    def _authors(self) -> etree._Element:
        return self._child("authors")

    @cached_property
    def _list(self) -> etree._Element:
        return self._child("commentList")

    def _child(self, name: str) -> etree._Element:
        found = self._root.find(self._dialect(name))
        return found if found is not None else self._new(self._root, name)

    def _new(self, parent: etree._Element, name: str) -> etree._Element:
        return etree.SubElement(parent, self._dialect(name))

    def _spelling(self, note: etree._Element) -> str:
        return "".join(piece.text or "" for piece in self._texts(note))

    def _author(self, note: etree._Element) -> str:
        names = self._authors.findall(self._dialect("author"))
        number = int(note.get("authorId", "0"))
        return (names[number].text or "") if number < len(names) else ""

    @cached_property
    def _our_number(self) -> str:
        if self._data is None:
            return "0"
        names = [a.text for a in self._authors.findall(self._dialect("author"))]
        if AUTHOR not in names:
            self._new(self._authors, "author").text = AUTHOR
            names.append(AUTHOR)
        return str(names.index(AUTHOR))

    def _texts(self, note: etree._Element) -> Iterator[etree._Element]:
        """The ``t`` elements of a note in reading order, phonetic runs left out."""
        text = note.find(self._dialect("text"))
        for child in text if text is not None else ():
            if child.tag == self._dialect("t"):
                yield child
            elif child.tag == self._dialect("r"):
                yield from child.iterfind(self._dialect("t"))

    def _append(self, note: etree._Element, words: str) -> None:
        text = note.find(self._dialect("text"))
        if text is None:
            text = self._new(note, "text")
        self._as_runs(text)
        run = etree.Element(self._dialect("r"))
        runs = text.findall(self._dialect("r"))
        if runs:
            runs[-1].addnext(run)
        else:
            text.insert(0, run)
        traits = self._new(run, "rPr")
        self._new(traits, "sz").set("val", "9")
        self._new(traits, "rFont").set("val", "Tahoma")
        piece = self._new(run, "t")
        piece.text = spelt(words)
        piece.set(XML_SPACE, "preserve")

    def _as_runs(self, text: etree._Element) -> None:
        """Plain text, which may not stand beside runs, as a run."""
        for plain in text.findall(self._dialect("t")):
            run = etree.Element(self._dialect("r"))
            text.replace(plain, run)
            run.append(plain)


def _delete(texts: list[etree._Element], start: int, end: int) -> None:
    """Delete characters ``start`` to ``end`` of all texts together."""
    position = 0
    for piece in texts:
        words = piece.text or ""
        left, right = start - position, end - position
        position += len(words)
        if right <= 0 or left >= len(words):
            continue
        piece.text = words[: max(left, 0)] + words[max(right, 0) :]
        if not piece.text:
            _drop(piece)


def _drop(piece: etree._Element) -> None:
    """Take an emptied piece of text out, with the run that held nothing else."""
    holder = piece.getparent()
    if holder is None:
        return
    holder.remove(piece)
    around = holder.getparent()
    if around is not None and etree.QName(holder).localname == "r":
        around.remove(holder)
