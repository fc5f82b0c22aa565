"""One LibreOffice process of our own, from its start to its clean end.

It has a profile of its own and listens on a pipe of its own, so that it meets no other
LibreOffice of the machine. Books are closed before it quits: a quit with open books
leaves lock files, and the next save fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.engines.office_engine.bridge import uno

_SECONDS_TO_START = 60
_SECONDS_TO_END = 15
# Whatever becomes of the tests, the pipe to them closes, and then all of it ends.
_WATCHED = 'exec 3<&0; (read -r _ <&3; kill -9 0) & exec "$@" 3<&- </dev/null'


class Connection:
    """The way to a LibreOffice that listens on a pipe; ``desktop`` opens documents."""

    def __init__(self, pipe: str, alive: Callable[[], bool] = lambda: True) -> None:
        """Waits until it answers. Raises RuntimeError where it does not."""
        self.context = _connected(f"uno:pipe,name={pipe};urp;", alive)
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        manager = self.context.ServiceManager
        return manager.createInstanceWithContext(name, self.context)


class OfficeProcess:
    """A running LibreOffice; ``pipe`` is where others may reach it too."""

    def __init__(self) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="rs-office-"))
        self.pipe = f"rs{os.getpid()}x{time.monotonic_ns()}"
        command = ["soffice", "--headless", "--norestore", "--nologo", "--nodefault"]
        command += [f"-env:UserInstallation={self._profile.as_uri()}"]
        command += [f"--accept=pipe,name={self.pipe};urp;"]
        self._process = subprocess.Popen(
            ["sh", "-c", _WATCHED, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its helpers can be ended with it
        )
        try:
            self.connection = Connection(self.pipe, self._is_alive)
        except BaseException:
            self._end_by_force()
            raise

    def _is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Closes what is open and waits until the process is gone."""
        lost = uno().getClass("com.sun.star.uno.Exception")
        desktop = self.connection.desktop
        try:
            for document in list(desktop.Components):
                document.close(True)
            desktop.terminate()
        except lost:
            pass  # it ends while it answers
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self._end_by_force()

    def _end_by_force(self) -> None:
        self._process.communicate()  # closes the pipe
        shutil.rmtree(self._profile, ignore_errors=True)


def _connected(address: str, alive: Callable[[], bool]) -> Any:
    here = uno().getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    not_yet = uno().getClass("com.sun.star.connection.NoConnectException")
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"{address}StarOffice.ComponentContext")
        except not_yet:
            if not alive() or time.monotonic() > until:
                raise RuntimeError("LibreOffice did not start") from None
            time.sleep(0.03)
