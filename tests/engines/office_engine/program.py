"""The program of the live engine: LibreOffice, which opens and holds the workbooks.

Documents are opened out of sight, links are not updated and no macro of a workbook
runs; only an add-in that a test loads may run its macros.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from tests.engines.office_engine.book import OfficeBook
from tests.engines.office_engine.bridge import file_url, option, uno
from tests.engines.office_engine.inside import Inside
from tests.engines.office_engine.macros import run_macro
from tests.engines.office_engine.process import Connection, OfficeProcess
from tests.engines.wire import ComError, gone, refused

# com.sun.star.document.MacroExecMode, UpdateDocMode
_NO_MACROS, _ANY_MACRO = 0, 4
_NO_UPDATE = 0
_EMPTY = "private:factory/scalc"


class OfficeProgram:
    """LibreOffice, started when it is first needed, or one that runs already."""

    name = "libreoffice"

    def __init__(self, running: Connection | None = None) -> None:
        self._process: OfficeProcess | None = None
        self._running = running
        self._inside: Inside | None = None

    @property
    def process(self) -> OfficeProcess:
        """One of our own."""
        if self._process is None:
            self._process = OfficeProcess()
        return self._process

    @property
    def connection(self) -> Connection:
        if self._running is None:
            self._running = self.process.connection
        return self._running

    def documents(self) -> dict[str, Any]:
        """What is open in it, by the names of the files."""
        opened = self.connection.desktop.Components
        return {Path(document.URL).name: document for document in opened}

    def opened(self, path: Path) -> OfficeBook:
        """A book that somebody else opened."""
        return OfficeBook(self.documents()[path.name], self.inside, path=path)

    @property
    def inside(self) -> Inside:
        if self._inside is None:
            self._inside = Inside(self._load(_EMPTY, macros=_ANY_MACRO))
        return self._inside

    def end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = self._inside = self._running = None

    def explained(self, fault: Exception) -> ComError | None:
        """UNO's exceptions cannot pass through a ``with`` of Python."""
        if not isinstance(fault, uno().getClass("com.sun.star.uno.Exception")):
            return None
        ended = uno().getClass("com.sun.star.lang.DisposedException")
        return gone() if isinstance(fault, ended) else refused(str(fault))

    def new(self, title: str) -> OfficeBook:
        document = self._load(_EMPTY)
        document.setTitle(title)  # VBA finds it by this
        return OfficeBook(document, self.inside, path=None)

    def open(self, path: Path, *, read_only: bool) -> OfficeBook:
        document = self._load(file_url(path), read_only=read_only)
        if _locks_structure(path):
            document.protect("")  # LibreOffice overlooks it where no password is set
        return OfficeBook(document, self.inside, path=path)

    def _load(
        self, url: str, *, macros: int = _NO_MACROS, read_only: bool = False
    ) -> Any:
        terms = (
            option("Hidden", True),
            option("ReadOnly", read_only),
            option("MacroExecutionMode", macros),
            option("UpdateDocMode", _NO_UPDATE),
        )
        document = self.connection.desktop.loadComponentFromURL(url, "_blank", 0, terms)
        if document is None:
            raise OSError(f"LibreOffice cannot open {url}")
        return document

    def load_addin(self, path: Path) -> Any:
        return self._load(file_url(path), macros=_ANY_MACRO)

    def run(self, addin: Any, macro: str, arguments: Sequence[Any]) -> Any:
        return run_macro(addin, macro, arguments)

    def unload(self, addin: Any) -> None:
        addin.close(True)


def _locks_structure(path: Path) -> bool:
    if not is_zipfile(path):
        return False
    with ZipFile(path) as package:
        said = package.read("xl/workbook.xml")
    return re.search(rb'lockStructure="(1|true)"', said) is not None
