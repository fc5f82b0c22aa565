"""The sheet of figures: lists kept by each run, counts that any program works out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from rs_excel.app.settings import find_pack
from rs_excel.app.track import keep_track
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.tracker_columns import BY_KEY, KEYS, RULES_TOKEN, SITES_TOKEN
from rs_excel.domain.vocabulary import FindingType, Severity
from tests.domain.tracking import action, complete, seen

TODAY = date.today()  # the sheet itself counts to today
BEGUN = TODAY - timedelta(days=100)


def a_row(
    site: str, number: int, severity: Severity | None, rule: str
) -> TrackedAction:
    return action(
        f"{site}{number}",
        site_key=f"maker/{site}",
        site=site,
        supplier="Maker",
        rule_id=rule,
        details=f"Title of {rule} (boiler). It was found. So it is said.",
        severity=severity,
        type=FindingType.NON_CONFORMANCE if severity else FindingType.DATA_QUALITY,
        raised_on=BEGUN,
        due_on=BEGUN + timedelta(days=30),
        due_now=BEGUN + timedelta(days=30),
    )


def a_check(site: str, *rows: TrackedAction) -> Seen:
    return replace(seen(*rows, on=BEGUN), site_key=f"maker/{site}")


NORTH = [
    a_row("north", 1, Severity.MINOR, "HS-004"),
    a_row("north", 2, None, "DC-001"),
]
SOUTH = [
    a_row("south*", 1, Severity.CRITICAL, "HS-004"),
    a_row("south*", 2, Severity.MAJOR, "HR-001"),
]


def listed(path: Path, token: str) -> Iterator[list[object]]:
    """What stands in a list, from its hidden column to its last."""
    rows = list(load_workbook(path)["Figures"].iter_rows(max_col=9, values_only=True))
    (head,) = (place for place, row in enumerate(rows) if row[0] == token)
    for row in rows[head + 1 :]:
        if row[1] is None:
            return
        yield list(row)


def test_sites_are_listed_gravest_first_and_rules_by_what_is_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([a_check("north", *NORTH)], path, BEGUN)
    assert [row[1] for row in listed(path, SITES_TOKEN)] == ["north"]
    keep_track([a_check("south*", *SOUTH)], path, BEGUN)
    sites = list(listed(path, SITES_TOKEN))
    assert [row[1:3] for row in sites] == [["south*", "Maker"], ["north", "Maker"]]
    assert sites[0][0] == "=maker/south~*"  # no wildcard
    rules = list(listed(path, RULES_TOKEN))
    assert [row[2] for row in rules] == ["HS-004", "DC-001", "HR-001"]
    assert rules[0][1] == "Title of HS-004"


def test_a_run_that_changes_nothing_leaves_the_figures_alone(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    checks = [a_check("north", *NORTH), a_check("south*", *SOUTH)]
    keep_track(checks, path, BEGUN)
    before = path.read_bytes()
    keep_track(checks, path, BEGUN)
    keep_track([], path, TODAY)
    assert path.read_bytes() == before


def test_a_tracker_without_its_figures_is_kept_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([a_check("north", *NORTH)], path, BEGUN)
    book = load_workbook(path)
    del book["Figures"]
    book.save(path)
    assert len(keep_track([a_check("south*", *SOUTH)], path, BEGUN).rows) == 4


def test_a_site_whose_rows_were_deleted_leaves_the_list(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([a_check("north", *NORTH), a_check("south*", *SOUTH)], path, BEGUN)
    book = load_workbook(path)
    book["Tracker"].delete_rows(8, 2)  # those of the south
    book.save(path)
    keep_track([], path, TODAY)
    assert [row[1] for row in listed(path, SITES_TOKEN)] == ["north"]


@pytest.mark.office
def test_the_formulas_count_what_the_tracker_says(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([a_check("north", *NORTH), a_check("south*", *SOUTH)], path, BEGUN)
    close(path, {NORTH[0].fingerprint: 20, SOUTH[0].fingerprint: 40})
    assert len(keep_track([], path, TODAY).changes) == 2
    said = counted(path)
    # Site: supplier, raised, open, overdue, closed, closure rate, worst open.
    assert said["south*"] == ["Maker", 2, 1, 1, 1, 0.5, "Major"]
    assert said["north"] == ["Maker", 2, 1, 1, 1, 0.5, "Data quality"]
    # Severity: closed, raised, closure rate, on time, came back, average, median.
    assert said["Critical"] == [1, 1, 1, 0, 0, 40, 40]
    assert said["Minor"] == [1, 1, 1, 1, 0, 20, 20]
    assert said["Major"] == [0, 1, 0, "–", 0, "–", "–"]
    assert said["Business critical"] == [0, 0, "–", "–", 0, "–", "–"]
    # Rule: open, closed, raised, came back.
    assert said["Title of HS-004"][:5] == ["HS-004", 0, 2, 2, 0]
    # Pillar: by grade and overdue; age: in time and overdue.
    assert said["Health & safety"] == [0, 0, 1, 0, 0, 1, 2]
    assert said["over 90 days"][:2] == [0, 2]
    assert said["Closed and verified"][0] == 2


@pytest.mark.office
def test_the_formulas_count_what_is_to_be_minded_today(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    far = TODAY + timedelta(days=300)
    north, south, fine = (
        replace(NORTH[0], contain_by=BEGUN + timedelta(days=1)),
        replace(SOUTH[0], due_now=TODAY + timedelta(days=14), due_on=far),
        replace(SOUTH[1], due_now=far, due_on=far, contain_by=TODAY),
    )
    keep_track([a_check("north", north), a_check("south*", south, fine)], path, BEGUN)
    said = counted(path, 11)
    assert said["Due in the next 14 days"][0] == 1
    assert said["Containment past its day"][0] == 1
    assert said["Effect checks due"][0] == 0
    days = {south.fingerprint: 5, north.fingerprint: 40}
    close(path, days, people_affected=12, contained_on=BEGUN)
    policy = find_pack("four_pillar").policies["standard"]
    keep_track([], path, TODAY, (), policy)
    said = counted(path, 11)
    assert said["Containment past its day"][0] == 0
    assert said["Contained in time"][0] == 1
    assert said["Effect checks due"][0] == 1  # the critical one, 90 days after closure
    assert said["People affected by what is closed"][0] == 24
    # The last of a site's figures: on time, average days.
    assert said["south*"][7:9] == [1, 5]
    assert said["north"][7:9] == [0, 40]


@pytest.mark.office
def test_nothing_closed_shows_dashes_and_no_errors(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([], path, TODAY)
    said = counted(path)
    assert said["Minor"] == [0, 0, "–", "–", 0, "–", "–"]
    errors = [cell for row in said.values() for cell in row if str(cell)[:1] == "#"]
    assert errors == []


def close(path: Path, days: dict[str, int], **more: object) -> None:
    """By fingerprint: closed by all it takes, so many days after it was raised."""
    book = load_workbook(path)
    sheet = book["Tracker"]
    at = {key: place for place, key in enumerate(KEYS, 1)}
    for row in range(6, sheet.max_row + 1):
        passed = days.get(str(sheet.cell(row, at["fingerprint"]).value))
        if passed is None:
            continue
        on = BEGUN + timedelta(days=passed)
        said = complete(NORTH[0], evidence_on=on, verified_on=on).handling
        for key in BY_KEY:
            value = more.get(key) or getattr(said, key, None)
            if value:
                sheet.cell(row, at[key]).value = getattr(value, "label", value)
    book.save(path)


def counted(path: Path, width: int = 9) -> dict[str, list[object]]:
    """By name, what LibreOffice works out beside it on the sheet of figures."""
    profile, out = (path.parent / "profile").as_uri(), path.parent / "counted"
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    command.append(str(path))
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    book = CalamineWorkbook.from_path(str(out / path.name))
    rows = book.get_sheet_by_name("Figures").to_python(skip_empty_area=False)
    return {str(row[1]): list(row[2:width]) for row in rows if row[1]}


def test_what_people_wrote_below_the_list_of_sites_stays(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    keep_track([a_check("north", *NORTH)], path, BEGUN)
    book = load_workbook(path)
    figures = book["Figures"]
    (head,) = (row[0] for row in figures.iter_rows() if row[0].value == SITES_TOKEN)
    mine = figures.cell(head.row + 2, head.column + 1)
    mine.value = "North is up for sale"
    book.save(path)
    west = a_check("west", a_row("west", 1, Severity.MINOR, "HS-004"))
    keep_track([a_check("south*", *SOUTH), west], path, BEGUN)
    figures = load_workbook(path)["Figures"]
    assert figures[mine.coordinate].value == "North is up for sale"
    below = [figures.cell(head.row + n, head.column + 1).value for n in (1, 3, 4)]
    assert sorted(below) == ["north", "south*", "west"]
    before = path.read_bytes()
    keep_track([a_check("north", *NORTH)], path, BEGUN)
    assert path.read_bytes() == before
