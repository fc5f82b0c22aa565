"""Two programs that run the add-in's VBA without Excel: one contract for both.

Comes in: the add-in. Goes out: what a macro answers, or a ``VbaFault`` with what it
says. pyOpenVBA runs it in memory and also plays the outside world: the shell, the
controls of the ribbon, message boxes. LibreOffice runs it in its own Basic.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import xlwings as xw
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import EMPTY, VBAInt, VBAObject, member, method

from tests.addin.made import twin
from tests.engines.wire import ComError

WINDOW = 4711


class VbaFault(Exception):
    """What a macro says when it stops with an error."""


class VbaHost(Protocol):
    def call(self, macro: str, *arguments: Any) -> Any:
        """What ``Module.Procedure`` answers; raises VbaFault."""

    def open(self, book: Path) -> None:
        """Open a workbook, which is then the active one."""

    def active(self) -> str:
        """The name of the workbook in front."""


class InMemory:
    """pyOpenVBA. ``shell`` and ``messages`` tell what the add-in did."""

    def __init__(self, addin: bytes, folder: Path) -> None:
        path = folder / "rs_excel.xlam"
        path.write_bytes(addin)
        self._app = ExcelApplication.open(path)
        self.shell = Shell()
        self._app.interpreter.host.create = self._create
        window = VBAInt(WINDOW, "Long")
        with_members(self._app.application, Hwnd=window, Caller=EMPTY)
        with_members(self.addin, ReadOnly=False)

    @property
    def addin(self) -> Any:
        return self._app.application.vba_get("ThisWorkbook")

    @property
    def messages(self) -> list[str]:
        return [text for kind, text, *_ in self._app.interpreter.dialogs]

    @property
    def status_bar(self) -> Any:
        return self._app.application.vba_get("StatusBar")

    def call(self, macro: str, *arguments: Any) -> Any:
        try:
            return self._app.run(macro, *arguments)
        except VBARuntimeError as fault:
            raise VbaFault(str(fault)) from None

    def open(self, book: Path) -> None:
        self._app.activate_workbook(self._app.open_workbook(book))

    def ask_from_a_cell(self) -> None:
        """From now on a formula is what calls the macros."""
        cell = self.addin.vba_get("Worksheets", [1], {}).vba_get("Range", ["A1"], {})
        with_members(self._app.application, Caller=cell)

    def add_module(self, source: str) -> None:
        """Further VBA beside the add-in's."""
        self._app.add_module(source, name="Played")

    def active(self) -> str:
        return str(self._app.application.vba_get("ActiveWorkbook").vba_get("Name"))

    def _create(self, name: str) -> VBAObject:
        assert name == "WScript.Shell"
        return self.shell


class InLibreOffice:
    """LibreOffice, with the add-in's twin loaded as Excel loads an add-in."""

    def __init__(self, addin: bytes, folder: Path, office: xw.App) -> None:
        path = folder / "rs_excel.xlsm"
        path.write_bytes(twin(addin))
        office.impl.load_addin(path)
        self._office = office

    def call(self, macro: str, *arguments: Any) -> Any:
        try:
            return self._office.macro(f"rs_excel.xlam!{macro}")(*arguments)
        except ComError as fault:
            raise VbaFault(str(fault)) from None

    def open(self, book: Path) -> None:
        self._office.books.open(book).activate()

    def active(self) -> str:
        return str(self._office.books.active.name)


class Shell(VBAObject):
    """What ``WScript.Shell`` is asked to run, and how that ends."""

    vba_type_name = "WshShell"

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.ends: int | Exception = 0
        self.meanwhile: Callable[[], Any] = lambda: None

    @method
    def Run(self, line: str, style: int, wait: bool) -> Any:
        assert (int(style), bool(wait)) == (0, True)
        self.lines.append(str(line))
        self.meanwhile()
        if isinstance(self.ends, Exception):
            raise self.ends
        return VBAInt(self.ends, "Long")


class Control(VBAObject):
    """A control of the ribbon, as its callbacks see it."""

    vba_type_name = "IRibbonControl"

    def __init__(self, name: str, tag: str = "") -> None:
        self._name, self._tag = name, tag

    @member
    def ID(self) -> str:
        return self._name

    @member
    def Tag(self) -> str:
        return self._tag


def with_members(thing: Any, **members: Any) -> None:
    """Members that Excel's objects have and pyOpenVBA's lack."""
    as_it_is = thing.vba_get

    def get(name: str, args: Any = None, named: Any = None) -> Any:
        lacking = {key.lower(): value for key, value in members.items()}
        if name.lower() in lacking:
            return lacking[name.lower()]
        return as_it_is(name, args or [], named or {})

    thing.vba_get = get
