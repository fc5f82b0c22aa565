"""Every message about a pack, a workbook or a run, by code.

``says`` is what is wrong, ``do`` is what to do. Placeholders are filled where the
problem is found. Codes are stable: documentation and tests refer to them.
"""

from __future__ import annotations

from rs_excel.catalogue.addins import ADDINS
from rs_excel.catalogue.batches import BATCHES
from rs_excel.catalogue.bundles import BUNDLES
from rs_excel.catalogue.entry import Entry
from rs_excel.catalogue.excel import EXCEL
from rs_excel.catalogue.live import LIVE
from rs_excel.catalogue.opening import OPENING
from rs_excel.catalogue.outputs import OUTPUTS
from rs_excel.catalogue.packs import PACKS
from rs_excel.catalogue.runs import RUNS
from rs_excel.catalogue.settings import SETTINGS
from rs_excel.catalogue.sheets import SHEETS
from rs_excel.catalogue.steps import STEPS
from rs_excel.catalogue.templates import TEMPLATES
from rs_excel.catalogue.texts import TEXTS
from rs_excel.catalogue.trackers import TRACKERS

CATALOGUE: dict[str, Entry] = {
    **PACKS,
    **OPENING,
    **SHEETS,
    **OUTPUTS,
    **RUNS,
    **SETTINGS,
    **TEMPLATES,
    **TRACKERS,
    **STEPS,
    **BUNDLES,
    **BATCHES,
    **ADDINS,
    **EXCEL,
    **LIVE,
    **TEXTS,
}
