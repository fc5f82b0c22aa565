"""``rs-excel check``: one result a file, an annotated copy beside or in a folder.

Comes in: files and terms. Goes out: text for people or JSON Lines for machines, and
the exit code. A file that cannot be checked never stops the others.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rs_excel.app.check import check_file, copy_path, write_copy
from rs_excel.app.file_results import FileResult, in_any_case
from rs_excel.app.machine import as_json, problems_as_json
from rs_excel.app.outputs import make_folder
from rs_excel.app.settings import Terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.cli.exits import COULD_NOT_RUN, DONE, FOUND
from rs_excel.cli.printing import Printer
from rs_excel.cli.terms import print_missed, terms_by_template
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import SettingsError, note, problem


def run(wanted: Namespace) -> int:
    """Checks every file and prints what was found."""
    terms = terms_by_template(wanted)
    _refuse_same_copies(wanted.files, wanted.out)
    if wanted.out is not None:
        make_folder(wanted.out)
    results = _results(wanted, terms)
    seen = _print_json(results) if wanted.format == "json" else _print_text(results)
    print_missed(terms)
    return _exit_code(seen, wanted.fail_on)


def _refuse_same_copies(files: Sequence[Path], out: Path | None) -> None:
    """Two inputs must not overwrite each other's copy."""
    counted = Counter(copy_path(file, out) for file in files)
    repeated = [str(copy) for copy, times in counted.items() if times > 1]
    if repeated:
        raise SettingsError(problem("SET-002", copies=", ".join(repeated)))


def _results(wanted: Namespace, terms: Terms) -> Iterator[FileResult]:
    for place, file in enumerate(wanted.files, 1):
        if len(wanted.files) > 1 and sys.stderr.isatty():
            print(f"{place}/{len(wanted.files)} {file.name}", file=sys.stderr)
        yield in_any_case(file, partial(_one, wanted=wanted, terms=terms))


@uninterrupted()
def _one(file: Path, wanted: Namespace, terms: Terms) -> FileResult:
    checked = check_file(file, terms)
    data = checked.annotated()
    copy = write_copy(checked, data, wanted.out)
    if checked.kept:
        kept = ", ".join(checked.kept)
        print(note("OUT-025", copy=copy, kept=kept).says, file=sys.stderr)
    proof = checked.certificate(data) if wanted.certificate else None
    return FileResult(
        file=file, report=checked.check.report, copy=copy, certificate=proof
    )


def _print_json(results: Iterator[FileResult]) -> list[FileResult]:
    seen = []
    for result in results:
        if result.report is not None:
            line = as_json(str(result.file), result.report)
            line["copy"] = str(result.copy)
        else:
            line = problems_as_json(str(result.file), result.problems)
        if result.certificate is not None:
            line["certificate"] = result.certificate.as_json()
        print(json.dumps(line, ensure_ascii=False), flush=True)
        seen.append(result)
    return seen


def _print_text(results: Iterator[FileResult]) -> list[FileResult]:
    seen = list(results)
    Printer().results(seen)
    return seen


def _exit_code(results: Sequence[FileResult], fail_on: str | None) -> int:
    if any(result.problems for result in results):
        return COULD_NOT_RUN
    if fail_on is None:
        return DONE
    worst = [r.report.worst() for r in results if r.report]
    reached = any(s is not None and s.rank <= Severity(fail_on).rank for s in worst)
    return FOUND if reached else DONE
