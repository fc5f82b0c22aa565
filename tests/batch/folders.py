"""Folders of returns for the tests, and what a batch made of them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from rs_excel.cli.main import main
from tests.conftest import SAMPLES

DAY = "2026-03-02"


def put(sample: str, target: Path) -> Path:
    """A copy of a supplied sample, its folder made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(SAMPLES / f"{sample}.xlsx", target))


def batch(folder: Path | str, out: Path | str, *more: str) -> int:
    """The command; its exit code. One process unless said otherwise."""
    told = ["batch", str(folder), "--out", str(out)]
    days = [] if "--as-of" in more else ["--as-of", DAY]
    workers = [] if {"--workers", "--dask"} & set(more) else ["--workers", "1"]
    return main([*told, *days, *workers, *more])


def lines(out: Path) -> dict[str, dict[str, Any]]:
    """The lines of files.jsonl by file, in their order."""
    text = (out / "files.jsonl").read_text(encoding="utf-8")
    told = [json.loads(line) for line in text.splitlines()]
    assert len({line["file"] for line in told}) == len(told)
    return {line["file"]: line for line in told}


def statuses(out: Path) -> dict[str, str]:
    return {file: line["status"] for file, line in lines(out).items()}


def record(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return told


def everything(folder: Path, *, but: Path | None = None) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (but and but in path.parents)
    }
