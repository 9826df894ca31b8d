"""Damages to sources, addresses and links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.lint.damages import (
    ItemLines,
    Made,
    Maker,
    Page,
    at_links,
    sentence,
    set_to,
    source_key,
    spliced,
)


def source_dropped_or_renamed(page: Page) -> Iterator[Made]:
    for item in page.items:
        for link in item.references:
            first, end = item.sources[link.label]
            if len(item.sources) > 1:
                yield page.cut(first, end), "SV401", (link.line,)
            yield page.swap(first, link.label, f"{link.label}-1"), "SV401", (link.line,)


def references_exchanged(page: Page) -> Iterator[Made]:
    """The source of the second verb behind the first too."""
    for item in page.items:
        labels = list(item.sources)
        if len(labels) > 1 and len(item.references) == len(labels):
            link = item.references[0]
            new = f"[{link.words}][{labels[1]}]"
            data = spliced(page, link.line, link.start, link.end, new)
            yield data, "SV410", (item.sources[link.label][0],)


def link_torn(page: Page) -> Iterator[Made]:
    for item in page.items:
        for link in item.references:
            for wrong in (f"[{link.words}][{link.label}", f"{link.words}][{link.label}]"):
                data = spliced(page, link.line, link.start, link.end, wrong)
                yield data, "SV408 SV607 SV410 SV401", (link.line, item.sources[link.label][0])


def _sources(page: Page) -> Iterator[tuple[ItemLines, str]]:
    return ((item, label) for item in page.items for label in item.sources)


def address_dropped(page: Page) -> Iterator[Made]:
    for item, label in _sources(page):
        line = item.field(label, "url")
        details = ("publisher", "title", "published")
        if line is not None and any(item.field(label, key) is None for key in details):
            yield page.cut(line, line + 1), "SV107", (line - 1,)


def address_unavailable(page: Page) -> Iterator[Made]:
    for item, label in _sources(page):
        line = item.field(label, "url")
        if line is not None:
            first, end = item.sources[label]
            data = page.cut(line, end, f"{' ' * 12}unavailable: the page was taken down")
            yield data, "SV417", (line, first)


def address_of_another(page: Page) -> Iterator[Made]:
    lines = [(item, item.field(label, "url")) for item, label in _sources(page)]
    pages = [(item, line) for item, line in lines if line is not None]
    for (one, first), (other, line) in pairwise(pages):
        if one is not other:
            yield page.cut(line, line + 1, page.lines[first]), "SV413", (line, first)


def published_before_the_event(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.field(item.references[0].label, "published")
        if line is not None:
            data = page.cut(line, line + 1, f"{' ' * 12}published: 2025-02-03")
            yield data, "SV206", (line,)


def detail_dropped(page: Page) -> Iterator[Made]:
    for item, label in _sources(page):
        lines = [item.field(label, key) for key in ("publisher", "published")]
        for line in lines:
            if line is not None and None not in lines:
                yield page.cut(line, line + 1), "SV416", (item.sources[label][0],)


def heading_in_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.text[0]
        yield page.cut(line, line, f"{' ' * 10}# The Event", ""), "SV406", (line,)


def claim_without_link(page: Page) -> Iterator[Made]:
    for item in page.items:
        end = item.paragraphs[-1].stop
        for claim in (
            "Exports of this kind rose by 30 per cent in that year.",
            "A guest said that it was “the first step of a long way for all of us”.",
        ):
            yield page.cut(end, end, "", " " * 10 + claim), "SV415", (end + 1,)


def address_with_tracking(page: Page) -> Iterator[Made]:
    for line in source_key("url")(page):
        mark = "&" if "?" in page.lines[line] else "?"
        for wrong in ("utm_source=x", "fbclid=IwAR0abc", "gclid=1234"):
            yield page.cut(line, line + 1, f"{page.lines[line]}{mark}{wrong}"), "SV412", (line,)


TABLE: dict[str, Maker] = {
    "reference misspelt": at_links("SV401", "[{words}][{cut}]"),
    "reference emptied": at_links("SV401", "[{words}][]"),
    "reference removed": at_links("SV410", "{words}", of_source=True),
    "words worthless": at_links(
        "SV414",
        "{words} [here][{label}]",
        "{words} [this link][{label}]",
        "{words} [this page][{label}]",
    ),
    "inline link": at_links("SV403", "[{words}](https://www.example.org/a)"),
    "link with emphasis": at_links("SV407", "[*{words}*][{label}]"),
    "address emptied": set_to(source_key("url"), "SV006", '""', "''"),
    "address is none": set_to(source_key("url"), "SV402", "'#'", "http://", "www.example.org/a"),
    "address malformed": set_to(
        source_key("url"), "SV411", "{} a", "https://{}", "{},", "{}…", "{}?a=1&amp;b=2"
    ),
    "published after the issue": set_to(source_key("published"), "SV418", "2026-03-14"),
    "published impossible": set_to(source_key("published"), "SV201", "2025-06-31"),
    "bare address": sentence("SV404", "More stands at https://www.example.org/more today."),
    "picture in text": sentence("SV405", "See ![the plan](pictures/plan.png) of it."),
}
