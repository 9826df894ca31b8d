"""A bar that says how far a build or an import is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Column

from strevview.report.text import counted, visible

_BAR_CELLS = 20


class Progress:
    """Shows a line on standard error, and clears it at the end; nothing where that is no terminal.

    `total` is the number of issues, `doing` what is done to each.
    """

    def __init__(self, total: int, doing: str = "building") -> None:
        # A long name is cut, and not the numbers before it.
        rest = Column(ratio=1, no_wrap=True)
        name = TextColumn("{task.description}", markup=False, table_column=rest)
        columns: tuple[ProgressColumn, ...] = (name,)
        if total > 1:
            counts = TextColumn("{task.completed}/{task.total}, {task.fields[pages]},")
            columns = (BarColumn(_BAR_CELLS), counts, name)
        # What is printed meanwhile goes where it belongs: standard output may be a file.
        self._bar = Bar(
            *columns,
            console=Console(stderr=True, emoji=False, highlight=False),
            expand=True,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not (total and sys.stderr.isatty()),
        )
        # Of one issue there is no more to say than its name.
        self._doing = f"{doing} " if total == 1 else ""
        self._pages = 0
        self._task = self._bar.add_task("", total=total, pages="0 pages")

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def name(self, name: str) -> None:
        """Say which issue is awaited."""
        self._bar.update(self._task, description=f"{self._doing}{visible(name)} …")

    def advance(self, pages: int) -> None:
        """Count one issue as done, of so many pages."""
        self._pages += pages
        self._bar.update(self._task, advance=1, pages=counted(self._pages, "page"))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        self._bar.stop()
        yield
        self._bar.start()
