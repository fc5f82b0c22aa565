"""The evidence of one site in one file: inputs, verdicts, rows, history, hashes.

Comes in: a tracker, a site, files of that site, and terms. Goes out: an archive. The
same of each gives the same bytes: there is no clock in it but the day of assessment,
and no path of the machine it was made on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rs_excel import __version__
from rs_excel.app.bundle_inputs import Input, Weighing, inputs_of
from rs_excel.app.bundle_names import safe_name
from rs_excel.app.bundle_parts import (
    ROW_KEYS,
    as_csv,
    as_lines,
    history_values,
    row_values,
    verdict_lines,
)
from rs_excel.app.bundle_readme import readme
from rs_excel.app.bundle_zip import as_json, packed, sha256
from rs_excel.app.machine import as_json as check_as_json
from rs_excel.app.machine import problems_as_json
from rs_excel.app.outputs import refuse_existing
from rs_excel.app.seen import seen_in
from rs_excel.app.settings import Terms, pack_folder
from rs_excel.app.sites import Site, find_site
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.questions import Note
from rs_excel.domain.tracker_columns import HISTORY
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.safe_write import safe_write
from rs_excel.workbook.tracker_log import read_history
from rs_excel.workbook.tracker_reading import read_tracker
from rs_excel.writeback.wording import flowing


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleWanted:
    """What a bundle is asked for; ``pack`` and ``policy`` as they were named."""

    tracker: Path
    site: str
    files: Sequence[Path]
    out: Path
    terms: Terms
    pack: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMade:
    """What was written."""

    path: Path
    sha256: str
    rows: int
    confidential: int
    inputs: tuple[Input, ...]
    notes: tuple[Note, ...]  # what could not be read in the tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """All there is on one site."""

    site: Site
    rows: tuple[TrackedAction, ...]
    history: Sequence[Mapping[str, object]]
    inputs: tuple[Input, ...]

    @property
    def confidential(self) -> int:
        return sum(row.handling.confidential for row in self.rows)


def make_bundle(wanted: BundleWanted) -> BundleMade:
    """Write the bundle; a file of the same bytes may stand there, no other.

    Raises what opening the tracker and the files may raise, TRK-009 for a file of
    another site, OUT-053 for anything else that stands at its place.
    """
    evidence, notes = _gathered(wanted)
    data = packed(*_members(evidence, wanted))
    if not (wanted.out.is_file() and wanted.out.read_bytes() == data):
        refuse_existing(wanted.out)
        safe_write(wanted.out, data)
    return BundleMade(
        path=wanted.out,
        sha256=sha256(data),
        rows=len(evidence.rows),
        confidential=evidence.confidential,
        inputs=evidence.inputs,
        notes=notes,
    )


def _gathered(wanted: BundleWanted) -> tuple[_Evidence, tuple[Note, ...]]:
    package = Package(Archive.open(wanted.tracker))
    book = OoxmlReader(package)
    with broken_parts_named(package):
        found, log = read_tracker(book), read_history(book)
    kept = [row.action for row in found.rows]
    site = find_site(kept, wanted.site)
    mine = tuple(row for row in kept if row.site_key == site.key)
    others = {row.fingerprint for row in kept if row.site_key != site.key}
    weighing = Weighing(site=site, terms=wanted.terms, others=others)
    inputs = inputs_of(wanted.files, weighing)
    # Rows that people deleted still have their history: a verdict names them too.
    keys = {row.fingerprint for row in mine}
    for one in inputs:
        if one.checked is not None:
            keys |= seen_in(one.checked).outcomes.keys()
    history = history_values(log, keys)
    evidence = _Evidence(site=site, rows=mine, history=history, inputs=inputs)
    return evidence, found.notes


def _members(
    evidence: _Evidence, wanted: BundleWanted
) -> tuple[dict[str, bytes], dict[str, object]]:
    """By name, every member but the manifest, and what the manifest says of them."""
    rules = _rules(pack_folder(wanted.pack))
    own = Path(wanted.policy)
    is_own = wanted.policy not in wanted.terms.pack.policies
    policy = {safe_name(own.name): own.read_bytes()} if is_own else {}
    about = _about(evidence, wanted, rules, policy)
    rows = [row_values(row) for row in evidence.rows]
    told = {
        "named": evidence.site.named,
        "day": wanted.terms.assessed_on.isoformat(),
        "pack": f"{wanted.terms.pack.id} {wanted.terms.pack.version}",
        "policy": wanted.terms.policy.name,
        "notice": flowing(wanted.terms.pack.notice),
    }
    members = {
        "README.txt": readme(told, evidence.confidential),
        "checks.jsonl": as_lines(_checks(evidence.inputs)),
        "verdicts.jsonl": as_lines(_verdicts(evidence.inputs, wanted.terms)),
        "tracker/rows.json": as_json(rows),
        "tracker/rows.csv": as_csv(ROW_KEYS, rows),
        "tracker/history.json": as_json(evidence.history),
        "tracker/history.csv": as_csv(HISTORY, evidence.history),
        "pack/files.sha256": rules,
    }
    members |= {f"policy/{name}": data for name, data in policy.items()}
    members |= {f"inputs/{one.name}": one.data for one in evidence.inputs}
    return members, about


def _rules(folder: Path) -> bytes:
    """The pack as ``sha256sum`` lists it: every text it is made of, by name."""
    files = {
        file.relative_to(folder).as_posix(): file for file in folder.rglob("*.yaml")
    }
    lines = (f"{sha256(files[n].read_bytes())}  {n}\n" for n in sorted(files))
    return "".join(lines).encode()


def _about(
    evidence: _Evidence, wanted: BundleWanted, rules: bytes, policy: Mapping[str, bytes]
) -> dict[str, object]:
    terms, site = wanted.terms, evidence.site
    checked = [one.checked for one in evidence.inputs if one.checked is not None]
    own = [sha256(data) for data in policy.values()]
    return {
        "bundle": "rs_excel evidence bundle",
        "format": 1,
        "site": {"key": site.key, "supplier": site.supplier, "site": site.site},
        "as_of": terms.assessed_on.isoformat(),
        "rs_excel": __version__,
        "engines": sorted({one.check.report.engine for one in checked}),
        "pack": {
            "id": terms.pack.id,
            "version": terms.pack.version,
            "sha256": sha256(rules),
        },
        "policy": {"name": terms.policy.name, "sha256": own[0] if own else None},
        "inputs": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "size": len(one.data),
                "weighed": one.checked is not None,
            }
            for one in evidence.inputs
        ],
        "rows": len(evidence.rows),
        "confidential_rows": evidence.confidential,
        "history_lines": len(evidence.history),
        "notice": flowing(terms.pack.notice),
    }


def _checks(inputs: Sequence[Input]) -> Iterator[dict[str, object]]:
    for one in inputs:
        if one.checked is not None:
            yield check_as_json(one.name, one.checked.check.report)
        elif one.problems:
            yield problems_as_json(one.name, one.problems)


def _verdicts(inputs: Sequence[Input], terms: Terms) -> Iterator[dict[str, object]]:
    for one in inputs:
        if one.checked is not None:
            yield from verdict_lines(one.name, one.checked.check, terms.pack)
