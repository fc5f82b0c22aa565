"""Seeded returns: a real workbook each, with the answer key beside it.

Comes in: a seed. Goes out: the bytes of a filled questionnaire, the faults in it, and
what a check must find. The key comes from the table of faults alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.blank import Blank
from benchmarks.seeded.faults import Fault, Told, chosen
from benchmarks.seeded.sites import Site, site
from rs_excel.app.check import check_file
from rs_excel.app.settings import terms
from rs_excel.domain.findings import CheckReport
from rs_excel.rulebook.model import RulePack


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """One return before it is checked."""

    name: str
    site: Site
    faults: Sequence[Fault]

    @property
    def key(self) -> frozenset[Told]:
        """Everything a buyer must be told."""
        return frozenset(told for fault in self.faults for told in fault.raises)

    def key_text(self) -> str:
        """The answer key as YAML."""
        answers = self.site.answers
        return yaml.safe_dump(
            {
                "return": f"{self.name}.xlsx",
                "assessed_on": self.site.assessed_on,
                "country": answers["site.country"],
                "workers": answers["wf.total"],
                "faults": [fault.name for fault in self.faults],
                "must_raise": dict(sorted(self.key)),
            },
            sort_keys=False,
            allow_unicode=True,
        )


def seeded(pack: RulePack, seed: int) -> Seeded:
    """A return with faults."""
    faults = chosen(seed)
    changes = {key: value for fault in faults for key, value in fault.changes.items()}
    return Seeded(
        name=f"seeded-{seed:04}", site=site(pack, seed, changes), faults=faults
    )


def faultless(pack: RulePack, seed: int) -> Seeded:
    """A return with nothing wrong."""
    return Seeded(name=f"faultless-{seed:04}", site=site(pack, seed, {}), faults=())


def checked(one: Seeded, pack: RulePack, blank: Blank, folder: Path) -> CheckReport:
    """The report of the whole line on the workbook, which stays in ``folder``."""
    path = folder / f"{one.name}.xlsx"
    path.write_bytes(blank.filled(one.site.answers))
    return check_file(path, terms(pack, "standard", one.site.assessed_on)).check.report
