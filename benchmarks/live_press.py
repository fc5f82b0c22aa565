"""One press on Check workbook, as the process that a click starts.

Comes in, as arguments: the pipe of a running LibreOffice, the workbook open in it, and
the add-in's twin. Goes out: the workbook checked. xlwings is loaded through the
product's own door; then comes what the ribbon does once it has found its Excel.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from rs_excel.app.live import check_open
from rs_excel.ribbon.scene import terms_on
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.door import open_xlwings

ON = date(2026, 3, 2)


class Agreeing:
    """Somebody who says yes to every question and reads no progress."""

    def __call__(self, doing: str) -> None:
        """Not shown: what is measured is the work."""

    def agrees(self, question: str) -> bool:
        return True

    def tracker(self) -> Path | None:
        return None

    def folder(self) -> Path | None:
        return None

    def new_file(self, suggested: str) -> Path | None:
        return None


def press(pipe: str, workbook: Path, macros: Path) -> None:
    open_xlwings()
    # They load xlwings themselves, and more of it than the door lets in.
    from tests.engines.office_engine.process import Connection  # noqa: PLC0415
    from tests.engines.office_engine.program import OfficeProgram  # noqa: PLC0415
    from tests.engines.xl_app import registered  # noqa: PLC0415

    program = OfficeProgram(Connection(pipe))
    engine = registered(program)
    engine.activate()
    app = engine.apps.add()
    app.impl.addins["rs_excel.xlam"] = program.documents()[macros.name]
    app.impl.books.take_in(program.opened(workbook), workbook.name)
    someone = Agreeing()
    book = LiveBook(app.books.active)
    check_open(book, terms_on("standard", ON), someone, someone)


if __name__ == "__main__":
    press(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
