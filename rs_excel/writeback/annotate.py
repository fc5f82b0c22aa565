"""The whole of the write-back: marks on the answers, then our three sheets.

Comes in: a pen on the book to annotate and the report of its check. Goes out: nothing
but what the pen was told; every front (command line, batch, ribbon) calls this.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.findings import CheckReport
from rs_excel.domain.questions import CellRef
from rs_excel.workbook.ports import WorkbookPen
from rs_excel.writeback.actions_sheet import corrective_actions
from rs_excel.writeback.capr import EarlierRows
from rs_excel.writeback.findings_sheet import findings_table
from rs_excel.writeback.marks import marks_for
from rs_excel.writeback.regime_sheet import regimes_sheet
from rs_excel.writeback.summary_sheet import summary
from rs_excel.writeback.wording import Imprint


def annotate(
    pen: WorkbookPen,
    report: CheckReport,
    *,
    review_cells: Mapping[CellRef, CellRef],
    imprint: Imprint,
    their_words: EarlierRows,
) -> None:
    """Mark the cells and add Summary, Findings, Corrective actions, maybe Regimes.

    ``their_words`` are the rows of an earlier copy's Corrective actions, empty at a
    first check.
    """
    pen.mark(marks_for(report, review_cells, imprint=imprint))
    pen.put_sheet(summary(report, imprint))
    pen.put_sheet(findings_table(report, imprint))
    pen.put_sheet(corrective_actions(report, their_words, imprint))
    regimes = regimes_sheet(report, imprint)
    if regimes is not None:
        pen.put_sheet(regimes)
