"""Where suppliers stand in a programme: from real files, step by step."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.programme import Programme, SiteStatus, programme
from rs_excel.cli.main import main
from rs_excel.domain.recognition import STANDS, Met
from rs_excel.supplied import workbooks_folder
from tests.conftest import ASSESSED_ON, SAMPLES

AUDITS = workbooks_folder() / "audit" / "samples"
CARDS = workbooks_folder() / "scorecard" / "samples"
FILES = (
    SAMPLES / "clean.xlsx",
    SAMPLES / "half_empty.xlsx",
    AUDITS / "clean.xlsx",
    CARDS / "clean.xlsx",
)
STEPS = [
    "code",
    "contract",
    "questionnaire",
    "remote",
    "audit",
    "actions",
    "due_diligence",
]


def _found(
    *files: Path, tracker: Path | None = None, policy: str = "standard"
) -> Programme:
    return programme(files, tracker, policy, ASSESSED_ON)


def _site(found: Programme, begins: str) -> SiteStatus:
    [site] = [s for s in found.sites if s.profile.supplier.startswith(begins)]
    return site


def _met(site: SiteStatus) -> dict[str, str]:
    return {step.name: step.met.value for step in site.steps}


def test_documents_of_one_site_are_taken_together() -> None:
    found = _found(*FILES)
    assert [site.profile.supplier.split()[0] for site in found.sites] == [
        "Exemplo",
        "Muster",
        "Shili",
    ]
    site = _site(found, "Muster")
    assert dict(site.files) == {"audit": "clean.xlsx", "card": "clean.xlsx"}
    met = _met(site)
    assert list(met) == STEPS
    assert met["remote"] == "met"
    assert met["audit"] == "with_condition"  # two pillars
    assert met["code"] == "not_known"
    assert site.to_do == "Send the questionnaire."


def test_a_complete_and_recent_questionnaire_is_in_place() -> None:
    met = _met(_site(_found(*FILES), "Exemplo"))
    assert [met[name] for name in ("code", "contract", "questionnaire")] == ["met"] * 3
    assert met["due_diligence"] == "met"
    assert met["audit"] == "not_known"


def test_what_is_half_empty_is_in_part_and_nothing_is_taken_for_a_no() -> None:
    site = _site(_found(*FILES), "Shili")
    met = _met(site)
    assert met["questionnaire"] == "with_condition"
    assert met["code"] == "not_known"
    assert set(met.values()) <= {"with_condition", "not_known"}


def test_the_latest_audit_counts() -> None:
    both = _met(_site(_found(AUDITS / "clean.xlsx", AUDITS / "defects.xlsx"), "Muster"))
    only = _met(_site(_found(AUDITS / "defects.xlsx"), "Muster"))
    assert only["audit"] == "not_met"
    assert both["audit"] == "not_met"  # of one day, the one that is named last


def test_overdue_actions_come_from_the_tracker(tmp_path: Path) -> None:
    tracker, audit = tmp_path / "tracker.xlsx", AUDITS / "findings.xlsx"
    on = ["--as-of", ASSESSED_ON.isoformat()]
    assert main(["track", str(audit), "--tracker", str(tracker), *on]) == 0
    assert _met(_site(_found(audit), "Muster"))["actions"] == "not_known"
    now = _site(_found(audit, tracker=tracker), "Muster")
    assert _met(now)["actions"] == "with_condition"  # one was promised for February
    strict = _site(_found(audit, tracker=tracker, policy="strict"), "Muster")
    assert _met(strict)["actions"] == "not_met"
    later = programme([audit], tracker, "standard", date(2027, 3, 2))
    assert _met(later.sites[0])["actions"] == "not_met"


def test_a_year_later_the_same_questionnaire_is_asked_for_anew() -> None:
    later = programme([SAMPLES / "clean.xlsx"], None, "standard", date(2027, 3, 2))
    site = later.sites[0]
    [step] = [one for one in site.steps if one.name == "questionnaire"]
    assert step.met == "with_condition"
    assert step.condition.startswith(
        "Ask for a new questionnaire: this one is of 2026-"
    )


def test_the_command_writes_one_sheet_and_names_what_it_cannot_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, broken = tmp_path / "status.xlsx", tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    asked = ["status", *map(str, FILES), str(broken), "--out", str(out)]
    asked += ["--as-of", ASSESSED_ON.isoformat(), "--format", "json"]
    assert main(asked) == 2
    told = capsys.readouterr()
    assert "broken.xlsx" in told.err
    sites = json.loads(told.out)["sites"]
    assert [step["name"] for step in sites[0]["steps"]] == STEPS
    sheet = load_workbook(out)["Programme status"]
    shown = {cell.value for row in sheet.iter_rows(min_row=5) for cell in row}
    assert {"Send the questionnaire.", STANDS[Met.MET]} <= shown
    first = out.read_bytes()
    assert main(asked) == 2
    assert "OUT-053" in capsys.readouterr().err  # what stands there is never replaced
    out.unlink()
    main(asked)
    assert out.read_bytes() == first
