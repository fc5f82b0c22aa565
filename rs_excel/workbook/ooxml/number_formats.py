"""Number formats that show a symbol before the value and leave the value alone.

Comes in: the format a cell has, and a symbol. Goes out: the same format with the
symbol in front of every section, so that colour is never the only signal.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 255  # characters Excel accepts in one format
GENERAL = "General"

# Formats that exist without being written down (ECMA-376 part 1, 18.8.30). 14 and
# 22 follow the reader's own locale; as fixed text they are given unambiguously.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0;\\-"$"#,##0',
    6: '"$"#,##0;[Red]\\-"$"#,##0',
    7: '"$"#,##0.00;\\-"$"#,##0.00',
    8: '"$"#,##0.00;[Red]\\-"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy\\-mm\\-dd",
    15: "d\\-mmm\\-yy",
    16: "d\\-mmm",
    17: "mmm\\-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy\\-mm\\-dd h:mm",
    37: "#,##0;\\(#,##0\\)",
    38: "#,##0;[Red]\\(#,##0\\)",
    39: "#,##0.00;\\(#,##0.00\\)",
    40: "#,##0.00;[Red]\\(#,##0.00\\)",
    41: "#,##0;\\-#,##0;\\-",
    42: '"$"#,##0;\\-"$"#,##0;\\-',
    43: "#,##0.00;\\-#,##0.00;\\-",
    44: '"$"#,##0.00;\\-"$"#,##0.00;\\-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}

_BY_NUMBER = re.compile("#([1-9][0-9]{0,2})")  # "#0" is a code that people write
_PIECES = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|.', re.DOTALL)
_LEADING = re.compile(r"(?:\[(?!h+\]|m+\]|s+\])[^\]]*\])*", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")
_DAY_OR_TIME = re.compile(r"[dmyhs]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def with_symbol(code: str, symbol: str) -> str:
    """``code`` with ``symbol`` and a blank shown before the value.

    A format that would grow beyond what Excel accepts stays as it is.
    """
    shown = f"\\{symbol} " if '"' in symbol else f'"{symbol} "'
    marked = ";".join(_prefixed(section, shown) for section in _spelt_out(code))
    return marked if len(marked) <= LONGEST else code


def built_in_number(said: str) -> int | None:
    """The number of a built-in format that the ledger names ``#14``; else None."""
    number = _BY_NUMBER.fullmatch(said)
    return int(number[1]) if number else None


def shows_symbol(code: str, symbol: str) -> bool:
    """Whether a format puts ``symbol`` first, however a program rewrote it."""
    shown = code[_lead(code) :].replace('"', "").replace("\\", "")
    return shown.startswith(f"{symbol} ")


def _spelt_out(code: str) -> list[str]:
    """The sections of a format, with one for text and the minus by the digits."""
    sections = _sections(code)
    text = [sections.pop()] if "@" in _bare(sections[-1]) else ["@"]
    if not sections or len(sections) == 4:
        return sections or text
    if _CONDITION.search(code) or len(sections) == 3:
        return sections + text
    first = sections[0]
    if len(sections) == 2:
        return [*sections, first, *text]
    if is_date(first) or not first:
        return [first, *text]
    at = _lead(first)
    return [first, f"{first[:at]}\\-{first[at:]}", first, *text]


def _sections(code: str) -> list[str]:
    """Split at the semicolons that are not quoted or escaped."""
    sections = [""]
    for piece in _PIECES.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _bare(section: str) -> str:
    """Only the placeholders: no literals, no brackets."""
    pieces = _PIECES.findall(section.replace(GENERAL, ""))
    return "".join(p for p in pieces if len(p) == 1 and p not in '"\\')


def is_date(section: str) -> bool:
    """Whether a format shows its number as a day or a time."""
    return bool(_DAY_OR_TIME.search(_bare(section))) or "[h" in section.lower()


def _prefixed(section: str, shown: str) -> str:
    at = _lead(section)
    rest = section[at:]
    if shown.endswith('"') and rest.startswith('"'):  # one literal, not two in a row
        return section[:at] + shown[:-1] + rest[1:]
    return section[:at] + shown + rest


def _lead(section: str) -> int:
    """Where colour, condition and locale end: Excel wants these first."""
    match = _LEADING.match(section)
    return match.end() if match else 0
