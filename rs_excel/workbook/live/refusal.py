"""Why Excel cannot be worked with, said without loading what says it beforehand.

Comes in: a code of the catalogue. Goes out: an ExcelError to raise. What stands between
a click and the first words in the status bar loads no catalogue of messages for it.
"""

from __future__ import annotations

from importlib import import_module


def refusal(code: str, where: object = "", **fields: object) -> Exception:
    """The error of that code, ready to be raised."""
    errors = import_module("rs_excel.errors")
    error: Exception = errors.ExcelError(errors.problem(code, where, **fields))
    return error
