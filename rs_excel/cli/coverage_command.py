"""``rs-excel rules coverage``: what the pack serves of each framework.

Comes in: a pack, perhaps one framework. Goes out: text or JSON. Exit 1 where a gap has
no reason, or a reason speaks of a gap that has been closed.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from rs_excel.app.settings import find_framework, find_pack
from rs_excel.cli.coverage_text import framework_lines, pack_lines
from rs_excel.cli.exits import DONE, FOUND
from rs_excel.rulebook.coverage import (
    ClauseServed,
    Coverage,
    FrameworkServed,
    ServedBy,
    coverage,
)
from rs_excel.rulebook.model import RulePack


def run(wanted: Namespace) -> int:
    """Prints the whole coverage, or one framework clause by clause."""
    pack = find_pack(wanted.pack)
    found = coverage(pack)
    served = found.frameworks
    complete = found.complete
    if wanted.framework is not None:
        framework = find_framework(pack, wanted.framework)
        served = tuple(s for s in served if s.framework is framework)
        complete = not any(clause.unexplained for clause in served[0].clauses)
    if wanted.format == "json":
        print(json.dumps(_plain(pack, found, served), indent=2, ensure_ascii=False))
    elif wanted.framework is None:
        print("\n".join(pack_lines(pack, found)))
    else:
        print("\n".join(framework_lines(served[0])))
    return DONE if complete else FOUND


def _plain(
    pack: RulePack, found: Coverage, served: tuple[FrameworkServed, ...]
) -> Mapping[str, Any]:
    asked = pack.catalogue.by_key
    return {
        "pack": pack.id,
        "version": pack.version,
        "frameworks": [_framework(one) for one in served],
        "questions": {
            "asked": len(asked),
            "read": len(asked) - len(found.unread),
            "unread": [
                {
                    "key": entry.question,
                    "text": asked[entry.question].text,
                    "opens": entry.opens,
                    "reason": entry.reason,
                }
                for entry in found.unread
            ],
        },
    }


def _framework(served: FrameworkServed) -> Mapping[str, Any]:
    framework = served.framework
    return {
        "id": framework.id,
        "source": framework.source,
        "version": framework.version,
        "title": framework.title,
        "served_by": {by.value: len(served.served_by(by)) for by in ServedBy},
        "clauses": [_clause(clause) for clause in served.clauses],
    }


def _clause(served: ClauseServed) -> Mapping[str, Any]:
    return {
        "id": served.clause.id,
        "title": served.clause.title,
        "part": served.clause.part,
        "served_by": served.by.value,
        "rules": served.rules,
        "questions": served.questions,
        "not_served": served.clause.not_served,
    }
