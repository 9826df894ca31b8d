"""What a page says of itself, and where: JSON-LD, meta tags, microdata, `<time>`, its text.

Nothing is decided here: each field has all that was found for it, the most telling place first.
Days stand by numbers, or with the month's name in the page's language.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from lxml import etree, html

from strevview.importers.blocks import visible
from strevview.importers.told_dates import calendar_names
from strevview.model.dates import DateError, Precision, SourceDate
from strevview.online.page_text import letters_of

# Fields, and the names of the meta tags that tell them: Open Graph, Dublin Core, Highwire (papers),
# Parse.ly, the standard of China's government sites, and those of widespread systems. Only the
# letters of a name count: `pub_date` is PubDate.
_META = {
    "title": "citation_title ArticleTitle og:title dc.title dcterms.title twitter:title headline",
    "publisher": "citation_journal_title og:site_name SiteName dc.publisher dcterms.publisher "
    "publisher application-name",
    "published": "article:published_time og:published_time article:published og:pubdate "
    "og:article:published_time datePublished publish_date publish_time published_date "
    "published_at PubDate publication_date date.issued dc.date.issued dcterms.issued "
    "dcterms.created dc.date.created citation_online_date citation_publication_date "
    "citation_date parsely-pub-date sailthru.date bt:pubDate",
    # Some mean the day of the last change.
    "dated": "dc.date dcterms.date date",
    "language": "og:locale dc.language dcterms.language citation_language content-language "
    "language inLanguage",
    "author": "citation_author author article:author dc.creator dcterms.creator parsely-author",
    "origin": "ContentSource",
    "canonical": "og:url",
}
# Fields, and the elements and attributes that tell them.
_MARKED_UP = (
    ("dated", "<time>", "//h1/following::time | //article//time"),
    ("published", "itemprop datePublished", "//*[@itemprop='datePublished'][not(self::meta)]"),
    ("author", "itemprop author", "//*[@itemprop='author'][not(self::meta)]"),
    ("title", "<h1>", "//h1[normalize-space()]"),
    ("title", "<title>", "//title[not(ancestor::svg)][normalize-space()]"),
    ("canonical", "canonical", "//link[@rel='canonical']/@href"),
    ("language", "<html lang>", "/*/@*[name()='lang' or name()='xml:lang']"),
)
# Where JSON-LD begins, which some hide in a comment.
_JSON_START = re.compile(r"[\[{](?!CDATA|\*)")
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease|AnalysisNews\w*|Thesis)$")
_MOST_NODES = 5_000
# Longer values, and more of one kind, are none that a person wrote.
_LONGEST = 500
_MOST_TOLD = 30
_MOST_HEADINGS = 4
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "head")
_INLINE = ("span", "a", "b", "i", "em", "strong", "time", "font", "u", "small")
_LINE = 200
_CHANGED = re.compile(
    r"updat|modif|revis|更新|修改|编辑于|обновл|изменен|अपडेट|संशोधित|اپ ?ڈیٹ|ترمیم", re.IGNORECASE
)
_ORIGIN = re.compile(r"(?:来源|來源|稿源|信息来源)\s*[:：]\s*([^\s|｜,，;；()（）]{2,30})")
_AUTHOR = re.compile(r"(?:作者|记者|撰文|文)\s*[:：/]\s*([\u4e00-\u9fff·]{2,8})(?![\u4e00-\u9fff])")

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_MONTHS = 12
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_NAME = r"(?P<m>[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*)\.?"
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        # 2025-07-08, 2025/7/8, 2025.07.08, 2025年7月8日; the month alone
        rf"{_YEAR}\s?[-/.年]\s?{_MONTH}(?:\s?[-/.月]\s?{_DAY})?",
        # 20250708, t20250708_1, 2025070810
        rf"{_YEAR}(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?:\d\d?)?",
        # 08.07.2025, 08/07/2025: the day stands first; 07/25/2025: it can only stand second
        rf"{_DAY}(?P<mark>[-/.]){_MONTH}(?P=mark){_YEAR}",
        rf"{_MONTH}[-/](?P<d>3[01]|2\d|1[3-9])[-/]{_YEAR}",
        # 8 July 2025, 8 июля 2025, ۸ جولائی 2025, 8 de julho de 2025
        rf"{_DAY}(?:st|nd|rd|th|\.|º)?[\s-]+(?:de\s)?{_NAME},?[\s-]+(?:de\s)?{_YEAR}",
        # July 8, 2025; Jul 08 10:30:00 IST 2025, as Unix has it
        rf"{_NAME}\s{_DAY}(?:st|nd|rd|th)?,?(?:\s[\d:]{{5,8}}\s[A-Z]{{2,5}})?\s+{_YEAR}",
    )
)
_UTC = re.compile(r"[T ](\d\d):?\d\d[\d:.]*\s?(?:Z$|[+-]00:?00$|(?:GMT|UTC)(?![+-]\d*[1-9]))")
# The lines above and below the title that may tell its day, if not too long for that.
_ABOVE = 1
_BELOW = 6
_BYLINE = 80
BESIDE = "the line beside the title"
ISSUING = "the line that says “published”"
ALONE = "a line that has the day alone"
# The most letters of a line that has little but a day.
_FEW = 16
_ISSUED = re.compile(
    r"publi(?:sh|é|ca)|posted|veröffentlicht|erschienen|gepostet|mis(?:e)? en ligne|pubblicat"
    r"|发布|發佈|发表|опубликован|प्रकाशित|شائع|اشاعت",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """A value and the place that tells it."""

    value: str
    where: str


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
    for telling in (_of_node(article, by_id), _metas(tree), _marked_up(tree), _in_lines(lines)):
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
    """Return the JSON-LD node of the article, and all nodes by their ids."""
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
    for node in found:
        types = node.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(_ARTICLE.match(str(name).rpartition("/")[2]) for name in names):
            return node, by_id
    return {}, by_id


def _of_node(
    article: dict[str, object], by_id: Mapping[str, dict[str, object]]
) -> Iterator[tuple[str, Told]]:
    for field, keys in (
        ("title", ("headline", "name")), ("publisher", ("publisher",)),
        ("published", ("datePublished",)), ("language", ("inLanguage",)),
        ("author", ("author", "creator")),
    ):  # fmt: skip
        values = next((article[key] for key in keys if article.get(key)), None)
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
    """Yield what meta tags tell, a field's names in the order of the table."""
    said: dict[str, list[Told]] = defaultdict(list)
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip()
            value = meta.get("content") or meta.get("value") or meta.get("datetime") or ""
            if name and value.strip():
                said[letters_of(name)].append(Told(value, f"meta {name}"))
    for field, names in _META.items():
        yield from ((field, told) for name in names.split() for told in said[letters_of(name)])


def _marked_up(tree: html.HtmlElement) -> Iterator[tuple[str, Told]]:
    """Yield what microdata, `<time>`, headings, the title and `lang` tell."""
    for field, where, path in _MARKED_UP:
        for one in tree.xpath(path)[: _MOST_HEADINGS if where == "<h1>" else 1]:
            yield field, Told(one if isinstance(one, str) else _shown(one), where)


def _shown(element: html.HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or str(element.text_content())


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
    """Yield the origins and authors that lines name in Chinese, with a word for what they are."""
    for line in lines:
        for field, form in (("origin", _ORIGIN), ("author", _AUTHOR)):
            named = form.search(line)
            if named:
                yield field, Told(named[1], "the text")


def beside(title: str, lines: Sequence[str]) -> Iterable[Told]:
    """Yield the line above a title, and then those below, as far as they tell no change."""
    for place, line in enumerate(lines):
        if letters_of(line) == letters_of(title):
            above = lines[max(0, place - _ABOVE) : place]
            for near in (*above, *lines[place + 1 : place + 1 + _BELOW]):
                if len(near) <= _BYLINE:
                    yield Told(_CHANGED.split(near)[0], BESIDE)


def last_resort(lines: Sequence[str]) -> Iterable[Told]:
    """Yield the lines that say “published”, each with the next one, and those that are short."""
    for line, following in pairwise((*lines, "")):
        if _ISSUED.search(line):
            yield Told(f"{_CHANGED.split(line)[0]} {following}", ISSUING)
    for line in lines:
        if len(letters_of(line)) <= _FEW:
            yield Told(line, ALONE)


class PageDay(NamedTuple):
    """A day or a month that a page tells.

    `far` is by how many days it is another in Washington or Beijing: a moment in UTC of the night
    there. `unsure` where the day may be the month: 08/07/2025.
    """

    date: SourceDate
    far: int
    unsure: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a day, not a month."""
        return self.date.precision is Precision.DAY


def day_in(text: str, language: str, today: datetime) -> PageDay | None:
    """Return the first day that a text names with its year, unless it is still to come.

    Digits of any script are read, and names of months in English and in the page's language. In
    08/07/2025 the day stands first, but for English, in which it may stand second.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = " ".join(text.split())
    months = _months(language)
    found = []
    for match in (match for form in _FORMS for match in form.finditer(text)):
        told = match.groupdict()
        month = int(told["m"]) if told["m"].isdecimal() else months.get(_plain(told["m"]))
        unsure = told.get("mark", ".") != "." and month != int(told["d"]) <= _MONTHS
        with suppress(DateError):
            day = f"-{int(told['d']):02d}" if told["d"] else ""
            date = SourceDate.parse(f"{told['y']}-{month or 0:02d}{day}")
            if date.start <= today.date() + timedelta(days=1) and not (unsure and language == "en"):
                found.append(PageDay(date, 0, unsure))
    utc = _UTC.search(text)
    hour = int(utc[1]) if utc else 12
    far = -1 if hour < 5 else int(hour >= 16)
    # A day before a month: that is a part of a longer date, which another form reads.
    first = min(found, key=lambda day: not day.is_whole, default=None)
    return first and first._replace(far=far)


@cache
def _months(language: str) -> Mapping[str, int]:
    """Return the months by their names in English and in a language, as they are compared."""
    names, _ = calendar_names(language)
    return {_plain(name): number for name, number in names.items()}


def _plain(name: str) -> str:
    """Return a name without case, full stops, accents and the dots of Hindi letters."""
    folded = unicodedata.normalize("NFD", name.casefold())
    return "".join(
        one for one in folded if one not in ".\u093c" and not "\u0300" <= one <= "\u036f"
    )
