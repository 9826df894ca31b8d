"""An address looks damaged.

What:
    A web address has a space or a quotation mark in it, starts with `https://` twice, names a host
    without a dot, leaves a bracket open, ends with a full stop or a comma, holds `&amp;`, or was
    cut off with `…`.

Why:
    Such addresses come from copying, and lead nowhere.

Example:
    sources:
      dawn:
        url: https://https://www.dawn.com/news/1927952

Fix:
    Copy the address once more from the browser's address line, and open it to see that it is right.
"""

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
