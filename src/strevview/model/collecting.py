"""From the paths a user names to the issues they stand for."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.loading import (
    ACTORS_FILE,
    SERIES_FILE,
    LoadedIssue,
    Shelf,
    load_issue,
    load_shelf,
)

STANDARD_INPUT = "<stdin>"
DEFAULT_FOLDER = Path("issues")


class Expanded(NamedTuple):
    """The issue files that paths stand for, each once, and what is wrong with the paths."""

    issues: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def expand(paths: Iterable[Path] = ()) -> Expanded:
    """Return the issue files for files and folders; none stands for `issues/`.

    A folder stands for its issues, series.yaml and actors.yaml for all issues beside them.
    """
    found: dict[str, Path] = {}
    faults: list[Diagnostic] = []
    for path in tuple(paths) or (DEFAULT_FOLDER,):
        # The functions of os.path take a name that no file can have for one that is not there.
        if not os.path.exists(path):  # noqa: PTH110
            faults.append(_missing(path))
            continue
        folder = path.parent if path.name in (SERIES_FILE, ACTORS_FILE) else path
        try:
            issues = issues_in(folder) if folder.is_dir() else (path,)
        except OSError as reason:
            faults.append(_unreadable(folder, reason))
            continue
        if not issues:
            faults.append(_no_issues(path))
        for issue in issues:
            found.setdefault(os.path.abspath(issue), issue)  # noqa: PTH100
    return Expanded(tuple(found.values()), tuple(faults))


def issues_in(folder: Path) -> tuple[Path, ...]:
    """Return the issue files of a folder in the order of their names.

    Raises OSError for a folder that may not be read.
    """
    names = sorted(
        name
        for name in os.listdir(folder)  # noqa: PTH208
        if name.endswith(".yaml") and name[0] != "." and name not in (SERIES_FILE, ACTORS_FILE)
    )
    return tuple(folder / name for name in names)


class IssueFiles(Collection[LoadedIssue]):
    """Issue files, each loaded when its turn comes and kept by nobody here.

    Those of one folder share its series and actors, read once.
    """

    def __init__(self, paths: Sequence[Path], beside: IssueFiles | None = None) -> None:
        """Take paths of files; `beside` are others, in part of the same folders."""
        self._paths = tuple(paths)
        self._shelves: dict[str, Shelf] = {} if beside is None else beside._shelves

    def __iter__(self) -> Iterator[LoadedIssue]:
        """Load the issues one after the other."""
        for path in self._paths:
            yield load_issue(path, self._shelf(path))

    def _shelf(self, path: Path) -> Shelf:
        folder = os.path.abspath(path.parent)  # noqa: PTH100
        if folder not in self._shelves:
            self._shelves[folder] = load_shelf(path.parent)
        return self._shelves[folder]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._paths)

    def __contains__(self, issue: object) -> bool:
        """Return whether an issue is one of the files."""
        return isinstance(issue, LoadedIssue) and Path(issue.name) in self._paths


def load_all(paths: Sequence[Path]) -> tuple[LoadedIssue, ...]:
    """Load issue files; those of one folder share its series and actors, read once."""
    return tuple(IssueFiles(paths))


def _missing(path: Path) -> Diagnostic:
    other = path.with_suffix(".yml") if path.suffix == ".yaml" else None
    if path == DEFAULT_FOLDER:
        advice = "go to the folder that holds `issues/`; `strevview new 2025-10` starts one"
    elif other is not None and os.path.exists(other):  # noqa: PTH110
        advice = f"rename {other.name} to {path.name}"
    else:
        advice = "check the spelling of the path"
    return error("SV018", "no such file or folder", Span.point(str(path)), advice)


def _unreadable(folder: Path, reason: OSError) -> Diagnostic:
    text = f"the folder cannot be read: {reason.strerror or reason}"
    return error("SV018", text, Span.point(str(folder)), "check that you may open it")


def _no_issues(path: Path) -> Diagnostic:
    folder = path if path.is_dir() else path.parent
    other = next((name for name in sorted(os.listdir(folder)) if name.endswith(".yml")), None)  # noqa: PTH208
    advice = "`strevview new 2025-10` writes one"
    if other is not None:
        advice = f"the name of an issue's file ends in .yaml: rename {other}"
    return error("SV018", "no issues are here", Span.point(str(path)), advice)
