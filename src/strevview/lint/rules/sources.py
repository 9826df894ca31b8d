"""SV107, SV410 to SV418, SV421, SV422: sources, their details, addresses, pages and links.

An address that is none (SV402) is found while a file is read. What `strevview sources check` saw of
the pages stands in a file, which is read: no rule uses the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from strevview.diagnostics import Related, Severity, Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem, Part, repeated
from strevview.lint.item_links import links_lost, unused_sources
from strevview.lint.printed_texts import PrintedText, quotations
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.lint.rules.events import repeated_events
from strevview.model.issue import Issue, Source
from strevview.model.loading import Shelf
from strevview.model.web_pages import (
    PageState,
    PageVerdict,
    lock_path,
    page_identity,
    without_tracking,
)

MOST_WORDS = 6
_MONTH = timedelta(days=31)
_EMPTY_WORDS = frozenset(
    {"here", "this", "that", "it", "click", "click here", "see here", "read here", "link", "url"}
    | {"the link", "this link", "a link", "this page", "the page", "page", "web page", "webpage"}
    | {"website", "web site", "the website", "this website", "source", "the source", "this source"}
    | {"more", "read more", "see more", "learn more", "find out more", "details", "article"}
    | {"this article", "the article", "see", "see this", "see link", "1", "2", "3"}
)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MANY = r"hundred|thousand|million|billion|trillion|lakh|crore"
_MORE = r"(?i:more|less|fewer|over|about|nearly|almost) (?:than )?"
_TIME = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
_AMOUNT = re.compile(
    rf"[$€£¥₹]\s?(?:{_NUMBER})(?:\s(?:{_MANY})\b)?"
    rf"|(?<![\w.,–-])(?!100\s?%)(?:{_NUMBER})(?:\s?%|\s(?:per cent|percent|(?:{_MANY}))\b)"
    rf"|\b{_MORE}(?=\d\d|\d,)(?:{_NUMBER})\s(?!{_TIME})[a-z]{{3,}}"
)
# Somebody's words, and not a name or a term. Straight marks also set off what is to be typed.
_FEWEST_QUOTED, _FEWEST_IN_STRAIGHT_MARKS = 5, 7


@rule("SV107", Severity.ERROR)
def source_without_address(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources that cannot be found, and those that contradict themselves."""
    for name, part in issue.sources():
        source = part.model
        if not part.reads():
            continue
        if source.url is not None and source.unavailable is not None:
            message = f"the source `{name}` has an address and is said to be unavailable"
            advice = "keep `url:` if the page is there, else `unavailable:`"
            yield Finding(part.key("unavailable"), message, advice)
        elif source.url is None and source.unavailable is None and not source.is_printed_work:
            yield Finding(part.key(), f"the source `{name}` has no address", _needed(source))


def _needed(source: Source) -> str:
    needed = ("publisher", "title", "published")
    lacking = [key for key in needed if getattr(source, key) is None]
    if len(lacking) == 1:
        return f"add `url:`, or, for a printed work, `{lacking[0]}:`"
    return (
        "add `url:`; a printed work needs `publisher:`, `title:` and `published:`; "
        "where no page was found, write `unavailable:` and why"
    )


@rule("SV410")
def unused_source(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources that no link names."""
    for item in issue.items:
        for name in unused_sources(item) or ():
            message = f"no link in the text names the source `{name}`"
            advice = f"link the words that it supports, `[words][{name}]`, or delete it"
            yield Finding(item.key("sources", name), message, advice)


# `[satellite][x]s` and `re[launched][x]` are one word each.
_GLUED_BEFORE = re.compile(r"(?<=[A-Za-z]{3})(?=[A-Za-z])")
_GLUED_BEHIND = re.compile(r"(?<=[A-Za-z])(?=[A-Za-z]{4})")


@rule("SV414")
def link_words(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links whose words are empty or too many."""
    for text in issue.paragraphs:
        for start, end, _ in text.links:
            fault = _fault_in_words(text.text, start, end)
            advice = "link the verb that the source supports: `was [launched][name] on …`"
            is_glued = _GLUED_BEFORE.match(text.text, start) or _GLUED_BEHIND.match(text.text, end)
            if issue.is_english and is_glued:
                fault, advice = "the link is glued to the word beside it", "write a space there"
            if fault is not None:
                yield Finding(text.span(start, end), fault, advice)


def _fault_in_words(text: str, start: int, end: int) -> str | None:
    words = text[start:end].strip()
    begins = text[:start].rstrip()[-1:] in ("", *".!?:”")
    # "Based on [Click]" names something.
    if words.casefold().strip(".,:;!") in _EMPTY_WORDS and (begins or words[0].islower()):
        return f"the words “{words}” do not say what the link supports"
    if _ADDRESS.match(words):
        return "the words of the link are an address"
    count = len(words.split())
    if count > MOST_WORDS:
        return f"the link is {count} words long"
    ends = re.search(r"[.!?]", words[-1:] + text[end : end + 1]) is not None
    if count > 2 and words[0].isupper() and begins and ends:
        return "the link is a whole sentence"
    return None


@rule("SV415")
def claim_without_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the first claim of each paragraph that has claims and no link."""
    for item in issue.items:
        sources = item.model.sources
        # A link that is broken or lost, which others tell of, may be that of the claim.
        whole = unused_sources(item) == [] and not item.prose.problems
        lost = issue.once(links_lost).get((*item.path, "text"))
        if not sources or not whole or lost:
            continue
        publishers = " ".join(source.publisher or "" for source in sources.values())
        named = [word for word in re.findall(r"\w{4,}", publishers) if word[0].isupper()]
        for number, text in enumerate(item.paragraphs):
            # The paragraph before or behind a quotation that is set off says where it is from.
            around = item.paragraphs[max(number - 1, 0) : number + 2] if text.quoted else (text,)
            if not (any(one.links for one in around) or any(word in text.text for word in named)):
                yield from islice(_claims(text), 1)


def _claims(text: PrintedText) -> Iterator[Finding]:
    """Yield the quotations in a paragraph, then its amounts."""
    advice = "link the verb of the claim to its source: `[said][name]`"
    for start, end in quotations(text.text):
        is_straight = text.text[start] == '"'
        fewest = _FEWEST_IN_STRAIGHT_MARKS if is_straight else _FEWEST_QUOTED
        if len(text.text[start:end].split()) >= fewest:
            message = "a quotation in a paragraph without a link"
            yield Finding(text.span(start, end), message, advice)
    for match in _AMOUNT.finditer(text.text):
        message = f"the amount “{match.group()}” stands in a paragraph without a link"
        yield Finding(text.span(*match.span()), message, advice)


# What a web page must have besides its address: key, word for it, and what to do.
_DETAILS = (
    ("publisher", "publisher", "`publisher:`"),
    ("published", "date", "`published:` with the day, or with the month or the year alone"),
)


@rule("SV416")
def source_without_details(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources that lack publisher or date, each once."""
    for name, source in issue.sources():
        if source.model.url is None or source.is_lost():
            continue
        lacks = [
            (word, advice)
            for key, word, advice in _DETAILS
            # A sign in its place, `publisher: '?'`, says nothing.
            if not re.search(r"\w", str(getattr(source.model, key) or "")) and source.reads(key)
        ]
        if lacks:
            words = " and no ".join(word for word, _ in lacks)
            advice = "add " + " and ".join(advice for _, advice in lacks)
            yield Finding(source.key(), f"the source `{name}` has no {words}", advice)


@rule("SV417")
def unavailable_source(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources that are unavailable."""
    for name, source in issue.sources():
        if source.model.unavailable is not None and source.model.url is None:
            why = " ".join(source.model.unavailable.split())
            message = f"the source `{name}` is still to be found: {why}"
            advice = "write `url:` in its place as soon as the page is found"
            yield Finding(source.key("unavailable"), message, advice)


@rule("SV418")
def source_after_issue(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sources that are later than the issue."""
    if issue.is_lost("period"):
        return
    last, reason = _last_day(issue.model)
    for name, source in issue.sources():
        published = source.model.published
        if published is not None and published.start > last:
            message = f"the source `{name}` is of {published}, {reason}"
            yield Finding(source.place("published"), message, "check the day, above all the year")


def _last_day(issue: Issue) -> tuple[date, str]:
    printed = issue.revised or issue.published
    # A day before the period is wrong itself: SV208 tells it.
    if printed is not None and printed >= issue.period.start:
        return printed, f"after the issue of {printed}"
    return issue.period.end + _MONTH, f"more than a month after the period, {issue.period}"


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
    """An address of a source of an item, that of its page (`url`) or of a copy (`archived`)."""

    item: CheckedItem
    source: str
    key: str
    written: PrintedText


def addresses(issue: CheckedIssue) -> tuple[SourceAddress, ...]:
    """Return the addresses of all sources, in the order of the file."""
    return tuple(
        SourceAddress(item, name, key, source.written(key))
        for item in issue.items
        for name, source in item.sources()
        for key in ("url", "archived")
        if getattr(source.model, key) is not None and not source.is_lost(key)
    )


@rule("SV411")
def malformed_address(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the addresses that look damaged, each once."""
    for *_, written in issue.once(addresses):
        found = _damage(written.text)
        if found is not None:
            words, start, end = found
            advice = "copy it once more from the browser's address line, and open it"
            yield Finding(written.span(start, max(end, start + 1)), f"the address {words}", advice)


def _damage(address: str) -> tuple[str, int, int] | None:
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
    for *_, written in issue.once(addresses):
        clean, names = without_tracking(written.text)
        if names:
            start = written.text.find(names[0])
            listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
            what = f"the parameter {listed}, which only tracks"
            if len(names) > 1:
                what = f"parameters {listed}, which only track"
            message = "delete what tracks from the address"
            fix = written.fix(0, len(written.text), clean, message)
            place = written.span(start, start + len(names[0]))
            yield Finding(place, f"the address has {what} the reader", f"write `{clean}`", fix)


@rule("SV413")
def page_cited_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pages that are cited once more."""
    # Items that tell another one's event, which SV801 or SV106 complains of.
    told_again = {event.path for _, event in issue.once(repeated_events)}
    pages = (one for one in issue.once(addresses) if one.key == "url")
    for earlier, one in repeated(pages, lambda page: page_identity(page.written.text)):
        if earlier.item is one.item:
            message = f"the page is already the source `{earlier.source}` of this item"
            advice = f"link to `{earlier.source}` and delete this source"
        elif one.item.path in told_again:
            continue
        else:
            node = issue.places.node((*earlier.item.path, "id"))
            message = f"the item `{getattr(node, 'value', '?')}` cites the same page"
            advice = "check that the page reports this event, and that the two are not one"
        related = (Related("cited here first", issue.place(*earlier.written.path)),)
        yield Finding(issue.place(*one.written.path), message, advice, related=related)


@rule("SV413")
def copy_is_the_page(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the addresses of archived copies that are those of the pages themselves."""
    for item, name, key, written in issue.once(addresses):
        if key == "archived" and written.text == item.model.sources[name].url:
            advice = "give the address of the copy, or delete `archived:`"
            place = issue.place(*written.path)
            yield Finding(place, "the archived copy is the page itself", advice)


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
