"""What a page says of itself, and where: JSON-LD, meta tags, microdata, `<time>`, its text.

Nothing is decided here: each field has all that was found for it, the most telling place first.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from html import unescape
from typing import NamedTuple

from lxml import etree, html

from strevview.importers.blocks import visible

# Fields, and the names of the meta tags that tell them: Open Graph, Dublin Core, Highwire (papers),
# Parse.ly, the standard of China's government sites, and those of widespread systems.
_META = {
    "title": "citation_title articletitle og:title dc.title dcterms.title twitter:title headline "
    "parsely-title sailthru.title",
    "publisher": "citation_journal_title citation_conference_title og:site_name sitename "
    "dc.publisher dcterms.publisher publisher citation_publisher application-name",
    "published": "article:published_time og:article:published_time og:published_time "
    "article:published article:publication_date article:create_at og:pubdate og:release_date "
    "datepublished date_published publishdate publish-date publish_date publishtime publish_time "
    "published_at published-date published_date pubdate pub_date pub-date publication_date "
    "publicationdate publication-date firstpublishedtime date.issued dc.date.issued dcterms.issued "
    "dcterms.created dc.date.created dc.date dcterms.date citation_online_date "
    "citation_publication_date citation_date parsely-pub-date sailthru.date "
    "cxenseparse:recs:publishtime mediator_published_time bt:pubdate apub:time "
    "weibo:article:create_at date",
    "language": "og:locale dc.language dcterms.language citation_language content-language "
    "language inlanguage",
    "author": "citation_author author article:author dc.creator dcterms.creator byl parsely-author "
    "sailthru.author",
    "origin": "contentsource",
}
# Fields, and the elements and attributes that tell them.
_MARKED_UP = (
    ("published", "itemprop datePublished", "//*[@itemprop='datePublished'][not(self::meta)]"),
    ("author", "itemprop author", "//*[@itemprop='author'][not(self::meta)]"),
    ("title", "itemprop headline", "//*[@itemprop='headline'][not(self::meta)]"),
    ("title", "<h1>", "//h1[normalize-space()]"),
    ("title", "<title>", "//title[not(ancestor::svg)][normalize-space()]"),
    ("language", "<html lang>", "/*/@*[name()='lang' or name()='xml:lang']"),
    ("language", "<body lang>", "/*/body/@lang"),
)
# Where JSON-LD begins, which some hide in a comment.
_JSON_START = re.compile(r"[\[{](?!CDATA|\*)")
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease|AnalysisNews\w*|Thesis)$")
_PAGE = re.compile(r"\w*Page$|VideoObject$|Event$")
_MOST_NODES = 5_000
# Longer values, and more of one kind, are none that a person wrote.
_LONGEST = 500
_MOST_TOLD = 30
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "head")
_INLINE = ("span", "a", "b", "i", "em", "strong", "time", "font", "u", "small")
_LINE = 200
# Of the lines below a heading so many are read, if they are no longer than a line on its author.
_BELOW = 6
_BYLINE = 80
# The characters in front of a `<time>` that may say that it is of a change.
_BEFORE = 60
# Words in front of a day of publication, in front of an origin, and in front of an author.
_PUBLISHED = re.compile(
    r"(?:发布(?:时间|日期|于)|發佈時間|發布時間|发表(?:时间|于)|日期|时间"
    r"|published|posted|release date|date|issued|публикац\w+|опубликован\w+|дата"
    r"|प्रकाशित|पोस्ट किया गया|तारीख|شائع|تاریخ(?: اشاعت)?)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"updat|modif|revis|更新|修改|编辑于|обновл|изменен|अपडेट|संशोधित|اپ ?ڈیٹ|ترمیم", re.IGNORECASE
)
_ORIGIN = re.compile(r"(?:来源|來源|稿源|信息来源)\s*[:：]\s*([^\s|｜,，;；()（）]{2,30})")
_AUTHOR = re.compile(r"(?:作者|记者|撰文|文)\s*[:：/]\s*([\u4e00-\u9fff·]{2,8})(?![\u4e00-\u9fff])")


class Told(NamedTuple):
    """A value and the place that tells it; `machine` where that place is made for programs."""

    value: str
    where: str
    machine: bool = True


class ToldValues(NamedTuple):
    """What a page tells, by field, and the short lines of its text in order."""

    fields: Mapping[str, list[Told]]
    lines: tuple[str, ...]
    paywalled: bool


def told_values(tree: html.HtmlElement) -> ToldValues:
    """Return what a page says of itself."""
    article, by_id = _linked_data(tree)
    lines = _lines(tree)
    fields: dict[str, list[Told]] = defaultdict(list)
    for telling in (
        _of_node(article, by_id), _metas(tree), _marked_up(tree), _in_lines(lines),
        _below_heading(tree, lines),
    ):  # fmt: skip
        for field, told in telling:
            value = _text(told.value) if len(fields[field]) < _MOST_TOLD else ""
            if value:
                fields[field].append(told._replace(value=value))
    return ToldValues(
        fields, lines, article.get("isAccessibleForFree") in (False, "False", "false")
    )


def _text(value: str) -> str:
    """Return a value on one line; some pages escape twice."""
    return visible(unescape(unescape(value[:_LONGEST]))).strip()


def _linked_data(tree: html.HtmlElement) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return the JSON-LD node of the article, else of the page, and all nodes by their ids."""
    todo: list[object] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        start = _JSON_START.search(script)
        with suppress(ValueError, RecursionError):
            todo += json.JSONDecoder(strict=False).raw_decode(
                script, start.start() if start else 0
            )[:1]
    found: list[dict[str, object]] = []
    while todo and len(found) < _MOST_NODES:
        node = todo.pop(0)
        if isinstance(node, dict):
            found.append(node)
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    by_id = {str(node["@id"]): node for node in reversed(found) if "@id" in node and len(node) > 1}
    for kind in (_ARTICLE, _PAGE):
        for node in found:
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(kind.match(str(name).rpartition("/")[2]) for name in names):
                return node, by_id
    return {}, by_id


def _of_node(
    article: dict[str, object], by_id: Mapping[str, dict[str, object]]
) -> Iterator[tuple[str, Told]]:
    for field, key in (
        ("title", "headline"), ("title", "name"), ("publisher", "publisher"),
        ("published", "datePublished"), ("language", "inLanguage"), ("author", "author"),
        ("author", "creator"),
    ):  # fmt: skip
        values = article.get(key)
        for value in values if isinstance(values, list) else [values]:
            yield field, Told(_name(value, by_id), "JSON-LD")


def _name(value: object, by_id: Mapping[str, dict[str, object]]) -> str:
    """Return a single value, or the name of a node, which may stand elsewhere under its id."""
    if isinstance(value, dict):
        whole = value if "name" in value else by_id.get(str(value.get("@id")), {})
        names = whole.get("name") or whole.get("alternateName")
        value = names[0] if isinstance(names, list) else names
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _metas(tree: html.HtmlElement) -> Iterator[tuple[str, Told]]:
    """Yield what meta tags and links tell, a field's names in the order of the table."""
    yield from (
        ("canonical", Told(link, "canonical"))
        for link in tree.xpath("//link[@rel='canonical']/@href")
    )
    said: dict[str, list[Told]] = defaultdict(list)
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip()
            value = meta.get("content") or meta.get("value") or meta.get("datetime") or ""
            if name and value.strip():
                told = Told(value, f"meta {name}")
                said[name.lower().replace("dc:", "dc.")].append(told)
    for field, names in _META.items():
        yield from ((field, told) for name in names.split() for told in said[name])
    yield from (("canonical", told) for told in said["og:url"])


def _marked_up(tree: html.HtmlElement) -> Iterator[tuple[str, Told]]:
    """Yield what microdata, headings, the title, `lang` and `<time>` tell."""
    for field, where, path in _MARKED_UP:
        found = tree.xpath(path)
        # Of two headings one is the site's.
        several = where == "<h1>" and len(found) > 1
        for one in found[: 2 if several else 1]:
            yield field, Told(one if isinstance(one, str) else _shown(one), where, not several)
    yield from (("published", Told(moment, "<time>")) for moment in _times(tree))


def _shown(element: html.HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or str(element.text_content())


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the first `<time>` behind the heading, or of an article, that is not of a change."""
    start = tree if tree.find(".//h1") is None else next(tree.iter("h1", "article"))
    times = start.xpath("descendant::time | following::time | //time[@pubdate]")
    for time in times[:_MOST_TOLD]:
        texts = "preceding-sibling::node()[position() < 3]/descendant-or-self::text()"
        before = " ".join(time.xpath(texts))[-_BEFORE:]
        if not _CHANGED.search(f"{time.get('class')} {time.get('itemprop')} {before}"):
            yield _shown(time)
            return


def _lines(tree: html.HtmlElement) -> tuple[str, ...]:
    """Return the short lines of a page's text: what one block holds."""
    shown = deepcopy(tree)
    etree.strip_elements(shown, *_NOT_SHOWN, with_tail=False)
    for element in shown.iter(*_INLINE):
        element.text = f" {visible(element.text or '')} "
        element.tail = f" {visible(element.tail or '')}"
    etree.strip_tags(shown, etree.Comment, etree.ProcessingInstruction, *_INLINE)
    lines = (_text(text) for text in shown.itertext())
    return tuple(line for line in lines if 0 < len(line) <= _LINE)


def _in_lines(lines: Iterable[str]) -> Iterator[tuple[str, Told]]:
    """Yield what lines tell that say of what they are: days, origins, authors."""
    for line in lines:
        found = _PUBLISHED.search(line)
        changed = _CHANGED.search(line)
        if found and (changed is None or found.start() < changed.start()):
            told = line[found.start() : changed.start() if changed else None]
            yield "published", Told(told, "text")
        for field, form in (("origin", _ORIGIN), ("author", _AUTHOR)):
            named = form.search(line)
            if named:
                yield field, Told(named[1], "text", machine=False)


def _below_heading(tree: html.HtmlElement, lines: tuple[str, ...]) -> Iterator[tuple[str, Told]]:
    """Yield the lines below the heading that may give the day of the text."""
    headings = {_text(one.text_content()) for one in tree.iter("h1")}
    place = next((n for n, line in enumerate(lines, 1) if line in headings), len(lines))
    for line in lines[place : place + _BELOW]:
        if len(line) <= _BYLINE and not _CHANGED.search(line):
            yield "published", Told(line, "the line below the heading")
