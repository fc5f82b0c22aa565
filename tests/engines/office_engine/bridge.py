"""The Python side of UNO, found where the system keeps it.

Debian installs ``uno`` for the system's Python; a virtual environment of the same
minor version can load it from there. Where that fails the reason can be said.
"""

from __future__ import annotations

import builtins
import importlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"


@cache
def uno() -> Any:
    """The module ``uno``; ImportError where this Python cannot load it.

    Importing it replaces ``__import__`` for all modules, which is undone.
    """
    with _system_packages(), _same_import():
        return importlib.import_module("uno")


@contextmanager
def _system_packages() -> Iterator[None]:
    sys.path.append(SYSTEM_PACKAGES)
    try:
        yield
    finally:
        sys.path.remove(SYSTEM_PACKAGES)


@contextmanager
def _same_import() -> Iterator[None]:
    import_as_it_was = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = import_as_it_was


def why_not() -> str | None:
    """Why no test can drive LibreOffice here; None where they can."""
    if not shutil.which("soffice"):
        return "LibreOffice (soffice) is not installed"
    try:
        uno()
    except ImportError as fault:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"python3-uno cannot be loaded by Python {version}: {fault}"
    return None


def option(name: str, value: Any) -> Any:
    """A named value, as LibreOffice takes the terms of a call."""
    named = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    named.Name, named.Value = name, value
    return named


def file_url(path: Any) -> str:
    url: str = uno().systemPathToFileUrl(str(path))
    return url
