"""Which part of a workbook is broken, asked only once something has stumbled over it.

Comes in: a package, and work on its parts that reads only what it needs. Goes out:
nothing, or a WorkbookError that names the part whose XML is not well-formed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat

from lxml import etree

from rs_excel.workbook.ooxml.package import Package

_XML = (".xml", ".rels", ".vml")


@contextmanager
def broken_parts_named(package: Package) -> Iterator[None]:
    """Around work on the parts of ``package``; raises WorkbookError (BOOK-012).

    Answers are read from sheets by readers that pass over what they need not see, so
    that a break may first be met while marks are put in.
    """
    try:
        yield
    except (etree.XMLSyntaxError, expat.ExpatError):
        for part in package.archive.part_names:
            if part.lower().endswith(_XML):
                package.tree(part)
        raise  # no part of the file: what we made ourselves is wrong
