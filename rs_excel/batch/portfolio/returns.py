"""The returns of a run as tables: a row a file, and its non-conformances by pillar.

Comes in: what a run knows. Goes out: two frames that every sheet of the portfolio is
worked out from, and one of suppliers. Which returns count is said here for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from rs_excel.batch.store import Store
from rs_excel.domain.names import plain
from rs_excel.domain.vocabulary import Light, Pillar, Severity

NOT_NAMED = "(not named in the return)"
SEVERITIES: Final = [severity.value for severity in Severity]
PILLARS: Final = [pillar.value for pillar in Pillar]
ORDER: Final = [*SEVERITIES[:2], "reds", SEVERITIES[2], "open", SEVERITIES[3]]
"""What ranks a site or supplier, in this order, the most first."""

_TEXTS = ("supplier", "site", "country", "copy")
_NUMBERS = ("findings", "answered", "asked", "assessed", "applicable")
_STANDING = ("counts", "counts_because", "to_be_sure", "ask")
_GRAVEST_LAST = (Light.GREEN, Light.GREY, Light.AMBER, Light.RED)
_DEPTH = {light.value: depth for depth, light in enumerate(_GRAVEST_LAST)}
_BY_PILLAR = (
    "SELECT listed.place, finding.pillar, finding.severity, count(*)"
    " FROM listed JOIN finding USING (result)"
    " WHERE listed.run = ? AND listed.counts AND finding.severity IS NOT NULL"
    " GROUP BY 1, 2, 3"
)


def returns_of(lines: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A row a file in the order of the run; its index is the file's place."""
    rows = pd.DataFrame.from_records(list(map(_row, lines)), columns=_COLUMNS)
    return rows.astype(dict.fromkeys((*SEVERITIES, *_NUMBERS, "reds", "open"), "int64"))


def that_count(returns: pd.DataFrame) -> pd.DataFrame:
    """The returns that stand for their site in every figure."""
    return returns[returns["counts"].astype(bool)]


def graded(store: Store, run: int) -> pd.DataFrame:
    """Non-conformances of the returns that count, by place, pillar and severity."""
    found = list(store.asked(_BY_PILLAR, run))
    return pd.DataFrame.from_records(
        found, columns=["place", "pillar", "severity", "number"]
    )


def gravest(lights: pd.Series[str]) -> str:
    """The light of several sites is the worst of theirs; grey may hide, green not."""
    return max(lights, key=_DEPTH.__getitem__)


def ranked(sites: pd.DataFrame) -> pd.DataFrame:
    """Sites or suppliers in the order of ``ORDER``, with ``rank``; equals share one."""
    names = [name for name in ("supplier", "site", "file") if name in sites]
    ways = [False] * len(ORDER) + [True] * len(names)
    sorted_ = sites.sort_values([*ORDER, *names], ascending=ways, kind="stable")
    same = sorted_[ORDER].eq(sorted_[ORDER].shift()).all(axis=1)
    places = pd.Series(range(1, len(sorted_) + 1), index=sorted_.index)
    return sorted_.assign(rank=places.where(~same).ffill().astype("int64"))


def by_supplier(counted: pd.DataFrame) -> pd.DataFrame:
    """A row a supplier: sums over its sites, the worst of their lights, its rank."""
    sums = [*SEVERITIES, *_NUMBERS, "reds", "open"]
    groups = counted.groupby("supplier_key", sort=False)
    totals = groups[sums].sum()
    lights = (
        groups[PILLARS].agg(gravest)
        if len(counted)
        else totals.reindex(columns=PILLARS)
    )
    about = groups.agg(supplier=("supplier", "first"), sites=("file", "size"))
    return ranked(about.join(totals).join(lights))


_COLUMNS = [
    "file",
    "status",
    "reason",
    "action",
    *_TEXTS,
    *SEVERITIES,
    *_NUMBERS,
    "evidence_due",
    "evidence_given",
    *PILLARS,
    "could_be",
    "reds",
    "open",
    *_STANDING,
    "sha256",
    "supplier_key",
    "site_key",
]


def _row(line: dict[str, Any]) -> dict[str, Any]:
    lights = line["lights"] or {}
    evidence = line["evidence"] or {}
    return {
        **{name: line[name] or "" for name in ("file", "status", "reason", "action")},
        **{name: line[name] or "" for name in _TEXTS},
        **dict.fromkeys(SEVERITIES, 0),
        **(line["severities"] or {}),
        **{name: line[name] or 0 for name in _NUMBERS},
        "evidence_due": evidence.get("due", 0),
        "evidence_given": evidence.get("given", 0),
        **{pillar: lights.get(pillar, Light.GREY.value) for pillar in PILLARS},
        "could_be": line["could_be"] or {},
        "reds": sum(light == Light.RED.value for light in lights.values()),
        "open": (line["applicable"] or 0) - (line["assessed"] or 0),
        **{name: line[name] for name in _STANDING},
        "sha256": line["sha256"] or "",
        **_keys(line),
    }


def _keys(line: dict[str, Any]) -> dict[str, str]:
    """Names as they are compared; who gives none is nobody else's."""
    supplier = plain(line["supplier"] or "")
    site = plain(line["site"] or "")
    nameless = f"\0{line['file']}"
    return {
        "supplier_key": supplier or nameless,
        "site_key": f"{supplier}\0{site}" if site else nameless,
    }


def named(returns: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, suppliers and sites without a name said to have none."""
    shown = returns.assign(
        **{
            name: returns[name].replace("", NOT_NAMED)
            for name in ("supplier", "site")
            if name in returns
        }
    )
    return shown.itertuples()
