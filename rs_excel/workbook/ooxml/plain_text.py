"""Texts between tags, where nothing is unusual.

Comes in: bytes from a part in UTF-8. Goes out: the text, as calamine would give it.
Escapes that programs understand differently raise ``NotPlain``; the sheet is then
read by calamine.
"""

from __future__ import annotations

import re

_SPACES = " \t\r\n"  # what XML takes for space
_REFERENCE = re.compile(
    "&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&"
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# The spelling of characters that XML cannot hold, such as _x000D_; not of surrogates.
_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


class NotPlain(Exception):
    """Something stands here that only a full reader should read."""


def decoded(part: bytes) -> str:
    """The characters of a part in UTF-8, with the line ends that XML gives them."""
    try:
        text = part.decode()
    except UnicodeDecodeError as error:
        raise NotPlain from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_text(written: str, *, kept: object = True) -> str:
    """What stands between two tags, as people see it.

    Outer spaces of a ``<t>`` count only where it says so: ``kept``.
    """
    text = _REFERENCE.sub(_referred, written) if "&" in written else written
    if not kept:
        text = text.strip(_SPACES)
    return _ESCAPE.sub(_escaped, text) if "_x" in text else text


def _referred(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal or 0) or int(hexadecimal or "0", 16)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        raise NotPlain
    return chr(code)


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
