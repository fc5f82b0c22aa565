"""Reads a catalogue of texts, a gettext PO file, as quickly as a check can wait.

Comes in: the text of a file. Goes out: by key (its ``msgctxt``) the English (``msgid``)
and the text (``msgstr``). Entries marked fuzzy or obsolete are left out. Writing, and
everything a translator's tools want, is babel's. Its reader takes six times as long,
its import counted, and a check in Spanish may take hardly longer than one in English.
"""

from __future__ import annotations

import re
from pathlib import Path

from rs_excel.domain.tongue import Said
from rs_excel.errors import PackError, problem

_ENTRY = re.compile(
    r'^msgctxt +((?:"[^\n]*"\s+)+)msgid +((?:"[^\n]*"\s+)+)msgstr +((?:"[^\n]*"\s*)+)',
    re.MULTILINE,
)
_QUOTED = re.compile(r'^\s*"(.*)"\s*$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)


def read_po(path: Path) -> dict[str, Said]:
    """The texts of a file; a later entry with the same key replaces an earlier one.

    Raises PackError (PACK-020) for a file that is no UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise PackError(problem("PACK-020", path)) from fault
    return texts_of(text)


def texts_of(text: str) -> dict[str, Said]:
    """By key, the English and what says it."""
    if _FUZZY.search(text):
        blocks = text.split("\n\n")
        text = "\n\n".join(block for block in blocks if not _FUZZY.search(block))
    return {
        _plain(key): Said(_plain(english), _plain(said))
        for key, english, said in _ENTRY.findall(text)
    }


def _plain(quoted: str) -> str:
    line = quoted.strip()
    parts = _QUOTED.findall(line) if "\n" in line else [line[1:-1]]
    joined = "".join(parts)
    if "\\" not in joined:
        return joined
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), joined)
