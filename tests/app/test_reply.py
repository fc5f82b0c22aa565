"""What a site is told, and what it sends back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.replies import said_by_site
from rs_excel.app.reply import ReplyPack, reply, said_in
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.app.sites import opened
from rs_excel.app.track import track
from rs_excel.cli.main import main
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling
from rs_excel.domain.tracker_changes import ChangeKind
from rs_excel.domain.tracker_columns import BY_KEY, REPLY_TOKEN, TOKEN
from rs_excel.errors import OutputError, WorkbookError
from tests.conftest import SAMPLES

ON = date(2026, 3, 2)
PLAN = "Your plan"


@pytest.fixture(scope="module")
def on() -> Terms:
    return terms(find_pack("four_pillar"), "standard", ON)


@pytest.fixture(scope="module")
def mixed(on: Terms) -> CheckedFile:
    return check_file(SAMPLES / "mixed.xlsx", on)


@pytest.fixture
def tracker(tmp_path: Path, mixed: CheckedFile, on: Terms) -> Path:
    path = tmp_path / "tracker.xlsx"
    track([mixed, check_file(SAMPLES / "turkish.xlsx", on)], path, on)
    return path


@pytest.fixture
def pack(tmp_path: Path, tracker: Path, mixed: CheckedFile, on: Terms) -> ReplyPack:
    return reply(mixed, on, tracker=tracker, out=tmp_path / "site.reply.xlsx")


def at(sheet: Worksheet, token: str) -> dict[str, int]:
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == f"{token}fingerprint":
                return {
                    str(c.value).removeprefix(token): c.column for c in row if c.value
                }
    raise AssertionError("no keys")


def fill(path: Path, row: int, **said: object) -> str:
    """What a site types in its plan; returns the number of the row."""
    book = load_workbook(path)
    columns = at(book[PLAN], REPLY_TOKEN)
    for key, value in said.items():
        book[PLAN].cell(row, columns[key]).value = value  # type: ignore[assignment]
    book.save(path)
    return str(book[PLAN].cell(row, columns["number"]).value)


def came(pack: ReplyPack, tracker: Path) -> Mapping[str, Handling]:
    """What a returned pack says of rows of the tracker."""
    reply = said_in(pack.workbook, find_pack("four_pillar"))
    assert reply is not None
    rows = [row.action for row in opened(tracker).rows]
    return said_by_site(reply, rows, pack.workbook.name)[0]


def tracked(path: Path, number: str) -> dict[str, object]:
    sheet = load_workbook(path)["Tracker"]
    columns = at(sheet, TOKEN)
    for row in sheet.iter_rows(min_row=6):
        if row[columns["number"] - 1].value == number:
            return {key: row[c - 1].value for key, c in columns.items()}
    raise AssertionError(number)


def test_a_site_is_told_all_its_findings_and_nothing_about_others(
    pack: ReplyPack, mixed: CheckedFile, on: Terms
) -> None:
    book = load_workbook(pack.workbook)
    told = " ".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value
    )
    asked = [f for f in mixed.check.report.findings if f.type.value != "good_example"]
    assert pack.findings == len(asked)
    assert all(finding.title in told for finding in asked)
    turkish = check_file(SAMPLES / "turkish.xlsx", on).check.report.profile
    assert turkish.supplier not in told
    assert not book.vba_archive


def test_the_number_of_a_finding_leads_to_its_row_in_the_plan(pack: ReplyPack) -> None:
    book = load_workbook(pack.workbook)
    cell = book["What we found"]["A4"]
    assert cell.hyperlink is not None
    assert cell.hyperlink.location == f"'{PLAN}'!A5"
    assert book[PLAN]["A5"].value == cell.value


def test_the_mail_says_how_much_and_by_when(pack: ReplyPack) -> None:
    text = pack.mail.read_text(encoding="utf-8")
    assert text.startswith("Subject: Example Garments")
    assert "The first answer is due on 2026-03-16" in text
    assert "not legal advice" in text


@pytest.mark.parametrize("said", ["Yes", "YES!", "oui", "Vertraulich", True])
def test_confidential_rows_never_leave(
    tmp_path: Path, tracker: Path, mixed: CheckedFile, on: Terms, said: object
) -> None:
    book = load_workbook(tracker)
    columns = at(book["Tracker"], TOKEN)
    number = str(book["Tracker"].cell(6, columns["number"]).value)
    book["Tracker"].cell(6, columns["confidential"]).value = said  # type: ignore[assignment]
    book.save(tracker)
    pack = reply(mixed, on, tracker=tracker, out=tmp_path / "kept.xlsx")
    sheet = load_workbook(pack.workbook)[PLAN]
    told = [str(c.value) for row in sheet for c in row]
    assert pack.kept_back == 1
    assert number not in told


def test_an_escalation_does_not_name_what_is_kept_back(
    tmp_path: Path, on: Terms
) -> None:
    checked = check_file(SAMPLES / "zero_tolerance.xlsx", on)
    tracker = tmp_path / "zero.xlsx"
    track([checked], tracker, on)
    book = load_workbook(tracker)
    columns = at(book["Tracker"], TOKEN)
    for row in book["Tracker"].iter_rows(min_row=6):
        if row[columns["rule_id"] - 1].value in ("HR-001", "HS-001"):
            row[columns["confidential"] - 1].value = "Yes"
    book.save(tracker)
    pack = reply(checked, on, tracker=tracker, out=tmp_path / "kept.xlsx")
    told = "".join(
        str(c.value) for sheet in load_workbook(pack.workbook) for r in sheet for c in r
    )
    assert pack.kept_back == 2
    assert "Counted: HR-003" in told
    assert "Counted: HR-010." in told
    assert "HR-001" not in told
    assert "HS-001" not in told


def test_nothing_is_sent_from_a_tracker_that_no_longer_says_what_is_confidential(
    tmp_path: Path, tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    book = load_workbook(tracker)
    columns = at(book["Tracker"], TOKEN)
    book["Tracker"].delete_cols(columns["confidential"])
    book.save(tracker)
    with pytest.raises(WorkbookError, match="Confidential"):
        reply(mixed, on, tracker=tracker, out=tmp_path / "none.xlsx")


def test_a_name_can_neither_steer_a_terminal_nor_forge_a_mail(
    tmp_path: Path, on: Terms
) -> None:
    book = load_workbook(SAMPLES / "mixed.xlsx")
    for row in book["Site profile"].iter_rows():
        if row[0].value == "site.legal_name":
            name = (
                "Ex_x001B_]0;x_x0007_ample\x9b31m \u202eLtd\nBcc: somebody@example.org"
            )
            row[3].value = name
    book.save(tmp_path / "odd.xlsx")
    odd = check_file(tmp_path / "odd.xlsx", on)
    name = "Ex]0;xample31m Ltd Bcc: somebody@example.org"
    assert odd.check.report.profile.supplier == name
    pack = reply(odd, on, tracker=None, out=tmp_path / "odd.reply.xlsx")
    assert pack.mail.read_text().startswith(f"Subject: {name} · ")


def test_a_name_of_any_length_leaves_a_mail_that_can_be_sent(
    tmp_path: Path, mixed: CheckedFile, on: Terms
) -> None:
    profile = replace(
        mixed.check.report.profile, supplier="A" * 32_000, site="B " * 900
    )
    report = replace(mixed.check.report, profile=profile)
    long = replace(mixed, check=replace(mixed.check, report=report))
    pack = reply(long, on, tracker=None, out=tmp_path / "long.reply.xlsx")
    subject, _, body = pack.mail.read_text().partition("\n")
    assert len(subject) < 220
    assert subject.startswith("Subject: AAAA")
    assert "…" in subject
    assert max(map(len, body.splitlines())) < 1_500


def test_what_cannot_wait_is_said_first_and_its_day_stands_in_the_plan(
    tmp_path: Path, on: Terms
) -> None:
    worst = check_file(SAMPLES / "zero_tolerance.xlsx", on)
    tracker = tmp_path / "grave.xlsx"
    track([worst], tracker, on)
    pack = reply(worst, on, tracker=tracker, out=tmp_path / "grave.reply.xlsx")
    assert "make them safe by 2026-03-03" in pack.mail.read_text()
    number = fill(
        pack.workbook, 5, contained="Boiler is shut down", contained_on=date(2026, 3, 2)
    )
    done = track([], tracker, on, [came(pack, tracker)])
    assert tracked(tracker, number)["contained"] == "Boiler is shut down"
    assert BY_KEY["contained_on"].title not in done.owed[number]
    others = [missing for other, missing in done.owed.items() if other != number]
    assert any(BY_KEY["contained_on"].title in missing for missing in others)


def test_a_pack_that_comes_back_as_it_was_sent_is_told_in_few_lines(
    pack: ReplyPack, tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["track", str(pack.workbook), "--tracker", str(tracker)]
    assert main([*command, "--as-of", ON.isoformat()]) == 0
    said = capsys.readouterr().out
    assert said.count("still unsaid") == 2  # those to contain, and all others
    assert re.search(r"and \d\d more: still unsaid: root cause", " ".join(said.split()))


def test_what_a_site_fills_comes_to_the_tracker(
    pack: ReplyPack, tracker: Path, on: Terms
) -> None:
    number = fill(
        pack.workbook,
        6,
        root_cause="Nobody was in charge",
        action="Alarm + bells mended",
        preventive="It is in the yearly plan",
        responsible="Site manager",
        status="In progress",
    )
    said = came(pack, tracker)
    done = track([], tracker, on, [said])
    row = tracked(tracker, number)
    assert row["root_cause"] == "Nobody was in charge"
    assert row["held_status"] == ActionStatus.IN_PROGRESS.label
    assert {c.kind for c in done.changes} == {ChangeKind.SAID, ChangeKind.MOVED}
    assert number not in done.owed
    assert "Root cause" in next(iter(done.owed.values()))


def test_the_tracker_keeps_its_own_words_and_the_history_the_sites(
    pack: ReplyPack, tracker: Path, on: Terms
) -> None:
    number = fill(pack.workbook, 6, root_cause="The night shift had no key")
    book = load_workbook(tracker)
    columns = at(book["Tracker"], TOKEN)
    place = next(
        row[0].row
        for row in book["Tracker"].iter_rows(min_row=6)
        if row[columns["number"] - 1].value == number
    )
    book["Tracker"].cell(place, columns["root_cause"]).value = "Keys are missing"
    book.save(tracker)
    said = came(pack, tracker)
    track([], tracker, on, [said])
    assert tracked(tracker, number)["root_cause"] == "Keys are missing"
    lines = [str(row[6].value) for row in load_workbook(tracker)["History"].iter_rows()]
    assert any("The night shift had no key" in line for line in lines)
    before = tracker.read_bytes()
    assert track([], tracker, on, [said]).changes == ()
    assert tracker.read_bytes() == before


def test_a_site_cannot_close(pack: ReplyPack, tracker: Path, on: Terms) -> None:
    number = fill(pack.workbook, 6, status="Closed (verified)")
    said = came(pack, tracker)
    track([], tracker, on, [said])
    assert tracked(tracker, number)["status"] == "Open"


def test_a_return_is_no_reply() -> None:
    assert said_in(SAMPLES / "mixed.xlsx", find_pack("four_pillar")) is None


def test_nothing_is_written_over(
    pack: ReplyPack, mixed: CheckedFile, on: Terms
) -> None:
    before = pack.workbook.read_bytes()
    with pytest.raises(OutputError, match="OUT-053"):
        reply(mixed, on, tracker=None, out=pack.workbook)
    assert pack.workbook.read_bytes() == before


def returned(file: Path, tracker: Path) -> tuple[Mapping[str, Handling], list[str]]:
    """What a returned pack says of the tracker, and the codes of the remarks."""
    reply = said_in(file, find_pack("four_pillar"))
    assert reply is not None
    rows = [row.action for row in opened(tracker).rows]
    said, notes = said_by_site(reply, rows, file.name)
    return said, [note.code for note in notes]


def change(path: Path, do: Callable[[Worksheet, dict[str, int]], object]) -> None:
    book = load_workbook(path)
    do(book[PLAN], at(book[PLAN], REPLY_TOKEN))
    book.save(path)


def test_two_halves_of_a_plan_are_both_taken_in_and_no_word_is_lost(
    pack: ReplyPack, tracker: Path, on: Terms
) -> None:
    other = Path(shutil.copy(pack.workbook, pack.workbook.with_name("b.reply.xlsx")))
    number = fill(pack.workbook, 6, root_cause="No key", responsible="Ana")
    fill(other, 6, action="A key was cut", responsible="Berta")
    first, then = (returned(file, tracker)[0] for file in (pack.workbook, other))
    done = track([], tracker, on, [first, then])
    row = tracked(tracker, number)
    assert (row["root_cause"], row["action"]) == ("No key", "A key was cut")
    assert row["responsible"] == "Ana"
    assert any("Berta" in change.why for change in done.changes)


def test_the_reply_of_another_tracker_is_refused(
    pack: ReplyPack, tmp_path: Path, on: Terms
) -> None:
    other = tmp_path / "other.xlsx"
    track([check_file(SAMPLES / "turkish.xlsx", on)], other, on)
    with pytest.raises(WorkbookError, match="TRK-013"):
        returned(pack.workbook, other)


def test_a_day_or_status_that_cannot_be_told_is_remarked_on(
    pack: ReplyPack, tracker: Path
) -> None:
    fill(pack.workbook, 6, evidence_on="31/02/2026", status="Fertig", action="=1+1")
    said, codes = returned(pack.workbook, tracker)
    assert sorted(codes) == ["TRK-101", "TRK-102", "TRK-120"]
    assert not any(words.action or words.evidence_on for words in said.values())


def test_rows_the_site_took_out_are_asked_for(pack: ReplyPack, tracker: Path) -> None:
    number = fill(pack.workbook, 6)
    change(pack.workbook, lambda plan, _: plan.delete_rows(6))
    reply = said_in(pack.workbook, find_pack("four_pillar"))
    assert reply is not None
    rows = [row.action for row in opened(tracker).rows]
    _, (missing,) = said_by_site(reply, rows, "site")
    assert (missing.code, number in missing.says) == ("TRK-131", True)


def swap_keys(plan: Worksheet, columns: dict[str, int]) -> None:
    """As sorting does that leaves the hidden column out."""
    first, then = (plan.cell(row, columns["fingerprint"]) for row in (6, 7))
    first.value, then.value = then.value, first.value


def test_a_number_beside_the_key_of_another_row_is_left_alone(
    pack: ReplyPack, tracker: Path
) -> None:
    fill(pack.workbook, 6, root_cause="Whose is it?")
    change(pack.workbook, swap_keys)
    said, codes = returned(pack.workbook, tracker)
    assert codes[:2] == ["TRK-106", "TRK-106"]
    assert not any(words.root_cause for words in said.values())


def test_no_site_writes_in_the_row_of_another(pack: ReplyPack, tracker: Path) -> None:
    foreign = next(
        row.action.fingerprint
        for row in opened(tracker).rows
        if "Tekstil" in row.action.site
    )

    def steal(plan: Worksheet, columns: dict[str, int]) -> None:
        plan.cell(6, columns["fingerprint"]).value = foreign

    change(pack.workbook, steal)
    said, codes = returned(pack.workbook, tracker)
    assert foreign not in said
    assert "TRK-105" in codes


def test_a_pack_made_before_there_was_a_tracker_is_matched_by_its_keys(
    tmp_path: Path, tracker: Path, mixed: CheckedFile, on: Terms
) -> None:
    pack = reply(mixed, on, tracker=None, out=tmp_path / "early.reply.xlsx")

    def number_otherwise(plan: Worksheet, _: dict[str, int]) -> None:
        plan.cell(6, 1).value = "HR-2026-999"  # a check numbers as it likes

    change(pack.workbook, number_otherwise)
    said, codes = returned(pack.workbook, tracker)
    assert codes == []
    assert len(said) == pack.findings
