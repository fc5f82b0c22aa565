"""What xlwings asks of an engine and of the application: apps, books, settings.

Comes in: a ``Program``. Goes out: an engine for ``xw.engines.add``. An app here is one
Excel window group with books of its own; several may share one program. What only a
screen would show (status bar, message boxes) is kept to be looked at by tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import xlwings as xw

from tests.engines.driver import BookDriver, Program
from tests.engines.values import cleaned, prepared
from tests.engines.wire import Wire, call, put, refused
from tests.engines.xl_book import BookImpl
from tests.engines.xl_range import RangeImpl

NO_MACRO = (
    "Cannot run the macro '{}'. The macro may not be available in this workbook or "
    "all macros may be disabled."
)


class EngineImpl:
    """The engine xlwings talks to: one kind of program."""

    type = "desktop"

    def __init__(self, program: Program) -> None:
        self.program = program
        self.name = program.name
        self.apps = AppsImpl(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any = None) -> Any:
        return prepared(value)

    @staticmethod
    def clean_value_data(
        data: Any, day: Any, empty: Any, number: Any, errors_as_text: bool
    ) -> list[list[Any]]:
        return cleaned(data, day, empty, number, errors_as_text)


class AppsImpl:
    """Running apps, the one in front first."""

    def __init__(self, engine: EngineImpl) -> None:
        self.engine = engine
        self.running: list[AppImpl] = []
        self._pids = count(4001)

    def add(self, **options: Any) -> AppImpl:
        app = AppImpl(self.engine, next(self._pids))
        self.running.insert(0, app)
        if options.get("add_book"):
            app.books.add()
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Iterator[AppImpl]:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> AppImpl:
        return next(app for app in self.running if app.pid == pid)


def _setting(name: str) -> property:
    """A switch of the application that no workbook sees."""

    def read(self: AppImpl) -> Any:
        return self.wire.pass_through(f"AppImpl.{name}", lambda: self.settings[name])

    def write(self: AppImpl, value: Any) -> None:
        change = {name: value}
        self.wire.pass_through(
            f"AppImpl.{name} =", lambda: self.settings.update(change)
        )

    return property(read, write)


class AppImpl:
    """One Excel. ``statuses`` and ``alerts`` keep what a person would have seen."""

    version = "16.0"
    path = startup_path = ""

    def __init__(self, engine: EngineImpl, pid: int) -> None:
        self.engine = engine
        self.pid = pid
        self.hwnd = pid * 16
        self.wire = Wire(explained=engine.program.explained)
        self.opened: list[BookImpl] = []
        self.front: list[BookImpl] = []  # the active book first
        self.macros: dict[str, Callable[..., Any]] = {}
        self.addins: dict[str, Any] = {}
        self.statuses: list[str | bool] = []
        self.alerts: list[tuple[str, str]] = []  # title, text
        self.answers: list[str] = []  # what a person will press, in order
        self.settings: dict[str, Any] = {
            "visible": True,
            "display_alerts": True,
            "enable_events": True,
            "interactive": True,
            "cut_copy_mode": False,
        }
        self._status: str | bool = False
        self._redraws = True
        self._calculation = "automatic"

    @property
    def api(self) -> AppImpl:
        return self

    visible = _setting("visible")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    interactive = _setting("interactive")
    cut_copy_mode = _setting("cut_copy_mode")

    @property
    def books(self) -> BooksImpl:
        return BooksImpl(self)

    @property
    @call
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    @put
    def status_bar(self, text: str | bool) -> None:
        self._status = text
        self.statuses.append(text)

    @property
    @call
    def screen_updating(self) -> bool:
        return self._redraws

    @screen_updating.setter
    @put
    def screen_updating(self, redraws: bool) -> None:
        self._redraws = redraws
        for book in self.opened:
            book.driver.redraws(redraws)

    @property
    @call
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    @put
    def calculation(self, mode: str) -> None:
        self._calculation = mode
        for book in self.opened:
            book.driver.recalculates(mode != "manual")

    @call
    def calculate(self) -> None:
        for book in self.opened:
            book.driver.calculate()

    @property
    @call
    def selection(self) -> RangeImpl | None:
        return self.front[0].selected() if self.front else None

    @call
    def activate(self, steal_focus: bool = False) -> None:
        self.engine.apps.running.remove(self)
        self.engine.apps.running.insert(0, self)

    @call
    def alert(
        self,
        prompt: str,
        title: str | None,
        buttons: str | None,
        mode: str | None,
        callback: str | None,
    ) -> str:
        self.alerts.append((title or "", prompt))
        if buttons in (None, "ok"):
            return "ok"
        return self.answers.pop(0) if self.answers else "cancel"

    def load_addin(self, path: Path, name: str = "rs_excel.xlam") -> None:
        """Has the macros of ``path`` at hand, as Excel has an add-in's."""
        self.addins[name] = self.engine.program.load_addin(path)

    @call
    def run(self, macro: str, arguments: Sequence[Any]) -> Any:
        """``rs_excel.xlam!Marks.Apply``: a Python stand-in, else an add-in's own."""
        if macro in self.macros:
            return self.macros[macro](*arguments)
        book, _, procedure = macro.rpartition("!")
        addin = self.addins.get(book.strip("'"))
        if addin is None:
            raise refused(NO_MACRO.format(macro))
        try:
            return self.engine.program.run(addin, procedure, arguments)
        except LookupError:
            raise refused(NO_MACRO.format(macro)) from None

    def quit(self) -> None:
        self.wire.break_when(None)
        for book in list(self.opened):
            book.close()
        for addin in self.addins.values():
            self.engine.program.unload(addin)
        if self in self.engine.apps.running:
            self.engine.apps.running.remove(self)

    kill = quit


class BooksImpl:
    """The books of an app, in the order they were opened."""

    def __init__(self, app: AppImpl) -> None:
        self.app = app

    @property
    def wire(self) -> Wire:
        return self.app.wire

    @property
    def api(self) -> BooksImpl:
        return self

    @property
    @call
    def active(self) -> BookImpl:
        if not self.app.front:
            raise refused("There is no active workbook.")
        return self.app.front[0]

    @call
    def __call__(self, name_or_index: str | int) -> BookImpl:
        if isinstance(name_or_index, int):
            return self.app.opened[name_or_index - 1]
        for book in self.app.opened:
            if book.title().lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    @call
    def __len__(self) -> int:
        return len(self.app.opened)

    def __iter__(self) -> Iterator[BookImpl]:
        return iter(self._all())

    @call
    def _all(self) -> list[BookImpl]:
        return list(self.app.opened)

    @call
    def add(self) -> BookImpl:
        title = f"Book{len(self.app.opened) + 1}"
        return self.take_in(self.app.engine.program.new(title), title)

    @call
    def open(
        self,
        fullname: str,
        update_links: Any = None,
        read_only: bool | None = None,
        *others: Any,
    ) -> BookImpl:
        program, path = self.app.engine.program, Path(fullname)
        return self.take_in(program.open(path, read_only=bool(read_only)), path.name)

    def take_in(self, driver: BookDriver, title: str) -> BookImpl:
        """A workbook the program holds, as a book of this app, and the active one."""
        book = BookImpl(self.app, driver, unsaved=title)
        self.app.opened.append(book)
        self.app.front.insert(0, book)
        return book


def registered(program: Program) -> xw.main.Engine:
    """The program as an engine of xlwings, known by its name."""
    engine = xw.main.Engine(impl=EngineImpl(program))
    xw.engines.add(engine)
    return engine
