"""Work that goes wrong, for processes that have to be replaced."""

from __future__ import annotations

import mmap
import os
import signal
import sys
import time


def misbehave(job: str) -> str:
    """What the job is called is what happens."""
    if job == "crash":
        os._exit(3)
    if job == "leave as if all were well":
        os._exit(0)
    if job == "be killed":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if job == "hang":
        time.sleep(600)
    if job == "hang and not listen":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if job == "eat memory":
        try:
            return str(len(bytearray(2 << 30)))
        except MemoryError:
            return "no more memory"
    if job == "swell where nothing is refused":
        with mmap.mmap(-1, 400 << 20) as shared:  # not counted where Linux counts
            while shared.write(bytes(1 << 20)) and shared.tell() < len(shared):
                pass
            time.sleep(600)
    if job == "shout":
        print("to stdout", flush=True)
        sys.stderr.write("to stderr\n")
        os.write(2, b"and past Python\n")
    return f"{job} in {os.getpid()}"
