"""The questionnaire: built blank from a pack, or prefilled from an answer file.

Comes in: a pack, paths. Goes out: workbooks on disk; unknown keys and wrong answers
are told all at once.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template


def build_questionnaire(pack: RulePack, out: Path) -> None:
    """Writes the blank questionnaire of a pack to a new file."""
    refuse_other_ending(out)
    refuse_existing(out)
    build_template(pack.catalogue, pack.placeholders, out)


def fill_questionnaire(
    pack: RulePack, answers: Path, template: Path | None, out: Path
) -> None:
    """Writes a new questionnaire prefilled with the answers of a YAML file.

    Raises SettingsError with every key that is not asked and every answer that does
    not fit its question.
    """
    refuse_other_ending(out)
    refuse_existing(out)
    blank = template or workbooks_folder() / "saq" / "saq.xlsx"
    fill_template(pack.catalogue, load_answers(answers), blank, out)
