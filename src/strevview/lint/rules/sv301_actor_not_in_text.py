"""An actor is listed, and the item's text does not name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.item_actors import ItemActors, ListedActor, item_actors
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the listed actors that the text does not name."""
    for item in item_actors(issue):
        for entry in item.absent:
            yield _absent(issue, item, entry)


def _absent(issue: LoadedIssue, item: ItemActors, entry: ListedActor) -> Diagnostic:
    message = f"the text does not name {entry.name}"
    advice = "name it in the text, or take it off the list"
    related: tuple[Related, ...] = ()
    exchanged = item.exchanged()
    if exchanged is not None:
        mention = exchanged[1]
        text = mention.paragraph
        start, end = text.offsets[mention.start], text.offsets[mention.end - 1] + 1
        named = text.text[mention.start : mention.end]
        place = text_span(issue, item.path, start, end)
        message = f"the text names {named}, not {entry.name}"
        advice = f"list {named} in its place, or correct the text"
        related = (Related(f"{named} is named here", place),) if place else ()
    span = issue.places.value(entry.place) if issue.places is not None else None
    return Diagnostic("SV301", Severity.WARNING, message, span, advice, related=related)


RULE = Rule(code="SV301", name="actor-not-in-text", severity=Severity.WARNING, check=check)
