"""A source is neither a web page nor a printed work, nor said to be unavailable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.issue import Source
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the sources that cannot be found, and those that contradict themselves."""
    for path, item, _ in issue.items():
        for name, source in item.sources.items():
            place = (*path, "sources", name)
            if issue.places is None or is_faulty(issue, place):
                continue
            if source.url is not None and source.unavailable is not None:
                message = f"the source `{name}` has an address and is said to be unavailable"
                advice = "keep `url:` if the page is there, else `unavailable:`"
                span = issue.places.key((*place, "unavailable"))
                yield error("SV107", message, span, advice)
            elif source.url is None and source.unavailable is None and not source.is_printed_work:
                message = f"the source `{name}` has no address"
                yield error("SV107", message, issue.places.key(place), _advice(source))


def _advice(source: Source) -> str:
    needed = ("publisher", "title", "published")
    lacking = [key for key in needed if getattr(source, key) is None]
    if len(lacking) == 1:
        return f"add `url:`, or, for a printed work, `{lacking[0]}:`"
    return (
        "add `url:`; a printed work needs `publisher:`, `title:` and `published:`; "
        "where no page was found, write `unavailable:` and why"
    )


RULE = Rule(code="SV107", name="source-without-address", severity=Severity.ERROR, check=check)
