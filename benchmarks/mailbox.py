"""A mailbox of returns for a batch: the full questionnaire, filled by many sites.

Comes in: how many, a folder. Goes out: that many workbooks in a few folders, the same
on every run: sites with faults and without in random countries; one file in a hundred
cut off, one the same as the one before, one of a site that has sent one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

from benchmarks.blank import Blank
from benchmarks.seeded.returns import faultless, seeded
from rs_excel.app.settings import find_pack
from rs_excel.supplied import workbooks_folder

_PART = 250  # files of one folder, made by one process
_CUT, _SAME, _AGAIN = 17, 43, 71  # of a hundred


def fill(folder: Path, files: int, processes: int) -> None:
    """Makes the mailbox."""
    parts = [
        (folder / f"{begin // _PART:03}", range(begin, min(begin + _PART, files)))
        for begin in range(0, files, _PART)
    ]
    with Pool(processes) as pool:
        pool.starmap(_fill_part, parts)


def _fill_part(folder: Path, numbers: Sequence[int]) -> None:
    folder.mkdir(parents=True)
    pack = find_pack("four_pillar")
    blank = Blank.read(workbooks_folder() / "saq" / "saq.xlsx")
    last = b""
    for number in numbers:
        one = faultless(pack, number) if number % 3 == 0 else seeded(pack, number)
        kind = number % 100
        site = number - 1 if kind == _AGAIN else number
        data = last
        if kind != _SAME:
            names = {
                "site.legal_name": f"Supplier {site // 3} Ltd (seeded)",
                "site.name": f"Site {site} (seeded)",
                "site.zs_ref": f"ZS{site:07}",
            }
            data = blank.filled({**one.site.answers, **names})
        last = data
        whole = data[: len(data) // 2] if kind == _CUT else data
        (folder / f"return-{number:05}.xlsx").write_bytes(whole)
