"""An address tracks its reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, warning
from strevview.lint.addresses import SourceAddress, source_addresses, without_tracking
from strevview.lint.item_links import text_start
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each address that tracks."""
    for place in source_addresses(issue):
        clean, names = without_tracking(place.address)
        if names and issue.places is not None:
            start = place.address.find(names[0])
            span = issue.places.within(place.path, start, start + len(names[0]))
            many = "parameters" if len(names) > 1 else "the parameter"
            listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
            verb = "track" if len(names) > 1 else "tracks"
            message = f"the address has {many} {listed}, which only {verb} the reader"
            found = warning("SV412", message, span, f"write `{clean}`")
            yield found._replace(fix=_fix(issue, place, clean))


def _fix(issue: LoadedIssue, place: SourceAddress, clean: str) -> Fix | None:
    if issue.places is None:
        return None
    before, old = text_start(issue, place.path), place.address
    kept = next((i for i, (a, b) in enumerate(zip(old, clean, strict=False)) if a != b), len(clean))
    rest = 0
    while rest < len(clean) - kept and old[-1 - rest] == clean[-1 - rest]:
        rest += 1
    start, end = before + kept, before + len(old) - rest
    new = clean[kept : len(clean) - rest]
    edit = text_edit(issue.places, place.path, start, end, new)
    return None if edit is None else Fix("delete what tracks from the address", (edit,))


RULE = Rule(code="SV412", name="tracking-parameters", severity=Severity.WARNING, check=check)
