"""``rs-excel template build | fill``: the questionnaire suppliers receive."""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.settings import find_pack
from rs_excel.app.template import build_questionnaire, fill_questionnaire
from rs_excel.cli.exits import DONE


def run(wanted: Namespace) -> int:
    """Writes a blank or a prefilled questionnaire."""
    pack = find_pack(wanted.pack)
    if wanted.action == "build":
        build_questionnaire(pack, wanted.language, wanted.out)
    else:
        fill_questionnaire(pack, wanted.answers, wanted.template, wanted.out)
    print(wanted.out)
    return DONE
