"""Turns of `watch` without a process of its own: the files are changed, then built."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from strevview.build.turn import Builder, Task, Turn
from strevview.preview.edition import Edition
from strevview.preview.placing import PrintedPlaces
from tests.desk import make_desk

MORE = Path(__file__).with_name("more.yaml").read_text("utf-8")
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title>'
    '<rect width="9" height="9"/></svg>'
)


class Desk:
    """A folder with an issue of two sections and a figure, and the builder that builds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_desk(folder)
        self.issue = folder / "issues" / "2025-07.yaml"
        self.issue.write_text(self.issue.read_text("utf-8") + MORE, "utf-8")
        # The highlight is another text than the title on purpose.
        series = folder / "issues" / "series.yaml"
        series.write_text(series.read_text("utf-8") + "lint:\n  ignore:\n    - SV501\n", "utf-8")
        (folder / "issues" / "pictures").mkdir()
        (folder / "issues" / "pictures" / "plan.svg").write_text(SQUARE, "utf-8")
        self.task = Task(self.issue, folder / "out" / "2025-07.pdf")
        self.builder = Builder()

    def turn(self) -> Turn:
        """Build the issue as it is now."""
        self.builder.refresh()
        return self.builder.take_turn(self.task)

    @cached_property
    def first(self) -> Turn:
        """The turn of the issue as it was at first."""
        turn = self.turn()
        assert turn.outcome.done, turn.outcome.diagnostics
        return turn

    @cached_property
    def pdf(self) -> bytes:
        """The PDF of the first turn."""
        assert self.first.outcome.done
        return self.task.pdf.read_bytes()

    def edition(self) -> Edition:
        """Return the first PDF, opened."""
        return Edition(self.pdf)

    def printed(self, edition: Edition) -> PrintedPlaces:
        """Return where the first issue is printed."""
        return PrintedPlaces(self.first.loaded, edition)


def line_of(text: str, words: str) -> tuple[int, int]:
    """Return the line and column, from 1, where words stand in a text; they must."""
    at = text.index(words)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
