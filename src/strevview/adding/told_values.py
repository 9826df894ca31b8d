"""What a page says of itself, and where: JSON-LD, meta tags, microdata, `<time>`, its text.

Nothing is decided here: each field has all that was found for it, the most telling place first.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree, html

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
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|PressRelease|AnalysisNews\w*|Thesis)$")
_PAGE = re.compile(r"\w*Page$|VideoObject$|Event$")
_MOST_NODES = 5_000
# Longer values, and more of one kind, are none that a person wrote.
_LONGEST = 500
_MOST_TOLD = 30
_NOT_SHOWN = {"script", "style", "noscript", "template", "svg", "head"}
_LINE = 200
# Of the lines below a heading so many are read, if they are no longer than a line on its author.
_BELOW = 6
_BYLINE = 80
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


def told_values(tree: html.HtmlElement, address: str) -> ToldValues:
    """Return what a page says of itself."""
    fields: dict[str, list[Told]] = defaultdict(list)
    article, by_id = _linked_data(tree)
    for field, value in _of_node(article, by_id):
        fields[field].append(Told(value, "JSON-LD"))
    for field, told in _metas(tree):
        fields[field].append(told)
    for field, told in _marked_up(tree):
        fields[field].append(told)
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        fields["canonical"].insert(0, Told(_joined(address, link), "canonical"))
    lines = tuple(_lines(tree))
    below = _below_heading(tree, lines)
    for field, told in _in_lines(lines):
        fields[field].append(told)
    for line in below:
        if len(line) <= _BYLINE and not _CHANGED.search(line):
            fields["published"].append(Told(line, "the line below the heading"))
    tidy = {
        field: [
            one
            for told in all_told[:_MOST_TOLD]
            if (one := told._replace(value=_text(told.value))).value
        ]
        for field, all_told in fields.items()
    }
    return ToldValues(tidy, lines, article.get("isAccessibleForFree") in (False, "False", "false"))


def _text(value: str) -> str:
    """Return a value on one line; some pages escape twice."""
    return " ".join(unescape(unescape(value[:_LONGEST])).split())


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link.strip())
    except ValueError:
        return ""


def _linked_data(tree: html.HtmlElement) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return the JSON-LD node of the article, else of the page, and all nodes by their ids."""
    todo: list[object] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = re.sub(
            r"^\s*(?:<!--|/\*<!\[CDATA\[\*/)|(?:-->|/\*\]\]>\*/)?[\s;]*$", "", script.text or ""
        )
        try:
            todo.append(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue
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
) -> Iterator[tuple[str, str]]:
    for field, key in (
        ("title", "headline"), ("title", "name"), ("publisher", "publisher"),
        ("published", "datePublished"), ("language", "inLanguage"), ("author", "author"),
        ("author", "creator"),
    ):  # fmt: skip
        values = article.get(key)
        for value in values if isinstance(values, list) else [values]:
            name = _name(value, by_id)
            if name:
                yield field, name


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
                told = Told(value, f"meta {name}")
                said[name.lower().replace("dc:", "dc.")].append(told)
    for field, names in _META.items():
        yield from ((field, told) for name in names.split() for told in said[name])
    yield from (("canonical", told) for told in said["og:url"])


def _marked_up(tree: html.HtmlElement) -> Iterator[tuple[str, Told]]:
    """Yield what microdata, `<time>`, headings, the title and `lang` tell."""
    for field, name in (
        ("published", "datePublished"), ("title", "headline"), ("author", "author"),
    ):  # fmt: skip
        for element in tree.xpath(f"//*[@itemprop='{name}'][not(self::meta)]")[:1]:
            value = element.get("datetime") or element.get("content") or element.text_content()
            yield field, Told(value, f"itemprop {name}")
    for moment in _times(tree):
        yield "published", Told(moment, "<time>")
    headings = tree.xpath("//h1[normalize-space()]")
    for heading in headings if len(headings) == 1 else headings[:2]:
        yield "title", Told(heading.text_content(), "<h1>", machine=len(headings) == 1)
    for title in tree.xpath("//title[not(ancestor::svg)][normalize-space()]")[:1]:
        yield "title", Told(title.text_content(), "<title>")
    for language in (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")):
        if language:
            yield "language", Told(language, "<html lang>")
    body = tree.find("body")
    if body is not None and body.get("lang"):
        yield "language", Told(body.get("lang"), "<body lang>")


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the first `<time>` behind the heading, or of an article, that is not of a change."""
    below, looked_at = tree.find(".//h1") is None, 0
    for element in tree.iter("h1", "article", "time"):
        below = below or element.tag != "time"
        if element.tag != "time" or not (below or element.get("pubdate") is not None):
            continue
        words = (element.get("class") or "", element.get("itemprop") or "", _before(element))
        looked_at += 1
        if looked_at > _MOST_TOLD:
            return
        if not _CHANGED.search(" ".join(words)):
            yield element.get("datetime") or element.text_content()
            return


def _before(element: html.HtmlElement) -> str:
    """Return the words in front of an element in its line."""
    previous = element.getprevious()
    parent = element.getparent()
    if previous is None:
        return (parent.text or "") if parent is not None else ""
    words = "" if previous.tag is etree.Comment else " ".join(previous.itertext())
    return f"{words[-40:]} {previous.tail or ''}"


def _lines(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the short lines of a page's text: what one block holds."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start" and element.tag in _NOT_SHOWN:
            continue
        inline = element.tag in (
            "span",
            "a",
            "b",
            "i",
            "em",
            "strong",
            "time",
            "font",
            "u",
            "small",
        )
        if not inline and parts:
            line = _text(" ".join(parts))
            parts = []
            if line and len(line) <= _LINE:
                yield line
        hidden = element.tag in _NOT_SHOWN
        text = element.text if event == "start" and not hidden else None
        if event == "end" or event in ("comment", "pi"):
            text = element.tail
        if text and not any(one.tag in _NOT_SHOWN for one in element.iterancestors()):
            parts.append(text)


def _below_heading(tree: html.HtmlElement, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines below the heading that may give the day and the author of the text."""
    headings = {_text(one.text_content()) for one in tree.iter("h1")} - {""}
    place = next((n for n, line in enumerate(lines) if line in headings), None)
    return () if place is None else lines[place + 1 : place + 1 + _BELOW]


def _in_lines(lines: tuple[str, ...]) -> Iterator[tuple[str, Told]]:
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
