"""A package as its rules read it: types and relations of parts."""

from __future__ import annotations

import posixpath
from xml.etree import ElementTree

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The type of every part, as a reader of packages finds it."""
    root = ElementTree.fromstring(parts["[Content_Types].xml"])
    endings, named = (
        {e.attrib[key]: e.attrib["ContentType"] for e in root.iter(f"{TYPES}{kind}")}
        for kind, key in (("Default", "Extension"), ("Override", "PartName"))
    )
    return {
        part: named.get(f"/{part}") or endings[part.rpartition(".")[2]]
        for part in parts
        if part != "[Content_Types].xml"
    }


def relations(parts: dict[str, bytes], part: str) -> list[tuple[str, str, str]]:
    """Id, type and target part of what a part relates to."""
    folder, _, name = part.rpartition("/")
    source = f"{folder}/_rels/{name}.rels".lstrip("/")
    if source not in parts:
        return []
    return [
        (
            relation.attrib["Id"],
            relation.attrib["Type"],
            posixpath.normpath(posixpath.join(folder, relation.attrib["Target"])),
        )
        for relation in ElementTree.fromstring(parts[source])
    ]
