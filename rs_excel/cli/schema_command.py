"""``rs-excel schema``: the published JSON schema of one checked file."""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.machine import SCHEMA
from rs_excel.cli.exits import DONE


def run(_: Namespace) -> int:
    """Prints the schema."""
    print(SCHEMA.read_text(encoding="utf-8"), end="")
    return DONE
