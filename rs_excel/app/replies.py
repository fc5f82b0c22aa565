"""A reply that a site sent back, held against the tracker it answers.

Comes in: the rows of a returned reply pack and those of the tracker. Goes out: what the
site wrote, by fingerprint, and remarks on what was not taken in or is no longer there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rs_excel.app.plan_matching import Matching
from rs_excel.app.sites import Site, sites_of
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.capr import PlanFile
from rs_excel.domain.questions import Note
from rs_excel.domain.reply import told_to_site
from rs_excel.errors import WorkbookError, note, problem


def said_by_site(
    reply: PlanFile, rows: Sequence[TrackedAction], name: str
) -> tuple[Mapping[str, Handling], tuple[Note, ...]]:
    """What a reply says of rows of the tracker, and what is to be remarked on.

    Raises WorkbookError (TRK-013) for the reply of another tracker, or one whose rows
    are of several sites.
    """
    site = _site_of(reply, rows, name)
    matching = Matching(rows, site, [*reply.notes])
    said = matching.said(reply.rows)
    open_ = told_to_site(rows, site.key)
    absent = [row.number for row in open_ if row.fingerprint not in said]
    if absent:
        numbers = ", ".join(absent)
        missing = note("TRK-131", count=len(absent), site=site.named, numbers=numbers)
        matching.notes.append(missing)
    return said, tuple(matching.notes)


def _site_of(reply: PlanFile, rows: Sequence[TrackedAction], name: str) -> Site:
    """The one site whose rows it names, by their keys."""
    known = {row.fingerprint: row for row in rows}
    found = {
        known[row.fingerprint].site_key
        for row in reply.rows
        if row.fingerprint in known
        and row.number in ("", known[row.fingerprint].number)
    }
    if len(found) != 1:
        raise WorkbookError(problem("TRK-013", name))
    return next(site for site in sites_of(rows) if site.key in found)
