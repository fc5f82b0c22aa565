"""``rs-excel bundle``: the evidence of one site in one file, made or verified."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from rs_excel.app.bundle import BundleMade, BundleWanted, make_bundle
from rs_excel.app.bundle_zip import verified
from rs_excel.app.settings import DEFAULT_PACK
from rs_excel.cli.exits import COULD_NOT_RUN, DONE
from rs_excel.cli.terms import terms_of
from rs_excel.errors import BundleError, SettingsError, problem

_VERIFY = Path("verify")
_NEEDED = ("tracker", "site", "out")


def run(wanted: Namespace) -> int:
    """Makes a bundle, or holds bundles against their manifests."""
    if wanted.tracker is None and wanted.files[:1] == [_VERIFY]:
        return _verify(wanted.files[1:])
    missing = [f"--{name}" for name in _NEEDED if getattr(wanted, name) is None]
    if missing:
        raise SettingsError(problem("SET-004", options=", ".join(missing)))
    made = make_bundle(
        BundleWanted(
            tracker=wanted.tracker,
            site=wanted.site,
            files=wanted.files,
            out=wanted.out,
            terms=terms_of(wanted),
            pack=wanted.pack or DEFAULT_PACK,
            policy=wanted.policy,
        )
    )
    _tell(made)
    return DONE


def _tell(made: BundleMade) -> None:
    weighed = sum(one.checked is not None for one in made.inputs)
    print(f"{made.path}: {made.rows} rows, {len(made.inputs)} files, {weighed} weighed")
    print(f"sha256 {made.sha256}")
    if made.confidential:
        print(f"Marked confidential: {made.confidential}; not for the site")
    for one in made.inputs:
        for found in one.problems:
            print(f"Not weighed: {one.name}: {found.code} {found.says}")
    for remark in made.notes:
        place = f" {remark.cell}" if remark.cell else ""
        print(f"{remark.code}{place}: {remark.says}", file=sys.stderr)


def _verify(bundles: Sequence[Path]) -> int:
    if not bundles:
        raise SettingsError(problem("SET-004", options="BUNDLE.zip"))
    code = DONE
    for path in bundles:
        try:
            found = verified(path)
        except BundleError as fault:
            print(fault, file=sys.stderr)
            code = COULD_NOT_RUN
        else:
            print(f"{path}: whole, {found.members} members")
            print(f"sha256 {found.sha256}")
    return code
