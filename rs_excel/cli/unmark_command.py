"""``rs-excel unmark FILE --out FILE``: the original back, edits kept."""

from __future__ import annotations

import sys
from argparse import Namespace

from rs_excel.app.unmark import unmark_file
from rs_excel.cli.exits import DONE


def run(wanted: Namespace) -> int:
    """Writes the unmarked workbook and says whether it is the original exactly."""
    result = unmark_file(wanted.file, wanted.out)
    print(result.says)
    for kept in result.kept:
        print(f"Kept: {kept}", file=sys.stderr)
    return DONE
