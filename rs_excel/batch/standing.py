"""How every file of a run stands among the others, once all are known.

Comes in: what each file came to by itself. Goes out, in the store and so in
``files.jsonl``: whether it counts and why, what it repeats or follows, and what was
changed since the return before. Figures are over the files that count: each site once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rs_excel.batch.counting import Return, Standing, standings
from rs_excel.batch.resubmissions import compared, in_short
from rs_excel.batch.same_site import Named, sites_of
from rs_excel.batch.statuses import REJECTED, Status
from rs_excel.batch.store import Store
from rs_excel.batch.stored import CameTo, Stood
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import Problem, problem

_UNUSED = frozenset({*REJECTED, Status.DUPLICATE})


def stand(store: Store, as_of: str) -> None:
    """Decides for all files of the present run; ``as_of`` as an ISO day."""
    files = {came.place: came for came in store.came_to()}
    usable = [c for c in files.values() if Status(c.line["status"]) not in _UNUSED]
    stands = standings([_return(came, as_of) for came in usable])
    firsts: dict[str, CameTo] = {}
    for place, came in files.items():
        status = Status(came.line["status"])
        first = firsts.setdefault(came.line["sha256"] or f"{place}", came)
        standing = stands.get(place)
        if standing is None:
            stood = Stood(status=status, told=_unused(status, first.line["file"]))
        elif standing.duplicate_of is not None:
            told = _repeats(standing, files)
            stood = Stood(status=Status.DUPLICATE, told=told, site=standing.site)
        else:
            stood = _stood(came, standing, files, store)
        store.stands(place, stood)


def _return(came: CameTo, as_of: str) -> Return:
    line = came.line
    return Return(
        place=came.place,
        file=line["file"],
        named=_named(came),
        digest=came.digest,
        submitted_on=_come(came.submitted_on, as_of),
        period_to=_come(came.period_to, as_of),
        saved_on=came.saved_on,
        gravity=tuple(line["severities"][severity.value] for severity in Severity),
    )


def _named(came: CameTo) -> Named:
    line = came.line
    return Named(
        supplier=line["supplier"],
        site=line["site"],
        site_ref=came.site_ref,
        country=line["country"],
    )


def _come(day: str, as_of: str) -> str:
    """A day that has not come yet was mistyped: it makes no return the latest."""
    return day if day <= as_of else ""


def _stood(
    came: CameTo, standing: Standing, files: Mapping[int, CameTo], store: Store
) -> Stood:
    """Of a return that says something of its own."""
    reasons, changes = standing.reasons, None
    before = _before(came, standing, files, store)
    if before is not None:
        changes = in_short(compared(before, came, store))
        if changes["missing"]:
            missing = {"count": changes["missing"], "before": before.line["file"]}
            reasons = (*reasons, problem("BAT-209", **missing))
    told = {
        **_NOTHING,
        "counts": standing.counts,
        **_in_words(reasons),
        "ask": standing.ask,
        "superseded_by": _file(standing.superseded_by, files),
        "resubmission_of": before.line["file"] if before else None,
        "changes": changes,
    }
    return Stood(
        status=Status(came.line["status"]),
        told=told,
        site=standing.site,
        follows=before.result if before else None,
    )


def _before(
    came: CameTo, standing: Standing, files: Mapping[int, CameTo], store: Store
) -> CameTo | None:
    """The return of the site before: in the folder, or under this name until lately."""
    if standing.resubmission_of is not None:
        return files[standing.resubmission_of]
    earlier = store.overwritten(came)
    if earlier is None:
        return None
    one, other = sites_of([_named(earlier), _named(came)])
    return earlier if one.site == other.site and other.doubt is None else None


def _repeats(standing: Standing, files: Mapping[int, CameTo]) -> dict[str, Any]:
    """Of a return that gives the same answers as another: a duplicate like others."""
    (why,) = standing.reasons
    return {
        **_NOTHING,
        "status": Status.DUPLICATE.value,
        "reason": why.says,
        "action": why.do,
        "codes": [why.code],
        **_in_words(standing.reasons),
        "duplicate_of": _file(standing.duplicate_of, files),
    }


def _unused(status: Status, first: str) -> dict[str, Any]:
    """Of a file that cannot count by itself."""
    repeats = status is Status.DUPLICATE
    why = problem("BAT-210", first=first) if repeats else problem("BAT-208")
    return {
        **_NOTHING,
        **_in_words((why,)),
        "duplicate_of": first if repeats else None,
    }


def _in_words(reasons: Sequence[Problem]) -> dict[str, str]:
    says = " ".join(reason.says for reason in reasons)
    does = " ".join(dict.fromkeys(reason.do for reason in reasons if reason.do))
    return {"counts_because": says, "to_be_sure": does}


def _file(place: int | None, files: Mapping[int, CameTo]) -> str | None:
    return None if place is None else str(files[place].line["file"])


_NOTHING: Mapping[str, Any] = {
    "counts": False,
    "counts_because": "",
    "to_be_sure": "",
    "ask": False,
    "duplicate_of": None,
    "superseded_by": None,
    "resubmission_of": None,
    "changes": None,
}
"""The fields and their order, the same for every file."""
