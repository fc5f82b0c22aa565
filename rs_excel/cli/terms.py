"""The terms a command was asked to check on, from its arguments."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date

from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.domain.tongue import SOURCE
from rs_excel.errors import note

_MOST_NAMED = 5


def terms_of(wanted: Namespace) -> Terms:
    """Pack, policy, day, and for what is written to be read by people the language."""
    language = vars(wanted).get("language") or SOURCE
    return terms(find_pack(wanted.pack), wanted.policy, day_of(wanted), language)


def print_missed(on: Terms) -> None:
    """Says on stderr which texts stand in English because there are no words."""
    missed = [*on.told.tongue.missed]
    if missed:
        shown = ", ".join(missed[:_MOST_NAMED])
        language = on.told.tongue.language
        said = note("TXT-010", count=len(missed), language=language, keys=shown)
        print(said.says, file=sys.stderr)


def day_of(wanted: Namespace) -> date:
    """Today unless ``--as-of`` names another day; nothing else asks for today."""
    day: date = wanted.as_of or date.today()
    return day
