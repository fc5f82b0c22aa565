"""The same batch on a real Dask cluster, started on the loopback for these tests."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from rs_excel.app.file_results import Problems
from rs_excel.app.settings import Terms
from rs_excel.batch import cluster_worker
from rs_excel.batch.cluster import Cluster
from rs_excel.batch.losses import Crashed, Hung, Limits
from rs_excel.batch.one_file import CheckOne, Job, Made, sha256_of
from rs_excel.batch.outcomes import Outcome
from rs_excel.errors import problem
from tests.batch.folders import batch, everything, put, record


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and two workers; a file may take only one worker with it."""
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for sample in ("clean", "spanish", "zero_tolerance"):
        put(sample, tmp_path / "in" / sample / "return.xlsx")
    put("clean", tmp_path / "in" / "z_again.xlsx")
    (tmp_path / "in" / "empty.xlsx").write_bytes(b"")
    return tmp_path


def test_results_are_those_of_processes(folder: Path, address: str) -> None:
    assert batch(folder / "in", folder / "here") == 0
    assert batch(folder / "in", folder / "there", "--dask", address) == 0
    here, there = everything(folder / "here"), everything(folder / "there")
    for differs in ("run.json", "results.sqlite"):  # these tell when it was
        del here[differs], there[differs]
    assert there == here
    assert record(folder / "there")["dask"] == address


def test_what_is_unchanged_goes_nowhere(folder: Path) -> None:
    assert batch(folder / "in", folder / "out") == 0
    assert batch(folder / "in", folder / "out", "--dask", "tcp://127.0.0.1:1") == 0
    told = record(folder / "out")
    assert (told["checked_anew"], told["taken_over"]) == (0, 4)


# A worker that was replaced has the program to load before its first file, seconds on a
# busy machine, and that counts as the file's time.
PATIENT = Limits(seconds=10)


class Misbehaving(CheckOne):
    """Does what the file is called."""

    def made(self, job: Job) -> Made | Problems:
        if job.file == "crash":
            os._exit(3)
        if job.file == "hang":
            time.sleep(600)
        return (problem("BAT-106"),)


def test_a_file_that_takes_its_worker_costs_itself(
    mixed: Path, standard: Terms, address: str
) -> None:
    check = Misbehaving(terms=standard, out=mixed.parent / "out", most_memory=1 << 30)
    job = Job(file="good 0", held=mixed, sha256=sha256_of(mixed), copy="copies/a.xlsx")
    files = ("good 0", "crash", "hang", "good 1", "good 2")
    jobs = [replace(job, file=file) for file in files]
    came_to = {
        job.file: result for job, result in Cluster(address).each(check, jobs, PATIENT)
    }
    crashed = came_to.pop("crash")
    assert isinstance(crashed, Crashed)
    assert "of the cluster" in crashed.how
    assert came_to.pop("hang") == Hung(seconds=PATIENT.seconds)
    assert {file: isinstance(r, Outcome) for file, r in came_to.items()} == {
        "good 0": True,
        "good 1": True,
        "good 2": True,
    }


class TestWhatCannotBeUsed:
    """Said before any file is read."""

    def refused(
        self, folder: Path, address: str, capsys: pytest.CaptureFixture[str]
    ) -> str:
        capsys.readouterr()
        assert batch(folder / "in", folder / "out", "--dask", address) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "Traceback" not in told.err
        return told.err

    def test_no_library(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        said = self.refused(folder, "tcp://127.0.0.1:1", capsys)
        assert said.startswith("BAT-020")
        assert "pip install" in said

    def test_nobody_there(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr("rs_excel.batch.cluster._TO_ANSWER", 0.3)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        assert self.refused(folder, nobody, capsys).startswith("BAT-021")
        assert self.refused(folder, "nonsense://x", capsys).startswith("BAT-021")

    def test_workers_with_another_program(
        self,
        folder: Path,
        address: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(cluster_worker, "__version__", "9.9.9")
        cluster_worker.program.cache_clear()
        said = self.refused(folder, address, capsys)
        cluster_worker.program.cache_clear()
        assert said.startswith("BAT-022")
        assert "here is rs_excel 9.9.9" in said

    def test_a_cluster_without_workers(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr("rs_excel.batch.cluster._TO_ANSWER", 1)
        with LocalCluster(n_workers=0, dashboard_address=":0") as empty:
            said = self.refused(folder, empty.scheduler_address, capsys)
        assert said.startswith("BAT-023")
