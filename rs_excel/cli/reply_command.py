"""``rs-excel reply``: what a site is told, and the plan it is asked to fill."""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.check import check_file
from rs_excel.app.reply import reply, reply_path, terms_for_site
from rs_excel.cli.exits import DONE
from rs_excel.cli.terms import print_missed, terms_by_template
from rs_excel.cli.track_command import print_notes


def run(wanted: Namespace) -> int:
    """Writes the reply pack and the draft e-mail, and says what is in them."""
    checked = check_file(wanted.file, terms_by_template(wanted))
    terms = checked.check.terms
    if wanted.language is None:
        theirs = terms_for_site(checked.check.sheet, terms)
        if theirs is not terms:
            checked, terms = check_file(wanted.file, theirs), theirs
    out = wanted.out or reply_path(wanted.file)
    pack = reply(checked, terms, tracker=wanted.tracker, out=out)
    print(f"{pack.workbook}: {pack.findings} findings to answer")
    print(f"{pack.mail}: draft of the e-mail")
    if pack.kept_back:
        print(f"Kept back as confidential: {pack.kept_back}")
    print_notes(pack.notes)
    print_missed(terms)
    return DONE
