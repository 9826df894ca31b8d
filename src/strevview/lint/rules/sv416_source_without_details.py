"""A source does not say who published it, or when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_WORDS = {"publisher": "publisher", "published": "date"}
_ADVICE = {
    "publisher": "add `publisher:`",
    "published": "add `published:` with the day, or with the month or the year alone",
}


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each source that lacks publisher or date, once."""
    if issue.places is None:
        return
    for path, item, _ in issue.items():
        for key, source in item.sources.items():
            place = (*path, "sources", key)
            if source.url is None or place in issue.faulty:
                continue
            values = {"publisher": source.publisher, "published": source.published}
            lacks = [
                k for k, v in values.items() if v is None and not is_faulty(issue, (*place, k))
            ]
            if lacks:
                message = f"the source `{key}` has no {' and no '.join(_WORDS[k] for k in lacks)}"
                advice = " and ".join(_ADVICE[k] for k in lacks).replace(" and add", " and")
                yield warning("SV416", message, issue.places.key(place), advice)


RULE = Rule(code="SV416", name="source-without-details", severity=Severity.WARNING, check=check)
