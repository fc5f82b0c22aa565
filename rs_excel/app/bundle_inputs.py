"""The files that go into a bundle: read once, named safely, weighed, of one site only.

Comes in: paths and the site. Goes out: each file with its bytes, its hash and what the
check said of it. A file about another site is refused; one that is no questionnaire
goes in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rs_excel.app.bundle_names import numbered, safe_name
from rs_excel.app.bundle_zip import sha256
from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.outputs import OTHER_ENDINGS
from rs_excel.app.settings import Terms
from rs_excel.app.sites import Site
from rs_excel.errors import Problem, RsError, WorkbookError, problem
from rs_excel.workbook.addresses import LAST_COLUMN
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats.opening import archive_of

_WEIGHED = frozenset({".xlsx", ".xlsm", *OTHER_ENDINGS})
_FINGERPRINT = re.compile(rb"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file as it goes into the bundle."""

    path: Path
    name: str
    data: bytes
    sha256: str
    checked: CheckedFile | None = None  # None for what is no questionnaire
    problems: tuple[Problem, ...] = ()  # why a workbook could not be weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Whose files they must be, and on what terms they are weighed."""

    site: Site
    terms: Terms
    others: Set[str]  # fingerprints of other sites


def inputs_of(files: Iterable[Path], weighing: Weighing) -> tuple[Input, ...]:
    """The files, each once, in an order that does not depend on how they were given.

    Raises WorkbookError: TRK-009 for a file that is about another site, BOOK-010 for
    one that cannot be read.
    """
    read = {(one.name, one.sha256): one for one in map(_read, files)}
    once = [read[key] for key in sorted(read)]
    names = numbered(one.name for one in once)
    named = (replace(one, name=name) for one, name in zip(once, names, strict=True))
    return tuple(_weighed(one, weighing) for one in named)


def _read(path: Path) -> Input:
    try:
        data = path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise WorkbookError(problem("BOOK-010", path, reason=reason)) from None
    return Input(path=path, name=safe_name(path.name), data=data, sha256=sha256(data))


def _weighed(one: Input, weighing: Weighing) -> Input:
    if not weighing.others.isdisjoint(_keys_in(one)):
        raise _of_another(one, weighing, "it names rows of others")
    if one.path.suffix.lower() not in _WEIGHED:
        return one
    try:
        checked = check_file(one.path, weighing.terms)
    except RsError as fault:
        told = tuple(_without_path(found, one) for found in fault.problems)
        return replace(one, problems=told)
    profile = checked.check.report.profile
    if profile.key != weighing.site.key:
        said = " · ".join(part for part in (profile.supplier, profile.site) if part)
        raise _of_another(one, weighing, said or "no name")
    return replace(one, checked=checked)


def _keys_in(one: Input) -> set[str]:
    """What may be fingerprints in a file: a tracker, a plan, a reply, a list of rows.

    Wherever they stand: people move columns, and save trackers under any name.
    """
    keys = {found.decode() for found in _FINGERPRINT.findall(one.data)}
    with suppress(RsError):  # no workbook
        book = OoxmlReader(Package(archive_of(one.data, one.name)))
        for sheet in book.sheet_names():
            cells = book.grid(sheet, range(1, LAST_COLUMN + 1)).filled()
            keys |= {text for _, _, text in cells if isinstance(text, str)}
    return keys


def _of_another(one: Input, weighing: Weighing, said: str) -> WorkbookError:
    named = weighing.site.named
    return WorkbookError(problem("TRK-009", one.path, site=named, found=said))


def _without_path(found: Problem, one: Input) -> Problem:
    """Where a file lay on this machine is nobody's business."""
    path = str(one.path)
    return replace(
        found,
        says=found.says.replace(path, one.name),
        where=found.where.replace(path, one.name),
        do=found.do.replace(path, one.name),
    )
