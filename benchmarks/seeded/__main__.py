"""Prints recall and precision over seeded returns, per pillar: ``make seeded``.

``--out DIR`` keeps the workbooks with their answer keys. Exits 1 below the floor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.blank import Blank
from benchmarks.seeded.faults import Told, all_faults
from benchmarks.seeded.returns import checked, faultless, seeded
from benchmarks.seeded.scoring import Score, Tally, together
from rs_excel.app.settings import find_pack
from rs_excel.supplied import workbooks_folder

FLOOR = 0.99
RETURNS = 500
FAULTLESS = 200


def tally(returns: int, without_faults: int, folder: Path) -> Tally:
    """Makes, checks and counts so many returns, leaving them in the folder."""
    pack = find_pack("four_pillar")
    blank = Blank.read(workbooks_folder() / "saq" / "saq.xlsx")
    counted = Tally(pack)
    made = [seeded(pack, seed) for seed in range(returns)]
    made += [faultless(pack, seed) for seed in range(without_faults)]
    for one in made:
        counted.add(one.name, one.key, checked(one, pack, blank, folder))
        (folder / f"{one.name}.key.yaml").write_text(one.key_text(), encoding="utf-8")
    return counted


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeded")
    parser.add_argument("--returns", type=int, default=RETURNS)
    parser.add_argument("--faultless", type=int, default=FAULTLESS)
    parser.add_argument("--out", type=Path, help="keep workbooks and keys here")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.out or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        counted = tally(given.returns, given.faultless, folder)
    print(
        "\n".join(
            (
                *_unlike("missed", counted.misses, counted),
                *_unlike("false alarm", counted.alarms, counted),
                *_table(counted, given.returns, given.faultless),
            )
        )
    )
    scores = (*counted.pillars.values(), together(counted.pillars))
    kept = all(min(score.recall, score.precision) >= FLOOR for score in scores)
    return 0 if kept else 1


def _unlike(what: str, counter: Counter[Told], counted: Tally) -> Iterator[str]:
    for told, times in counter.most_common():
        first = counted.examples[what, told]
        yield f"{what}: {told[0]} {told[1]}, {times} times, first in {first}"


def _table(counted: Tally, returns: int, without: int) -> Iterator[str]:
    kinds = len(all_faults())
    meant = {rule for fault in all_faults() for rule, _ in fault.raises}
    yield (
        f"{returns} returns with {kinds} kinds of fault for {len(meant)} of "
        f"{len(counted.pack.rules)} rules, {without} without faults; "
        f"{len(counted.misses)} kinds of miss, {len(counted.alarms)} of false alarm"
    )
    yield _line("pillar", "put in", "found", "recall", "told", "right", "precision")
    for pillar, score in sorted(counted.pillars.items()):
        yield _scored(pillar, score)
    yield _scored("together", together(counted.pillars))


def _scored(name: str, score: Score) -> str:
    recall, precision = f"{score.recall:.2%}", f"{score.precision:.2%}"
    numbers = (score.wanted, score.found, recall, score.told, score.right, precision)
    return _line(name, *map(str, numbers))


def _line(first: str, *others: str) -> str:
    return f"{first:<32}" + "".join(f"{cell:>11}" for cell in others)


if __name__ == "__main__":
    sys.exit(main())
