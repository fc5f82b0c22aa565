"""Returns with answers of one's own: the clean site's, and what is changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.blank import Blank
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers

Given = Mapping[str, object]
_CORE = "docProps/core.xml"
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
<cp:lastModifiedBy>{by}</cp:lastModifiedBy>
<dcterms:modified xsi:type="dcterms:W3CDTF">{on}</dcterms:modified>
</cp:coreProperties>"""


@cache
def blank() -> Blank:
    return Blank.read(workbooks_folder() / "saq" / "saq.xlsx")


@cache
def clean() -> Given:
    return load_answers(workbooks_folder() / "saq" / "answers" / "clean.yaml")


def site(supplier: str, name: str, **more: object) -> dict[str, object]:
    """How a return names its site; it gives no reference unless ``ref`` says one."""
    reference = more.pop("ref", None)
    named = {"site.legal_name": supplier, "site.name": name, "site.zs_ref": reference}
    return {**named, **more}


def write(
    target: Path, changed: Given, *, by: str = "", on: str = "2026-02-10T08:00:00Z"
) -> Path:
    """The clean site's return with some answers changed; None takes one out."""
    given = {k: v for k, v in {**clean(), **changed}.items() if v is not None}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_saved(blank().filled(given), by, on))
    return target


def _saved(data: bytes, by: str, on: str) -> bytes:
    """As a program leaves it that says who saved it when."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _PROPERTIES.format(by=by, on=on).encode()
            new.writestr(name, content)
    return stream.getvalue()
