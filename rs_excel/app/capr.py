"""The corrective action plan report of a site: written from the tracker, read back.

Comes in: a tracker and a site, or a filled report. Goes out: a workbook to send and to
sign, or the tracker with its blanks filled. Rows that cannot be matched for sure are
named and left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rs_excel.app.outputs import refuse_existing, refuse_other_ending
from rs_excel.app.plan_matching import Matching
from rs_excel.app.sites import Site, find_site, folded, known, opened, sites_of
from rs_excel.app.track import Tracked, keep_track
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.capr import CaprLine, PlanFile
from rs_excel.domain.questions import Note
from rs_excel.domain.reply import hushed
from rs_excel.errors import WorkbookError, problem
from rs_excel.rulebook.policy import Policy
from rs_excel.template.capr_book import CaprCover, build_capr
from rs_excel.workbook.capr_reading import read_capr
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats.opening import open_returned
from rs_excel.writeback.tracker_values import ours


@dataclass(frozen=True, slots=True, kw_only=True)
class CaprWritten:
    """What was written."""

    workbook: Path
    rows: int
    kept_back: int  # confidential rows, left out
    notes: tuple[Note, ...]  # what could not be read in the tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class CaprWanted:
    """What a report is asked for."""

    site: str
    on: date
    notice: str
    out: Path | None
    with_confidential: bool


def capr_out(tracker: Path, wanted: CaprWanted) -> CaprWritten:
    """Write the report of one site; what stands at its place is never replaced."""
    found = opened(tracker)
    kept = [row.action for row in found.rows]
    site = find_site(kept, wanted.site)
    out = wanted.out or _beside(tracker, site)
    refuse_other_ending(out)
    refuse_existing(out)
    mine = [row for row in kept if row.site_key == site.key]
    told = [r for r in mine if wanted.with_confidential or not r.handling.confidential]
    secret = [row for row in mine if row not in told]
    lines = [
        CaprLine(
            row=replace(row, details=hushed(row.details, secret)),
            carried=str(ours(row)["carried"]),
        )
        for row in sorted(told, key=_gravest)
    ]
    cover = CaprCover(
        named=site.named,
        on=wanted.on,
        notice=wanted.notice,
        confidential=any(row.handling.confidential for row in told),
    )
    build_capr(lines, cover, out)
    return CaprWritten(
        workbook=out,
        rows=len(told),
        kept_back=len(secret),
        notes=found.notes,
    )


def _beside(tracker: Path, site: Site) -> Path:
    letters = (c if c.isalnum() else "-" for c in site.site or site.key)
    name = "-".join(part for part in "".join(letters).split("-") if part)
    return tracker.with_name(f"{name[:60] or 'site'}.capr.xlsx")


def _gravest(row: TrackedAction) -> tuple[int, bool, int, str]:
    grave = row.severity.rank if row.severity else 9
    return (row.type.rank, row.status.rests, grave, row.number)


def capr_in(
    file: Path,
    tracker: Path,
    *,
    site: str | None,
    on: date,
    policy: Policy | None = None,
) -> Tracked:
    """Take a filled report into the tracker, under the same rules as a reply.

    Raises WorkbookError: TRK-007 for a file that holds no plan, TRK-008 where it may be
    about more than one site; and what ``keep_track`` raises.
    """
    rows = [row.action for row in opened(tracker).rows]
    package = Package(open_returned(file))
    with broken_parts_named(package):
        plan = read_capr(OoxmlReader(package))
    matching = Matching(rows, _site_of(plan, rows, site, file), [*plan.notes])
    said = matching.said(plan.rows)
    tracked = keep_track((), tracker, on, [said], policy)
    return replace(tracked, notes=(*tracked.notes, *matching.notes))


def _site_of(
    plan: PlanFile, rows: Sequence[TrackedAction], asked: str | None, file: Path
) -> Site:
    """Whose plan it is: as asked, by its keys, or by the one site it names."""
    if asked is not None:
        return find_site(rows, asked)
    sites = {site.key: site for site in sites_of(rows)}
    owners = {row.fingerprint: row.site_key for row in rows}
    found = {owners[r.fingerprint] for r in plan.rows if r.fingerprint in owners}
    if not found:
        said = {folded(part) for text in plan.texts for part in _parts(text)}
        found = {key for key, site in sites.items() if site.names & said}
    if len(found) != 1:
        listed = ", ".join(known(sites.values()))
        raise WorkbookError(problem("TRK-008", file, known=listed))
    return sites[found.pop()]


def _parts(text: str) -> tuple[str, str]:
    """A cell as it stands, and what it says after ``Site name:``."""
    return text, text.partition(":")[2]
