"""The questionnaire: built blank from a pack, or prefilled from an answer file.

Comes in: a pack, paths. Goes out: workbooks on disk; unknown keys and wrong answers
are told all at once.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.errors import SettingsError, problem
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template
from rs_excel.template.languages import wordings
from rs_excel.texts.tongues import languages


def build_questionnaire(pack: RulePack, language: str, out: Path) -> None:
    """Writes the blank questionnaire of a pack to a new file.

    It begins in ``language``. Raises SettingsError (TPL-012) where there are no words.
    """
    refuse_other_ending(out)
    refuse_existing(out)
    known = languages(pack.texts)
    if language not in known:
        said = {"language": language, "known": ", ".join(known)}
        raise SettingsError(problem("TPL-012", **said))
    build_template(
        pack.catalogue, pack.placeholders, out, wordings(pack, first=language)
    )


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
