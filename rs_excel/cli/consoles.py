"""The console that results are printed to."""

from __future__ import annotations

from rich.console import Console

_WIDTH_OF_A_PIPE = 160


def results_console() -> Console:
    """Standard output. A pipe has no width of its own, and tables want room."""
    console = Console(highlight=False)
    if console.is_terminal:
        return console
    return Console(highlight=False, width=_WIDTH_OF_A_PIPE)
