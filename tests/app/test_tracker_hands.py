"""What hands and other programs do to a tracker between two runs, on real files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.reply import reply
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.app.track import keep_track, track
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling
from rs_excel.domain.vocabulary import Verification
from tests.app.test_track import ON, cells, columns, put
from tests.conftest import SAMPLES

FIRST = 6
"""The row of the first finding in a tracker nobody has changed."""


@pytest.fixture(scope="module")
def on() -> Terms:
    return terms(find_pack("four_pillar"), "standard", ON)


@pytest.fixture(scope="module")
def mixed(on: Terms) -> CheckedFile:
    return check_file(SAMPLES / "mixed.xlsx", on)


@pytest.fixture(scope="module")
def grave(on: Terms) -> CheckedFile:
    """A check of another site, which brings many new rows."""
    return check_file(SAMPLES / "zero_tolerance.xlsx", on)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, mixed: CheckedFile, on: Terms
) -> Path:
    path = tmp_path_factory.mktemp("made") / "tracker.xlsx"
    track([mixed], path, on)
    return path


@pytest.fixture
def tracker(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "tracker.xlsx"))


def fingerprint_at(path: Path, row: int) -> str:
    sheet = load_workbook(path)["Tracker"]
    return str(sheet.cell(row, columns(sheet)["fingerprint"]).value)


@pytest.mark.parametrize("said", ['=IF(1=1,"Yes","")', "#REF!"])
def test_a_formula_that_may_say_confidential_keeps_its_row_back(
    tracker: Path, mixed: CheckedFile, on: Terms, tmp_path: Path, said: str
) -> None:
    put(tracker, FIRST, confidential=said)
    pack = reply(mixed, on, tracker=tracker, out=tmp_path / "site.reply.xlsx")
    assert pack.kept_back == 1


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("responsible", '="The site "&"manager"'),  # saved without its result
        ("root_cause", "#N/A"),
        ("evidence_on", "03/04/2026"),  # two days it may be
        ("method", "Site visit"),
        ("status", "Nearly done"),
    ],
)
def test_what_cannot_be_told_is_told_so_and_not_written_over_by_what_comes_in(
    tracker: Path, key: str, typed: str
) -> None:
    put(tracker, FIRST, **{key: typed})
    said = Handling(
        status=ActionStatus.IN_PROGRESS,
        responsible="Somebody else",
        action="Mended",
        root_cause="No one in charge",
        evidence_on=date(2026, 3, 1),
        method=Verification.FOLLOW_UP,
    )
    came = {fingerprint_at(tracker, FIRST): said}
    done = keep_track([], tracker, ON, came)
    assert cells(tracker)[fingerprint_at(tracker, FIRST)][key] == typed
    assert [note.cell.address for note in done.notes if note.cell] != []
    assert keep_track([], tracker, ON, came).changes == ()
