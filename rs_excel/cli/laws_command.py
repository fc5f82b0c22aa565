"""``rs-excel laws list | show``: the register of laws a policy may switch on.

Comes in: a pack, maybe a law's id. Goes out: text.
"""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.settings import find_law, find_pack
from rs_excel.cli.exits import DONE
from rs_excel.rulebook.law_page import law_line, law_page


def run(wanted: Namespace) -> int:
    """Prints the laws of the register, or one of them with its duties."""
    pack = find_pack(wanted.pack)
    if wanted.action == "show":
        print(law_page(find_law(pack, wanted.id), pack))
        return DONE
    for law in pack.laws.values():
        print(law_line(law))
    print("No legal advice: entries tell what was known on their day.")
    return DONE
