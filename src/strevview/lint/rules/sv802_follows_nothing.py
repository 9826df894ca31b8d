"""`follows:` leads to no item.

What:
    An entry of `follows:` whose issue is not in the folder, or whose issue has no item with this
    id. The ids of another issue are looked at when it is read too: with the whole folder, or as
    a neighbour.

Why:
    Whoever wants to know what came before finds nothing.

Example:
    follows:
      - 2025-01/prsc-e01

Fix:
    Correct it: `2025-01/prsc-eo1`, the name of the issue's file and the item's id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the references to an issue that is not there, or to no item of the issue itself."""
    for path, reference in _references(issue):
        stem = reference.partition("/")[0]
        if stem in _names(issue):
            yield from _judge(issue, path, reference, issue)
        elif issue.places is not None and not (issue.folder / f"{stem}.yaml").exists():
            message = f"there is no issue {stem}.yaml here"
            advice = "correct the entry, or put the issue into the folder"
            yield warning("SV802", message, issue.places.value(path), advice)


def check_all(issues: Sequence[LoadedIssue]) -> Iterator[Diagnostic]:
    """Yield the references to no item of another issue."""
    known = {(issue.folder, name): issue for issue in issues for name in _names(issue)}
    for issue in issues:
        for path, reference in _references(issue):
            target = known.get((issue.folder, reference.partition("/")[0]))
            if target is not None and target is not issue:
                yield from _judge(issue, path, reference, target)


def _references(issue: LoadedIssue) -> Iterator[tuple[Path, str]]:
    for path, item, _ in issue.items():
        for number, reference in enumerate(item.follows):
            place = (*path, "follows", number)
            if not is_faulty(issue, place):
                yield place, reference


def _names(issue: LoadedIssue) -> set[str]:
    """Return the names of an issue: its file's, and its period's."""
    period = issue.issue.period.stem if issue.issue and ("period",) not in issue.faulty else ""
    return {issue.stem, period} - {""}


def _judge(
    issue: LoadedIssue, path: Path, reference: str, target: LoadedIssue
) -> Iterator[Diagnostic]:
    stem, _, name = reference.partition("/")
    ids = [item.id for _, item, _ in target.items()]
    # An item that could not be read may be the one that is meant.
    if name in ids or target.faulty or issue.places is None:
        return
    close = get_close_matches(name, ids, n=1)
    advice = f"did you mean {stem}/{close[0]}?" if close else "look the item's id up"
    message = f"{stem} has no item `{name}`"
    yield warning("SV802", message, issue.places.value(path), advice)


RULE = Rule(
    code="SV802",
    name="follows-nothing",
    severity=Severity.WARNING,
    check=check,
    check_all=check_all,
)
