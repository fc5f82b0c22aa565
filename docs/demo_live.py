"""The sample checked while it is open, for a picture of what that leaves.

Comes in: a workbook. Goes out: a PDF of it, printed by the LibreOffice that holds it
after a press on Check workbook; nothing is saved in between.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.live_press import ON, Agreeing
from rs_excel.app.live import check_open
from rs_excel.ribbon.kept import Kept
from rs_excel.ribbon.scene import terms_on
from rs_excel.workbook.live.book import LiveBook
from tests.addin.made import addin, twin
from tests.engines.office_engine.program import OfficeProgram
from tests.engines.xl_app import registered


def printed_while_open(sample: Path, work: Path) -> Path:
    """Checks ``sample`` in a running LibreOffice and returns the PDF it prints."""
    printed = work / "open.pdf"
    program = OfficeProgram()
    try:
        engine = registered(program)
        engine.activate()
        app = engine.apps.add()
        macros = work / "rs_excel.xlsm"
        macros.write_bytes(twin(addin()))
        app.impl.load_addin(macros)
        book = app.books.open(sample)
        someone = Agreeing()
        check_open(
            LiveBook(book), terms_on(Kept(policy="standard"), ON), someone, someone
        )
        book.impl.driver.save(printed)
    finally:
        program.end()
    return printed
