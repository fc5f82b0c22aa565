"""``rs-excel policies list | show``: what each policy asks.

Comes in: a pack and maybe a policy, supplied or in a file. Goes out: text.
"""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.settings import find_pack, find_policy
from rs_excel.cli.exits import DONE
from rs_excel.rulebook.policy_page import policy_page


def run(wanted: Namespace) -> int:
    """Prints the policies there are, or one of them in words."""
    pack = find_pack(wanted.pack)
    if wanted.action == "show":
        print(policy_page(find_policy(pack, wanted.name)))
        return DONE
    for policy in pack.policies.values():
        regimes = ", ".join(policy.regimes) or "no regimes"
        print(f"{policy.name:<12} {policy.title:<12} {regimes}")
    return DONE
