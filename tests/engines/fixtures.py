"""The fixtures ``excel`` and ``office_program``: an app of xlwings for a test.

``excel`` runs a test on both engines; the live one is skipped, with the reason, where
LibreOffice or its Python bridge is missing. One LibreOffice serves the whole session.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.engines.office_engine.bridge import why_not

if TYPE_CHECKING:
    import xlwings as xw

    from tests.engines.driver import Program
    from tests.engines.office_engine.program import OfficeProgram

ENGINES = ["openpyxl", pytest.param("libreoffice", marks=pytest.mark.office)]


@pytest.fixture(scope="session")
def office_program() -> Iterator[OfficeProgram]:
    """LibreOffice, ended with the session."""
    from tests.engines.office_engine.program import OfficeProgram  # noqa: PLC0415

    reason = why_not()
    if reason:
        pytest.skip(reason)
    program = OfficeProgram()
    yield program
    program.end()


@pytest.fixture(params=ENGINES)
def excel(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    """A fresh app without a book; every book it opened is closed afterwards."""
    yield from _app_on(request, request.param)


@pytest.fixture
def quick_excel(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    """The same on the fast engine alone."""
    yield from _app_on(request, "openpyxl")


@pytest.fixture
def office_excel(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    """The same on the live engine alone; for tests marked ``office``."""
    yield from _app_on(request, "libreoffice")


def _app_on(request: pytest.FixtureRequest, name: str) -> Iterator[xw.App]:
    import xlwings as xw  # noqa: PLC0415 - it loads pandas, which few tests need

    before = xw.engines.active
    _engine(request, name).activate()
    yield xw.App(add_book=False)
    for running in list(xw.apps):
        running.quit()
    xw.engines.active = before


def _engine(request: pytest.FixtureRequest, name: str) -> xw.main.Engine:
    import xlwings as xw  # noqa: PLC0415

    from tests.engines.openpyxl_engine.program import (  # noqa: PLC0415
        OpenpyxlProgram,
    )
    from tests.engines.xl_app import registered  # noqa: PLC0415

    if name in xw.engines.engines_by_name:
        return xw.engines[name]
    program: Program = OpenpyxlProgram()
    if name == "libreoffice":
        program = request.getfixturevalue("office_program")
    return registered(program)
