"""A sketch of the ribbon, drawn from the table of commands as Excel would lay it out.

Comes in: the table and the add-in's pictures. Goes out: an SVG. It is no photograph of
Excel, and the page that shows it says so.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from xml.sax.saxutils import escape

from rs_excel.addin.sources import pictures
from rs_excel.ribbon.commands import COMMANDS, GROUPS, TAB_LABEL, Command, Group

TOP, LINE, FOOT, HEIGHT = 34, 24, 108, 136
LARGE_WIDE, LETTER, GAP = 62, 6.2, 9
MENU_LEFT, MENU_WIDE = 84, 80
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_STYLE = "text { font: 11px Carlito, Calibri, sans-serif; fill: #333 }"


def sketch() -> str:
    """The tab with all its groups, side by side."""
    left, drawn = 10.0, []
    for group in GROUPS:
        members = [command for command in COMMANDS if command.group == group]
        if members:
            parts, right = _group(group, members, left)
            drawn += parts
            left = right + 2 * GAP
    width = round(left - GAP)
    size = f'width="{width}" height="{HEIGHT}"'
    spaces = f'xmlns="{_SVG}" xmlns:xlink="{_XLINK}"'
    lines = [
        f'<svg {spaces} {size} viewBox="0 0 {width} {HEIGHT}">',
        f"<style>{_STYLE}</style>",
        f'<rect {size} fill="#f6f6f6" stroke="#ccc"/>',
        f'<text x="12" y="19" style="font-weight:bold;fill:#14603a">{TAB_LABEL}</text>',
        '<rect x="12" y="24" width="118" height="2.4" fill="#14603a"/>',
        *drawn,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _group(
    group: Group, members: list[Command], left: float
) -> tuple[list[str], float]:
    """What is drawn, and where it ends."""
    drawn, right = [], left
    for command in (c for c in members if c.size == "large"):
        drawn += _large(command, right)
        right += LARGE_WIDE + GAP
    small = [command for command in members if command.size == "normal"]
    for row, command in enumerate(small):
        drawn += _small(command, right, TOP + 4 + row * LINE)
    if small:
        right += max(_wide(command) for command in small)
    middle = (left + right) / 2
    drawn.append(_text(group.label, middle, FOOT + 20, "middle", "#777"))
    drawn.append(
        f'<line x1="{right + GAP}" y1="{TOP}" x2="{right + GAP}" y2="{FOOT + 22}"'
        ' stroke="#d0d0d0"/>'
    )
    return drawn, right


def _large(command: Command, left: float) -> Iterator[str]:
    middle = left + LARGE_WIDE / 2
    yield _picture(command, middle - 16, TOP + 4, 32)
    first, _, rest = command.label.partition(" ")
    yield _text(first, middle, TOP + 52, "middle")
    yield _text(rest, middle, TOP + 65, "middle")


def _small(command: Command, left: float, top: float) -> Iterator[str]:
    yield _picture(command, left, top, 16)
    yield _text(command.label, left + 21, top + 12)
    if command.choices:
        box = left + MENU_LEFT
        place = f'x="{box}" y="{top - 2}" width="{MENU_WIDE}" height="19"'
        yield f'<rect {place} fill="#fff" stroke="#aaa"/>'
        shown = {"policy": "Standard"}.get(command.setting, command.choices[0].label)
        yield _text(shown, box + 5, top + 12)
        x, y = box + MENU_WIDE - 13, top + 6
        yield f'<path d="M{x} {y}h8l-4 4z" fill="#777"/>'


def _wide(command: Command) -> float:
    if command.choices:
        return MENU_LEFT + MENU_WIDE
    return 21 + LETTER * len(command.label)


def _text(
    words: str, x: float, y: float, anchor: str = "start", colour: str = "#333"
) -> str:
    look = f'text-anchor="{anchor}" style="fill:{colour}"'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'


def _picture(command: Command, x: float, y: float, size: int) -> str:
    data = b64encode(pictures()[command.picture]).decode()
    place = f'x="{x}" y="{y}" width="{size}" height="{size}"'
    return f'<image {place} xlink:href="data:image/png;base64,{data}"/>'
