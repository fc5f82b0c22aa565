"""The house has directions: who may import whom, and which library stands where."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "rs_excel"
MODULES = sorted(PACKAGE.rglob("*.py"))

BASE = {"errors", "catalogue", "domain"}
MAY_IMPORT = {
    "catalogue": {"domain"},
    "errors": {"catalogue", "domain"},
    "strict_yaml": {"errors"},
    "supplied": set(),
    "domain": set(),
    "texts": BASE,
    "rulebook": {*BASE, "strict_yaml", "texts"},
    "workbook": BASE,
    "engine": {*BASE, "rulebook"},
    "writeback": {*BASE, "workbook"},
    "template": {*BASE, "strict_yaml", "rulebook", "supplied", "workbook", "texts"},
    "app": {
        *BASE,
        "strict_yaml",
        "supplied",
        "texts",
        "rulebook",
        "workbook",
        "engine",
        "writeback",
        "template",
    },
    "batch": {
        *BASE,
        "rulebook",
        "workbook",
        "writeback",
        "app",
        "engine",
    },  # engine: its name
    "ribbon": {*BASE, "app", "workbook", "doctor"},
    "addin": {*BASE, "ribbon", "supplied", "workbook"},
    "doctor": {"errors", "catalogue", "addin"},
    "cli": {
        *BASE,
        "app",
        "rulebook",
        "workbook",
        "engine",
        "writeback",
        "batch",
        "ribbon",  # the table of commands: its rows are the twins
        "addin",
        "doctor",
    },
}

HOMES = {
    "durable": {"engine/durable_host.py"},
    "yaml": {"strict_yaml.py"},
    "pydantic": {"rulebook"},
    "pydantic_core": {"rulebook"},
    "isal": {"workbook/ooxml/deflate.py"},
    "lxml": {"workbook"},
    "olefile": {"workbook/other_formats/xls.py"},
    "python_calamine": {"workbook"},
    "openpyxl": {"template"},
    "babel": {"texts"},
    "rich": {"cli"},
    "multiprocessing": {"batch/workers.py"},
    "psutil": {"batch/workers.py"},
    "fsspec": {"batch/remote.py"},
    "distributed": {"batch/cluster_worker.py"},
    "sqlite3": {"batch"},
    "xlwings": {"workbook/live/door.py"},
    "numpy": {"batch/shared.py"},
    "pandas": {"batch/parquet.py", "batch/portfolio"},
    "pyarrow": {"batch/parquet.py"},
    "xlsxwriter": {"batch/portfolio"},
}
"""Each third party stands in its own place and nowhere else."""


@cache
def imported(module: Path) -> frozenset[str]:
    """Dotted names a module imports at run time; TYPE_CHECKING does not count."""
    return frozenset(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_arrows_point_down_only(module: Path) -> None:
    room = room_of(module)
    if room in ("__init__", "__main__"):
        return  # the doors open on the rooms, lazily
    reached = {
        name.split(".")[1]
        for name in imported(module)
        if name.startswith("rs_excel.") and name != "rs_excel.__version__"
    }
    assert reached - {room} <= MAY_IMPORT[room]


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {
        ".".join(("rs_excel", *m.relative_to(PACKAGE).with_suffix("").parts)): m
        for m in MODULES
    }
    graph = {
        name: {other for other in imported(module) if other in names and other != name}
        for name, module in names.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stands_in_one_place(library: str) -> None:
    users = {
        str(module.relative_to(PACKAGE).as_posix())
        for module in MODULES
        if any(name.split(".")[0] == library for name in imported(module))
    }
    homes = tuple(HOMES[library])
    assert all(user.startswith(homes) for user in users) if homes else not users


def test_writeback_sees_ports_and_no_adapter() -> None:
    reached = {
        name
        for module in (PACKAGE / "writeback").rglob("*.py")
        for name in imported(module)
        if name.startswith("rs_excel.workbook")
    }
    modules = {".".join(name.split(".")[:3]) for name in reached}
    assert modules <= {"rs_excel.workbook", "rs_excel.workbook.ports"}


def test_a_check_from_a_cold_start_loads_neither_pandas_nor_xlwings() -> None:
    program = (
        "import sys, importlib;"
        "importlib.import_module('rs_excel.cli.check_command');"
        "heavy = ('babel', 'openpyxl', 'pandas', 'xlwings');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "entrance", ["rs_excel.cli.main", "rs_excel.cli.check_command"]
)
def test_pages_and_coverage_are_not_loaded_until_asked_for(entrance: str) -> None:
    program = (
        "import sys, importlib;"
        f"importlib.import_module({entrance!r});"
        "late = ('reference', 'coverage', 'read_by');"
        "rulebook = [m.split('.') for m in sys.modules if '.rulebook.' in m];"
        "print([m for m in rulebook if m[2] in late])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
