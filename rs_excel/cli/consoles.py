"""The console that results are printed to."""

from __future__ import annotations

from rich.console import Console

_WIDTH_OF_A_PIPE = 160


class _Console(Console):
    """Leaves a reader that has gone away to the command, which knows the exit code."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def results_console() -> Console:
    """Standard output. A pipe has no width of its own, and tables want room."""
    console = _Console(highlight=False)
    if console.is_terminal:
        return console
    return _Console(highlight=False, width=_WIDTH_OF_A_PIPE)
