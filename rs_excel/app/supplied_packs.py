"""What is known of the supplied packs without loading them.

Comes in: their folder. Goes out: which template is of which pack, which rules are of
others, and which rules of several packs are about one matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rs_excel.strict_yaml import load
from rs_excel.supplied import packs_folder

_ID = re.compile(r"id: ([A-Z]{2}-\d{3})\b")


@cache
def supplied_templates() -> Mapping[str, str]:
    """By the id a workbook carries, the name of the supplied pack it was made from."""
    found: dict[str, str] = {}
    for head in sorted(packs_folder().glob("*/pack.yaml")):
        about = load(head, head.name).data
        if isinstance(about, dict):
            found[str(about.get("template", ""))] = head.parent.name
    return found


@cache
def rules_of_others(pack_id: str) -> frozenset[str]:
    """Ids of the rules of the other supplied packs, none of which need be loaded.

    A check under one pack says nothing about findings of another.
    """
    files = (file for folder in _others(pack_id) for file in folder.glob("*/*.yaml"))
    return frozenset(
        found[1] for file in files if (found := _ID.match(file.read_text("utf-8")))
    )


@cache
def regimes_of_others(pack_id: str) -> frozenset[str]:
    """Ids of the laws in the registers of the other supplied packs."""
    files = (file for other in _others(pack_id) for file in other.glob("laws/*.yaml"))
    return frozenset(file.stem for file in files)


def _others(pack_id: str) -> list[Path]:
    folders = [packs_folder() / name for name in supplied_templates().values()]
    return [folder for folder in folders if folder.name != pack_id]


@cache
def same_matter(pack_id: str) -> Mapping[str, frozenset[str]]:
    """By rule of a supplied pack, the rules of others that raise the same matter.

    As the packs over several documents say; they need not be loaded for it.
    """
    found: dict[str, frozenset[str]] = {}
    for file in sorted(packs_folder().glob("*/matters.yaml")):
        head: Any = load(file.with_name("pack.yaml")).data
        packs = {name: about["pack"] for name, about in head["documents"].items()}
        matters: Any = load(file).data
        for matter in matters:
            by_document: Mapping[str, list[str]] = matter["rules"]
            others = frozenset(
                rule
                for name, rules in by_document.items()
                if packs[name] != pack_id
                for rule in rules
            )
            for name, rules in by_document.items():
                if packs[name] == pack_id:
                    found |= {r: found.get(r, frozenset()) | others for r in rules}
    return found
