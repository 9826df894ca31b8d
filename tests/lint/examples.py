"""A small issue for tests, and ways to read and lint variations of it."""

from __future__ import annotations

from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.lint.selection import Selection
from strevview.model.loading import LoadedIssue, Shelf, load_issue_text, load_shelf

CASES = Path(__file__).parent.parent / "cases" / "lint"
GOOD = (CASES / "SV101" / "good.yaml").read_text("utf-8")
DATE = "        date: 2025-07-31\n"
ACTORS = "        actors:\n          - SUPARCO\n"
NAME = "issues/2025-07.yaml"


def read(text: str, name: str = NAME, shelf: Shelf | None = None) -> LoadedIssue:
    """Read an issue from text, with the series and actors of the examples."""
    return load_issue_text(text.encode(), name, shelf or load_shelf(CASES))


def lint(text: str, *select: str) -> tuple[Diagnostic, ...]:
    """Lint an issue from text."""
    return check((read(text),), Selection(select))


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return the codes of complaints in their order."""
    return [diagnostic.code for diagnostic in diagnostics]
