"""The boundary towards Excel: a command never ends in a traceback.

Comes in: something to do. Goes out: what it told, or what the user is told instead.
This is the one place of the ribbon that catches everything.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from rs_excel.ribbon.places import user_folder

if TYPE_CHECKING:
    from rs_excel.app.live_told import Told


def friendly(work: Callable[[], Told]) -> Told:
    """What ``work`` told; whatever goes wrong becomes words as well."""
    try:
        return work()
    except Exception as fault:  # noqa: BLE001 the boundary: users never see a traceback
        telling = import_module("rs_excel.ribbon.telling")
        log = user_folder() / telling.LOG_NAME
        told: Told = telling.told_instead(fault, log)
        return told
