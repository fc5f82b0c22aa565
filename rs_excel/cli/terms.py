"""The terms a command was asked to check on, from its arguments."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from rs_excel.app.settings import Terms, find_pack, terms


def terms_of(wanted: Namespace) -> Terms:
    """Pack, policy and day; the day is today's unless ``--as-of`` names another.

    This is the only place that asks for today's date.
    """
    day = wanted.as_of or date.today()
    return terms(find_pack(wanted.pack), wanted.policy, day)
