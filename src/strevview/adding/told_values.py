"""What a page says of itself, and where: JSON-LD, meta tags, elements, the short lines of its text.

Nothing is decided here: each field has all that was found for it, the most telling place first. A
place may mean more than one day: of 08/07/2025 the day may stand first or second, and a moment in
UTC near midnight is of another day in some countries.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from typing import NamedTuple

from lxml import etree, html

from strevview.importers.blocks import visible
from strevview.importers.told_dates import dates_with_years
from strevview.online.page_text import letters_of


class Places(NamedTuple):
    """The places that tell a field, the most telling first.

    Keys of an article in JSON-LD, of which the first counts that is there; names of meta tags (Open
    Graph, Dublin Core, Highwire's for papers, Parse.ly, the standard of China's government sites,
    and those of widespread systems), of which only the letters count: `pub_date` is PubDate; and
    what else tells it, by XPath.
    """

    keys: str
    metas: str
    elements: Mapping[str, str]


_PLACES = {
    "title": Places(
        "headline name",
        "citation_title ArticleTitle og:title dc.title dcterms.title twitter:title headline",
        {
            "<h1>": "(//h1[normalize-space()])[position() <= 4]",
            "<title>": "(//title[not(ancestor::svg)][normalize-space()])[1]",
        },
    ),
    "publisher": Places(
        "publisher",
        "citation_journal_title og:site_name SiteName dc.publisher dcterms.publisher publisher "
        "application-name",
        {},
    ),
    "published": Places(
        "datePublished",
        "article:published_time og:published_time article:published og:pubdate "
        "og:article:published_time datePublished publish_date publish_time published_date "
        "published_at PubDate publication_date date.issued dc.date.issued dcterms.issued "
        "dcterms.created dc.date.created citation_online_date citation_publication_date "
        "citation_date parsely-pub-date sailthru.date bt:pubDate",
        {"itemprop datePublished": "(//*[@itemprop='datePublished'][not(self::meta)])[1]"},
    ),
    # Some mean the day of the last change.
    "dated": Places(
        "",
        "dc.date dcterms.date date",
        {"<time>": "(//h1/following::time | //article//time)[1]"},
    ),
    "language": Places(
        "inLanguage",
        "og:locale dc.language dcterms.language citation_language content-language language "
        "inLanguage",
        {"<html lang>": "/*/@*[name()='lang' or name()='xml:lang']"},
    ),
    "author": Places(
        "author creator",
        "citation_author author article:author dc.creator dcterms.creator parsely-author",
        {"itemprop author": "(//*[@itemprop='author'][not(self::meta)])[1]"},
    ),
    "origin": Places("", "ContentSource", {}),
    "canonical": Places("", "og:url", {"canonical": "(//link[@rel='canonical'])[1]/@href"}),
    "free": Places("isAccessibleForFree", "", {}),
}
# The line of a page in Chinese that names where it has its text from.
_ORIGIN = re.compile(r"(?:来源|來源|稿源|信息来源)\s*[:：]\s*([^\s|｜,，;；()（）]{2,30})")
# Where JSON-LD begins, which some hide in a comment.
_JSON_START = re.compile(r"[\[{](?!CDATA|\*)")
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease|AnalysisNews\w*|Thesis)$")
_MOST_NODES = 5_000
# Longer values, and more of one kind, are none that a person wrote.
_LONGEST = 500
_MOST_TOLD = 30
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "head")
_INLINE = ("span", "a", "b", "i", "em", "strong", "time", "font", "u", "small")
_LINE = 200

BESIDE = "the line beside the title"
ALONE = "a line that has the day alone"
# The lines above and below the title that may tell its day, if not too long for that.
_ABOVE = 1
_BELOW = 6
_BYLINE = 80
# The most letters of a line that has little but a day.
_FEW = 16
_CHANGED = re.compile(
    r"updat|modif|revis|更新|修改|编辑于|обновл|изменен|अपडेट|संशोधित|اپ ?ڈیٹ|ترمیم", re.IGNORECASE
)

# No page is older.
_FIRST_PAGE = "1991-08-06"
# Tue Jul 08 10:30:00 IST 2025, as Unix has it
_CLOCK = re.compile(r"\s\d\d:\d\d:\d\d\s[A-Z]{2,5}(?=\s\d{4})")
_UTC = re.compile(r"[T ](\d\d):?(\d\d)[\d:.]*\s?(?:Z$|[+-]00:?00$|(?:GMT|UTC)(?![+-]\d*[1-9]))")
# Where nearly all of the pages are made: from Washington to Beijing.
_ANYWHERE = (UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=8)))

Node = dict[str, object]
# The days that a place may mean, the likeliest first.
Days = tuple[str, ...]


class Told(NamedTuple):
    """A value and the place that tells it."""

    value: str
    where: str


def told_values(tree: html.HtmlElement, lines: tuple[str, ...]) -> dict[str, list[Told]]:
    """Return what a page, of which the lines are given, tells for each field."""
    article, by_id = _linked_data(tree)
    metas = _metas(tree)
    fields = {}
    for field, (keys, names, elements) in _PLACES.items():
        told = [Told(value, "JSON-LD") for value in _in_node(article, keys.split(), by_id)]
        told += (one for name in names.split() for one in metas[letters_of(name)])
        for where, path in elements.items():
            told += (Told(_shown(element), where) for element in tree.xpath(path))
        if field == "origin":
            told += (Told(named[1], "the text") for named in map(_ORIGIN.search, lines) if named)
        tidy = (one._replace(value=_text(one.value)) for one in told[:_MOST_TOLD])
        fields[field] = [one for one in tidy if one.value]
    return fields


def _text(value: str) -> str:
    """Return a value on one line; some pages escape twice."""
    return visible(unescape(unescape(value[:_LONGEST]))).strip()


def _linked_data(tree: html.HtmlElement) -> tuple[Node, dict[str, Node]]:
    """Return the JSON-LD node of the article, and all nodes by their ids."""
    todo: list[object] = []
    decoder = json.JSONDecoder(strict=False)
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        start = _JSON_START.search(script)
        with suppress(ValueError, RecursionError):
            todo.append(decoder.raw_decode(script, start.start() if start else 0)[0])
    found: list[Node] = []
    while todo and len(found) < _MOST_NODES:
        node = todo.pop(0)
        if isinstance(node, dict):
            found.append(node)
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    by_id = {str(node["@id"]): node for node in reversed(found) if "@id" in node and len(node) > 1}
    for node in found:
        types = node.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(_ARTICLE.match(str(name).rpartition("/")[2]) for name in names):
            return node, by_id
    return {}, by_id


def _in_node(article: Node, keys: list[str], by_id: Mapping[str, Node]) -> Iterator[str]:
    """Yield the values of the first key that a node has; of other nodes their names.

    Another node may stand elsewhere, under its id.
    """
    values = next((article[key] for key in keys if key in article), None)
    for value in values if isinstance(values, list) else [values]:
        named = value
        if isinstance(value, dict):
            whole = value if "name" in value else by_id.get(str(value.get("@id")), {})
            names = whole.get("name") or whole.get("alternateName")
            named = names[0] if isinstance(names, list) else names
        if isinstance(named, str | int):
            yield str(named)


def _metas(tree: html.HtmlElement) -> Mapping[str, list[Told]]:
    """Return what meta tags tell, by the letters of their names."""
    said: dict[str, list[Told]] = defaultdict(list)
    for meta in tree.iter("meta"):
        value = meta.get("content") or meta.get("value") or meta.get("datetime") or ""
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip()
            if name:
                said[letters_of(name)].append(Told(value, f"meta {name}"))
    return said


def _shown(found: html.HtmlElement | str) -> str:
    if isinstance(found, str):
        return found
    return found.get("datetime") or found.get("content") or str(found.text_content())


def short_lines(tree: html.HtmlElement) -> tuple[str, ...]:
    """Return the short lines of a page's text: what one block holds."""
    shown = deepcopy(tree)
    etree.strip_elements(shown, *_NOT_SHOWN, with_tail=False)
    for element in shown.iter(*_INLINE):
        element.text = f" {visible(element.text or '')} "
        element.tail = f" {visible(element.tail or '')}"
    etree.strip_tags(shown, etree.Comment, etree.ProcessingInstruction, *_INLINE)
    lines = (_text(text) for text in shown.itertext())
    return tuple(line for line in lines if 0 < len(line) <= _LINE)


def beside(title: str, lines: Sequence[str]) -> Iterator[Told]:
    """Yield the line above a title, and then those below, as far as they tell no change."""
    for place, line in enumerate(lines):
        if letters_of(line) == letters_of(title):
            above = lines[max(0, place - _ABOVE) : place]
            for near in (*above, *lines[place + 1 : place + 1 + _BELOW]):
                if len(near) <= _BYLINE:
                    yield Told(_CHANGED.split(near)[0], BESIDE)


def last_resort(lines: Sequence[str]) -> Iterator[Told]:
    """Yield the lines that hold little but a day can."""
    for line in lines:
        if len(letters_of(line)) <= _FEW:
            yield Told(line, ALONE)


def days_in(text: str, language: str, today: date) -> Days:
    """Return the days that the first date of a text may mean.

    Digits of any script are read, and names of months in English and in the page's language. What
    is before the web or still to come is no day of a page.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = _CLOCK.sub("", " ".join(text.split()))
    last = str(today + timedelta(days=1))
    found = (
        [day for day in days if _FIRST_PAGE <= day <= last]
        for days in dates_with_years(text, language)
    )
    first = tuple(dict.fromkeys(next(filter(None, found), ())))
    utc = _UTC.search(text)
    if utc is None or len(first) != 1:
        return first
    midnight = datetime.fromisoformat(f"{first[0]}T00:00+00:00")
    moment = midnight + timedelta(hours=int(utc[1]), minutes=int(utc[2]))
    return tuple(dict.fromkeys(str(moment.astimezone(zone).date()) for zone in _ANYWHERE))
