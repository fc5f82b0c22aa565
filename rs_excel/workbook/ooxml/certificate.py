"""What became of every part of a workbook: unchanged, changed or added, and why.

Comes in: the original and the bytes of the copy. Goes out: lists of parts with their
checksums. Checksums are taken from the two files as they are; only the reasons come
from the record that the copy keeps.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from rs_excel.workbook.ooxml import original as originals
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.original import digest, kept_original

_SIGNATURES = "_xmlsignatures/"  # where every office program keeps them


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedPart:
    """One part. ``before`` is empty for an added part; ``why`` for an unchanged one."""

    part: str
    sha256: str
    before: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Every part of the copy, and those of the original it lost: there are none."""

    original_sha256: str
    copy_sha256: str
    unchanged: tuple[CertifiedPart, ...]
    changed: tuple[CertifiedPart, ...]
    added: tuple[CertifiedPart, ...]
    lost: tuple[str, ...]
    signed: bool  # the original; no copy of it keeps a digital signature valid

    def lines(self) -> list[str]:
        """The certificate for people: totals, then each part and why."""
        shown = [
            f"original  {self.original_sha256}",
            f"copy      {self.copy_sha256}",
            f"{len(self.unchanged)} parts unchanged, {len(self.changed)} changed, "
            f"{len(self.added)} added, {len(self.lost)} lost",
        ]
        if self.signed:
            shown.append(
                "signed    the signature of the original does not hold for the copy"
            )
        for state in ("unchanged", "changed", "added"):
            for found in getattr(self, state):
                why = f" · {found.why}" if found.why else ""
                shown.append(f"{state:<9} {found.sha256[:16]} {found.part}{why}")
        return [*shown, *(f"lost      {name}" for name in self.lost)]

    def as_json(self) -> dict[str, Any]:
        """The certificate for machines; empty fields of a part are left out."""
        said = asdict(self)
        for state in ("unchanged", "changed", "added"):
            said[state] = [
                {name: value for name, value in part.items() if value}
                for part in said[state]
            ]
        return said


def is_signed(archive: Archive) -> bool:
    """Whether somebody signed the workbook digitally."""
    return any(part.lower().startswith(_SIGNATURES) for part in archive.part_names)


def certificate(original: Archive, result: bytes) -> Certificate:
    """Compare the original with its copy, part by part."""
    copy = Archive.of(result, original.name)
    record = kept_original(copy)
    why = {**record.wrote} if record else {}
    why[originals.PART] = "the bytes of replaced parts, so that all can be undone"
    unchanged, changed, added = [], [], []
    for name in copy.part_names:
        part = copy.read(name)
        if not original.has(name):
            entry = CertifiedPart(part=name, sha256=digest(part), why=why.get(name, ""))
            added.append(entry)
        elif original.read(name) == part:
            unchanged.append(CertifiedPart(part=name, sha256=digest(part)))
        else:
            entry = CertifiedPart(
                part=name,
                sha256=digest(part),
                before=digest(original.read(name)),
                why=why.get(name, ""),
            )
            changed.append(entry)
    return Certificate(
        original_sha256=digest(original.data),
        copy_sha256=digest(result),
        unchanged=tuple(unchanged),
        changed=tuple(changed),
        added=tuple(added),
        lost=tuple(n for n in original.part_names if not copy.has(n)),
        signed=is_signed(original),
    )
