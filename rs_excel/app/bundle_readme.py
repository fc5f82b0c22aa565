"""The words that lie in a bundle, for whoever opens it years later."""

from __future__ import annotations

import textwrap

_TEXT = """\
{confidential}EVIDENCE BUNDLE
{named}
As of {day}

What this is
------------
The record of one site: what it returned, what was concluded from it, and what became
of each corrective action. It holds nothing about any other site.

  inputs/               the files as they came in, unchanged
  checks.jsonl          a line a return: findings, lights, what could not be assessed
  verdicts.jsonl        a line a verdict: rule, outcome, and the cells that decided
  tracker/rows.*        the site's rows of the tracker, as JSON and as CSV
  tracker/history.*     every recorded step of these rows, as JSON and as CSV
  pack/files.sha256     the rules that were applied, file by file
  policy/               the buyer's own policy, where one was used
  manifest.json         what was used, and every file here with its SHA-256 and size
  SHA256SUMS            the same sums in the form that sha256sum reads

Pack {pack}, policy {policy}. In the CSV files, text that a spreadsheet
would take for a formula has an apostrophe before it; the JSON files have it as it was.

How to verify it
----------------
Unpack it and run, in its folder:

  sha256sum -c SHA256SUMS

or, with rs_excel:

  rs-excel bundle verify BUNDLE.zip

The same inputs, tracker, pack, policy and day give the same bytes again. Whoever wants
to show later that nothing was changed notes the SHA-256 of the whole file somewhere
else on the day it is made: sums inside a file prove only that it is whole.

{notice}
"""
_CONFIDENTIAL = """\
CONFIDENTIAL: {rows} rows are marked confidential. Do not send this to the site.

"""


def readme(told: dict[str, str], confidential: int) -> bytes:
    """The text; ``told`` has named, day, pack, policy and notice."""
    warning = _CONFIDENTIAL.format(rows=confidential) if confidential else ""
    notice = textwrap.fill(told["notice"], 80)
    whole = {**told, "notice": notice, "confidential": warning}
    return _TEXT.format(**whole).encode()
