"""The corrective action plan report: out of the tracker, filled, and back again."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.capr import CaprWanted, CaprWritten, capr_in, capr_out
from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.app.track import track
from rs_excel.cli.main import main
from rs_excel.domain.capr import CAPR_TOKEN, columns_named
from rs_excel.domain.tracker_columns import TOKEN
from rs_excel.errors import OutputError, SettingsError, WorkbookError
from tests.conftest import SAMPLES

ON = date(2026, 3, 2)
LATER = date(2026, 3, 25)
SITE = "ZS0000002"
NAMED = "Example Garments, unit 2 (sample)"
PLAN, VERIFICATION = "Corrective action plan", "Verification"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Path:
    path = tmp_path_factory.mktemp("made") / "tracker.xlsx"
    files = [SAMPLES / "mixed.xlsx", SAMPLES / "turkish.xlsx"]
    track([check_file(file, standard) for file in files], path, standard)
    return path


@pytest.fixture
def tracker(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "tracker.xlsx"))


def written(tracker: Path, **other: object) -> CaprWritten:
    asked: dict[str, object] = {
        "site": SITE,
        "on": ON,
        "notice": "This is not legal advice.",
        "out": tracker.with_name("plan.xlsx"),
        "with_confidential": False,
    }
    return capr_out(tracker, CaprWanted(**{**asked, **other}))  # type: ignore[arg-type]


def keys(sheet: Worksheet, token: str) -> tuple[int, dict[str, int]]:
    for row in sheet.iter_rows(max_row=10):
        if any(cell.value == f"{token}fingerprint" for cell in row):
            found = {str(c.value).removeprefix(token): c.column for c in row if c.value}
            return int(row[0].row or 0), found
    raise AssertionError("no keys")


def rows(path: Path, title: str, token: str) -> dict[str, dict[str, object]]:
    """By NC number, what each column says."""
    sheet = load_workbook(path)[title]
    at, columns = keys(sheet, token)
    found = {}
    for row in sheet.iter_rows(min_row=at + 1):
        said = {key: row[c - 1].value for key, c in columns.items()}
        if str(said["fingerprint"] or "Fingerprint") != "Fingerprint":
            found[str(said["number"])] = said
    return found


def tracked(path: Path) -> dict[str, dict[str, object]]:
    return rows(path, "Tracker", TOKEN)


def put(path: Path, title: str, token: str, nc: str, /, **said: object) -> None:
    """What a person types into the row of a number."""
    book = load_workbook(path)
    _, columns = keys(book[title], token)
    (row,) = (cell.row for cell in book[title]["A"] if cell.value == nc)
    for key, value in said.items():
        book[title].cell(row or 0, columns[key]).value = value  # type: ignore[assignment]
    book.save(path)


def major(path: Path, severity: str = "Major") -> str:
    """The number of a row that asks for no remedy and no visit."""
    return next(
        number
        for number, row in tracked(path).items()
        if row["severity"] == severity
        and row["site_key"] == SITE.casefold()
        and not row["remedy_due"]
        and row["verification"] == "Desktop"
    )


def theirs(path: Path, heads: list[str], *lines: list[object], title: str) -> Path:
    """A plan that somebody else made, with a table of their own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.append([])
    sheet.append(heads)
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def test_a_report_holds_the_rows_of_its_site_in_the_order_of_a_capr(
    tracker: Path,
) -> None:
    done = written(tracker)
    told = rows(done.workbook, PLAN, CAPR_TOKEN)
    kept = tracked(tracker)
    mine = {n for n, row in kept.items() if row["site_key"] == SITE.casefold()}
    assert set(told) == mine != set(kept)
    assert done.rows == len(mine)
    sheets = load_workbook(done.workbook)
    text = " ".join(str(c.value) for sheet in sheets for row in sheet for c in row)
    assert "Örnek" not in text
    assert [*next(iter(told.values()))][:4] == [
        "number",
        "carried",
        "details",
        "root_cause",
    ]
    assert [*next(iter(told.values()))][-5:-1] == [
        "responsible",
        "evidence",
        "comments",
        "status",
    ]
    book = load_workbook(done.workbook)
    assert not book.vba_archive
    assert book[PLAN].page_setup.orientation == "landscape"
    assert book[PLAN].page_setup.paperSize == 9


def test_the_gravest_stand_first_and_observations_in_a_part_of_their_own(
    tracker: Path,
) -> None:
    told = [*rows(written(tracker).workbook, PLAN, CAPR_TOKEN)]
    kept = tracked(tracker)
    ranks = ["Critical", "Major", "Minor", "Observation", "Data quality"]
    severities = [ranks.index(str(kept[number]["severity"])) for number in told]
    assert severities == sorted(severities)


def test_the_same_tracker_gives_the_same_bytes(tracker: Path) -> None:
    first = written(tracker).workbook.read_bytes()
    again = written(tracker, out=tracker.with_name("again.xlsx"))
    assert again.workbook.read_bytes() == first


@pytest.mark.parametrize("name", [SITE, NAMED, NAMED.upper(), "zs0000002"])
def test_a_site_is_known_by_its_name_or_reference(tracker: Path, name: str) -> None:
    assert written(tracker, site=name).rows > 0


def test_a_site_that_is_not_there_is_named_with_those_there_are(tracker: Path) -> None:
    with pytest.raises(SettingsError, match=r"SET-001[\s\S]*zs0000002"):
        written(tracker, site="Nowhere Ltd")


def test_nothing_is_written_over(tracker: Path) -> None:
    written(tracker)
    with pytest.raises(OutputError, match="OUT-053"):
        written(tracker)


def test_confidential_rows_stay_unless_asked_for_and_then_every_page_says_so(
    tracker: Path,
) -> None:
    number = major(tracker)
    put(tracker, "Tracker", TOKEN, number, confidential="Yes", root_cause="Secret")
    plain = written(tracker)
    assert number not in rows(plain.workbook, PLAN, CAPR_TOKEN)
    assert plain.kept_back == 1
    whole = written(tracker, out=tracker.with_name("all.xlsx"), with_confidential=True)
    assert rows(whole.workbook, PLAN, CAPR_TOKEN)[number]["root_cause"] == "Secret"
    for done, says in ((plain, None), (whole, "CONFIDENTIAL")):
        for sheet in load_workbook(done.workbook):
            assert sheet.oddHeader.center.text == says
            assert not sheet.HeaderFooter.differentFirst


def test_what_is_filled_comes_to_the_tracker_and_a_closure_that_holds_closes(
    tracker: Path,
) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    put(
        plan,
        PLAN,
        CAPR_TOKEN,
        number,
        root_cause="Nobody was in charge",
        action="Mended",
        preventive="In the yearly plan",
        responsible="Site manager",
        evidence="EV-07",
        status="Closed",
    )
    put(
        plan,
        VERIFICATION,
        CAPR_TOKEN,
        number,
        evidence_on=date(2026, 3, 10),
        method="Desktop",
        verified_by="A. Auditor",
        verified_on=date(2026, 3, 20),
    )
    done = capr_in(plan, tracker, site=None, on=LATER)
    row = tracked(tracker)[number]
    assert row["root_cause"] == "Nobody was in charge"
    assert row["method"] == "Desktop"
    assert row["verified_by"] == "A. Auditor"
    assert str(row["verified_on"])[:10] == "2026-03-20"
    assert row["status"] == row["held_status"] == "Closed (verified)"
    assert [c.kind.value for c in done.changes] == ["said", "moved"]
    before = tracker.read_bytes()
    assert capr_in(plan, tracker, site=None, on=LATER).changes == ()
    assert tracker.read_bytes() == before


def test_a_closure_that_lacks_something_stays_open_and_the_history_says_what(
    tracker: Path,
) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    put(plan, PLAN, CAPR_TOKEN, number, status="Closed", root_cause="Nobody")
    capr_in(plan, tracker, site=None, on=LATER)
    row = tracked(tracker)[number]
    assert row["status"] == row["held_status"] == "Open"
    assert row["root_cause"] == "Nobody"
    whys = [str(r[6].value) for r in load_workbook(tracker)["History"].iter_rows()]
    assert any("still missing" in why and "who verified" in why for why in whys)


def test_words_in_the_tracker_are_kept_and_other_words_go_to_the_history(
    tracker: Path,
) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    put(plan, PLAN, CAPR_TOKEN, number, root_cause="The night shift had no key")
    put(tracker, "Tracker", TOKEN, number, root_cause="Keys are missing")
    before = tracked(tracker)
    capr_in(plan, tracker, site=None, on=LATER)
    assert tracked(tracker) == before
    whys = [str(r[6].value) for r in load_workbook(tracker)["History"].iter_rows()]
    assert any("The night shift had no key" in why for why in whys)


def test_the_plan_of_one_site_changes_no_row_of_another(tracker: Path) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    before = tracked(tracker)
    put(plan, PLAN, CAPR_TOKEN, number, root_cause="Nobody")
    capr_in(plan, tracker, site=None, on=LATER)
    after = tracked(tracker)
    assert {n for n in after if after[n] != before[n]} == {number}


def test_a_number_and_a_key_that_disagree_are_left_alone(tracker: Path) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    before = tracker.read_bytes()
    put(plan, PLAN, CAPR_TOKEN, number, number="HR-2026-099", root_cause="Nobody")
    done = capr_in(plan, tracker, site=None, on=LATER)
    assert [n.code for n in done.notes] == ["TRK-106"]
    assert tracker.read_bytes() == before


SMETA = [
    "Non-Compliance Number",
    "New or Carried Over",
    "Details of Non-Compliance",
    "Root cause (completed by the site)",
    "Preventative and Corrective Actions",
    "Timescale (Immediate, 30, 60, 90 days)",
    "Verification Method Desktop / Follow-Up",
    "Agreed by Management and Name of Responsible Person",
    "Verification Evidence and Comments",
    "Status Open/Closed",
]


def test_the_plan_of_an_auditor_is_read_by_its_headings(
    tracker: Path, tmp_path: Path
) -> None:
    number = major(tracker)
    line = [
        number,
        "New",
        "Anything",
        "No budget",
        "Bought new ones",
        "60 days",
        "Desktop",
        "Plant manager",
        "Seen on 12 March",
        "Open",
    ]
    unknown = ["HR-1999-001", *line[1:]]
    heading = [f"Site name: {NAMED}"]
    plan = theirs(tmp_path / "theirs.xlsx", SMETA, line, unknown, title=heading[0])
    done = capr_in(plan, tracker, site=None, on=LATER)
    row = tracked(tracker)[number]
    assert row["root_cause"] == "No budget"
    assert row["action"] == "Bought new ones"
    assert row["responsible"] == "Plant manager"
    assert row["comments"] == "Seen on 12 March"
    assert row["method"] is None  # a plan to verify is no verification
    assert row["preventive"] is None
    both, left = done.notes
    assert (both.code, str(both.cell)) == ("TRK-123", "'Sheet'!E3")
    assert left.code == "TRK-105"
    assert "HR-1999-001" in left.says
    assert str(left.cell) == "'Sheet'!A5"


def test_words_that_hold_a_place_fill_nothing(tracker: Path, tmp_path: Path) -> None:
    number, before = major(tracker), tracker.read_bytes()
    line = [number, "TBC", "To be confirmed by the site", "Yes", "Open"]
    heads = ["NC", "Root cause", "Corrective action", "Agreed by management", "Status"]
    plan = theirs(tmp_path / "theirs.xlsx", heads, list(line), title=NAMED)
    capr_in(plan, tracker, site=None, on=LATER)
    assert tracker.read_bytes() == before


def test_another_due_date_is_told_and_not_taken(tracker: Path, tmp_path: Path) -> None:
    number, before = major(tracker), tracker.read_bytes()
    heads = ["NC number", "Completion date", "Root cause"]
    plan = theirs(
        tmp_path / "theirs.xlsx", heads, [number, date(2027, 1, 31), None], title=NAMED
    )
    done = capr_in(plan, tracker, site=None, on=LATER)
    assert [n.code for n in done.notes] == ["TRK-108"]
    assert "2027-01-31" in done.notes[0].says
    assert tracker.read_bytes() == before


def test_a_second_row_of_a_number_is_named_and_not_read(
    tracker: Path, tmp_path: Path
) -> None:
    number = major(tracker)
    heads = ["NC number", "Root cause", "Status"]
    lines = [[number, "First", "Open"], [number, "Second", "Open"]]
    plan = theirs(tmp_path / "theirs.xlsx", heads, *lines, title=NAMED)
    done = capr_in(plan, tracker, site=None, on=LATER)
    assert [n.code for n in done.notes] == ["TRK-107"]
    assert tracked(tracker)[number]["root_cause"] == "First"


def test_a_plan_that_names_no_site_is_not_guessed_at(
    tracker: Path, tmp_path: Path
) -> None:
    number = major(tracker)
    heads = ["NC number", "Root cause", "Status"]
    plan = theirs(tmp_path / "p.xlsx", heads, [number, "Keys", "Open"], title="Plan")
    with pytest.raises(WorkbookError, match="TRK-008"):
        capr_in(plan, tracker, site=None, on=LATER)
    capr_in(plan, tracker, site=SITE, on=LATER)
    assert tracked(tracker)[number]["root_cause"] == "Keys"


def test_a_number_of_another_site_is_not_taken_in(
    tracker: Path, tmp_path: Path
) -> None:
    other = next(
        n for n, r in tracked(tracker).items() if r["site_key"] != SITE.casefold()
    )
    heads = ["NC number", "Root cause", "Status"]
    plan = theirs(tmp_path / "p.xlsx", heads, [other, "Keys", "Open"], title=NAMED)
    before = tracker.read_bytes()
    done = capr_in(plan, tracker, site=None, on=LATER)
    assert [n.code for n in done.notes] == ["TRK-105"]
    assert tracker.read_bytes() == before


def test_a_workbook_without_a_plan_is_refused(tracker: Path, tmp_path: Path) -> None:
    path = theirs(tmp_path / "p.xlsx", ["Name", "Price"], ["Bolt", 2], title="Parts")
    with pytest.raises(WorkbookError, match="TRK-007"):
        capr_in(path, tracker, site=SITE, on=LATER)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["NC", "Root cause", "Due"], {"number": 1, "root_cause": 2, "due_now": 3}),
        (
            ["NC No.", "Non-Compliance", "Status"],
            {"number": 1, "details": 2, "status": 3},
        ),
        (["NC number", "Status", "Status", "Root cause"], {}),
        (["Number of workers", "Status", "Root cause"], {}),
        (
            ["NC ref", "Corrective & Preventive Actions", "Owner"],
            {"number": 1, "action": 2, "responsible": 3},
        ),
    ],
)
def test_headings_mean_a_column_only_where_that_is_sure(
    heads: list[str], expected: dict[str, int]
) -> None:
    assert columns_named(dict(enumerate(heads, 1))) == expected


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_the_command_goes_the_whole_way(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tracker.with_name("Example-Garments-unit-2-sample.capr.xlsx")
    on = ("--as-of", "2026-03-25")
    assert run("capr", "out", "--tracker", tracker, "--site", SITE, *on) == 0
    assert str(out) in capsys.readouterr().out
    number = major(tracker)
    put(out, PLAN, CAPR_TOKEN, number, root_cause="Nobody")
    taken = ("capr", "in", out, "--tracker", tracker, *on)
    assert run(*taken, "--format", "json") == 0
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["number"] == number
    assert run(*taken) == 0
    assert "Nothing has changed." in capsys.readouterr().out


def test_a_signature_is_no_row_of_the_plan(tracker: Path) -> None:
    plan = written(tracker).workbook
    book = load_workbook(plan)
    sheet = book[PLAN]
    (signs,) = (c.row for row in sheet for c in row if c.value == "For the site")
    sheet.cell(signs or 0, 4).value = "Site manager"
    sheet.cell(signs or 0, 9).value = date(2026, 3, 24)
    book.save(plan)
    done = capr_in(plan, tracker, site=None, on=LATER)
    assert (done.notes, done.changes) == ((), ())


def test_a_plan_that_lost_its_hidden_keys_is_read_by_its_headings(
    tracker: Path,
) -> None:
    plan, number = written(tracker).workbook, major(tracker)
    put(plan, PLAN, CAPR_TOKEN, number, root_cause="Nobody", preventive="A plan")
    put(plan, VERIFICATION, CAPR_TOKEN, number, verified_by="A. Auditor")
    book = load_workbook(plan)
    for title in (PLAN, VERIFICATION):
        at, columns = keys(book[title], CAPR_TOKEN)
        book[title].delete_cols(columns["fingerprint"])
        book[title].delete_rows(at)
    book.save(plan)
    done = capr_in(plan, tracker, site=None, on=LATER)
    row = tracked(tracker)[number]
    assert done.notes == ()
    assert (row["root_cause"], row["preventive"]) == ("Nobody", "A plan")
    assert row["verified_by"] == "A. Auditor"


def test_a_name_that_two_sites_share_is_no_answer(tracker: Path) -> None:
    book = load_workbook(tracker)
    sheet = book["Tracker"]
    _, columns = keys(sheet, TOKEN)
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, columns["site"]).value = "Unit 2"
    book.save(tracker)
    with pytest.raises(SettingsError, match=r"SET-003[\s\S]*zs0000002"):
        written(tracker, site="Unit 2")


def test_containment_is_asked_for_in_the_report_and_read_back(tracker: Path) -> None:
    number = next(n for n, row in tracked(tracker).items() if row["contain_by"])
    plan = written(tracker).workbook
    asked = rows(plan, VERIFICATION, CAPR_TOKEN)[number]
    assert asked["contain_by"] == tracked(tracker)[number]["contain_by"]
    said = {"contained": "Exit cleared", "contained_on": date(2026, 3, 3)}
    put(plan, VERIFICATION, CAPR_TOKEN, number, **said)
    capr_in(plan, tracker, site=None, on=LATER)
    assert tracked(tracker)[number]["contained"] == "Exit cleared"


def test_extensions_in_a_report_are_held_to_the_limit_of_the_policy(
    tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What people typed in the tracker is settled in the same run."""
    more = {"extended_to": date(2027, 1, 15), "reason": "Parts", "decided_by": "Buyer"}
    put(tracker, "Tracker", TOKEN, major(tracker), **more)
    policy = tmp_path / "mine.yaml"
    policy.write_text("name: mine\nextends: standard\nmost_extensions: 0\n")
    plan = written(tracker).workbook
    command = ["capr", "in", str(plan), "--tracker", str(tracker)]
    command += ["--as-of", LATER.isoformat(), "--format", "json", "--policy"]
    for given, kind in ((str(policy), "refused"), ("standard", "extended")):
        assert main([*command, given]) == 0
        (told,) = json.loads(capsys.readouterr().out)["changes"]
        assert told["kind"] == kind


def test_a_very_long_name_does_not_break_the_footer(tracker: Path) -> None:
    book = load_workbook(tracker)
    sheet = book["Tracker"]
    _, columns = keys(sheet, TOKEN)
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, columns["supplier"]).value = "Long & Sons " * 40
    book.save(tracker)
    for page in load_workbook(written(tracker).workbook):
        assert len(str(page.oddFooter)) < 255
