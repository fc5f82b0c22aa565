"""What this user chose last: policy, language, tracker.

Comes in: the user's folder. Goes out: the choices, read from and written to the small
file ``settings.json`` in it. The ribbon keeps policy and language in the add-in's own
sheet and hands them over; the twins under ``rs-excel excel`` keep them here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rs_excel.errors import SettingsError, problem
from rs_excel.ribbon.commands import LANGUAGES
from rs_excel.workbook.safe_write import safe_write

NAME = "settings.json"
_POLICY = "standard"
_LANGUAGE = LANGUAGES[0].value


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The choices; a tracker of none means that it is asked for."""

    policy: str = _POLICY
    language: str = _LANGUAGE
    tracker: Path | None = None


def read_kept(folder: Path) -> Kept:
    """What was chosen. Raises SettingsError for a file that cannot be understood."""
    file = folder / NAME
    if not file.exists():
        return Kept()
    try:
        said = json.loads(file.read_text("utf-8"))
        texts = {name: said.get(name, "") for name in ("policy", "language", "tracker")}
    except (OSError, ValueError, AttributeError) as fault:
        raise _unreadable(file, str(fault)) from None
    odd = [name for name, text in texts.items() if not isinstance(text, str)]
    if odd:
        raise _unreadable(file, f"{', '.join(odd)} is no text")
    return Kept(
        policy=texts["policy"] or _POLICY,
        language=texts["language"] or _LANGUAGE,
        tracker=Path(texts["tracker"]) if texts["tracker"] else None,
    )


def write_kept(kept: Kept, folder: Path) -> None:
    """Keeps the choices, by way of a temporary name."""
    said = {
        "policy": kept.policy,
        "language": kept.language,
        "tracker": str(kept.tracker or ""),
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(said, indent=2, ensure_ascii=False)
    safe_write(folder / NAME, f"{text}\n".encode())


def _unreadable(file: Path, reason: str) -> SettingsError:
    return SettingsError(problem("XL-020", file, reason=reason))
