"""Progress of a batch: at a terminal only, and what is said after Ctrl-C."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from rs_excel.batch.statuses import Status
from rs_excel.cli.batch_progress import Progress
from tests.batch.folders import DAY, batch, put, record


def shown(*, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=terminal,
        width=120,
        _environ={"TERM": "xterm", "TTY_INTERACTIVE": "1" if terminal else "0"},
    )
    with Progress(console) as progress:
        progress.begins(3)
        progress.came_to("a.xlsx", Status.CHECKED)
        progress.came_to("[red]b.xlsx", Status.FAILED)
    return stream.getvalue()


def test_files_and_counts_per_status_are_shown_at_a_terminal() -> None:
    text = shown(terminal=True)
    assert "2/3" in text
    assert "1 checked, 1 failed" in text


def test_a_pipe_gets_nothing() -> None:
    assert shown(terminal=False) == ""


@contextmanager
def _interrupts_heard() -> Iterator[None]:
    """A shell that starts the suite in the background has all in it ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for number in range(60):
        name = put("half_empty", folder / f"{number:03}.xlsx")
        with name.open("ab") as file:
            file.write(b"%d" % number)  # no two alike
    told = ["batch", str(folder), "--out", str(out), "--as-of", DAY, "--workers", "1"]
    with _interrupts_heard():
        running = subprocess.Popen(
            [sys.executable, "-m", "rs_excel", *told],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    deadline = time.monotonic() + 60
    while len(list(out.glob("copies/*.xlsx"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    printed, said = running.communicate(timeout=60)
    assert running.returncode == 2
    assert printed == ""
    assert said.startswith("Stopped after ")
    assert "goes on from there" in said
    assert not list(out.rglob(".rs-*"))  # nothing half-written
    before = json.loads((out / "run.json").read_text("utf-8"))
    assert before["state"] == "interrupted"
    assert 1 <= before["checked_anew"] < 60
    assert batch(folder, out) == 0
    # One more was on disk if the signal came just before it was counted.
    assert record(out)["taken_over"] - before["checked_anew"] in (0, 1)
    assert len(list(out.glob("copies/*.xlsx"))) == 60
