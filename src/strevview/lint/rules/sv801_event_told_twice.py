"""Two items tell the same event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.rule import Rule
from strevview.lint.told_events import ToldEvent, told_events, told_twice

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the items of one issue that tell the event of an earlier one."""
    for earlier, event in told_twice(told_events(issue), across=False):
        # Told by SV106: the item was copied whole.
        if earlier.reference != event.reference:
            yield _complaint(earlier, event)


def check_all(issues: Sequence[tuple[ToldEvent, ...]]) -> Iterator[Diagnostic]:
    """Yield the items that tell an event of an earlier issue."""
    events = [event for told in issues for event in told]
    for earlier, event in told_twice(events, across=True):
        yield _complaint(earlier, event)


def _complaint(earlier: ToldEvent, event: ToldEvent) -> Diagnostic:
    related = (Related("told here", earlier.place),) if earlier.place is not None else ()
    return Diagnostic(
        "SV801",
        Severity.WARNING,
        f"this seems to be the event of {earlier.reference}",
        event.place,
        f"delete one; if this is what came after, add `follows:` with {earlier.reference}",
        related=related,
    )


RULE = Rule(
    code="SV801",
    name="event-told-twice",
    severity=Severity.WARNING,
    check=check,
    gather=told_events,
    check_all=check_all,
)
