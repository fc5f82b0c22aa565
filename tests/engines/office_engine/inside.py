"""Functions of ours that run inside LibreOffice, in its own Basic: ``inside.bas``.

A question sent over the bridge costs about a millisecond, and a cell may need several.
Excel answers a call of xlwings in one; so must its stand-in, or nothing timed on it
would say anything about Excel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_SOURCE = Path(__file__).with_suffix(".bas")
_LIBRARY, _MODULE = "Standard", "Inside"


class Inside:
    """The functions, at home in an empty document that is open out of sight."""

    def __init__(self, home: Any) -> None:
        libraries = home.BasicLibraries
        libraries.createLibrary(_LIBRARY)
        source = _SOURCE.read_text(encoding="ascii")
        libraries.getByName(_LIBRARY).insertByName(_MODULE, source)
        self._scripts = home.getScriptProvider()
        self._functions: dict[str, Any] = {}

    def __call__(self, function: str, *arguments: Any) -> Any:
        if function not in self._functions:
            address = f"vnd.sun.star.script:{_LIBRARY}.{_MODULE}.{function}"
            self._functions[function] = self._scripts.getScript(
                f"{address}?language=Basic&location=document"
            )
        result, _, _ = self._functions[function].invoke(arguments, (), ())
        return result
