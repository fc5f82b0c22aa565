"""Checks responsible-sourcing questionnaires in Excel against four-pillar rules.

The public door: ``check`` and ``load_pack`` are loaded on first use, so that
importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # what type checkers take for true; typing itself loads slowly
if TYPE_CHECKING:
    from rs_excel.app.check import check
    from rs_excel.rulebook.packs import load_pack

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load_pack"]

_HOMES = {"check": "rs_excel.app.check", "load_pack": "rs_excel.rulebook.packs"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES[name])
    return home.__dict__[name]
