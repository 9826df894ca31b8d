"""SV411 to SV413, SV421, SV422: addresses of sources, and what was seen of the pages there.

An address that is none (SV402) is found while a file is read. What `strevview sources check` saw
stands in a file, which is read: no rule uses the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from strevview.diagnostics import Related, Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem, Part, repeated
from strevview.lint.printed_texts import PrintedText
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.lint.rules.across import repeated_events
from strevview.model.issue import Source
from strevview.model.loading import Shelf
from strevview.model.web_pages import (
    PageState,
    PageVerdict,
    lock_path,
    page_identity,
    without_tracking,
)

_HOST = r"(?:[^/?#:@,;().-][^/?#:@,;().]*\.)+[^/?#:@,;().]+(?<!-)"
# What shows that an address was damaged when it was copied, and the words that follow "the
# address"; `{}` is what stands at the place that is shown.
_DAMAGES = (
    (r"^(?P<at>https?:/+https?[:/])", "starts with https:// twice"),
    (r"(?P<at>\s)", "has a space in it"),
    (r"(?P<at>[\"<>“”‘’\\^`{|}])", "has `{}` in it"),
    (r"(?P<at>…|\.\.\.)", "is cut off"),
    (r"(?P<at>&amp;)", "has `{}` in the place of `&`"),
    (
        rf"://(?:[^/?#]*@)?+(?!\[|{_HOST}(?:[:/?#]|$))(?P<at>[^/?#:]*)",
        "has `{}` for a host, which is none",
    ),
    # The names of encyclopaedia pages may end with a full stop (…/wiki/Apple_Inc.).
    (r"^(?!.*/wiki/).*(?P<at>[.,;:!'])$", "ends with `{}`"),
)


class SourceAddress(NamedTuple):
    """An address of a source of an item, and whether it is that of its page or of a copy."""

    item: CheckedItem
    source: str
    is_page: bool
    written: PrintedText

    @property
    def address(self) -> str:
        """The address itself."""
        return self.written.text

    @property
    def place(self) -> Span:
        """Where it stands in the file."""
        return self.written.places.value(self.written.path)


def addresses(issue: CheckedIssue) -> tuple[SourceAddress, ...]:
    """Return the addresses of all sources, in the order of the file."""
    return tuple(
        SourceAddress(item, name, key == "url", source.written(key))
        for item in issue.items
        for name, source in item.sources()
        for key in ("url", "archived")
        if getattr(source.model, key) is not None and not source.is_lost(key)
    )


@rule("SV411")
def malformed_address(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the addresses that look damaged, each once."""
    for address in issue.once(addresses):
        found = damage(address.address)
        if found is not None:
            words, start, end = found
            advice = "copy it once more from the browser's address line, and open it"
            place = address.written.span(start, max(end, start + 1))
            yield Finding(place, f"the address {words}", advice)


def damage(address: str) -> tuple[str, int, int] | None:
    """Return the first sign that an address is damaged, in words, and where in it that stands."""
    for pattern, words in _DAMAGES:
        found = re.search(pattern, address, re.IGNORECASE)
        if found is not None:
            return words.format(found["at"]), *found.span("at")
    for opener, closer in ("()", "[]"):
        more = address.count(opener) - address.count(closer)
        if more:
            mark = opener if more > 0 else closer
            place = address.rfind(mark)
            return f"has one `{mark}` too many", place, place + 1
    return None


@rule("SV412")
def tracking_parameters(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the addresses that track."""
    for one in issue.once(addresses):
        clean, names = without_tracking(one.address)
        if names:
            start = one.address.find(names[0])
            place = one.written.span(start, start + len(names[0]))
            listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
            what = f"the parameter {listed}, which only tracks"
            if len(names) > 1:
                what = f"parameters {listed}, which only track"
            message = "delete what tracks from the address"
            fix = one.written.fix(0, len(one.address), clean, message)
            yield Finding(place, f"the address has {what} the reader", f"write `{clean}`", fix)


@rule("SV413")
def page_cited_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pages that are cited once more."""
    # Items that tell another one's event, which SV801 or SV106 complains of.
    told_again = {event.path for _, event in issue.once(repeated_events)}
    pages = (address for address in issue.once(addresses) if address.is_page)
    for earlier, address in repeated(pages, lambda page: page_identity(page.address)):
        if earlier.item is address.item:
            message = f"the page is already the source `{earlier.source}` of this item"
            advice = f"link to `{earlier.source}` and delete this source"
        elif address.item.path in told_again:
            continue
        else:
            node = issue.places.node((*earlier.item.path, "id"))
            message = f"the item `{getattr(node, 'value', '?')}` cites the same page"
            advice = "check that the page reports this event, and that the two are not one"
        related = (Related("cited here first", earlier.place),)
        yield Finding(address.place, message, advice, related=related)


_GONE = {
    PageVerdict.DEAD: "is gone",
    PageVerdict.SOFT_404: "is gone, though its site does not say so",
    PageVerdict.DRIFTED: "is another one by now",
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
        if page.verdict is PageVerdict.MOVED and page.for_good and page.moved_to is not None:
            message = f"the page of `{name}` has moved for good to {page.moved_to}"
            url = source.written("url")
            fix = url.fix(0, len(url.text), page.moved_to, "write the new address")
            yield Finding(source.place("url"), message, f"write `{page.moved_to}`", fix)


def _seen(issue: CheckedIssue) -> Iterator[tuple[str, Part[Source], PageState]]:
    """Yield the sources of whose pages something is known."""
    pages = issue.shelf.seen_pages.pages
    for name, source in issue.sources():
        page = pages.get(source.model.url or "")
        if page is not None and not source.is_lost("url"):
            yield name, source, page
