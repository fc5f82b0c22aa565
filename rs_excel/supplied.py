"""Where the rules, workbooks and add-in that come with the package are.

In an installed package they lie inside it; in a checkout they lie beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / "supplied_content" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def packs_folder() -> Path:
    """The folder that holds a folder per pack."""
    return _folder("rules")


def workbooks_folder() -> Path:
    """The folder with the questionnaire, its answer files and its samples."""
    return _folder("workbooks")


def addin_folder() -> Path:
    """The folder with the add-in's VBA, pictures and script."""
    return _folder("addin")
