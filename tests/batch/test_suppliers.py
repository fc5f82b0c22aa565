"""Who was asked and has not returned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rs_excel.app.spoken_languages import spoken_by
from rs_excel.batch.asked.letters import reminder, send_again
from rs_excel.batch.asked.matching import Answered, Refused, matched
from rs_excel.batch.asked.supplier_list import Awaited, read_supplier_list
from rs_excel.errors import BatchError
from rs_excel.texts.tongues import languages, tongue
from rs_excel.workbook.other_formats.sheets import Sheet
from tests.batch.folders import batch, put
from tests.workbook.other_books import as_ods, as_xls, as_xlsb


def asked(supplier: str, site: str = "") -> Awaited:
    return Awaited(
        row=2, supplier=supplier, site=site, language="", contact="", email=""
    )


def test_a_list_is_read_by_its_heads_in_any_order(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Our suppliers"], ["Lang", "Year", "SITE", "Vendor name"]):
        sheet.append(row)
    sheet.append(["tr", 2026, "Bursa", " Örnek  Tekstil "])
    sheet.append(["", "", "only a site", ""])
    book.save(tmp_path / "list.xlsx")
    (row,) = read_supplier_list(tmp_path / "list.xlsx").awaited
    assert (row.supplier, row.site, row.language) == ("Örnek Tekstil", "Bursa", "tr")
    csv = tmp_path / "list.csv"
    csv.write_text("Site;Supplier\nBursa;Örnek Tekstil\n", encoding="utf-8-sig")
    (again,) = read_supplier_list(csv).awaited
    assert (again.supplier, again.site) == (row.supplier, row.site)


@pytest.mark.parametrize("written", [as_xls, as_xlsb, as_ods])
def test_a_list_may_be_of_any_format(
    tmp_path: Path, written: Callable[[list[Sheet]], bytes]
) -> None:
    rows = {1: {1: "Supplier", 2: "Site"}, 2: {1: "Örnek Tekstil", 2: "Bursa"}}
    path = tmp_path / "list"
    path.write_bytes(written([Sheet(title="Asked", rows=rows)]))
    (row,) = read_supplier_list(path).awaited
    assert (row.row, row.supplier, row.site) == (2, "Örnek Tekstil", "Bursa")


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"Name,Town\nA,B\n", "BAT-041", "Name, Town"),
        (b"", "BAT-041", "nothing"),
        (b"Supplier\n", "BAT-040", "names no supplier"),
        (b"Supplier\n\xff\xfe\n", "BAT-040", "UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used_says_what_was_found(
    tmp_path: Path, data: bytes, code: str, says: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    with pytest.raises(BatchError) as raised:
        read_supplier_list(path)
    (found,) = raised.value.problems
    assert found.code == code
    assert says in found.says


@pytest.mark.parametrize(
    ("row", "answered"),
    [
        (asked("ACME  ltd.", "unit 2"), Answered.RETURNED),
        (asked("Acme Ltd"), Answered.RETURNED),
        (asked("Acme Ltd", "Unitt 2"), Answered.TO_ASK),
        (asked("Acmee Ltd", "Unit 2"), Answered.TO_ASK),
        (asked("Acme Ltd", "Warehouse"), Answered.NOT_RETURNED),
        (asked("Beta GmbH"), Answered.NOT_RETURNED),
    ],
)
def test_names_that_are_merely_alike_are_asked_about(
    row: Awaited, answered: Answered
) -> None:
    (match,) = matched([row], [("Acme Ltd", "Unit 2"), ("", "")])
    assert match.answered is answered
    assert (match.like == "Acme Ltd · Unit 2") == (answered is Answered.TO_ASK)


@pytest.mark.parametrize(
    ("row", "answered"),
    [
        (asked("ACME ltd", "unit 2"), Answered.UNUSED),
        (asked("Acme Ltd", "Warehouse"), Answered.NOT_RETURNED),
        (asked("Beta Textile GmbH"), Answered.TO_ASK),
        (asked("Textile Beton"), Answered.NOT_RETURNED),
    ],
)
def test_a_file_that_could_not_be_used_has_come_from_whom_it_names(
    row: Awaited, answered: Answered
) -> None:
    told = {"status": "unreadable", "action": ""}
    named = Refused(file="a.xlsx", supplier="Acme Ltd", site="Unit 2", **told)
    mute = Refused(file="beta_textile/2026.xlsx", supplier="", site="", **told)
    (match,) = matched([row], [], [named, mute])
    assert match.answered is answered
    came = {Answered.UNUSED: named, Answered.TO_ASK: mute}
    assert match.refused is came.get(answered)


@pytest.mark.parametrize("language", languages())
def test_every_language_says_who_and_as_of_when(language: str) -> None:
    spoken = tongue(language)
    who = {"supplier": "Acme {x}", "site": "", "contact": ""}
    letter = reminder(spoken, day="2026-03-02", **who)
    assert letter.count("Acme {x}") == 2
    assert "2026-03-02" in letter
    again = send_again(spoken, file="a {y}.xlsx", **who)
    assert (again.count("Acme {x}"), again.count("a {y}.xlsx")) == (1, 1)
    assert spoken.missed == {}


def test_languages_are_known_by_code_and_name() -> None:
    said = ("ES", "Français", "Simplified Chinese", "")
    spoken = [spoken_by(text, None) for text in said]
    assert [one and one.language for one in spoken] == ["es", "fr", "zh", "en"]
    assert spoken_by("Klingon", None) is None


def test_who_sent_what_cannot_be_used_is_asked_in_their_language(
    tmp_path: Path,
) -> None:
    put("turkish", tmp_path / "in" / "a.xlsx")
    other = load_workbook(tmp_path / "in" / "a.xlsx")
    replaced = 0
    for sheet in other:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "rs_excel.saq":
                    cell.value, replaced = "somebody.elses", replaced + 1
    assert replaced
    other.save(tmp_path / "in" / "a.xlsx")
    csv = tmp_path / "list.csv"
    csv.write_text("Supplier,Language\nÖrnek Tekstil A.Ş. (örnek),tr\n", "utf-8")
    assert batch(tmp_path / "in", tmp_path / "out", "--suppliers", str(csv)) == 0
    sheet = load_workbook(tmp_path / "out" / "portfolio.xlsx")["Not returned"]
    *_, last = sheet.iter_rows(values_only=True)
    assert last[0] == "! returned, could not be used"
    assert "Saygılarımızla" in str(last[7])
    assert "a.xlsx" in str(last[7])


def test_the_portfolio_and_the_summary_list_who_has_not_returned(
    tmp_path: Path,
) -> None:
    put("turkish", tmp_path / "in" / "a.xlsx")
    (tmp_path / "in" / "gamma (2).xlsx").write_bytes(b"no workbook")
    csv = tmp_path / "list.csv"
    csv.write_text(
        "Supplier,Language\nÖRNEK TEKSTİL A.Ş (örnek),tr\n=Beta,fr\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    assert batch(tmp_path / "in", out, "--suppliers", str(csv)) == 0
    sheet = load_workbook(out / "portfolio.xlsx")["Not returned"]
    *_, last, like = sheet.iter_rows()
    assert str(like[1].value).startswith("ÖRNEK")
    assert [cell.value for cell in last][:2] == ["✕ not returned", "=Beta"]
    assert last[1].data_type == "s"
    assert str(last[7].value).startswith("Rappel")
    csv.write_text("Supplier\nGamma\n", encoding="utf-8")
    assert batch(tmp_path / "in", out, "--suppliers", str(csv)) == 0
    *_, last = load_workbook(out / "portfolio.xlsx")["Not returned"].iter_rows()
    assert last[1].value == "Gamma"
    assert last[0].value == "? perhaps returned"
    assert "gamma (2).xlsx" in str(last[6].value)
    said = (out / "summary.txt").read_text(encoding="utf-8")
    assert "Perhaps returned (1 of 1 asked):\n- Gamma: File gamma (2).xlsx" in said
    assert "Gravest findings (1):\n- Critical: " in said
    assert "- Environment: 1 " in said
    (out / "summary.txt").unlink()
    assert batch(tmp_path / "in", out, "--suppliers", str(csv)) == 0
    assert (out / "summary.txt").read_text(encoding="utf-8") == said
