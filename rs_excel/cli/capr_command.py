"""``rs-excel capr``: a site's corrective action plan report, written and read back."""

from __future__ import annotations

import json
from argparse import Namespace

from rs_excel.app.capr import CaprWanted, capr_in, capr_out
from rs_excel.app.settings import DEFAULT_PACK, find_pack, find_policy
from rs_excel.cli.exits import DONE
from rs_excel.cli.terms import day_of
from rs_excel.cli.track_command import print_notes, print_tracked, tracked_as_json


def run(wanted: Namespace) -> int:
    """Writes the report, or takes a filled one into the tracker."""
    if wanted.action == "out":
        return _out(wanted)
    return _in(wanted)


def _out(wanted: Namespace) -> int:
    asked = CaprWanted(
        site=wanted.site,
        on=day_of(wanted),
        notice=" ".join(find_pack(wanted.pack or DEFAULT_PACK).notice.split()),
        out=wanted.out,
        with_confidential=wanted.with_confidential,
    )
    written = capr_out(wanted.tracker, asked)
    print(f"{written.workbook}: {written.rows} rows")
    if written.kept_back:
        print(f"Kept back as confidential: {written.kept_back}")
    print_notes(written.notes)
    return DONE


def _in(wanted: Namespace) -> int:
    on = day_of(wanted)
    policy = find_policy(find_pack(wanted.pack or DEFAULT_PACK), wanted.policy)
    tracked = capr_in(
        wanted.file, wanted.tracker, site=wanted.site, on=on, policy=policy
    )
    if wanted.format == "json":
        print(json.dumps(tracked_as_json(tracked, (), on), ensure_ascii=False))
    else:
        print_tracked(tracked, (), on)
    return DONE
