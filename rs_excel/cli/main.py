"""The command ``rs-excel``: parses, runs one command, turns errors into words.

Comes in: arguments. Goes out: an exit code: 0 done, 1 something at or above
``--fail-on``, 2 could not run. Results go to stdout, progress and errors to stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from rs_excel.cli.arguments import parser
from rs_excel.cli.exits import COULD_NOT_RUN


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; never shows a traceback."""
    wanted = parser().parse_args(arguments)
    _print_any_language()
    try:
        code: int = import_module(wanted.runs).run(wanted)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped. Nothing half-written was left behind.", file=sys.stderr)
        return COULD_NOT_RUN
    except BrokenPipeError:
        # The reader of our output has gone; without this Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    except OSError as fault:
        print(_unprintable(fault), file=sys.stderr)
        return COULD_NOT_RUN
    except Exception as fault:  # noqa: BLE001 the boundary: people never see a traceback
        print(_in_words(fault), file=sys.stderr)
        return COULD_NOT_RUN
    return code


def _print_any_language() -> None:
    """Answers come in every script: what a console cannot show must not stop us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _unprintable(fault: OSError) -> str:
    """Files are read and written behind errors of their own; this is the output."""
    errors = import_module("rs_excel.errors")
    reason = fault.strerror or type(fault).__name__
    return str(errors.problem("OUT-054", "standard output", reason=reason))


def _in_words(fault: Exception) -> str:
    errors = import_module("rs_excel.errors")
    if isinstance(fault, errors.RsError):
        return str(fault)
    kind, detail = type(fault).__name__, str(fault)[:200]
    return str(errors.problem("RUN-900", kind=kind, detail=detail))
