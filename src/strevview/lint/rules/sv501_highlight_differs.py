"""A section's highlight is not its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_SIGNS = re.compile(r"[\W_]+")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each highlight that is not the title."""
    if issue.issue is None or issue.places is None:
        return
    # The title of another section is told by SV503.
    titles = {section.title for section in issue.issue.sections}
    for s, section in enumerate(issue.issue.sections):
        path = ("sections", s)
        if not section.highlight or is_faulty(issue, (*path, "title")):
            continue
        if section.highlight != section.title and str(section.highlight) not in titles:
            difference = _difference(str(section.highlight), section.title)
            message = f"the highlight differs from the title{difference}"
            advice = f"delete `highlight:`, the cover then has “{section.title}”"
            span = issue.places.value((*path, "highlight"))
            yield warning("SV501", message, span, advice)


def _difference(highlight: str, title: str) -> str:
    if highlight.split() == title.split():
        return " in its spaces only"
    if highlight.casefold() == title.casefold():
        return " in its capitals only"
    if _SIGNS.sub("", highlight).casefold() == _SIGNS.sub("", title).casefold():
        return " in its signs only"
    return ""


RULE = Rule(code="SV501", name="highlight-differs", severity=Severity.WARNING, check=check)
