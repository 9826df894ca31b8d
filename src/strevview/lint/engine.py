"""Finds the issues that are asked for, and runs the rules over them.

A rule that fails hides no finding of the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple

from strevview.diagnostics import Diagnostic, Span, error, in_order
from strevview.lint import rules as _families  # noqa: F401 - loading them fills RULES
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.registry import INTERNAL, RULES, Rule, Subject
from strevview.lint.selection import (
    Selection,
    Suppression,
    UsageError,
    ignored_beside,
    ignored_in,
    read_comments,
    settings_faults,
    suppress,
    without_unwanted,
)
from strevview.model.loading import (
    DEFAULT_FOLDER,
    SERIES_FILE,
    STANDARD_INPUT,
    IssueFiles,
    LoadedIssue,
    Shelf,
    expand,
    issues_in,
    load_issue_text,
    load_shelf,
)
from strevview.source.disk import MAX_BYTES
from strevview.source.nodes import Places
from strevview.style.style_folder import style_faults

# A file that is no issue at all would bring the same complaint without end.
MOST = 1000
# A value that YAML cut short or split: what rules say of the rest in its line comes of that.
CUT_SHORT = ("SV010", "SV011")
# What a comment that speaks to the linter holds; without it none is looked for.
MARK = "strevview:"
# What an item must have, and letters that no font has: in a draft the lack is a warning.
GAPS = ("SV1", "SV610")
# The path that stands for standard input.
STANDARD_INPUT_PATH = Path("-")


class Inputs(NamedTuple):
    """The issues to check and those beside them; `given` is what standard input holds of one."""

    issues: Collection[LoadedIssue]
    neighbours: Collection[LoadedIssue] = ()
    given: bytes | None = None

    def loaded(self) -> Inputs:
        """Return the same with all issues in memory, to be gone through more than once."""
        return self._replace(issues=tuple(self.issues), neighbours=tuple(self.neighbours))


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
    folder = DEFAULT_FOLDER if (DEFAULT_FOLDER / SERIES_FILE).exists() else Path()
    shelf = load_shelf(folder if name is None else name.parent)
    return Inputs((load_issue_text(data, str(name or STANDARD_INPUT), shelf),), given=data)


def _others(paths: Sequence[Path]) -> list[Path]:
    known = {path.resolve() for path in paths}
    folders = dict.fromkeys(path.parent for path in paths)
    beside = [path for folder in folders if folder.is_dir() for path in issues_in(folder)]
    return [path for path in beside if path.resolve() not in known]


def check(
    issues: Collection[LoadedIssue],
    selection: Selection | None = None,
    neighbours: Collection[LoadedIssue] = (),
) -> tuple[Diagnostic, ...]:
    """Return every complaint about issues and the files beside them, in order and each once.

    Each issue is asked for once and not kept. Rules across issues also read `neighbours`, and
    speak only of `issues` and their shelves. Faults of a file that could not be read are told
    whatever is selected.
    """
    run = _Check(selection or Selection(), len(issues) + len(neighbours) > 1)
    for issue in issues:
        run.take(issue)
        # Let go of it before the next one is loaded.
        del issue
    for issue in neighbours:
        run.take_neighbour(issue)
        del issue
    return run.end()


class _Check:
    """One run of the rules; it keeps complaints and what rules across issues need, no issue."""

    def __init__(self, wanted: Selection, several: bool) -> None:
        self._wanted = wanted
        self._several = several
        self._rules: dict[Subject, list[Rule]] = {subject: [] for subject in Subject}
        for rule in RULES:
            if wanted.takes(rule.code, rule.default):
                self._rules[rule.subject].append(rule)
        self._shelves: dict[int, Shelf] = {}
        self._found: list[Diagnostic] = []
        # By the code of a rule across issues, what it needs of each: period, name, what it took.
        self._gathered: dict[str, list[tuple[str, str, object]]] = defaultdict(list)
        self._comments: list[Suppression | Diagnostic] = []
        self._ignored: dict[str, frozenset[str]] = {}
        self._silent: set[str] = set()

    def take(self, loaded: LoadedIssue) -> None:
        """Check an issue and, with the first of its folder, what the issues there share."""
        if id(loaded.shelf) not in self._shelves:
            self._take_shelf(loaded.shelf)
        issue = CheckedIssue.of(loaded)
        if issue is None:
            self._found += loaded.diagnostics
        else:
            self._found += self._selected((*loaded.diagnostics, *style_faults(loaded)))
            self._found += self._check_issue(issue, loaded)
            own = settings_faults(issue.model.series, issue.places, "series")
            self._found += self._selected(own)
            self._gather(issue)
        self._ignored.update(ignored_in(loaded))
        if loaded.places is not None:
            self._read_comments(loaded.places)

    def take_neighbour(self, loaded: LoadedIssue) -> None:
        """Take of an issue that is not complained of what rules across issues need."""
        self._silent.add(loaded.name)
        issue = CheckedIssue.of(loaded)
        if issue is not None:
            self._gather(issue)

    def end(self) -> tuple[Diagnostic, ...]:
        """Return what was found, after a look across the issues."""
        found = dict.fromkeys((*self._found, *self._check_across()))
        kept = without_unwanted(found, self._ignored, self._wanted.select)
        kept = suppress(kept, self._comments, self._wanted, self._ran)
        return _bounded(in_order(kept))

    def _ran(self, code: str) -> bool:
        rules = [rule for rule in RULES if rule.code == code]
        asked = self._wanted.takes(code, all(rule.default for rule in rules))
        needs_several = any(rule.subject is Subject.ACROSS for rule in rules)
        return asked and (self._several or not needs_several)

    def _take_shelf(self, shelf: Shelf) -> None:
        self._shelves[id(shelf)] = shelf
        self._found += self._selected(shelf.diagnostics)
        for rule in self._rules[Subject.SHELF]:
            self._found += _guarded(rule, shelf, None)
        self._found += self._selected(settings_faults(shelf.series, shelf.series_places))
        self._ignored.update(ignored_beside(shelf))
        self._read_comments(*shelf.files)

    def _read_comments(self, *files: Places) -> None:
        for file in files:
            if MARK in file.source.text:
                self._comments += read_comments(file)

    def _selected(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        return [found for found in diagnostics if self._wanted.takes(found.code)]

    def _check_issue(self, issue: CheckedIssue, loaded: LoadedIssue) -> Iterator[Diagnostic]:
        cut = {d.span.line for d in loaded.diagnostics if d.code in CUT_SHORT and d.span}
        for rule in self._rules[Subject.ISSUE]:
            for found in _guarded(rule, issue, issue.name):
                if found.span is None or found.span.line not in cut:
                    gap = issue.model.draft and found.code.startswith(GAPS)
                    yield found.as_warning() if gap else found

    def _gather(self, issue: CheckedIssue) -> None:
        for rule in self._rules[Subject.ACROSS] if self._several else ():
            if rule.gather is not None:
                try:
                    taken = (str(issue.model.period), issue.name, rule.gather(issue))
                    self._gathered[rule.code].append(taken)
                except Exception as reason:  # noqa: BLE001
                    self._found.append(_failure(rule, reason, issue.name))

    def _check_across(self) -> Iterator[Diagnostic]:
        for rule in self._rules[Subject.ACROSS]:
            oldest_first = sorted(self._gathered[rule.code], key=itemgetter(0, 1))
            if len(oldest_first) > 1:
                for found in _guarded(rule, [taken for *_, taken in oldest_first], None):
                    if found.span is None or found.span.path not in self._silent:
                        yield found


def _bounded(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what a rule says of a file beyond its first `MOST` complaints; the last says so."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: list[Diagnostic] = []
    for found in diagnostics:
        key = (found.span.path if found.span else "", found.code)
        counts[key] += 1
        if counts[key] < MOST:
            kept.append(found)
        elif counts[key] == MOST:
            kept.append(found._replace(message=f"{found.message} (more of this kind follow)"))
    return tuple(kept)


def _guarded(rule: Rule, subject: object, name: str | None) -> list[Diagnostic]:
    """Run a rule; should it fail, that is one more complaint, about the file of a name."""
    found: list[Diagnostic] = []
    try:
        for finding in rule.check(subject):
            found.append(rule.diagnostic(finding))
            if len(found) > MOST:
                break
    except Exception as reason:  # noqa: BLE001
        found.append(_failure(rule, reason, name))
    return found


def _failure(rule: Rule, reason: Exception, name: str | None) -> Diagnostic:
    message = f"the rule {rule.code} failed: {type(reason).__name__}: {reason}"
    advice = "this is a fault of strevview, please report it; the other findings hold"
    return error(INTERNAL, message, Span.point(name) if name else None, advice)
