"""The text names an actor that actors.yaml knows and the item does not list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.item_actors import item_actors
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the first mention of each known actor that an item does not list."""
    for item in item_actors(issue):
        # Told by SV301 where one stands for the other.
        for mention in () if item.exchanged() else item.unlisted:
            text = mention.paragraph
            start, end = text.offsets[mention.start], text.offsets[mention.end - 1] + 1
            named = text.text[mention.start : mention.end]
            place = text_span(issue, item.path, start, end)
            known = mention.actor.acronym or mention.actor.name
            advice = f"add `- {known}` to the item's `actors:`"
            yield warning("SV302", f"{named} is named here and not listed", place, advice)


RULE = Rule(code="SV302", name="actor-not-listed", severity=Severity.WARNING, check=check)
