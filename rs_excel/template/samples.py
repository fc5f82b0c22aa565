"""Makes the blank questionnaire and the filled samples in workbooks/.

``python -m rs_excel.template.samples`` reads the pack and every answers file, fills a
questionnaire from each, lets LibreOffice open, compute and save it, and damages the one
named ``damaged``. The blank questionnaire stays as we write it, with the results
LibreOffice computes. All times in the files are fixed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rs_excel.errors import RsError
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.template import damage
from rs_excel.template.answers import load_answers
from rs_excel.template.build import MADE_ON, build_template
from rs_excel.template.fill import fill_template
from rs_excel.template.languages import wordings
from rs_excel.template.office import Resave, resave
from rs_excel.template.stable_package import stabilise
from rs_excel.template.stored_results import store_results

DAMAGED = "damaged"
_SAVED_ON = datetime(2026, 3, 1)  # the day before the samples are assessed


def make_samples(pack: RulePack, folder: Path) -> list[Path]:
    """Write the blank workbook, named as its folder, and its samples below ``folder``.

    Raises what building, filling and saving raise.
    """
    template = folder / f"{folder.name}.xlsx"
    build_template(pack.catalogue, pack.placeholders, template, wordings(pack))
    store_results(template)
    stabilise(template, MADE_ON)
    (folder / "samples").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        tasks = []
        for answers in sorted((folder / "answers").glob("*.yaml")):
            filled = Path(work) / f"{answers.stem}.xlsx"
            fill_template(pack.catalogue, load_answers(answers), template, filled)
            target = folder / "samples" / filled.name
            edits = damage.edits(filled) if answers.stem == DAMAGED else ()
            tasks.append(Resave(source=filled, target=target, edits=edits))
        resave(tasks)
    for task in tasks:
        if task.target.stem == DAMAGED:
            damage.forget_results(task.target)
        stabilise(task.target, _SAVED_ON)
    return [template, *(task.target for task in tasks)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when everything was written, 2 with the problems otherwise."""
    parser = argparse.ArgumentParser(prog="python -m rs_excel.template.samples")
    parser.add_argument("--pack", type=Path, default=Path("rules/four_pillar"))
    parser.add_argument("--folder", type=Path, default=Path("workbooks/saq"))
    given = parser.parse_args(arguments)
    try:
        made = make_samples(load_pack(given.pack), given.folder)
    except RsError as fault:
        print(fault, file=sys.stderr)
        return 2
    print("\n".join(str(path) for path in made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
