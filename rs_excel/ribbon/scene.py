"""What a command finds when it is carried out, from the ribbon as from a terminal.

Comes in: the front it was called from. Goes out: the open workbook, the terms it is
checked on, and how to say and ask things. Terms are made when they are first wanted:
stepping to the next finding loads no rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rs_excel.app.live_told import Asking, Progress
from rs_excel.ribbon.kept import Kept

if TYPE_CHECKING:
    from rs_excel.app.settings import Terms

PACK = "four_pillar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One command's surroundings."""

    book: Any  # a LiveBook; None where the command needs no workbook
    kept: Kept
    terms: Callable[[], Terms]
    progress: Progress
    asking: Asking
    home: Path  # the user's own folder


def terms_on(kept: Kept, day: date, pack: str | None = None) -> Terms:
    """Pack, policy and language on a day, loaded now; no pack: by the template.

    Raises SettingsError.
    """
    settings = import_module("rs_excel.app.settings")
    held = settings.find_pack(pack or PACK)
    terms: Terms = settings.terms(held, kept.policy, day, kept.language)
    if pack is not None:
        return terms
    by_template = settings.Instruments(
        policy=kept.policy, assessed_on=day, language=kept.language
    )
    return replace(terms, instruments=by_template)
