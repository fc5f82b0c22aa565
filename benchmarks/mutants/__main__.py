"""Prints how many mutants the cases of the rules catch: ``make mutants``.

``python -m benchmarks.mutants HR-044`` tries one rule; ``--equivalent`` lists the
mutants that are not counted, with the reason. Exits 1 below the floor.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.mutants.checking import Tried, share, try_rules
from rs_excel.app.settings import find_pack, find_rule
from rs_excel.errors import RsError

FLOOR = 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="ids; all if none")
    parser.add_argument("--pack", default="four_pillar")
    parser.add_argument("--equivalent", action="store_true")
    given = parser.parse_args(arguments)
    begun = time.perf_counter()
    try:
        pack = find_pack(given.pack)
        rules = [find_rule(pack, name) for name in given.rules] or pack.rules
        tried = tuple(try_rules(rules, pack))
    except RsError as fault:
        print(fault, file=sys.stderr)
        return 2
    lists = (*_survivors(tried), *(_equivalent(tried) if given.equivalent else ()))
    print("\n".join((*lists, *_table(tried))))
    print(f"{time.perf_counter() - begun:.0f} s")
    return 0 if share(tried) >= FLOOR else 1


def _survivors(tried: Sequence[Tried]) -> Iterator[str]:
    for one in tried:
        for mutant, witness in one.survivors:
            yield f"{one.rule.id} lives: {mutant.what}"
            yield f"       caught by: {witness or 'a case of your own'}"


def _equivalent(tried: Sequence[Tried]) -> Iterator[str]:
    for one in tried:
        for mutant, reason in one.equivalent:
            yield f"{one.rule.id} equivalent: {mutant.what} ({reason})"


def _table(tried: Sequence[Tried]) -> Iterator[str]:
    columns = ("pillar", "rules", "mutants", "equivalent", "caught", "alive", "share")
    yield _line(columns)
    by_folder = sorted(tried, key=_folder)
    for folder, group in groupby(by_folder, key=_folder):
        yield _line(_cells(folder, tuple(group)))
    yield _line(_cells("together", tried))


def _folder(one: Tried) -> str:
    return Path(one.rule.source.path).parent.name


def _cells(name: str, tried: Sequence[Tried]) -> tuple[str, ...]:
    caught = sum(one.caught for one in tried)
    alive = sum(len(one.survivors) for one in tried)
    equivalent = sum(len(one.equivalent) for one in tried)
    numbers = (len(tried), sum(one.mutants for one in tried), equivalent, caught, alive)
    return (name, *map(str, numbers), f"{share(tried):.1%}")


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:<20}" + "".join(f"{cell:>12}" for cell in others)


if __name__ == "__main__":
    sys.exit(main())
