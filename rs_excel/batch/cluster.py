"""An existing Dask cluster as the crew of a batch.

Comes in: the address of its scheduler. Goes out: what each file came to, as if it had
been checked here: files are read and copies written on this machine only. A file that
takes its worker with it, or more than its time, costs itself; that worker is replaced.
How much memory a worker may have is for the cluster to say.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any
from uuid import uuid4

from rs_excel.app.file_results import or_problems
from rs_excel.batch.crews import Result
from rs_excel.batch.losses import Crashed, Hung, Limits
from rs_excel.batch.one_file import CheckOne, Job
from rs_excel.errors import BatchError, problem

_TO_ANSWER = 10  # seconds for the scheduler, and for a worker to be there
_TO_RESTART = 30  # seconds for a worker to be replaced
_LOOKS = 2.0  # seconds between two looks at how many may work

Future = Any  # of a library without types
Client = Any


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster whose scheduler is at ``address``."""

    address: str

    def each(
        self, check: CheckOne, jobs: Iterable[Job], limits: Limits
    ) -> Iterator[Result]:
        """Every job once, as many at a time as the cluster has threads.

        Raises BatchError where it cannot be used (BAT-020 to BAT-022), or not any
        longer (BAT-023, BAT-024).
        """
        left = iter(jobs)
        for first in islice(left, 1):  # where all is known nobody is asked
            with _connected(self.address) as client, _brought(client, check) as name:
                flow = _Flow(client, name, check, limits)
                yield from flow.all(chain((first,), left))

    def about(self) -> Mapping[str, str | int]:
        """What ``run.json`` tells of it."""
        return {"dask": self.address}


class _Flow:
    """Files on their way to the cluster and back."""

    def __init__(
        self, client: Client, name: str, check: CheckOne, limits: Limits
    ) -> None:
        self._client = client
        self._made_here = partial(_worker_side().made_here, name)
        self._program = _worker_side().program()
        self._check = check
        self._limits = limits
        self._on_their_way: dict[Future, tuple[Job, float]] = {}
        self._came_back: SimpleQueue[Future] = SimpleQueue()

    def all(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Every job once, in the order they come back."""
        left = iter(jobs)
        places, looked = self._places(), monotonic()
        yield from self._filled(left, places)
        while self._on_their_way:
            came = self._next()
            if monotonic() > looked + _LOOKS:
                places, looked = self._places(), monotonic()
            yield from self._filled(left, places)
            yield from came

    def _filled(self, left: Iterator[Job], places: int) -> Iterator[Result]:
        """Sends files as long as somebody is free; yields what could not be read."""
        for job in islice(left, max(0, places - len(self._on_their_way))):
            yield from self._sent(job)

    def _sent(self, job: Job) -> Iterator[Result]:
        """On its way, with its bytes; or what is to be said if it cannot be read."""
        data = or_problems(job.where, partial(_read, job=job))
        if isinstance(data, tuple):
            yield job, self._check.put(job, data)
            return
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            sent = replace(job, held=data)
            future = self._client.submit(self._made_here, sent, pure=False)
        self._on_their_way[future] = job, monotonic() + self._limits.seconds
        future.add_done_callback(self._came_back.put)

    def _next(self) -> list[Result]:
        """Waits for one to come back, or to be late."""
        first = min(until for _, until in self._on_their_way.values())
        try:
            future = self._came_back.get(timeout=max(0.0, first - monotonic()))
        except Empty:
            return [*self._late()]
        if future not in self._on_their_way:  # it was late, and given up
            return []
        job, _ = self._on_their_way.pop(future)
        return [(job, self._result(future, job))]

    def _result(self, future: Future, job: Job) -> Any:
        try:
            program, made = future.result()
        except (CancelledError, TimeoutError, OSError) as fault:
            raise _gone(fault) from None
        except _library().KilledWorker as fault:
            return Crashed(how=f"with {fault.last_worker.address} of the cluster")
        if program != self._program:
            raise _other_program("that came later", program, self._program)
        return self._check.put(job, made)

    def _late(self) -> Iterator[Result]:
        """Those whose time is over, where a worker has begun them; others wait on."""
        threads = self._client.nthreads()
        if not threads:
            raise BatchError(problem("BAT-023", detail="none is left"))
        now, processing = monotonic(), self._client.processing()
        for worker, keys in processing.items():
            held = [f for f in self._on_their_way if f.key in keys]  # as they were sent
            begun = held[: threads.get(worker, 0)]
            hung = [f for f in begun if self._on_their_way[f][1] <= now]
            if hung:
                yield from self._replaced(worker, held, set(hung))
        for future, (job, until) in self._on_their_way.items():
            if until <= now:
                self._on_their_way[future] = job, now + self._limits.seconds

    def _replaced(
        self, worker: str, held: list[Future], hung: set[Future]
    ) -> Iterator[Result]:
        """Ends a worker; what it held besides is sent anew and not blamed for it."""
        jobs = {future: self._on_their_way.pop(future)[0] for future in held}
        for future in held:
            future.cancel()
        try:
            self._client.restart_workers([worker], timeout=_TO_RESTART)
        except (ValueError, TimeoutError):
            name = next(jobs[future].file for future in hung)
            raise BatchError(problem("BAT-024", file=name)) from None
        for future, job in jobs.items():
            if future in hung:
                yield job, Hung(seconds=self._limits.seconds)
            else:
                yield from self._sent(job)

    def _places(self) -> int:
        return sum(self._client.nthreads().values())


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a cluster that has workers, all with the program that is here."""
    library = _library()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it ourselves
    try:
        client = library.Client(address, timeout=_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, ImportError) as fault:
        raise BatchError(problem("BAT-021", address, detail=_first(fault))) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_TO_ANSWER)
        except TimeoutError as fault:
            raise _gone(fault) from None
        ours = _worker_side().program()
        programs = client.run(_worker_side().program, on_error="return")
        for worker, theirs in sorted(programs.items()):
            if theirs != ours:
                raise _other_program(worker, theirs, ours)
        yield client


@contextmanager
def _brought(client: Client, check: CheckOne) -> Iterator[str]:
    """The check on every worker, as long as it is needed."""
    name = f"rs-excel-{uuid4().hex}"
    client.register_plugin(_worker_side().Brought(name, check))
    try:
        yield name
    finally:
        with suppress(OSError, TimeoutError, KeyError, ValueError, CancelledError):
            client.unregister_worker_plugin(name)


def _read(_: Path, *, job: Job) -> bytes:
    return job.read()


def _library() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise BatchError(problem("BAT-020")) from None


def _worker_side() -> Any:
    return import_module("rs_excel.batch.cluster_worker")


def _gone(fault: BaseException) -> BatchError:
    return BatchError(problem("BAT-023", detail=_first(fault)))


def _other_program(worker: str, theirs: object, ours: str) -> BatchError:
    has = theirs if isinstance(theirs, str) else f"no rs_excel ({_first(theirs)})"
    return BatchError(problem("BAT-022", worker=worker, theirs=has, ours=ours))


def _first(fault: object) -> str:
    """The first line of what a library says."""
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200]
