"""``rs-excel batch``: a folder of returns, one status each.

Comes in: the folder, where results go, terms. Goes out: a summary for a mail on
stdout, progress on stderr, and the exit code: 0 every file has its status, 1 something
at or above ``--fail-on`` was found, 2 the run could not be finished or a file failed on
this side. Files that nobody could use are results: they are listed, not failures.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import suppress

from rs_excel.app.settings import DEFAULT_PACK
from rs_excel.batch.asked.supplier_list import read_supplier_list
from rs_excel.batch.cluster import Cluster
from rs_excel.batch.crews import Crew, Processes
from rs_excel.batch.going import Wanted
from rs_excel.batch.remote import returns_at
from rs_excel.batch.run import run_batch
from rs_excel.batch.sources import Folder, Returns
from rs_excel.batch.statuses import Status
from rs_excel.batch.tally import Tally
from rs_excel.batch.watching import Watched, watch
from rs_excel.cli.batch_arguments import MOST_WORKERS
from rs_excel.cli.batch_progress import Progress
from rs_excel.cli.exits import COULD_NOT_RUN, DONE, FOUND
from rs_excel.cli.terms import print_missed, terms_of
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import BatchError, note, problem


def run(wanted: Namespace) -> int:
    """Checks the folder once, or as returns arrive."""
    returns = returns_at(wanted.folder)
    if not wanted.watch:
        return _run(wanted, returns)
    if not isinstance(returns, Folder):
        raise BatchError(problem("BAT-033", returns.name))
    returns.require(wanted.out)
    watched, codes = Watched(returns, wanted.out), [DONE]
    print(f"Watching {returns.name}; Ctrl-C ends it.", file=sys.stderr)
    with suppress(KeyboardInterrupt):
        watch(watched, lambda: codes.append(_run(wanted, watched)))
    return codes[-1]


def _run(wanted: Namespace, returns: Returns) -> int:
    """One run, on the terms as they are now, and its summary."""
    terms = terms_of(wanted)
    asked = Wanted(
        returns=returns,
        out=wanted.out,
        terms=terms,
        pack=wanted.pack or DEFAULT_PACK,
        policy=wanted.policy,
        crew=_crew(wanted),
        asked=read_supplier_list(wanted.suppliers) if wanted.suppliers else None,
    )
    with Progress() as progress:
        try:
            done = run_batch(asked, progress)
        except KeyboardInterrupt:
            progress.stopped()
            if wanted.watch:
                raise
            return COULD_NOT_RUN
    if done.aside:
        print(note("BAT-007", aside=done.aside.name).says, file=sys.stderr)
    print(done.summary)
    print(
        f"Returns: {asked.returns.name}. Every file: {wanted.out / 'files.jsonl'}. "
        f"Copies: {wanted.out / 'copies'}. This text: {wanted.out / 'summary.txt'}."
    )
    print_missed(terms)
    return _exit_code(done.tally, wanted.fail_on)


def _crew(wanted: Namespace) -> Crew:
    if wanted.dask:
        return Cluster(address=wanted.dask)
    return Processes(wanted.workers or min(os.cpu_count() or 1, MOST_WORKERS))


def _exit_code(tally: Tally, fail_on: str | None) -> int:
    if tally.statuses[Status.FAILED]:
        return COULD_NOT_RUN
    worst = tally.worst
    if fail_on is None or worst is None:
        return DONE
    return FOUND if worst.rank <= Severity(fail_on).rank else DONE
