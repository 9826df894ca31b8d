"""The example files under tests/cases/lint: a folder a rule, with what is expected in the files.

`good*.yaml` and `bad*.yaml` are issues of their own; `good*/` and `bad*/` are folders of issues.
A line `# expect: SV102 12:9` names a finding by code, line and column, and perhaps with words of
its message or help behind; in a folder, the finding may be in another file: `# expect: SV018
2025-07.yaml 1:1`. A file has the name of its period unless it says `# name: 2025-08.yaml`;
series.yaml and actors.yaml beside it, else those of tests/cases/lint, are its shelf.
`mended_bad.yaml` is what the fixes of its rule make of `bad.yaml`.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.lint.selection import Selection
from strevview.model.loading import (
    ACTORS_FILE,
    SERIES_FILE,
    LoadedIssue,
    issues_in,
    load_all,
    load_issue_text,
    load_shelf,
)

CASES = Path(__file__).parent.parent / "cases" / "lint"
_EXPECT = re.compile(r"^\s*# expect: (SV\d{3}) (?:(\S+) )?(\d+):(\d+)(.*)$", re.MULTILINE)
_NAME = re.compile(r"^# name: (\S+)$", re.MULTILINE)
_PERIOD = re.compile(r"^period: (\d{4}-\d\d)(?:/(\d{4}-\d\d))?\s*$", re.MULTILINE)

# A finding: file, code, line, column.
Finding = tuple[str, str, int, int]
SHELF_FILES = (SERIES_FILE, ACTORS_FILE)


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule's folder."""

    code: str
    path: Path

    @property
    def is_good(self) -> bool:
        """Whether nothing may be found."""
        return self.path.name.startswith("good")

    def __str__(self) -> str:
        return f"{self.code}/{self.path.name}"


def cases() -> list[Case]:
    """Return every example, in order; a name that is neither good nor bad is a mistake."""
    found = []
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(("good", "bad")):
                found.append(Case(folder.name, path))
    return found


def findings(case: Case) -> tuple[Diagnostic, ...]:
    """Lint an example with the rules that are on, and with the one it stands for."""
    issues = _issues(case)
    usual = check(issues)
    return tuple(dict.fromkeys((*usual, *check(issues, Selection((case.code,))))))


def expected(case: Case) -> Counter[Finding]:
    """Return the findings that the example's files name."""
    return Counter(
        (name or shown, code, int(line), int(column))
        for path, shown in _files(case)
        for code, name, line, column, _ in _EXPECT.findall(path.read_bytes().decode("latin-1"))
    )


def words(case: Case) -> list[str]:
    """Return the words of messages and help that the example's files name."""
    texts = (path.read_bytes().decode("latin-1") for path, _ in _files(case))
    return [found[-1].strip() for text in texts for found in _EXPECT.findall(text) if found[-1]]


def found(diagnostics: tuple[Diagnostic, ...]) -> Counter[Finding]:
    """Return findings in the form of `expected`; one without a place is at 0:0 of no file."""
    return Counter(
        (Path(d.span.path).name, d.code, d.span.line, d.span.column)
        if d.span
        else ("", d.code, 0, 0)
        for d in diagnostics
    )


def _files(case: Case) -> Iterator[tuple[Path, str]]:
    """Yield the files of an example with the names that complaints know them by."""
    if case.path.is_dir():
        yield from ((path, path.name) for path in case.path.glob("*.yaml") if path.is_file())
        return
    yield case.path, _name(case)
    for name in SHELF_FILES:
        if not case.is_good and case.path.with_name(name).is_file():
            yield case.path.with_name(name), name


def _issues(case: Case) -> tuple[LoadedIssue, ...]:
    folder = case.path.parent
    if case.path.is_dir():
        return load_all(issues_in(case.path))
    own = any((folder / name).exists() for name in SHELF_FILES)
    shelf = load_shelf(folder if own else CASES)
    issue = load_issue_text(case.path.read_bytes(), str(folder / _name(case)), shelf)
    return (in_folder(issue, folder),)


def _name(case: Case) -> str:
    text = case.path.read_bytes().decode("latin-1")
    said, period = _NAME.search(text), _PERIOD.search(text)
    if said:
        return said.group(1)
    if period:
        return f"{'_'.join(part for part in period.groups() if part)}.yaml"
    return case.path.name


def in_folder(issue: LoadedIssue, folder: Path) -> LoadedIssue:
    """The same issue with its pictures in another folder."""
    moved = copy.copy(issue)
    vars(moved)["folder"] = folder
    return moved
