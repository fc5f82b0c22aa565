"""Work that makes many small values at once, without a pause to sort through them.

Python looks for rings of garbage whenever some hundreds of values were made, and now
and then goes through all there are, the whole pack among them. A check makes tens of
thousands of values and hardly any rings; what rings there are go afterwards. Around
all that is done with one file, nearly everything is gone by then.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """As a decorator or in a ``with``; leaves the collector as it was found."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
