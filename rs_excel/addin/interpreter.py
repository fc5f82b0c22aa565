"""Whether a Python finds rs_excel when it is started as Excel starts it.

Comes in: the path of an interpreter. Goes out: nothing, or an AddinError. It is started
without the current folder, ``PYTHONPATH`` and packages of the user.
"""

from __future__ import annotations

import subprocess

from rs_excel import __version__
from rs_excel.errors import AddinError, problem

_PATIENCE = 60  # seconds
_ASK = "import rs_excel.ribbon; print(rs_excel.__version__)"


def require_package(python: str) -> None:
    """Raises AddinError (ADD-016) where the buttons would find no package."""
    try:
        done = subprocess.run(
            [python, "-I", "-B", "-c", _ASK],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        said = done.stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    if said != __version__:
        raise AddinError(problem("ADD-016", python, package=__version__))
