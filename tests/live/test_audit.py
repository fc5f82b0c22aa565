"""An audit that is open in Excel is checked with the pack of its template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.check import check_file
from rs_excel.app.live import check_open, clear
from rs_excel.app.live_explain import explain_cell
from rs_excel.app.settings import Instruments, Terms
from rs_excel.supplied import workbooks_folder
from rs_excel.workbook.live.book import LiveBook
from tests.conftest import ASSESSED_ON
from tests.live.books import Says, unprotected
from tests.live.test_check import OURS, ledger_of, saved, titles

Opening = Callable[[Path], LiveBook]
AUDIT = workbooks_folder() / "audit" / "samples" / "findings.xlsx"


@pytest.fixture
def by_template(standard: Terms) -> Terms:
    chosen = Instruments(policy="standard", assessed_on=ASSESSED_ON)
    return replace(standard, instruments=chosen)


def test_it_is_marked_as_its_file_would_be_and_cleared(
    app: xw.App, opened: Opening, by_template: Terms, tmp_path: Path
) -> None:
    audit, filed = unprotected(AUDIT, tmp_path), tmp_path / "filed.xlsx"
    checked = check_file(audit, by_template)
    filed.write_bytes(checked.annotated())
    book = opened(audit)
    before = titles(app)
    told = check_open(book, by_template, Says(), Says())
    findings = len(checked.check.report.findings)
    assert told.title.startswith(f"{findings} findings")
    assert titles(app)[-4:] == OURS
    assert ledger_of(saved(app, tmp_path / "live")) == ledger_of(filed)
    clear(LiveBook(app.books[0]), Says(), Says())
    assert titles(app) == before


def test_a_grade_is_explained_by_the_rule_of_its_section(
    app: xw.App, opened: Opening, by_template: Terms, tmp_path: Path
) -> None:
    book = opened(unprotected(AUDIT, tmp_path))
    sheet = app.books[0].sheets["Audit findings"]
    sheet.activate()
    sheet.range("G7").select()
    told = explain_cell(book, by_template, Says())
    said = "\n".join((told.title, *told.lines))
    assert "HS-903" in said
    assert "Critical" in said
