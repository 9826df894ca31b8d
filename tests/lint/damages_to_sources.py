"""Damages to sources, addresses and links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.lint.damages import ItemLines, Made, Maker, Page, Reference, appended, spliced


def _references(page: Page) -> Iterator[tuple[ItemLines, Reference]]:
    for item in page.items:
        for reference in item.references:
            yield item, reference


def _addresses(page: Page) -> Iterator[tuple[ItemLines, str, int, str]]:
    for item in page.items:
        for label in item.sources:
            line = item.field(label, "url")
            if line is not None:
                yield item, label, line, page.lines[line].split()[-1]


def source_dropped(page: Page) -> Iterator[Made]:
    for item, reference in _references(page):
        if len(item.sources) > 1:
            data = page.cut(*item.sources[reference.label])
            yield data, "SV401", (reference.line,), f"{reference.label} dropped"


def source_renamed(page: Page) -> Iterator[Made]:
    for item, reference in _references(page):
        line = item.sources[reference.label][0]
        data = page.swap(line, reference.label, f"{reference.label}-1")
        yield data, "SV401", (reference.line,), f"{reference.label} renamed"


def reference_misspelt(page: Page) -> Iterator[Made]:
    for _, r in _references(page):
        wrong = r.label[:2] + r.label[3:]
        data = spliced(page, r.line, r.start, r.end, f"[{r.words}][{wrong}]")
        yield data, "SV401", (r.line,), f"[{wrong}]"


def reference_emptied(page: Page) -> Iterator[Made]:
    for _, r in _references(page):
        data = spliced(page, r.line, r.start, r.end, f"[{r.words}][]")
        yield data, "SV401", (r.line,), "[]"


def reference_removed(page: Page) -> Iterator[Made]:
    for item, r in _references(page):
        data = spliced(page, r.line, r.start, r.end, r.words)
        yield data, "SV410", (item.sources[r.label][0],), f"[{r.label}] removed"


def references_exchanged(page: Page) -> Iterator[Made]:
    """The source of the second verb behind the first too."""
    for item in page.items:
        labels = list(item.sources)
        if len(labels) > 1 and len(item.references) == len(labels):
            r, other = item.references[0], labels[1]
            data = spliced(page, r.line, r.start, r.end, f"[{r.words}][{other}]")
            yield data, "SV410", (item.sources[r.label][0],), f"[{other}] for [{r.label}]"


def address_dropped(page: Page) -> Iterator[Made]:
    for item, label, line, _ in _addresses(page):
        data = page.cut(line, line + 1)
        details = ("publisher", "title", "published")
        if any(item.field(label, key) is None for key in details):
            yield data, "SV107", (line - 1,), "an address dropped"


def address_emptied(page: Page) -> Iterator[Made]:
    wrongs = {'""': "SV006", "'#'": "SV402", "''": "SV006", "http://": "SV402"}
    for _, _, line, url in _addresses(page):
        for wrong, code in wrongs.items():
            yield page.swap(line, url, wrong), code, (line,), f"url: {wrong}"


def address_without_scheme(page: Page) -> Iterator[Made]:
    for _, _, line, url in _addresses(page):
        data = page.swap(line, url, url.partition("//")[2])
        yield data, "SV402", (line,), "an address without https://"


def address_malformed(page: Page) -> Iterator[Made]:
    for _, _, line, url in _addresses(page):
        slash = url.rindex("/") + 1
        for wrong in (
            url[:slash] + "a " + url[slash:],
            f"https://{url}",
            f"{url},",
            f"{url[: slash + 3]}…",
            f"{url}?a=1&amp;b=2",
        ):
            yield page.swap(line, url, wrong), "SV411", (line,), wrong


def address_with_tracking(page: Page) -> Iterator[Made]:
    for _, _, line, url in _addresses(page):
        mark = "&" if "?" in url else "?"
        for wrong in ("utm_source=x", "fbclid=IwAR0abc", "gclid=1234"):
            yield page.swap(line, url, f"{url}{mark}{wrong}"), "SV412", (line,), wrong


def address_of_another(page: Page) -> Iterator[Made]:
    pages = list(_addresses(page))
    for (one, _, first, url), (other, _, line, old) in pairwise(pages):
        if one is not other:
            yield page.swap(line, old, url), "SV413", (line, first), "the page of another item"


def published_after_the_issue(page: Page) -> Iterator[Made]:
    for item in page.items:
        for label in item.sources:
            line = item.field(label, "published")
            if line is not None:
                data = page.cut(line, line + 1, f"{' ' * 12}published: 2026-03-14")
                yield data, "SV418", (line,), "a source dated after the issue"


def published_before_the_event(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.field(item.references[0].label, "published")
        if line is not None:
            data = page.cut(line, line + 1, f"{' ' * 12}published: 2025-02-03")
            yield data, "SV206", (line,), "a source older than the event"


def published_impossible(page: Page) -> Iterator[Made]:
    for item in page.items:
        for label in item.sources:
            line = item.field(label, "published")
            if line is not None:
                data = page.cut(line, line + 1, f"{' ' * 12}published: 2025-06-31")
                yield data, "SV201", (line,), "published on 31 June"


def detail_dropped(page: Page) -> Iterator[Made]:
    for item in page.items:
        for label, (first, _) in item.sources.items():
            for key in ("publisher", "published"):
                line = item.field(label, key)
                other = item.field(label, "publisher" if key == "published" else "published")
                if line is not None and other is not None:
                    yield page.cut(line, line + 1), "SV416", (first,), f"{key} dropped"


def address_unavailable(page: Page) -> Iterator[Made]:
    for item, label, line, _ in _addresses(page):
        first, end = item.sources[label]
        data = page.cut(line, end, f"{' ' * 12}unavailable: the page was taken down")
        yield data, "SV417", (line, first), "the address given up"


def link_words_worthless(page: Page) -> Iterator[Made]:
    for _, r in _references(page):
        for words in ("here", "this link", "this page"):
            data = spliced(page, r.line, r.start, r.end, f"{r.words} [{words}][{r.label}]")
            yield data, "SV414", (r.line,), f"[{words}]"


def link_inline(page: Page) -> Iterator[Made]:
    for _, r in _references(page):
        data = spliced(page, r.line, r.start, r.end, f"[{r.words}](https://www.example.org/a)")
        yield data, "SV403", (r.line,), "an inline link"


def link_with_emphasis(page: Page) -> Iterator[Made]:
    for _, r in _references(page):
        data = spliced(page, r.line, r.start, r.end, f"[*{r.words}*][{r.label}]")
        yield data, "SV407", (r.line,), "emphasis in a link"


def link_torn(page: Page) -> Iterator[Made]:
    for item, r in _references(page):
        for wrong in (f"[{r.words}][{r.label}", f"{r.words}][{r.label}]"):
            data = spliced(page, r.line, r.start, r.end, wrong)
            lines = (r.line, item.sources[r.label][0])
            yield data, "SV607 SV410 SV401", lines, wrong


def bare_address(page: Page) -> Iterator[Made]:
    for item in page.items:
        data, line = appended(page, item, "More stands at https://www.example.org/more today.")
        yield data, "SV404", (line,), "a bare address"


def picture_in_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        data, line = appended(page, item, "See ![the plan](pictures/plan.png) of it.")
        yield data, "SV405", (line,), "a picture in the text"


def heading_in_text(page: Page) -> Iterator[Made]:
    for item in page.items:
        line = item.text[0]
        data = page.cut(line, line, f"{' ' * 10}# The Event", "")
        yield data, "SV406", (line,), "a heading in the text"


def claim_without_link(page: Page) -> Iterator[Made]:
    for item in page.items:
        end = item.paragraphs[-1].stop
        for claim in (
            "Exports of this kind rose by 30 per cent in that year.",
            "A guest said that it was “the first step of a long way for all of us”.",
        ):
            data = page.cut(end, end, "", " " * 10 + claim)
            yield data, "SV415", (end + 1,), claim


KINDS: tuple[Maker, ...] = (
    source_dropped,
    source_renamed,
    reference_misspelt,
    reference_emptied,
    reference_removed,
    references_exchanged,
    address_dropped,
    address_emptied,
    address_without_scheme,
    address_malformed,
    address_with_tracking,
    address_of_another,
    published_after_the_issue,
    published_before_the_event,
    published_impossible,
    detail_dropped,
    address_unavailable,
    link_words_worthless,
    link_inline,
    link_with_emphasis,
    link_torn,
    bare_address,
    picture_in_text,
    heading_in_text,
    claim_without_link,
)
