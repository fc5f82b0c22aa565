"""Where this user's own small files lie: settings, the log, the lock.

Comes in: the environment. Goes out: a folder of the user, never one beside a workbook.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_folder() -> Path:
    """The folder; whoever writes into it makes it.

    Windows: ``%LOCALAPPDATA%\\rs-excel``, macOS: ``~/Library/Application
    Support/rs-excel``, elsewhere ``$XDG_STATE_HOME/rs-excel``.
    """
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
    return home / "rs-excel"
