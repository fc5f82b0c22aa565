"""One warm process: our whole check against openpyxl's load and save of the same file.

openpyxl only reads and writes the workbook; it weighs nothing and marks nothing.
"""

from __future__ import annotations

import io
import xml.parsers.expat
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.lines import Line
from benchmarks.measure import median_ms, pair
from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.stating import state
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.reading import read_answers

ON = terms(find_pack("four_pillar"), "standard", date(2026, 3, 2))


def against_openpyxl(what: str, file: Path, rounds: int, *, floor: float) -> Line:
    """How many times faster a check with its annotated copy is."""
    measured = pair(lambda: annotated_copy(file), lambda: load_and_save(file), rounds)
    came_to = (
        f"{measured.ratio:5.1f} times ({measured.lowest:.1f} to {measured.highest:.1f};"
        f" floor {floor:g}): {measured.ours:.1f} ms, openpyxl {measured.theirs:.0f} ms"
    )
    return Line(what=what, came_to=came_to, kept=measured.ratio >= floor)


@uninterrupted()
def annotated_copy(file: Path) -> bytes:
    """The whole line as the command goes it: read, weigh, raise, mark, pack."""
    return check_file(file, ON).annotated()


def load_and_save(file: Path) -> None:
    load_workbook(file).save(io.BytesIO())


def unzip_and_parse(file: Path) -> None:
    """The floor of any program: every part unpacked, every XML part parsed once."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                xml.parsers.expat.ParserCreate().Parse(content, True)


def where_time_goes(file: Path, runs: int) -> Iterator[Line]:
    """The stages of the line, against the floor."""
    pack = ON.pack
    package = Package(Archive.open(file))

    def read() -> None:
        reader = OoxmlReader(package)
        read_answers(reader, pack.catalogue, pack.spellings, pack.placeholders)

    sheet = read_answers(
        OoxmlReader(package), pack.catalogue, pack.spellings, pack.placeholders
    )
    submission = state(sheet, pack, ON.assessed_on)
    checked = check_file(file, ON)
    stages = {
        "floor: unzip and parse": lambda: unzip_and_parse(file),
        "open behind the gate": lambda: Package(Archive.open(file)),
        "read answers": read,
        "state facts": lambda: state(sheet, pack, ON.assessed_on),
        "weigh, both evaluators": lambda: evaluate(submission, pack),
        "mark and pack the copy": checked.annotated,
    }
    for stage, work in stages.items():
        yield Line(what=f"  {stage}", came_to=f"{median_ms(work, runs):6.1f} ms")
