"""The terms a command was asked to check on, from its arguments."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from rs_excel.app.settings import Terms, find_pack, terms


def terms_of(wanted: Namespace) -> Terms:
    """Pack, policy and day."""
    return terms(find_pack(wanted.pack), wanted.policy, day_of(wanted))


def day_of(wanted: Namespace) -> date:
    """Today unless ``--as-of`` names another day; nothing else asks for today."""
    day: date = wanted.as_of or date.today()
    return day
