"""Returns made to harm: each gets its status, and nothing in them does anything."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rs_excel.app.settings import Terms
from rs_excel.batch.crews import Processes
from rs_excel.batch.going import Wanted
from rs_excel.batch.run import run_batch
from rs_excel.batch.sources import Folder
from rs_excel.batch.statuses import Status
from tests.batch.folders import DAY, everything, lines, put
from tests.batch.hostile import CHECKED, MACROS, Expected, fill

SLOWEST = 20  # seconds for one file
MOST_MEMORY = 1 << 20  # kilobytes
MEASURED = """
import resource, sys
from rs_excel.cli.main import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
SAME_ANSWERS = ("duplicate", "BAT-108")  # as an earlier one: it was checked as well


@dataclass(slots=True)
class Corpus:
    """A folder of hostile files, checked."""

    folder: Path
    expected: Expected
    asked: list[object] = field(default_factory=list)  # who reached the address
    most_memory: int = 0  # kilobytes, of the largest process

    @property
    def out(self) -> Path:
        return self.folder.parent / "out"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Checked by one process, while somebody listens where the files point to."""
    folder = tmp_path_factory.mktemp("hostile") / "in"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        made = Corpus(folder, fill(folder, address))
        threading.Thread(
            target=_note, args=(listening, made.asked), daemon=True
        ).start()
        before = everything(folder)
        began = time.monotonic()
        made.most_memory = _checked(folder, made.out)
        assert time.monotonic() - began < SLOWEST * 2  # of all of them
        assert everything(folder) == before
        yield made


def _checked(folder: Path, out: Path) -> int:
    """Most memory of a process that opens files, none of which another test began.

    Asked of the run by itself: to Linux a new program begins with as much as the one
    that starts it, which here holds all that tests before it have loaded.
    """
    asked = ["batch", str(folder), "--out", str(out), "--as-of", DAY, "--workers", "1"]
    command = [sys.executable, "-c", MEASURED, *asked]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr  # 2 if any had failed
    return int(ran.stdout.splitlines()[-1])


def _note(listening: socket.socket, asked: list[object]) -> None:
    while True:
        try:
            asked.append(listening.accept())
        except OSError:  # closed: the test is over
            return


def test_each_has_the_status_it_deserves_and_what_to_do(corpus: Corpus) -> None:
    told = lines(corpus.out)
    came = {name: (line["status"], line["codes"][0]) for name, line in told.items()}
    well = [name for name, (status, _) in corpus.expected.items() if status == CHECKED]
    same = {name: SAME_ANSWERS for name in well if came[name] == SAME_ANSWERS}
    assert came == {**corpus.expected, **same}
    assert len(same) < len(well)
    assert all(line["reason"] and line["action"] for line in told.values())


def test_nothing_is_written_but_the_results(corpus: Corpus) -> None:
    beside = sorted(path.name for path in corpus.folder.parent.iterdir())
    assert beside == ["in", "out"]
    copies = {f"copies/{name}" for name in everything(corpus.out / "copies")}
    assert copies == {line["copy"] for line in lines(corpus.out).values()} - {None}


def test_nothing_is_fetched(corpus: Corpus) -> None:
    assert corpus.asked == []


def test_macros_stay_what_they_are(corpus: Corpus) -> None:
    copy = corpus.out / lines(corpus.out)["macros.xlsm"]["copy"]
    with zipfile.ZipFile(copy) as package:
        assert package.read("xl/vbaProject.bin") == MACROS


def test_no_process_took_more_memory_than_a_file_may(corpus: Corpus) -> None:
    assert 0 < corpus.most_memory < MOST_MEMORY


@dataclass(slots=True)
class Meddling:
    """Takes away one file and changes another once the folder has been listed.

    Later would be a race: the next file is read before the first one is told.
    """

    folder: Path

    def begins(self, files: int) -> None:
        assert files == 3
        (self.folder / "b.xlsx").unlink()
        (self.folder / "c.xlsx").write_bytes(b"half")

    def came_to(self, file: str, status: Status) -> None:
        assert file in ("a.xlsx", "b.xlsx", "c.xlsx")


def test_files_that_vanish_or_change_during_the_run(
    tmp_path: Path, standard: Terms
) -> None:
    folder = tmp_path / "in"
    for name, sample in zip("abc", ("clean", "mixed", "spanish"), strict=True):
        put(sample, folder / f"{name}.xlsx")
    wanted = Wanted(
        returns=Folder(folder),
        out=tmp_path / "out",
        terms=standard,
        pack="four_pillar",
        policy="standard",
        crew=Processes(1),
    )
    run_batch(wanted, Meddling(folder))
    codes = {name: line["codes"] for name, line in lines(tmp_path / "out").items()}
    assert codes["b.xlsx"] == ["BAT-110"]
    assert codes["c.xlsx"][0] in ("BAT-110", "BOOK-007")  # changed before it was read
