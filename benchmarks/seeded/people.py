"""Headcounts that add up, and what has to keep pace with them.

Comes in: how many workers, migrants and so on there must be, if that matters. Goes out:
answers by question key: the grids, the totals, and toilets, first-aiders and the like.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from rs_excel.rulebook.model import RulePack

FEWEST = 12


def people(
    pack: RulePack, heads: Mapping[str, int], chance: random.Random
) -> dict[str, object]:
    """``heads`` may fix workers, temporary, agency, migrants and apprentices."""
    drawn = max(FEWEST, round(math.exp(chance.uniform(2.5, 8))))
    total = heads.get("workers", drawn)
    women = max(3, round(total * chance.uniform(0.2, 0.6)))
    men = total - women
    grids = _nobody(pack) | _contracts(women, men, heads, chance)
    grids |= _origins(women, men, heads, chance)
    return {**grids, **_keeping_pace(total, women)}


def _nobody(pack: RulePack) -> dict[str, int]:
    """Every cell of the grids of workers, filled with 0."""
    return {
        f"{row}.{column}": 0
        for matrix in pack.catalogue.matrices
        for row, _ in matrix.rows
        for column, _ in matrix.columns
        if row.startswith("wf.")
    }


def _contracts(
    women: int, men: int, heads: Mapping[str, int], chance: random.Random
) -> dict[str, int]:
    drawn = round(men * chance.uniform(0, 0.2))
    temporary = min(heads.get("temporary", drawn), men)
    drawn = round(women * chance.uniform(0, 0.15)) * chance.randint(0, 1)
    agency = min(heads.get("agency", drawn), women)
    apprentices = min(heads.get("apprentices", 0), men - temporary)
    return {
        "wf.perm.male": men - temporary - apprentices,
        "wf.perm.female": women - agency,
        "wf.temp.male": temporary,
        "wf.agency.female": agency,
        "wf.apprentice.male": apprentices,
    }


def _origins(
    women: int, men: int, heads: Mapping[str, int], chance: random.Random
) -> dict[str, int]:
    drawn = round(men * chance.uniform(0, 0.3)) * chance.randint(0, 1)
    migrants = min(heads.get("migrants", drawn), men)
    return {
        "wf.local.male": men - migrants,
        "wf.local.female": women,
        "wf.mig_int.male": migrants,
    }


def _keeping_pace(total: int, women: int) -> dict[str, int]:
    managers = max(2, total // 15)
    return {
        "wf.total": total,
        "wf.mgmt": managers,
        "wf.women_mgmt": managers // 2,
        "wf.prod": total - managers,
        "wf.union_members": total // 4,
        "foa.griev_12m": 3 + total // 100,
        "hs.accidents_12m": 3 + total // 200,
        "hs.first_aiders": math.ceil(total / 10) + 1,
        "hs.kits": math.ceil(total / 50) + 1,
        "hs.toilets_f": women // 20 + 2,
        "hs.toilets_m": (total - women) // 20 + 2,
    }
