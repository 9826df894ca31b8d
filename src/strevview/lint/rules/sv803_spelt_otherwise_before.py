"""An actor is spelt otherwise than in an earlier issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Related, Severity, Span
from strevview.lint.item_actors import ItemActors, ListedActor, item_actors
from strevview.lint.names_in_text import NameIndex, Variant
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


class Unknown(NamedTuple):
    """A name under `actors:` of an issue that no register knows."""

    name: str
    place: Span | None
    issue: str


def gather(issue: LoadedIssue) -> tuple[Unknown, ...]:
    """Return the names of an issue in no register of which SV306 does not speak."""
    return tuple(
        Unknown(entry.name, issue.places.value(entry.place) if issue.places else None, issue.stem)
        for item in item_actors(issue)
        for entry in _unknown(item)
    )


def check_all(issues: Sequence[tuple[Unknown, ...]]) -> Iterator[Diagnostic]:
    """Yield the names that are nearly those of earlier issues."""
    first: dict[str, tuple[int, Unknown]] = {}
    for number, names in enumerate(issues):
        for entry in names:
            first.setdefault(entry.name, (number, entry))
    index = NameIndex((name, None) for name in first)
    for name, (number, entry) in first.items():
        for near in index.near_all(name):
            before, known = first[near.name.form]
            if before < number and _is_one(near):
                yield _complaint(entry, known)
                break


def _unknown(item: ItemActors) -> Iterator[ListedActor]:
    told = {spelling.entry for spelling in item.spellings}
    for entry in item.listed:
        if entry.actor is None and entry not in told:
            yield entry


def _is_one(near: Variant) -> bool:
    # A longer name that differs by one letter is hardly another's.
    return near.certain or (len(near.name.words) > 1 and near.longest >= 7)


def _complaint(entry: Unknown, known: Unknown) -> Diagnostic:
    related = (Related(f"{known.name} here", known.place),) if known.place is not None else ()
    return Diagnostic(
        "SV803",
        Severity.WARNING,
        f"{entry.name} is spelt {known.name} in {known.issue}",
        entry.place,
        "correct the wrong one; if both are in use, give the actor and its alias in actors.yaml",
        related=related,
    )


RULE = Rule(
    code="SV803",
    name="spelt-otherwise-before",
    severity=Severity.WARNING,
    gather=gather,
    check_all=check_all,
)
