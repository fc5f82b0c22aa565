"""Macros of an add-in's twin (.xlsm), run by LibreOffice's own Basic in VBA mode.

LibreOffice does not open an .xlam; the same project in an .xlsm is called its twin.
Called from outside, a macro that fails says nothing; so a function of ours in the
twin's library ``Standard`` calls it and tells what went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests.engines.wire import refused

_LIBRARY, _MODULE = "Standard", "Calling"
_NAME = re.compile(r"[A-Za-z]\w*\.[A-Za-z]\w*", re.ASCII)
_CALLING = """Option VBASupport 1
Function {module}({parameters}) As Variant
  On Error GoTo failed
  {module} = Array(True, {library}.{macro}({parameters}))
  Exit Function
failed:
  {module} = Array(False, Err.Description)
End Function
"""
_SCRIPT = (
    "vnd.sun.star.script:{library}.{module}.{module}?language=Basic&location=document"
)


def run_macro(addin: Any, macro: str, arguments: Sequence[Any]) -> Any:
    """Runs ``Module.Procedure`` and gives its result.

    Raises LookupError when there is none, ComError with what VBA says when it fails.
    """
    if not _NAME.fullmatch(macro):
        raise LookupError(macro)
    source = _CALLING.format(
        library=_library_with(addin, macro),
        macro=macro,
        module=_MODULE,
        parameters=", ".join(f"a{number}" for number in range(len(arguments))),
    )
    basic = addin.BasicLibraries.getByName(_LIBRARY)
    if basic.hasByName(_MODULE):
        basic.removeByName(_MODULE)
    basic.insertByName(_MODULE, source)
    address = _SCRIPT.format(library=_LIBRARY, module=_MODULE)
    calling = addin.getScriptProvider().getScript(address)
    (worked, told), _, _ = calling.invoke(tuple(arguments), (), ())
    if not worked:
        raise refused(told)
    return told


def _library_with(addin: Any, macro: str) -> str:
    """The library of the VBA project, which LibreOffice names after the project."""
    module, _, procedure = macro.partition(".")
    declared = re.compile(rf"^\s*(Public )?(Sub|Function) {procedure}\b", re.M | re.I)
    libraries = addin.BasicLibraries
    for name in libraries.ElementNames:
        libraries.loadLibrary(name)
        modules = libraries.getByName(name)
        if modules.hasByName(module) and declared.search(modules.getByName(module)):
            library: str = name
            return library
    raise LookupError(macro)
