"""Work done in processes of their own: what goes wrong there costs one job.

Comes in: what to do with a job, the jobs, and limits. Goes out: each job with its
result, or how it was lost, as they come. A process that crashes, is not done within the
time limit or holds more memory than it may is ended and replaced. Each has a pipe of
its own and no lock is shared, so that none can take another with it however it dies.

Linux itself refuses memory beyond the limit. Elsewhere, and for what Linux does not
count, a process that is seen to hold more is ended.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, TypeVar

import psutil

from rs_excel.batch.losses import Crashed, Hung, Limits, Lost, Swollen

Job = TypeVar("Job")
Result = TypeVar("Result")

_TO_START = 120  # seconds until a new process has to be ready for its first job
_STARTED = "started"  # the first thing a process sends: it has yet to hear its work
_READY = "ready"  # the second: it may be given a job
_TO_END = 2  # seconds before a process that was asked to end is made to
_LOOKS = 0.25  # seconds between two looks at the memory of those at work
# Everywhere alike, as Windows has it: nothing is inherited that was not handed over.
_PROCESSES = get_context("spawn")


def each_in_processes(
    work: Callable[[Job], Result], jobs: Iterable[Job], most: int, limits: Limits
) -> Iterator[tuple[Job, Result | Lost]]:
    """Every job once, in the order they are done; at most ``most`` at a time.

    Jobs are taken from ``jobs`` only as there is somebody to do them. Whoever is done
    has the next one before the caller hears of it, so that nobody waits for the caller.
    When the caller stops, for whatever reason, all processes end.
    """
    left = iter(jobs)
    crew = _Crew(work, limits)
    try:
        for job in islice(left, most):
            crew.give(job)
        while crew.busy:
            for worker in crew.some_done():
                done = crew.taken(worker)
                for job in islice(left, 1):
                    crew.give(job)
                yield done
    finally:
        crew.end()


class _Crew(Generic[Job, Result]):
    """The processes of one run."""

    def __init__(self, work: Callable[[Job], Result], limits: Limits) -> None:
        self.busy: list[_Worker[Job, Result]] = []
        self._idle: list[_Worker[Job, Result]] = []
        self._work = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        self._limits = limits
        self._looked = monotonic()

    def give(self, job: Job) -> None:
        """To somebody who is idle, else to somebody new."""
        worker: _Worker[Job, Result]
        worker = self._idle.pop() if self._idle else _Worker(self._work, self._limits)
        self.busy.append(worker)
        worker.give(job)

    def some_done(self) -> list[_Worker[Job, Result]]:
        """Waits until at least one is done, or lost."""
        while True:
            now = monotonic()
            until = min(self._looked + _LOOKS, *(worker.until for worker in self.busy))
            ready = wait([worker.pipe for worker in self.busy], max(0.0, until - now))
            for worker in self.busy:
                worker.hear(is_ready=worker.pipe in ready)
            if monotonic() >= self._looked + _LOOKS:
                self._looked = monotonic()
                for worker in self.busy:
                    worker.weigh()
            if done := [worker for worker in self.busy if worker.is_done]:
                return done

    def taken(self, worker: _Worker[Job, Result]) -> tuple[Job, Result | Lost]:
        """What came of the job; who lost it ends."""
        self.busy.remove(worker)
        if isinstance(worker.result, Lost):
            worker.end()
        else:
            self._idle.append(worker)
        return worker.job, worker.result

    def end(self) -> None:
        """Nobody stays."""
        for worker in (*self.busy, *self._idle):
            worker.end()


class _Worker(Generic[Job, Result]):
    """One process and what it is busy with.

    It is told its work and its first job only once it listens: what does not fit into a
    pipe would hold up whoever starts the next process.
    """

    def __init__(self, work: bytes, limits: Limits) -> None:
        self.pipe, theirs = _PROCESSES.Pipe()
        self.until = 0.0
        self.is_done = False
        self.job: Job
        self.result: Result | Lost
        self._work = work  # pickled
        self._limits = limits
        self._is_ready = False
        self._process = _PROCESSES.Process(
            target=_serve, args=(theirs, limits.memory), daemon=True
        )
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()  # the end of the process is then the end of the pipe

    def give(self, job: Job) -> None:
        """Its next job; should it have died meanwhile, ``hear`` says so."""
        self.job = job
        self.is_done = False
        if self._is_ready:
            self._begin()
        else:
            self.until = monotonic() + _TO_START

    def _begin(self) -> None:
        self.until = monotonic() + self._limits.seconds
        with suppress(OSError):
            self.pipe.send(self.job)

    def hear(self, *, is_ready: bool) -> None:
        """What it sends, or how it ended; the time limit, where it sends nothing."""
        if not is_ready:
            if monotonic() >= self.until:
                self._came_to(Hung(seconds=self._limits.seconds))
            return
        try:
            sent = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(_TO_END)
            self._came_to(Crashed(how=_ended(self._process.exitcode)))
            return
        if self._is_ready:
            self._came_to(sent)
        elif sent == _STARTED:
            with suppress(OSError):
                self.pipe.send_bytes(self._work)
        else:
            self._is_ready = True
            self._begin()  # and its time counts from now

    def weigh(self) -> None:
        """Looks at what it holds, as the system counts it."""
        if self.is_done:
            return
        try:
            held = psutil.Process(self._process.pid).memory_info().rss
        except psutil.Error:  # it is gone: its pipe will tell
            return
        if held > self._limits.memory:
            self._came_to(Swollen(memory=self._limits.memory))

    def end(self) -> None:
        """Asks the process to end, then makes it; nothing of it stays."""
        self.pipe.close()
        self._process.terminate()
        self._process.join(_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _came_to(self, result: Result | Lost) -> None:
        self.result = result
        self.is_done = True


def _ended(code: int | None) -> str:
    if code is None:
        return "it closed its pipe"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _serve(pipe: Connection, memory: int) -> None:
    """What runs in the process: one job after the other, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever gives the jobs decides
    signal.signal(signal.SIGTERM, _leave)
    _be_quiet()
    _take_no_more_than(memory)
    with suppress(EOFError, OSError):  # nobody is there any more to give or to take
        pipe.send(_STARTED)
        work = pipe.recv()
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
