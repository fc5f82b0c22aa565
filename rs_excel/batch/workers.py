"""Work done in processes of their own: what goes wrong there costs one job.

Comes in: what to do with a job, the jobs, and limits. Goes out: each job with its
result, or how its process ended, as they come. A process that crashes, or is not done
within the time limit, is ended and replaced. Each has a pipe of its own and no lock is
shared, so that none can take another with it however it dies.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_TO_START = 120  # seconds until a new process has to be ready for its first job
_READY = "ready"
_TO_END = 2  # seconds before a process that was asked to end is made to
# Everywhere alike, as Windows has it: nothing is inherited that was not handed over.
_PROCESSES = get_context("spawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take. ``memory`` holds where the system can hold it: Linux."""

    seconds: float = 60
    memory: int = 1 << 30  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Crashed:
    """The process ended by itself; ``code`` is its exit code, or minus a signal."""

    code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """The process was ended at the time limit."""

    seconds: float


def each_in_processes(
    work: Callable[[Job], Result], jobs: Iterable[Job], most: int, limits: Limits
) -> Iterator[tuple[Job, Result | Crashed | Hung]]:
    """Every job once, in the order they are done; at most ``most`` at a time.

    Jobs are taken from ``jobs`` only as there is somebody to do them. When the caller
    stops, for whatever reason, all processes end.
    """
    idle: list[_Worker[Job, Result]] = []
    busy: list[_Worker[Job, Result]] = []
    try:
        for job in jobs:
            if len(busy) == most:
                yield from _some_done(busy, idle)
            worker = idle.pop() if idle else _Worker(work, limits)
            busy.append(worker)
            worker.give(job)
        while busy:
            yield from _some_done(busy, idle)
    finally:
        for worker in (*busy, *idle):
            worker.end()


def _some_done(
    busy: list[_Worker[Job, Result]], idle: list[_Worker[Job, Result]]
) -> Iterator[tuple[Job, Result | Crashed | Hung]]:
    """Waits until at least one is done, and sorts the workers anew."""
    done: list[_Worker[Job, Result]] = []
    while not done:
        patience = max(0.0, min(worker.until for worker in busy) - monotonic())
        ready = wait([worker.pipe for worker in busy], patience)
        now = monotonic()
        done = [
            worker
            for worker in busy
            if (worker.pipe in ready and not worker.has_begun()) or now >= worker.until
        ]
    for worker in done:
        busy.remove(worker)
        job, result = worker.taken(in_time=worker.pipe in ready)
        if isinstance(result, Crashed | Hung):
            worker.end()
        else:
            idle.append(worker)
        yield job, result


class _Worker(Generic[Job, Result]):
    """One process and what it is busy with."""

    def __init__(self, work: Callable[[Job], Result], limits: Limits) -> None:
        self.pipe, theirs = _PROCESSES.Pipe()
        self.until = 0.0
        self._job: Job
        self._seconds = limits.seconds
        self._is_ready = False
        self._process = _PROCESSES.Process(
            target=_serve, args=(work, theirs, limits.memory), daemon=True
        )
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()  # the end of the process is then the end of the pipe

    def give(self, job: Job) -> None:
        """Its next job; should it have died meanwhile, ``taken`` says so."""
        self._job = job
        self.until = monotonic() + (self._seconds if self._is_ready else _TO_START)
        with suppress(OSError):
            self.pipe.send(job)

    def has_begun(self) -> bool:
        """Whether what it sends is that it is ready: its time counts from now."""
        if self._is_ready:
            return False
        try:
            self._is_ready = self.pipe.recv() == _READY
        except (EOFError, OSError):
            return False
        self.until = monotonic() + self._seconds
        return self._is_ready

    def taken(self, *, in_time: bool) -> tuple[Job, Result | Crashed | Hung]:
        """What came of the job."""
        if not in_time:
            return self._job, Hung(seconds=self._seconds)
        try:
            return self._job, self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(_TO_END)
            return self._job, Crashed(code=self._process.exitcode)

    def end(self) -> None:
        """Asks the process to end, then makes it; nothing of it stays."""
        self.pipe.close()
        self._process.terminate()
        self._process.join(_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def _serve(work: Callable[[Job], Result], pipe: Connection, memory: int) -> None:
    """What runs in the process: one job after the other, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever gives the jobs decides
    signal.signal(signal.SIGTERM, _leave)
    _be_quiet()
    _take_no_more_than(memory)
    with suppress(EOFError, OSError):  # nobody is there any more to give or to take
        pipe.send(_READY)
        while True:
            pipe.send(work(pipe.recv()))


def _leave(*_: object) -> None:
    """Asked to end: what is half-written is taken away on the way out."""
    raise SystemExit(1)


def _be_quiet() -> None:
    """Last words of a library that gives up are not for the user's screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    for number in (1, 2):
        os.dup2(nowhere, number)


def _take_no_more_than(memory: int) -> None:
    """Counts what is really asked for, not address space that is only set aside."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 not to be had on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process begun now does not hear Ctrl-C, not even while it still starts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
