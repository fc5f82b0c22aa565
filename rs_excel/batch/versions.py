"""What a result rests on: if none of it changed, the file need not be checked again.

Comes in: the pack, the policy and the day a run was asked for. Goes out: a record of
their contents for ``run.json``, and one key for all of it together.

The day is told in the record but is no part of the key: with each result stands until
which day it is the same, and only from then on is the file checked again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rs_excel import __version__
from rs_excel.app.settings import Terms, pack_folder

_SHAPE_OF_RESULTS = 2  # raised when the same check is told in other words or fields


def rests_on(terms: Terms, pack: str, policy: str) -> dict[str, Any]:
    """Versions and contents, as plain values; ``pack`` and ``policy`` as asked for."""
    own_policy = policy not in terms.pack.policies
    return {
        "rs_excel": __version__,
        "results": _SHAPE_OF_RESULTS,
        "pack": {
            "id": terms.pack.id,
            "version": terms.pack.version,
            "sha256": _of_folder(pack_folder(pack)),
        },
        "policy": {
            "name": terms.policy.name,
            "sha256": _of_file(Path(policy)) if own_policy else None,
        },
        "language": terms.told.tongue.language,
        "as_of": terms.assessed_on.isoformat(),
    }


def key_of(basis: dict[str, Any]) -> str:
    """The same for the same contents, whatever the machine and the day."""
    lasting = {name: value for name, value in basis.items() if name != "as_of"}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def _of_folder(folder: Path) -> str:
    """Of the names and contents of all files in it."""
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        whole.update(f"{_of_file(file)}\n".encode())
    return whole.hexdigest()


def _of_file(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
