"""SV421 and SV422: what `strevview sources check` saw of the pages that sources lead to.

Its file is read, and nothing else: no rule uses the network.
"""

from __future__ import annotations

from collections.abc import Iterator

from strevview.diagnostics import Span
from strevview.lint.checked_issue import CheckedIssue, Part
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.lint.text_edits import fix_of, text_edit
from strevview.model.issue import Source
from strevview.model.loading import Shelf
from strevview.model.sources_lock import PageState, Verdict, lock_path

_GONE = {
    Verdict.DEAD: "is gone",
    Verdict.SOFT_404: "is gone, though its site does not say so",
    Verdict.DRIFTED: "is another one by now",
}


@rule("SV421")
def gone_page(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources whose page is gone or another one, and that have no archived copy."""
    for name, source, page in _seen(issue):
        what = _GONE.get(page.verdict)
        if what is not None and source.model.archived is None:
            now = f", now “{page.title_now}”" if page.title_now else ""
            message = f"the page of `{name}` {what} ({page.evidence}{now}; seen on {page.checked})"
            advice = "`strevview sources archive` looks for a copy; or find another page"
            yield Finding(source.place("url"), message, advice)


@shelf_rule("SV421")
def unreadable_lock(shelf: Shelf) -> Iterator[Finding]:
    """Yield what is wrong with the file of what was seen."""
    for fault in shelf.seen_pages.diagnostics:
        place = fault.span or Span.point(str(lock_path(shelf.folder)))
        advice = "mend it, or delete it and run `strevview sources check`"
        yield Finding(place, f"what was seen of the pages is not known: {fault.message}", advice)


@rule("SV422")
def moved_page(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources whose page moved for good."""
    for name, source, page in _seen(issue):
        if page.verdict is Verdict.MOVED and page.for_good and page.moved_to is not None:
            message = f"the page of `{name}` has moved for good to {page.moved_to}"
            path = (*source.path, "url")
            start = source.places.stripped(path)
            end = start + len(source.model.url or "")
            edit = text_edit(source.places, path, start, end, page.moved_to)
            fix = fix_of("write the new address", edit)
            yield Finding(source.place("url"), message, f"write `{page.moved_to}`", fix)


def _seen(issue: CheckedIssue) -> Iterator[tuple[str, Part[Source], PageState]]:
    """Yield the sources of whose pages something is known."""
    pages = issue.shelf.seen_pages.pages
    for name, source in issue.sources():
        page = pages.get(source.model.url or "")
        if page is not None and not source.is_lost("url"):
            yield name, source, page
