"""Work that waits for a disk or a network, begun before its result is asked for.

Comes in: what to do, and the items. Goes out: each item with its result, in order. It
is for work that leaves the interpreter's lock to others: reading, hashing, fetching.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def each_ahead(
    work: Callable[[Item], Result], items: Iterable[Item], most: int
) -> Iterator[tuple[Item, Result]]:
    """At most ``most`` items are begun or done and not asked for yet."""
    left, coming = iter(items), deque[tuple[Item, Future[Result]]]()
    with ThreadPoolExecutor(most) as threads:
        while True:
            for item in islice(left, most - len(coming)):
                coming.append((item, threads.submit(work, item)))
            if not coming:
                return
            item, result = coming.popleft()
            yield item, result.result()
