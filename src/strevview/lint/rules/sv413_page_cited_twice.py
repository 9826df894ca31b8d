"""One page is the source of two items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, warning
from strevview.lint.addresses import SourceAddress, page_identity, source_addresses
from strevview.lint.per_issue import once_per_issue
from strevview.lint.rule import Rule
from strevview.lint.told_events import told_events, told_twice
from strevview.source.nodes import find

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each page that is cited once more."""
    first: dict[str, SourceAddress] = {}
    for place in source_addresses(issue):
        if place.key != "url" or issue.places is None:
            continue
        earlier = first.setdefault(page_identity(place.address), place)
        if earlier is place or (place.item != earlier.item and place.item in _told_twice(issue)):
            continue
        span, other = issue.places.value(place.path), issue.places.value(earlier.path)
        if earlier.item == place.item:
            message = f"the page is already the source `{earlier.source}` of this item"
            advice = f"link to `{earlier.source}` and delete this source"
        else:
            node = find(issue.places.root, (*earlier.item, "id"))
            message = f"the item `{getattr(node, 'value', '?')}` cites the same page"
            advice = "check that the page reports this event, and that the two are not one"
        found = warning("SV413", message, span, advice)
        yield found._replace(related=(Related("cited here first", other),))


@once_per_issue
def _told_twice(issue: LoadedIssue) -> frozenset[Path]:
    """Return the items that tell another one's event, which SV801 or SV106 complains of."""
    return frozenset(event.path for _, event in told_twice(told_events(issue), across=False))


RULE = Rule(code="SV413", name="page-cited-twice", severity=Severity.WARNING, check=check)
