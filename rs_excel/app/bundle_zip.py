"""A bundle as bytes: packed the same way every time, and verified member by member.

Comes in: members by name, or a bundle. Goes out: the bytes of an archive without clock
or machine in it, or a list of what is not as its manifest says.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rs_excel.errors import BundleError, Problem, problem

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX, _REGULAR_FILE = 3, 0o100644 << 16
_LARGEST_MANIFEST = 64 << 20  # bytes
_BLOCK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A bundle in which every member is as its manifest says."""

    sha256: str
    members: int
    about: Mapping[str, Any]  # the manifest


def sha256(data: bytes) -> str:
    """As ``sha256sum`` prints it."""
    return hashlib.sha256(data).hexdigest()


def as_json(value: object) -> bytes:
    """One value, for people and machines."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def packed(members: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """The archive: the members, a manifest that lists them, and their sums.

    Nothing is compressed: compressors differ from machine to machine, bytes do not.
    """
    listed = [
        {"name": name, "sha256": sha256(members[name]), "size": len(members[name])}
        for name in sorted(members)
    ]
    whole = {**members, MANIFEST: as_json({**about, "members": listed})}
    sums = {name: sha256(data) for name, data in whole.items()}
    whole[SUMS] = _listing(sums)
    return _archive(whole)


def _archive(whole: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in sorted(whole):
            entry = ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _REGULAR_FILE
            archive.writestr(entry, whole[name])
    return buffer.getvalue()


def verified(path: Path) -> Verified:
    """Every member held against the manifest.

    Raises BundleError with all that is amiss: BND-001 to BND-006.
    """
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            about = _manifest(archive, path)
            faults = list(_faults(archive, about, path)) or list(_around(archive, path))
            members = len(archive.namelist())
            file.seek(0)
            whole = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise BundleError(problem("BND-001", path, reason=reason)) from None
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError):
        reason = "it is no archive, or a damaged one"
        raise BundleError(problem("BND-001", path, reason=reason)) from None
    if faults:
        raise BundleError(*faults)
    return Verified(sha256=whole, members=members, about=about)


def _listing(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def _manifest(archive: ZipFile, path: Path) -> Mapping[str, Any]:
    try:
        with archive.open(MANIFEST) as member:
            about = json.loads(member.read(_LARGEST_MANIFEST))
        listed = {str(m["name"]): (m["sha256"], m["size"]) for m in about["members"]}
    except (KeyError, TypeError, ValueError, RecursionError, BadZipFile):
        raise BundleError(problem("BND-002", path)) from None
    return {**about, "by_name": listed}


def _faults(
    archive: ZipFile, about: Mapping[str, Any], path: Path
) -> Iterator[Problem]:
    expected = about["by_name"]
    names = Counter(archive.namelist())
    for name in sorted(expected.keys() | {SUMS}):
        if name not in names:
            yield problem("BND-003", path, member=_shown(name))
    for name in sorted(names):
        if names[name] > 1 or name not in {*expected, MANIFEST, SUMS}:
            yield problem("BND-004", path, member=_shown(name))
    found = {name: _digest(archive, name) for name in sorted(names) if name != SUMS}
    for name in sorted(found.keys() & expected.keys()):
        if found[name] != expected[name]:
            yield problem("BND-005", path, member=_shown(name))
    sums = _listing({name: digest for name, (digest, _) in found.items()})
    if SUMS in names and _digest(archive, SUMS) != (sha256(sums), len(sums)):
        yield problem("BND-005", path, member=SUMS)


def _around(archive: ZipFile, path: Path) -> Iterator[Problem]:
    """What stands before, between or behind members that are all whole."""
    entries = archive.infolist()
    stored = all(entry.compress_type == ZIP_STORED for entry in entries)
    held = {entry.filename: archive.read(entry) for entry in entries if stored}
    if not stored or _archive(held) != path.read_bytes():
        yield problem("BND-006", path)


def _digest(archive: ZipFile, name: str) -> tuple[str, int]:
    """Hash and size; no hash where the member cannot be unpacked."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as member:
            while block := member.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except (BadZipFile, EOFError):
        return "", size
    return digest.hexdigest(), size


def _shown(name: object) -> str:
    """A stranger's name on a console: nothing in it may act."""
    return "".join(c if c.isprintable() else "?" for c in str(name))[:200]
