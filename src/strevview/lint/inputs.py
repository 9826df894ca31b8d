"""What one run of the linter is asked to check: issues from paths or standard input, and rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from strevview.lint.selection import Selection, advice_on, is_known, split_names
from strevview.model.loading import (
    DEFAULT_FOLDER,
    SERIES_FILE,
    STANDARD_INPUT,
    IssueFiles,
    LoadedIssue,
    expand,
    issues_in,
    load_issue_text,
    load_shelf,
)
from strevview.source.reader import MAX_BYTES

# The path that stands for standard input.
STANDARD_INPUT_PATH = Path("-")


class UsageError(Exception):
    """What is wrong with a call, a line each; nothing was checked."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class Inputs(NamedTuple):
    """The issues to check and those beside them; `given` is the text of standard input."""

    issues: Collection[LoadedIssue]
    neighbours: Collection[LoadedIssue] = ()
    given: bytes | None = None

    def loaded(self) -> Inputs:
        """Return the same with all issues in memory, to be gone through more than once."""
        return self._replace(issues=tuple(self.issues), neighbours=tuple(self.neighbours))


def selection_of(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """Return the rules that options such as `SV2,SV301` select and ignore.

    Raises:
        UsageError: a name is that of no rule.
    """
    wanted = Selection(split_names(select), split_names(ignore))
    for name in (*wanted.select, *wanted.ignore):
        if not is_known(name):
            advice = advice_on(name, "`strevview rule` lists them")
            raise UsageError(f"there is no rule `{name}`; {advice}")
    return wanted


def read_inputs(
    paths: Sequence[Path], stdin: BinaryIO, stdin_name: Path | None, *, neighbours: bool
) -> Inputs:
    """Find the issues that paths stand for; `-` is the one that is read from `stdin`.

    Args:
        paths: Files and folders; none stands for `issues/`.
        stdin: Standard input.
        stdin_name: The file that standard input is going to be.
        neighbours: Whether the other issues beside them are wanted too.

    Raises:
        UsageError: a path leads to no issue.
    """
    if STANDARD_INPUT_PATH in paths:
        if len(paths) > 1:
            raise UsageError("`-` (standard input) goes with no other path")
        return _given(stdin.read(MAX_BYTES + 1), stdin_name)
    expanded = expand(paths)
    if expanded.diagnostics:
        raise UsageError(
            *(
                f"{fault.span.path if fault.span else ''}: {fault.message}; {fault.help}"
                for fault in expanded.diagnostics
            )
        )
    issues = IssueFiles(expanded.issues)
    others = IssueFiles(_others(expanded.issues), issues) if neighbours else ()
    return Inputs(issues, others)


def _given(data: bytes, name: Path | None) -> Inputs:
    if name is None:
        folder = DEFAULT_FOLDER if (DEFAULT_FOLDER / SERIES_FILE).exists() else Path()
        return Inputs((load_issue_text(data, STANDARD_INPUT, load_shelf(folder)),), given=data)
    return Inputs((load_issue_text(data, str(name), load_shelf(name.parent)),), given=data)


def _others(paths: Sequence[Path]) -> list[Path]:
    known = {path.resolve() for path in paths}
    folders = dict.fromkeys(path.parent for path in paths)
    beside = [path for folder in folders if folder.is_dir() for path in issues_in(folder)]
    return [path for path in beside if path.resolve() not in known]
