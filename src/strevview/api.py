"""The public Python API: load, lint, build and extract, as the commands do, without printing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from strevview.build.extract import recall, write_out
from strevview.build.turn import Builder, Outcome, Task
from strevview.diagnostics import Diagnostic, has_errors
from strevview.lint.engine import check
from strevview.model.loading import LoadedIssue, expand, load_all

__all__ = ["StrevviewError", "build", "extract", "lint", "load"]


class StrevviewError(Exception):
    """A path or a PDF that cannot be used; `diagnostics` say why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(found.message for found in self.diagnostics))


def load(*paths: str | Path) -> tuple[LoadedIssue, ...]:
    """Load issue files and folders; none stands for `issues/`.

    Faults inside the files are among each issue's `diagnostics`, or its shelf's.

    Raises:
        StrevviewError: a path leads to no issue.
    """
    expanded = expand(map(Path, paths))
    if has_errors(expanded.diagnostics):
        raise StrevviewError(expanded.diagnostics)
    return load_all(expanded.issues)


def lint(*issues: LoadedIssue) -> tuple[Diagnostic, ...]:
    """Return every complaint about loaded issues and the files beside them."""
    return check(issues)


def build(issue: str | Path, pdf: str | Path) -> Outcome:
    """Build one issue file to a PDF, up to date or not; an error stops it before it is written.

    The outcome tells of pages, words, links and every complaint; `done` whether it was written.
    """
    return Builder().build(Task(Path(issue), Path(pdf)))


def extract(pdf: str | Path, folder: str | Path) -> tuple[Path, ...]:
    """Write the folder that a PDF was made from; return the files written.

    Raises:
        StrevviewError: the PDF is none of ours or was changed, or a file that differs is there.
        OSError: the PDF cannot be read.
    """
    recalled = recall(Path(pdf).read_bytes(), str(pdf))
    if isinstance(recalled, Diagnostic):
        raise StrevviewError((recalled,))
    written, faults = write_out(recalled, Path(folder))
    if faults:
        raise StrevviewError(faults)
    return written
