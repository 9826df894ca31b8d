"""`follows:` leads to no item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Severity, Span, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


class Followed(NamedTuple):
    """What an issue is called, the ids of its items, and the items that it refers to.

    `whole` is false where an item that could not be read may be the one that is meant.
    """

    folder: FilePath
    names: frozenset[str]
    ids: tuple[str, ...]
    whole: bool
    references: tuple[tuple[Span | None, str], ...]


def gather(issue: LoadedIssue) -> Followed:
    """Return what an issue refers to, and what others may refer to in it."""
    period = issue.issue.period.stem if issue.issue and ("period",) not in issue.faulty else ""
    items = issue.items()
    return Followed(
        issue.folder,
        frozenset({issue.stem, period} - {""}),
        tuple(item.id for _, item, _ in items),
        not issue.faulty,
        tuple(
            (None if issue.places is None else issue.places.value(place), reference)
            for path, item, _ in items
            for number, reference in enumerate(item.follows)
            if not is_faulty(issue, place := (*path, "follows", number))
        ),
    )


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the references to an issue that is not there, or to no item of the issue itself."""
    own = gather(issue)
    for place, reference in own.references:
        stem = reference.partition("/")[0]
        if stem in own.names:
            yield from _judge(place, reference, own)
        elif not (issue.folder / f"{stem}.yaml").exists():
            message = f"there is no issue {stem}.yaml here"
            advice = "correct the entry, or put the issue into the folder"
            yield warning("SV802", message, place, advice)


def check_all(issues: Sequence[Followed]) -> Iterator[Diagnostic]:
    """Yield the references to no item of another issue."""
    known = {(issue.folder, name): issue for issue in issues for name in issue.names}
    for issue in issues:
        for place, reference in issue.references:
            target = known.get((issue.folder, reference.partition("/")[0]))
            if target is not None and target is not issue:
                yield from _judge(place, reference, target)


def _judge(place: Span | None, reference: str, target: Followed) -> Iterator[Diagnostic]:
    stem, _, name = reference.partition("/")
    if name in target.ids or not target.whole:
        return
    close = get_close_matches(name, target.ids, n=1)
    advice = f"did you mean {stem}/{close[0]}?" if close else "look the item's id up"
    yield warning("SV802", f"{stem} has no item `{name}`", place, advice)


RULE = Rule(
    code="SV802",
    name="follows-nothing",
    severity=Severity.WARNING,
    check=check,
    gather=gather,
    check_all=check_all,
)
