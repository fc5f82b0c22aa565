"""Names for files we write, made from the names of strangers' workbooks.

Comes in: what an open workbook is called. Goes out: a plain file name that every system
can keep, in the folder it is put into and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from rs_excel.app.outputs import OTHER_ENDINGS

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_BESIDES_LETTERS = frozenset(" ._-()+,")
_LONGEST = 60  # characters
_UNNAMED = "return"
_ENDINGS = frozenset({".xlsx", ".xlsm", *OTHER_ENDINGS})


def reply_name(workbook: str) -> str:
    """``Unit 2.checked.xlsx`` and ``Unit 2`` → ``Unit 2.reply.xlsx``."""
    suffix = PurePath(workbook).suffix
    stem = workbook.removesuffix(suffix) if suffix.lower() in _ENDINGS else workbook
    return f"{safe_stem(stem.removesuffix('.checked'))}.reply.xlsx"


def safe_stem(name: str) -> str:
    """Letters, digits and few signs: nothing that a path or a shell would act on."""
    plain = "".join(c if _is_plain(c) else " " for c in name)
    stem = " ".join(plain.split())[:_LONGEST].strip(" .-_")
    return f"{_UNNAMED} {stem}" if _DEVICES.fullmatch(stem) else stem or _UNNAMED


def _is_plain(sign: str) -> bool:
    """Marks are parts of letters in many scripts."""
    letter = sign.isalnum() or unicodedata.category(sign).startswith("M")
    return letter or sign in _BESIDES_LETTERS
