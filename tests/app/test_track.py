"""The tracker on real files: returns in, months of work kept, nothing lost."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.settings import Terms, terms
from rs_excel.app.track import Tracked, track
from rs_excel.app.tracker_files import backup_of
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.tracker_changes import ChangeKind
from rs_excel.domain.tracker_columns import COLUMNS, TOKEN, Owner
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import OutputError, RsError, WorkbookError
from rs_excel.workbook.ooxml.archive import Archive
from tests.app.conftest import ON
from tests.conftest import SAMPLES


def columns(sheet: Worksheet) -> dict[str, int]:
    for row in sheet.iter_rows(min_row=1, max_row=10):
        keys = {
            str(cell.value).removeprefix(TOKEN): cell.column
            for cell in row
            if str(cell.value).startswith(TOKEN)
        }
        if keys:
            return keys
    raise AssertionError("no keys")


def edit(path: Path, change: Callable[[Worksheet], None]) -> None:
    """What a person does to the tracker, saved by another program."""
    book = load_workbook(path)
    change(book["Tracker"])
    book.save(path)


def put(path: Path, row: int, **said: object) -> None:
    def change(sheet: Worksheet) -> None:
        at = columns(sheet)
        for key, value in said.items():
            sheet.cell(row, at[key]).value = value  # type: ignore[assignment]

    edit(path, change)


def cells(path: Path) -> dict[str, dict[str, object]]:
    """By fingerprint, what each column of the tracker says."""
    sheet = load_workbook(path)["Tracker"]
    at = columns(sheet)
    rows = {}
    for row in sheet.iter_rows(min_row=6):
        said = {key: row[column - 1].value for key, column in at.items()}
        if said["fingerprint"]:
            rows[str(said["fingerprint"])] = said
    return rows


def history(path: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(path)["History"]
    return [row[:8] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_every_finding_becomes_a_row_with_owner_date_and_check_to_come(
    made: Path, mixed: CheckedFile
) -> None:
    rows = cells(made)
    findings = {f.fingerprint: f for f in mixed.check.report.findings}
    assert rows.keys() == findings.keys()
    for fingerprint, finding in findings.items():
        said = rows[fingerprint]
        assert said["due_now"].date() == finding.action.due_on  # type: ignore[union-attr]
        assert said["status"] == "Open"
        assert said["rule_id"] == finding.rule_id
    assert len(history(made)) == len(findings)


def test_the_same_check_twice_leaves_the_file_as_it_is(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    before = tracker.read_bytes()
    again = track([mixed], tracker, on)
    assert again.changes == ()
    assert tracker.read_bytes() == before
    assert not backup_of(tracker).exists()


def test_a_finding_is_new_until_the_next_check_of_its_site(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    assert {row["carried"] for row in cells(tracker).values()} == {"New"}
    later = replace(on, assessed_on=date(2026, 4, 2))
    track([], tracker, later)
    assert {row["carried"] for row in cells(tracker).values()} == {"New"}
    track([check_file(SAMPLES / "mixed.xlsx", later)], tracker, later)
    carried = {key: row["carried"] for key, row in cells(tracker).items()}
    known = {finding.fingerprint for finding in mixed.check.report.findings}
    assert {carried[key] for key in known} == {"Carried over"}


def test_the_policy_says_how_often_a_due_day_may_be_moved(
    tracker: Path, on: Terms
) -> None:
    put(
        tracker,
        6,
        extended_to=date(2027, 1, 15),
        reason="Parts are late",
        decided_by="Buyer",
    )
    strict = replace(on, policy=replace(on.policy, most_extensions=0))
    assert [c.kind for c in track([], tracker, strict).changes] == [ChangeKind.REFUSED]
    assert [c.kind for c in track([], tracker, on).changes] == [ChangeKind.EXTENDED]


def test_working_days_of_a_policy_reach_the_tracker(tmp_path: Path, on: Terms) -> None:
    """Due days, containment, and in words which days were counted."""
    text = (
        "name: mine\nextends: standard\ntimeframes:\n"
        "  business_critical: { counted: working }\n  major: { counted: working }\n"
        "working_calendar:\n  weekends:\n"
        "    - { days: [saturday, sunday], buyers_own: true }\n"
        "    - { countries: [MY], days: [friday, saturday], buyers_own: true }\n"
    )
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    thursday = date(2026, 3, 5)
    mine = terms(on.pack, str(tmp_path / "mine.yaml"), thursday)
    tracker = tmp_path / "tracker.xlsx"
    track([check_file(SAMPLES / "zero_tolerance.xlsx", mine)], tracker, mine)
    rows = [row for row in cells(tracker).values() if row["country"] == "MY"]
    assert {row["severity"] for row in rows} > {"Business critical", "Minor"}
    for row in rows:
        words = "working" if row["severity"] in COUNTED else "calendar"
        assert words in str(row["counted"])
    worst = [row for row in rows if row["severity"] == "Business critical"]
    assert {row["contain_by"] for row in worst} == {datetime(2026, 3, 8)}
    assert "(MY: without Fri, Sat)" in str(worst[0]["counted"])


COUNTED = ("Business critical", "Major")


def test_a_portfolio_keeps_its_sites_apart(
    tracker: Path, on: Terms, mixed: CheckedFile
) -> None:
    before = cells(tracker)
    track([check_file(SAMPLES / "turkish.xlsx", on)], tracker, on)
    after = cells(tracker)
    assert {key: after[key] for key in before} == before
    numbers = [str(row["number"]) for row in after.values()]
    assert len(set(numbers)) == len(numbers) > len(before)


def test_words_extra_columns_and_order_of_people_survive(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    def rework(sheet: Worksheet) -> None:
        at = columns(sheet)
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=6)]
        rows = [r for r in rows if r[at["fingerprint"] - 1]]
        for number, row in enumerate(reversed(rows), 6):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        sheet.cell(6, at["root_cause"]).value = "=not a formula of ours"
        sheet.cell(7, at["comments"]).value = "Call on Monday"
        sheet.insert_cols(3)
        sheet.cell(5, 3).value = "My own column"
        sheet.cell(8, 3).value = "mine"
        sheet.title = "Actions 2026"

    book = load_workbook(tracker)
    rework(book["Tracker"])
    del book["Actions 2026"].tables["rs_tracker"]  # a person turned it into cells
    book.save(tracker)
    later = Terms(pack=on.pack, policy=on.policy, assessed_on=date(2026, 4, 2))
    known = load_workbook(tracker)["Actions 2026"]
    before = {
        c.coordinate: c.value for row in known for c in row if c.value is not None
    }
    done = track([check_file(SAMPLES / "mixed.xlsx", later)], tracker, later)
    now = load_workbook(tracker)["Actions 2026"]
    at = columns(now)
    theirs = [at[c.key] for c in COLUMNS if c.owner is Owner.THEIRS]
    assert now["C8"].value == "mine"
    for address, value in before.items():
        if known[address].column in theirs:
            assert now[address].value == value, address
    assert {c.kind for c in done.changes} <= {
        ChangeKind.RAISED,
        ChangeKind.REGRADED,
        ChangeKind.CLEARED,
        ChangeKind.NOT_ASSESSED,
    }
    assert all(now.cell(6, at[key]).value for key in ("number", "due_now", "details"))


def closing(**given: object) -> dict[str, object]:
    full: dict[str, object] = {
        "status": "Closed (verified)",
        "root_cause": "No one in charge",
        "action": "Done",
        "preventive": "In the plan",
        "responsible": "Site manager",
        "evidence": "EV-01",
        "evidence_on": date(2026, 3, 10),
        "method": "Follow-up",
        "verified_by": "Auditor",
        "verified_on": date(2026, 3, 20),
        "approved_by": "Compliance lead",
        "remedy_for": "All workers concerned",
        "remedy": "Paid back",
        "remedy_confirmed_by": "Workers' committee",
    }
    return {**full, **given}


def run(tracker: Path, on: Terms, day: date) -> Tracked:
    return track([], tracker, Terms(pack=on.pack, policy=on.policy, assessed_on=day))


def test_a_closure_with_all_on_record_is_accepted_and_kept_in_the_history(
    tracker: Path, on: Terms
) -> None:
    put(tracker, 6, **closing())
    done = run(tracker, on, date(2026, 3, 25))
    number = next(iter(cells(tracker).values()))["number"]
    assert [(c.kind, c.to) for c in done.changes] == [
        (ChangeKind.MOVED, ActionStatus.VERIFIED_CLOSED)
    ]
    line = history(tracker)[-1]
    assert line[1:5] == (number, "Moved", "Open", "Closed (verified)")


def test_a_closure_without_its_evidence_stays_as_typed_and_says_what_is_missing(
    tracker: Path, on: Terms
) -> None:
    put(tracker, 6, **closing(evidence=None, approved_by=None))
    run(tracker, on, date(2026, 3, 25))
    row = next(iter(cells(tracker).values()))
    assert row["status"] == "Closed (verified)"
    assert row["held_status"] == "Open"
    assert "a reference to the evidence" in str(row["remark"])
    before = tracker.read_bytes()
    assert run(tracker, on, date(2026, 3, 26)).changes == ()
    assert tracker.read_bytes() == before


@pytest.mark.parametrize(
    "by_hand",
    [
        {"severity": "Minor"},
        {"verification": "Desktop"},
        {"type": "Observation"},
        {"held_status": "Closed (verified)"},
    ],
)
def test_a_milder_grade_typed_by_hand_lowers_no_gate(
    tracker: Path, on: Terms, by_hand: dict[str, object]
) -> None:
    lacking = closing(approved_by=None, method="Desktop", remedy=None)
    put(tracker, 6, **lacking, **by_hand)
    done = run(tracker, on, date(2026, 3, 25))
    row = done.rows[0]
    assert (row.severity, row.status) == (Severity.CRITICAL, ActionStatus.OPEN)
    assert "a second approver" in row.remark
    assert [note.code for note in done.notes] == ["TRK-110"]
    (key,) = by_hand
    assert next(iter(cells(tracker).values()))[key] not in by_hand.values()
    assert run(tracker, on, date(2026, 3, 25)).notes == ()


def test_the_tracker_before_a_run_is_kept_beside_it(tracker: Path, on: Terms) -> None:
    put(tracker, 6, **closing())
    before = tracker.read_bytes()
    done = run(tracker, on, date(2026, 3, 25))
    assert done.backup == backup_of(tracker)
    assert backup_of(tracker).read_bytes() == before


def test_a_run_changes_no_part_but_the_sheets_it_must(tracker: Path, on: Terms) -> None:
    put(tracker, 6, **closing())
    before = Archive.open(tracker)
    run(tracker, on, date(2026, 3, 25))
    after = Archive.open(tracker)
    changed = {
        name for name in before.part_names if before.read(name) != after.read(name)
    }
    # The tracker, its history, and the figures that are counted from both.
    assert changed == {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)}


def test_a_day_that_may_be_two_is_asked_about_and_not_assumed(
    tracker: Path, on: Terms
) -> None:
    put(tracker, 6, **closing(verified_on="03/04/2026"))
    done = run(tracker, on, date(2026, 4, 25))
    assert [note.code for note in done.notes] == ["TRK-101"]
    assert done.rows[0].status is ActionStatus.OPEN


def test_a_copied_row_is_named_and_only_the_first_is_kept(
    tracker: Path, on: Terms
) -> None:
    def copy(sheet: Worksheet) -> None:
        last = sheet.max_row + 1
        for cell in sheet[6]:
            sheet.cell(last, cell.column).value = cell.value

    edit(tracker, copy)
    done = run(tracker, on, date(2026, 3, 25))
    assert [note.code for note in done.notes] == ["TRK-103"]


def test_a_row_that_waits_for_repair_is_not_raised_a_second_time(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    rows = len(cells(tracker))
    put(tracker, 6, due_on=None)
    done = track([mixed], tracker, on)
    assert [note.code for note in done.notes] == ["TRK-104"]
    assert done.changes == ()
    assert len(cells(tracker)) == rows


def test_a_lost_history_is_told(tracker: Path, on: Terms) -> None:
    book = load_workbook(tracker)
    del book["History"]
    book.save(tracker)
    put(tracker, 6, **closing())
    done = run(tracker, on, date(2026, 3, 25))
    assert done.changes
    assert [note.code for note in done.notes] == ["TRK-109"]
    assert "tracker.before.xlsx" in done.notes[0].says


def test_a_row_that_was_deleted_comes_back_under_its_number_and_says_so(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    number = next(iter(cells(tracker).values()))["number"]
    edit(tracker, lambda sheet: sheet.delete_rows(6))
    done = track([mixed], tracker, on)
    (back,) = done.changes
    assert back.number == number
    assert back.why.startswith("Its row was taken out of the tracker")


def test_a_row_typed_by_a_person_is_left_alone(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    def type_a_row(sheet: Worksheet) -> None:
        sheet.cell(sheet.max_row + 1, columns(sheet)["details"]).value = "Seen on site"

    edit(tracker, type_a_row)
    before = tracker.read_bytes()
    assert track([mixed], tracker, on).changes == ()
    assert tracker.read_bytes() == before


def lose_a_column(path: Path) -> None:
    def lose(sheet: Worksheet) -> None:
        sheet.delete_cols(columns(sheet)["held_status"])

    edit(path, lose)


def empty(path: Path) -> None:
    Workbook().save(path)


def copy_the_sheet(path: Path) -> None:
    book = load_workbook(path)
    book.copy_worksheet(book["Tracker"])
    book.save(path)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (empty, "TRK-001"),
        (lose_a_column, "TRK-002"),
        (copy_the_sheet, "TRK-006"),
        (lambda path: path.write_bytes(b"not a workbook"), "BOOK-007"),
    ],
)
def test_what_is_no_tracker_is_refused_and_left_as_it_is(
    tracker: Path, on: Terms, harm: Callable[[Path], object], code: str
) -> None:
    harm(tracker)
    before = tracker.read_bytes()
    with pytest.raises(RsError) as caught:
        run(tracker, on, ON)
    assert [p.code for p in caught.value.problems] == [code]
    assert tracker.read_bytes() == before


def test_a_tracker_open_in_excel_is_not_written(tracker: Path, on: Terms) -> None:
    put(tracker, 6, **closing())
    before = tracker.read_bytes()
    tracker.with_name(f"~${tracker.name}").touch()
    with pytest.raises(OutputError, match="OUT-002"):
        run(tracker, on, date(2026, 3, 25))
    assert tracker.read_bytes() == before


def test_two_buyers_at_once_do_not_overwrite_each_other(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    later = Terms(pack=on.pack, policy=on.policy, assessed_on=date(2026, 4, 2))

    def meanwhile():  # type: ignore[no-untyped-def]
        put(tracker, 6, comments="Saved by somebody else")
        yield check_file(SAMPLES / "mixed.xlsx", later)

    with pytest.raises(OutputError, match="TRK-004"):
        track(meanwhile(), tracker, later)
    assert "Saved by somebody else" in str(cells(tracker))


def test_what_checked_files_leave_behind_is_collected_meanwhile(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    collecting: list[bool] = []

    def many() -> Iterator[CheckedFile]:
        for _ in range(2):
            collecting.append(gc.isenabled())
            yield mixed

    track(many(), tracker, on)
    assert collecting == [True, True]


def test_no_tracker_is_made_from_what_is_not_there(tmp_path: Path, on: Terms) -> None:
    with pytest.raises(WorkbookError):
        track([check_file(tmp_path / "gone.xlsx", on)], tmp_path / "t.xlsx", on)
    assert not (tmp_path / "t.xlsx").exists()


def test_a_site_whose_reference_changed_its_form_is_asked_about_once(
    tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    def under(ref: str) -> CheckedFile:
        report = mixed.check.report
        profile = replace(report.profile, site_ref=ref)
        told = replace(report, profile=profile)
        findings = tuple(
            replace(f, fingerprint=f"{ref}{f.fingerprint}"[:16]) for f in told.findings
        )
        told = replace(told, findings=findings)
        return replace(mixed, check=replace(mixed.check, report=told))

    held = mixed.check.report.profile.site_ref
    done = track([under(f"{held[:2]}-{held[2:]}")], tracker, on)
    asked = [note for note in done.notes if note.code == "TRK-113"]
    assert len(asked) == 1
    assert "tracker.before.xlsx" in asked[0].says
    assert len(done.rows) == 2 * len(mixed.check.report.findings)
    again = track([under(f"{held[:2]}-{held[2:]}")], tracker, on)
    assert again.notes == ()
