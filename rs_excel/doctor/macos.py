"""What macOS asks for: leave to work with Excel.

Comes in: the machine. Goes out: a look. The leave is seen by asking an Excel that is
running for its version, and nothing else.
"""

from __future__ import annotations

from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine

_NOT_RUNNING = "not running"
_ASK = (
    "/usr/bin/osascript",
    "-e",
    'if application id "com.microsoft.Excel" is running then',
    "-e",
    'tell application id "com.microsoft.Excel" to get version',
    "-e",
    "else",
    "-e",
    f'"{_NOT_RUNNING}"',
    "-e",
    "end if",
)
_REFUSED = "-1743"


def permission(machine: Machine) -> Seen:
    """Whether this programme may work with Excel; Excel's own child asks by itself."""
    try:
        answer = machine.run(_ASK)
    except OSError as fault:
        saw = f"osascript cannot be started: {fault.strerror or fault}"
        return Seen(state=State.UNKNOWN, saw=saw)
    if _REFUSED in answer.err:
        do = (
            "System Settings > Privacy & Security > Automation: switch on Microsoft "
            "Excel for the terminal and for Python."
        )
        return Seen(state=State.BROKEN, saw="it was refused", do=do)
    if _NOT_RUNNING in answer.out:
        do = "Open Excel and run `rs-excel doctor` again."
        return Seen(state=State.UNKNOWN, saw="Excel is not open", do=do)
    if answer.code:
        saw = " ".join(answer.err.split())[:120] or f"code {answer.code}"
        return Seen(state=State.UNKNOWN, saw=saw)
    return Seen(state=State.OK, saw="given")
