"""An address looks damaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.addresses import damage, source_addresses
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each address that looks damaged, once."""
    for place in source_addresses(issue):
        found = damage(place.address)
        if found is not None and issue.places is not None:
            advice = "copy it once more from the browser's address line, and open it"
            span = issue.places.within(place.path, found.start, found.end)
            yield warning("SV411", f"the address {found.words}", span, advice)


RULE = Rule(code="SV411", name="malformed-address", severity=Severity.WARNING, check=check)
