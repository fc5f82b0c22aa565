"""A folder with several returns of a site: each site counts once, and why is said."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.batch.folders import batch, lines
from tests.batch.returns import site, write

UNIT_1, UNIT_2 = site("Example Ltd", "Unit 1"), site("Example Ltd", "Unit 2")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One mail with two sites; one of them has sent three more since."""
    folder = tmp_path_factory.mktemp("standing")
    mail = folder / "in" / "mail of 9 February"
    first = {**UNIT_1, "site.products": "Biscuits", "hs.exit_blocked": "Yes"}
    write(mail / "unit 1.xlsx", first)
    write(mail / "unit 2.xlsx", UNIT_2)
    write(mail / "unit 2 saved again.xlsx", UNIT_2, by="A. Example")
    later = {"meta.submitted_on": "2026-02-20", "site.products": "Crackers"}
    write(folder / "in" / "unit 1 final.xlsx", {**UNIT_1, **later, "site.shifts": None})
    (folder / "in" / "broken.xlsx").write_bytes(b"PK")
    assert batch(folder / "in", folder / "out") == 0
    return folder / "out"


def findings_of(out: Path, file: str) -> list[dict[str, Any]]:
    """Also of a return that does not count: all results are in the database."""
    with closing(sqlite3.connect(out / "results.sqlite")) as db:
        found = db.execute(
            "SELECT finding.line FROM finding JOIN result ON result.id = finding.result"
            " WHERE file = ?",
            (file,),
        )
        return [json.loads(line) for (line,) in found]


def of(out: Path, part: str) -> dict[str, Any]:
    (line,) = (line for file, line in lines(out).items() if file.endswith(part))
    return line


def test_each_site_counts_once(out: Path) -> None:
    counting = [line for line in lines(out).values() if line["counts"]]
    assert Counter(line["site"] for line in counting) == {"Unit 1": 1, "Unit 2": 1}
    assert of(out, "/unit 1.xlsx")["superseded_by"] == "unit 1 final.xlsx"
    assert of(out, "final.xlsx")["counts"] is True
    assert "latest of 2" in of(out, "final.xlsx")["counts_because"]
    assert of(out, "broken.xlsx")["counts"] is False


def test_a_return_that_was_only_saved_again_is_a_duplicate(out: Path) -> None:
    first, again = of(out, "saved again.xlsx"), of(out, "/unit 2.xlsx")
    assert first["sha256"] != again["sha256"]
    assert (again["status"], again["duplicate_of"]) == ("duplicate", first["file"])
    assert again["codes"] == ["BAT-108"]


def test_a_file_put_in_the_place_of_an_earlier_one_is_held_against_it(
    tmp_path: Path,
) -> None:
    for name, blocked in (("Unit 1", "Yes"), ("Unit 1", "No"), ("Unit 9", "No")):
        given = {**site("Example Ltd", name), "hs.exit_blocked": blocked}
        write(tmp_path / "in" / "return.xlsx", given)
        assert batch(tmp_path / "in", tmp_path / "out") == 0
        line = lines(tmp_path / "out")["return.xlsx"]
        if blocked == "Yes" or name == "Unit 9":  # the first, and of another site
            assert line["resubmission_of"] is line["changes"] is None
        else:
            assert line["resubmission_of"] == "return.xlsx"
            assert line["changes"]["changed"] == 1
            assert line["changes"]["cleared"] > 0


def test_findings_are_those_of_the_returns_that_count(out: Path) -> None:
    told = (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    files = {json.loads(line)["file"] for line in told}
    counting = {f for f, line in lines(out).items() if line["counts"]}
    assert files <= counting
    assert not any(
        line["status"] == "duplicate" and line["counts"] for line in lines(out).values()
    )


def test_a_resubmission_is_held_against_the_return_before(out: Path) -> None:
    line = of(out, "final.xlsx")
    assert line["resubmission_of"].endswith("/unit 1.xlsx")
    (told,) = map(
        json.loads, (out / "resubmissions.jsonl").read_text("utf-8").splitlines()
    )
    changed = {c["answer"]: (c["before"], c["now"]) for c in told["changed"]}
    assert changed["site.products"] == ("Biscuits", "Crackers")
    assert changed["meta.submitted_on"] == ("2026-02-09", "2026-02-20")
    assert [c["answer"] for c in told["missing"]] == ["site.shifts"]
    assert line["changes"]["missing"] == 1
    assert "missing" in line["counts_because"]
    cleared = {finding["rule"] for finding in told["cleared"]}
    assert len(cleared) == line["changes"]["cleared"] > 0
    assert cleared <= {f["rule"] for f in findings_of(out, line["resubmission_of"])}
