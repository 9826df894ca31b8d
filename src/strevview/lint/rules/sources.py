"""SV107 and SV410 to SV418: sources, their addresses and details, and what links say of them.

An address that is none (SV402) is found while a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from strevview.diagnostics import Severity
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.item_links import lost_links, unused_sources
from strevview.lint.printed_texts import PrintedText
from strevview.lint.registry import Finding, rule
from strevview.model.issue import Issue, Item, Source
from strevview.model.printed import PrintedAs

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
# Somebody's words, and not a name or a term: five words or more. Straight marks also set off what
# is to be typed, so there it takes more words to tell.
_QUOTATION = re.compile(r"“[^“”]{1,600}”|(?<![^\s(])\"[A-Za-z][^\"]{1,600}\"")
_FEWEST_WORDS = {"“": 5, '"': 7}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MANY = r"hundred|thousand|million|billion|trillion|lakh|crore"
_MORE = r"(?i:more|less|fewer|over|about|nearly|almost) (?:than )?"
_AMOUNT = re.compile(
    rf"[$€£¥₹]\s?(?:{_NUMBER})(?:\s(?:{_MANY})\b)?"
    rf"|(?<![\w.,–-])(?!100\s?%)(?:{_NUMBER})(?:\s?%|\s(?:per cent|percent|(?:{_MANY}))\b)"
    rf"|\b{_MORE}(?=\d\d|\d,)(?:{_NUMBER})\s[a-z]{{3,}}"
)
_TIME = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)$")


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


@rule("SV414")
def link_words(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links whose words are empty or too many."""
    for text in issue.texts:
        if text.kind is PrintedAs.PARAGRAPH:
            for start, end, _ in text.links:
                message = _fault_in_words(text.text, start, end)
                if message is not None:
                    advice = "link the verb that the source supports: `was [launched][name] on …`"
                    yield Finding(text.span(start, end), message, advice)


def _fault_in_words(text: str, start: int, end: int) -> str | None:
    words = text[start:end].strip()
    if not words:
        # Told by SV407.
        return None
    begins = start == 0 or text[:start].rstrip()[-1:] in (".", "!", "?", ":", "”")
    # "Based on [Click]" names something.
    named = words[:1].isupper() and not begins
    if words.casefold().strip(".,:;!") in _EMPTY_WORDS and not named:
        return f"the words “{words}” do not say what the link supports"
    if _ADDRESS.match(words):
        return "the words of the link are an address"
    count = len(words.split())
    if count > MOST_WORDS:
        return f"the link is {count} words long"
    after = text[end : end + 1] if words[-1:] not in ".!?" else words[-1]
    if count > 2 and begins and words[:1].isupper() and after in (".", "!", "?"):
        return "the link is a whole sentence"
    return None


@rule("SV415")
def claim_without_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the first claim of each paragraph that has claims and no link."""
    paragraphs = (text for text in issue.texts if text.kind is PrintedAs.PARAGRAPH)
    by_item = {path: list(group) for path, group in groupby(paragraphs, lambda t: t.path[:-1])}
    for item in issue.items:
        sources = item.model.sources
        # A link that is broken or lost, which others tell of, may be that of the claim.
        whole = unused_sources(item) == [] and not item.prose.problems
        if not (sources and whole) or lost_links(item.model.text or "", item.prose, sources):
            continue
        texts = by_item.get(item.path, [])
        for number, text in enumerate(texts):
            if not _is_linked(texts, number) and not _names_a_publisher(text.text, item.model):
                yield from _first_claim(text)


def _is_linked(texts: list[PrintedText], number: int) -> bool:
    if texts[number].links:
        return True
    # A quotation set off is introduced by the paragraph before it, or followed by its source.
    around = texts[max(number - 1, 0) : number + 2] if texts[number].quoted else []
    return any(text.links for text in around)


def _names_a_publisher(text: str, item: Item) -> bool:
    publishers = [source.publisher or "" for source in item.sources.values()]
    words = {
        word for name in publishers for word in re.findall(r"\w{4,}", name) if word[0].isupper()
    }
    return any(word in text for word in words)


def _first_claim(text: PrintedText) -> Iterator[Finding]:
    advice = "link the verb of the claim to its source: `[said][name]`"
    for match in _QUOTATION.finditer(text.text):
        if len(match.group().split()) >= _FEWEST_WORDS[match.group()[0]]:
            message = "a quotation in a paragraph without a link"
            yield Finding(text.span(*match.span()), message, advice)
            return
    for match in _AMOUNT.finditer(text.text):
        if not _TIME.search(match.group()):
            message = f"the amount “{match.group()}” stands in a paragraph without a link"
            yield Finding(text.span(*match.span()), message, advice)
            return


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
            if _says_nothing(getattr(source.model, key)) and source.reads(key)
        ]
        if lacks:
            words = " and no ".join(word for word, _ in lacks)
            advice = "add " + " and ".join(advice for _, advice in lacks)
            yield Finding(source.key(), f"the source `{name}` has no {words}", advice)


def _says_nothing(value: object) -> bool:
    """Whether a detail is not there, or only a sign in its place: `publisher: '?'`."""
    return value is None or not re.search(r"\w", str(value))


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
    if printed is not None:
        return printed, f"after the issue of {printed}"
    return issue.period.end + _MONTH, f"more than a month after the period, {issue.period}"
