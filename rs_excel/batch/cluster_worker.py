"""What runs on the workers of a Dask cluster; loaded only where one is used.

Comes in: once the check with its pack, then a file at a time with all its bytes. Goes
out: what came of the file and its copy. A worker reads and writes no file itself, so
that it needs no disk in common with anybody.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from distributed import WorkerPlugin, get_worker

from rs_excel import __version__
from rs_excel.app.file_results import Problems
from rs_excel.batch.one_file import CheckOne, Job, Made
from rs_excel.engine.evaluate import usual_engine

_DIGITS = 12
_PACKAGE = Path(__file__).parent.parent


class Brought(WorkerPlugin):
    """The check, brought to every worker there is or comes later."""

    def __init__(self, name: str, check: CheckOne) -> None:
        self.name = name
        self.check = check


def made_here(brought: str, job: Job) -> tuple[str, Made | Problems]:
    """What came of a file, and which program it came from."""
    plugin = get_worker().plugins[brought]
    assert isinstance(plugin, Brought)
    return program(), plugin.check.made(job)


@cache
def program() -> str:
    """What decides here: version, a hash of the code, the engine."""
    code = hashlib.sha256()
    for module in sorted(_PACKAGE.rglob("*.py")):
        code.update(f"{module.relative_to(_PACKAGE).as_posix()}\0".encode())
        code.update(module.read_bytes().replace(b"\r\n", b"\n"))
    digest = code.hexdigest()[:_DIGITS]
    return f"rs_excel {__version__} ({digest}), {usual_engine().name}"
