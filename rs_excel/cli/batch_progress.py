"""How far a batch is: files, rate, time left and counts per status, on stderr.

Comes in: one call a file. Goes out: a line that is written over and over, at a terminal
only; a pipe or a log gets nothing but the words after Ctrl-C.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from rs_excel.batch.statuses import Status


class Progress:
    """Watches a run; a context manager, so that the terminal is given back."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bar = Bar(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            _Told(self._rate),
            TimeRemainingColumn(),
            _Told(self._by_status),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task: TaskID | None = None
        self._counts: Counter[Status] = Counter()
        self._files = 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begins(self, files: int) -> None:
        """So many files will be told."""
        self._files = files
        self._task = self._bar.add_task("", total=files)

    def came_to(self, file: str, status: Status) -> None:
        """One more is done."""
        assert self._task is not None  # begins comes first
        self._counts[status] += 1
        self._bar.advance(self._task)

    def stopped(self) -> None:
        """After Ctrl-C: what was done stays known."""
        self._bar.stop()
        done = self._counts.total()
        print(
            f"Stopped after {done} of {self._files} files. "
            "The same command goes on from there.",
            file=sys.stderr,
        )

    def _rate(self, task: Task) -> str:
        return f"{task.speed:.0f}/s" if task.speed else ""

    def _by_status(self, task: Task) -> str:
        return ", ".join(f"{self._counts[s]} {s}" for s in Status if self._counts[s])


class _Told(ProgressColumn):
    """Words that are made only when the line is drawn anew, not with every file."""

    def __init__(self, words: Callable[[Task], str]) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        """What rich shows."""
        return Text(self._words(task))
