"""The Python behind the add-in, and what it finds when Excel starts it.

Comes in: an interpreter. Goes out: looks. The interpreter is started the way Excel
starts it, without the current folder, ``PYTHONPATH`` or packages of the user.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from rs_excel import __version__
from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine

PROBE = """
import importlib.metadata, json, struct, sys
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
try:
    import durable.engine
    durable = version("durable_rules")
except ImportError as fault:
    durable = ""
try:
    import rs_excel
    package = rs_excel.__version__
except ImportError:
    package = ""
print(json.dumps({
    "python": ".".join(map(str, sys.version_info[:3])),
    "bits": struct.calcsize("P") * 8,
    "package": package,
    "xlwings": version("xlwings"),
    "durable": durable,
}))
"""
_OLDEST = (3, 11)
_AGAIN = "Install Python and rs-excel again, then run `rs-excel addin install`."
_XLWINGS = "Run `pip install --upgrade rs-excel` in the environment of the add-in."


Probed: TypeAlias = Mapping[str, object] | str


def probe(machine: Machine, python: Path) -> Probed:
    """What an interpreter finds; a sentence where it cannot be started."""
    try:
        answer = machine.run([str(python), "-I", "-B", "-c", PROBE])
        said = json.loads(answer.out)
    except OSError as fault:
        return f"it cannot be started: {fault.strerror or fault}"
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    return f"it ended with code {answer.code} and no answer"


def interpreter(found: Probed, machine: Machine) -> Seen:
    """This Python: its version and bits, and whether the package is in it."""
    if isinstance(found, str):
        return Seen(state=State.BROKEN, saw=found, do=_AGAIN)
    saw = f"{machine.python}, version {found['python']}, {found['bits']} bits"
    if found["package"] != __version__:
        do = (
            "Install rs-excel into this environment itself (`pip install rs-excel`); "
            "a path set from outside does not count when Excel starts it."
        )
        saw = f"{saw}; started as Excel does, it does not find rs_excel {__version__}"
        return Seen(state=State.BROKEN, saw=saw, do=do)
    version = tuple(int(part) for part in str(found["python"]).split(".")[:2])
    if version < _OLDEST:
        do = "Install Python 3.11 or later and rs-excel into it."
        return Seen(state=State.BROKEN, saw=saw, do=do)
    return Seen(state=State.OK, saw=f"{saw}, rs_excel {__version__}")


def xlwings(found: Probed, machine: Machine) -> Seen:
    """The way to Excel: wanted from 0.33 on and before 1."""
    version = "" if isinstance(found, str) else str(found["xlwings"])
    if not version:
        return Seen(state=State.BROKEN, saw="not installed", do=_XLWINGS)
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    if not [0, 33] <= numbers < [1]:
        saw = f"version {version}; wanted is 0.33 or later, before 1"
        return Seen(state=State.BROKEN, saw=saw, do=_XLWINGS)
    return Seen(state=State.OK, saw=f"version {version}")


def evaluator(found: Probed, machine: Machine) -> Seen:
    """Which of the two evaluators decides; both come to the same findings."""
    if isinstance(found, str):
        return Seen(state=State.UNKNOWN, saw=found)
    durable = found["durable"]
    saw = (
        f"durable-rules {durable}, held against the reference evaluator"
        if durable
        else "the reference evaluator alone; findings are identical"
    )
    return Seen(state=State.OK, saw=saw)
