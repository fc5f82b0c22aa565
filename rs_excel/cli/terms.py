"""The terms a command was asked to check on, from its arguments."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from datetime import date

from rs_excel.app.settings import (
    DEFAULT_PACK,
    Instruments,
    Terms,
    find_pack,
    terms,
)
from rs_excel.domain.tongue import SOURCE
from rs_excel.errors import note

_MOST_NAMED = 5


def terms_of(wanted: Namespace) -> Terms:
    """Pack, policy, day, and for what is written to be read by people the language."""
    pack = find_pack(wanted.pack or DEFAULT_PACK)
    return terms(pack, wanted.policy, day_of(wanted), _language(wanted))


def terms_by_template(wanted: Namespace) -> Terms:
    """The same; where no pack is named, each workbook is checked with its own."""
    on = terms_of(wanted)
    if wanted.pack is not None:
        return on
    chosen = Instruments(
        policy=wanted.policy, assessed_on=on.assessed_on, language=_language(wanted)
    )
    return replace(on, instruments=chosen)


def _language(wanted: Namespace) -> str:
    return vars(wanted).get("language") or SOURCE


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
