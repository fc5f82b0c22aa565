"""``rs-excel doctor``: what keeps the add-in from working, and what to do about it.

Comes in: the machine. Goes out: one line for each look, or a note for the IT
department, or JSON; exit code 1 where something is broken.
"""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

from rs_excel.cli.exits import DONE, FOUND
from rs_excel.doctor.looked import State
from rs_excel.doctor.looks import look_at
from rs_excel.doctor.machine import this_machine
from rs_excel.doctor.telling import lines_of, note_for_it, verdict


def run(wanted: Namespace) -> int:
    """Looks, prints, and says by its exit code whether anything is broken."""
    looks = look_at(this_machine())
    if wanted.format == "json":
        print(
            json.dumps(
                [{"what": looked.what, **asdict(looked.seen)} for looked in looks],
                ensure_ascii=False,
            )
        )
    elif wanted.it:
        print(note_for_it(looks))
    else:
        print("\n".join((verdict(looks), "", *lines_of(looks))))
    broken = any(looked.seen.state is State.BROKEN for looked in looks)
    return FOUND if broken else DONE
