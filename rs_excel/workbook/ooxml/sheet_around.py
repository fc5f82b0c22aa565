"""What stands around the cells of a sheet: widths, choices, conditional formats.

Comes in: the root of a sheet without its rows. Goes out: the same root, changed in
place. Nothing that is there is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from lxml import etree

from rs_excel.workbook.addresses import Block, Place, block_of
from rs_excel.workbook.ooxml.markup import Dialect, elements


class SheetAround:
    """One sheet, less its rows."""

    def __init__(self, root: etree._Element, dialect: Dialect) -> None:
        self._root, self._dialect = root, dialect

    def set_column(self, number: int, width: float, *, hidden: bool, like: int) -> None:
        """Width and look of one column; its neighbours keep theirs."""
        columns = self._root.find(self._dialect("cols"))
        if columns is None:
            return
        model = self._column(columns, like)
        for held in list(elements(columns)):
            self._cut_out(columns, held, number)
        new = etree.Element(self._dialect("col"))
        for name in ("min", "max"):
            new.set(name, str(number))
        new.set("width", f"{width:g}")
        new.set("customWidth", "1")
        if hidden:
            new.set("hidden", "1")
        if model is not None and "style" in model.attrib:
            new.set("style", model.get("style", "0"))
        before = [c for c in elements(columns) if _from_to(c)[0] < number]
        columns.insert(len(before), new)

    def allow(self, number: int, choice: Mapping[str, str], limit: str) -> None:
        """What may be typed in a column, wherever the other columns say so too."""
        rules = self._root.find(self._dialect("dataValidations"))
        blocks = [block for _, block in self._ranges("dataValidation")]
        if rules is None or not blocks:
            return
        top, bottom = (
            min(block.top for block in blocks),
            max(block.bottom for block in blocks),
        )
        new = etree.SubElement(rules, self._dialect("dataValidation"))
        for name, value in choice.items():
            new.set(name, value)
        new.set("sqref", _reference(Block(top, number, bottom, number)))
        etree.SubElement(new, self._dialect("formula1")).text = limit
        rules.set("count", str(len(elements(rules))))

    def look_alike(self, number: int, formula: str, model: int) -> None:
        """Colour a column on a condition, in the colours of another column's first."""
        for rules, block in self._ranges("conditionalFormatting"):
            first = rules.find(self._dialect("cfRule"))
            if (block.left, block.right) != (model, model) or first is None:
                continue
            new = etree.Element(self._dialect("conditionalFormatting"))
            new.set("sqref", _reference(block._replace(left=number, right=number)))
            rule = etree.SubElement(new, self._dialect("cfRule"))
            rule.set("type", "expression")
            rule.set("dxfId", first.get("dxfId", "0"))
            rule.set("priority", str(self._last_priority() + 1))
            etree.SubElement(rule, self._dialect("formula")).text = formula
            rules.addnext(new)
            return

    def stretch(self, right: int, to: int) -> None:
        """Formats over the whole width up to ``right`` reach the new columns too."""
        for rules, block in self._ranges("conditionalFormatting"):
            if block.left < block.right == right:
                rules.set("sqref", _reference(block._replace(right=to)))

    def _ranges(self, name: str) -> Iterator[tuple[etree._Element, Block]]:
        """Elements that name one block of cells."""
        for element in list(self._root.iter(self._dialect(name))):
            with suppress(ValueError):  # several blocks, or whole columns
                yield element, block_of(element.get("sqref", ""))

    def _last_priority(self) -> int:
        rules = self._root.iter(self._dialect("cfRule"))
        return max((whole(rule.get("priority", "")) for rule in rules), default=0)

    def _column(self, columns: etree._Element, number: int) -> etree._Element | None:
        for held in elements(columns):
            first, last = _from_to(held)
            if first <= number <= last:
                return held
        return None

    @staticmethod
    def _cut_out(columns: etree._Element, held: etree._Element, number: int) -> None:
        """Split a run of columns around one of them."""
        first, last = _from_to(held)
        if not first <= number <= last:
            return
        for start, end in ((first, number - 1), (number + 1, last)):
            if start <= end:
                part = etree.fromstring(etree.tostring(held))
                part.set("min", str(start))
                part.set("max", str(end))
                held.addprevious(part)
        columns.remove(held)


def whole(text: str) -> int:
    """A number as files write it; 0 for anything else."""
    return int(text) if text.isdecimal() else 0


def _from_to(column: etree._Element) -> tuple[int, int]:
    first = whole(column.get("min", ""))
    return first, whole(column.get("max", "")) or first


def _reference(block: Block) -> str:
    first = Place(block.top, block.left).address
    return f"{first}:{Place(block.bottom, block.right).address}"
