"""A process that crashes, hangs or eats memory costs one job, and is replaced."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence

import pytest

from rs_excel.batch.losses import Crashed, Hung, Limits, Lost, Swollen
from rs_excel.batch.workers import each_in_processes
from tests.batch.work import misbehave

SOON = Limits(seconds=1, memory=1 << 30)


def done(
    jobs: Sequence[str], most: int = 1, limits: Limits = SOON
) -> list[tuple[str, str | Lost]]:
    return list(each_in_processes(misbehave, jobs, most, limits))


def nobody_is_left() -> bool:
    return not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_each_way_to_die_costs_one_job_and_no_other() -> None:
    bad = ["crash", "leave as if all were well", "be killed"]
    jobs = ["good 0", bad[0], "good 1", bad[1], "good 2", bad[2], "good 3"]
    results = dict(done(jobs))
    assert [results[job] for job in bad] == [
        Crashed(how="exit code 3"),
        Crashed(how="exit code 0"),
        Crashed(how="signal 9"),
    ]
    good = [results[f"good {number}"] for number in range(4)]
    assert all(isinstance(result, str) for result in good)
    processes = {str(result).rsplit(" ", 1)[1] for result in good}
    assert len(processes) == 4  # one after each that died
    assert nobody_is_left()


def test_a_process_that_hangs_is_ended_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rs_excel.batch.workers._TO_END", 0.2)
    jobs = ["good 0", "hang", "hang and not listen", "good 1"]
    results = dict(done(jobs, limits=Limits(seconds=0.5)))
    assert results["hang and not listen"] == Hung(seconds=0.5)
    assert isinstance(results["good 1"], str)
    assert nobody_is_left()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds this limit")
def test_memory_is_refused_to_the_one_that_asks_too_much() -> None:
    results = dict(done(["eat memory", "good"]))
    assert results["eat memory"] == "no more memory"
    assert str(results["good"]).startswith("good in")


def test_one_that_swells_is_ended_where_the_system_refuses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rs_excel.batch.workers._LOOKS", 0.05)
    most = Limits(seconds=30, memory=300 << 20)
    jobs = ["good 0", "swell where nothing is refused", "good 1"]
    results = dict(done(jobs, limits=most))
    assert results["swell where nothing is refused"] == Swollen(memory=most.memory)
    assert str(results["good 1"]).startswith("good 1 in")
    assert nobody_is_left()


def test_nothing_a_process_says_reaches_the_screen(
    capfd: pytest.CaptureFixture[str],
) -> None:
    ((_, result),) = done(["shout"])
    assert isinstance(result, str)
    assert capfd.readouterr() == ("", "")


def test_no_process_is_begun_for_nothing() -> None:
    assert done([]) == []
    assert len({str(result) for _, result in done(["same"], most=8)}) == 1


def test_jobs_are_taken_as_there_is_somebody_to_do_them() -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for number in range(6):
            taken.append(number)
            yield f"good {number}"

    begun = each_in_processes(misbehave, jobs(), 2, SOON)
    next(begun)
    assert len(taken) <= 3
    begun.close()  # type: ignore[attr-defined]
    assert nobody_is_left()
