"""The rule of Defender that keeps Office from starting other programmes.

Comes in: the registry. Goes out: one look. The add-in starts Python, which is just what
the rule forbids; there is no way round it and none is tried.
"""

from __future__ import annotations

from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine

RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_GUARD = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_KEYS = (
    rf"HKLM\SOFTWARE\Policies\Microsoft\{_GUARD}",
    rf"HKLM\SOFTWARE\Microsoft\{_GUARD}",
)
_MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_BLOCKS, _WARNS = "1", "6"


def child_processes(machine: Machine) -> Seen:
    """Whether the rule blocks; 2 only takes notes, 6 lets the user decide."""
    try:
        mode, key = _mode(machine)
    except PermissionError:
        do = "If a click shows nothing or an error 70, ask IT about the rule below."
        saw = "the settings of Defender may not be read by this user"
        return Seen(state=State.UNKNOWN, saw=saw, do=do, for_it=_for_it("?", ""))
    if mode not in (_BLOCKS, _WARNS):
        return Seen(state=State.OK, saw="no rule against it was found")
    if mode == _WARNS:
        saw, state = "a rule asks first", State.LOOK
        do = "Choose Unblock in the notice that Windows shows after a click."
    else:
        saw, state = "a rule forbids it, so a click can do nothing", State.BROKEN
        do = (
            "Only your IT department can change this; send it the note below. Until "
            "then `rs-excel excel check` works without the add-in."
        )
    return Seen(state=state, saw=saw, do=do, for_it=_for_it(mode, key))


def _mode(machine: Machine) -> tuple[str, str]:
    """The first mode that is set for the rule, and where."""
    for key in _KEYS:
        mode = machine.registry.values(key).get(RULE)
        if mode is not None:
            return str(mode), key
    managed = str(machine.registry.values(_MANAGED).get("asrrules", ""))
    for entry in managed.lower().split("|"):
        rule, _, mode = entry.partition("=")
        if rule.strip() == RULE:
            return mode.strip(), _MANAGED
    return "", ""


def _for_it(mode: str, key: str) -> str:
    place = f" ({key})" if key else ""
    return (
        f"Attack surface reduction rule {RULE} “Block all Office applications from "
        f"creating child processes” is in mode {mode}{place}. The add-in starts "
        "python.exe of its own environment and nothing else; an exclusion for that "
        "path is enough."
    )
