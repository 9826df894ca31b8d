"""Runs the rules over issues; one that fails hides no finding of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from strevview.diagnostics import Diagnostic, Span, error, in_order
from strevview.lint.per_issue import forget
from strevview.lint.registry import checking_rules
from strevview.lint.selection import Selection
from strevview.lint.settings import Settings

if TYPE_CHECKING:
    from strevview.lint.rule import Rule
    from strevview.model.loading import LoadedIssue, Shelf
    from strevview.model.places import Places

T = TypeVar("T")

INTERNAL = "SV000"
# A file that is no issue at all would bring the same complaint without end.
MOST = 1000
# A value that YAML cut short or split: what rules say of the rest in its line comes of that.
CUT_SHORT = ("SV010", "SV011")
# What a comment that speaks to the linter holds; without it none is looked for.
MARK = "strevview:"
# What an item must have: in a draft its lack is a warning.
REQUIRED_FAMILY = "SV1"


def check(
    issues: Sequence[LoadedIssue],
    selection: Selection | None = None,
    neighbours: Sequence[LoadedIssue] = (),
) -> tuple[Diagnostic, ...]:
    """Return every complaint about issues and the files beside them, in order and each once.

    Rules across issues also read `neighbours`, and speak only of `issues` and their shelves. Faults
    of a file that could not be read are told whatever is selected.
    """
    wanted = selection or Selection()
    several = len(issues) + len(neighbours) > 1
    rules = [rule for rule in checking_rules(several) if wanted.takes(rule.code, rule.default)]
    shelves = list({id(issue.shelf): issue.shelf for issue in issues}.values())
    settings = Settings(shelves, issues, wanted.select)
    found: list[Diagnostic] = []
    for shelf in shelves:
        found += _selected(shelf.diagnostics, wanted)
        found += _check_shelf(rules, shelf)
        found += _selected(settings.complaints(shelf), wanted)
    for issue in issues:
        found += issue.diagnostics if issue.issue is None else _selected(issue.diagnostics, wanted)
        found += _check_issue(rules, issue)
        found += _selected(settings.complaints_of(issue), wanted)
        if several:
            forget(issue)
    found += _check_all(rules, issues, neighbours)
    kept = settings.apply(dict.fromkeys(found))
    places = [place for place in _sources(shelves, issues) if MARK in place.source.text]
    if not places:
        return _bounded(in_order(kept))
    from strevview.lint.suppression import Ran, suppress

    return _bounded(in_order(suppress(kept, places, Ran(wanted, several))))


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
            kept.append(replace(found, message=f"{found.message} (more of this kind follow)"))
    return tuple(kept)


def failed(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether a rule failed (a fault of ours, exit 2)."""
    return any(diagnostic.code == INTERNAL for diagnostic in diagnostics)


def _selected(diagnostics: Iterable[Diagnostic], wanted: Selection) -> list[Diagnostic]:
    return [found for found in diagnostics if wanted.takes(found.code)]


def _check_issue(rules: Iterable[Rule], issue: LoadedIssue) -> Iterator[Diagnostic]:
    if issue.issue is None:
        return
    cut = {d.span.line for d in issue.diagnostics if d.code in CUT_SHORT and d.span}
    for rule in rules:
        if rule.check is not None:
            for found in _guarded(rule, rule.check, issue, issue.name):
                if found.span is not None and found.span.line in cut:
                    continue
                gap = issue.draft and found.code.startswith(REQUIRED_FAMILY)
                yield found.as_warning() if gap else found


def _check_shelf(rules: Iterable[Rule], shelf: Shelf) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.check_shelf is not None:
            yield from _guarded(rule, rule.check_shelf, shelf, None)


def _check_all(
    rules: Iterable[Rule], issues: Sequence[LoadedIssue], neighbours: Sequence[LoadedIssue]
) -> Iterator[Diagnostic]:
    readable = sorted((issue for issue in (*issues, *neighbours) if issue.issue), key=_age)
    if len(readable) < 2:
        return
    silent = {issue.name for issue in neighbours} - {issue.name for issue in issues}
    for rule in rules:
        if rule.check_all is not None:
            for found in _guarded(rule, rule.check_all, readable, None):
                if found.span is None or found.span.path not in silent:
                    yield found


def _age(issue: LoadedIssue) -> tuple[str, str]:
    return str(issue.issue.period) if issue.issue else "", issue.name


def _guarded(
    rule: Rule, run: Callable[[T], Iterator[Diagnostic]], subject: T, name: str | None
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    try:
        for diagnostic in run(subject):
            found.append(diagnostic)
            if len(found) > MOST:
                break
    except Exception as reason:  # noqa: BLE001
        message = f"the rule {rule.code} failed: {type(reason).__name__}: {reason}"
        advice = "this is a fault of strevview, please report it; the other findings hold"
        found.append(error(INTERNAL, message, Span.point(name) if name else None, advice))
    return found


def _sources(shelves: Iterable[Shelf], issues: Iterable[LoadedIssue]) -> list[Places]:
    places = [p for shelf in shelves for p in (shelf.series_places, shelf.actors_places)]
    places += [issue.places for issue in issues]
    return [place for place in places if place is not None]
