"""The text and the titles of a page, and whether two titles are of one page."""

from __future__ import annotations

import codecs
import re
import unicodedata
from difflib import SequenceMatcher

from lxml import etree, html

from strevview.online.fetching import WebPage

# Longer ones are no titles, and are not compared at length.
_LONGEST = 300
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 8192
# What a label stands for in browsers, where that is more than its name says (WHATWG, Encoding).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_TITLES = (
    "//title[not(ancestor::svg)]//text()",
    "//meta[@property='og:title']/@content",
    "//h1[1]//text()",
)
# What stands between a headline and the name of its site.
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|[|_»]")
_NEARLY = 0.8
# The fewest letters of a headline in front of the name of a site.
_HEADLINE = 8


def text_of(page: WebPage) -> str:
    """Return the text of a page, decoded as browsers do (WHATWG HTML, 13.2.3), nearly.

    What is valid UTF-8 is UTF-8, whatever the page says.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(encoding, "replace")
    declared = _declared(page)
    try:
        # The last letter may be cut in two.
        text = codecs.getincrementaldecoder("utf-8")().decode(page.body)
        if not (declared and text.isascii()):
            return text
    except UnicodeDecodeError:
        pass
    return page.body.decode(declared or "cp1252", "replace")


def _declared(page: WebPage) -> str | None:
    """Return the encoding that the server names, else the one that the page does."""
    said = re.search(r"charset\s*=\s*[\"']?([^\s;\"']+)", page.headers.get("content-type", ""))
    found = _CHARSET.search(page.body[:_HEAD])
    for label in (said and said[1], found and found[1].decode("ascii", "replace")):
        try:
            name = codecs.lookup(label or "").name
            # Not all codecs make text of bytes.
            b"".decode(name)
        except LookupError:
            continue
        return _WIDER.get(name, name)
    return None


def titles_of(text: str) -> tuple[str, ...]:
    """Return what a page of HTML calls itself: its title, what it tells others, its heading."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return ()
    found = (" ".join(" ".join(root.xpath(path)).split())[:_LONGEST] for path in _TITLES)
    return tuple(dict.fromkeys(title for title in found if title))


def same_title(one: str, other: str) -> bool:
    """Return whether two titles are the same but for small changes and the name of a site."""
    if letters_of(one) == letters_of(other):
        return True
    headline, compared = _headline(one), _headline(other)
    if re.findall(r"\d", headline) != re.findall(r"\d", compared):
        return False
    return SequenceMatcher(None, headline, compared, autojunk=False).ratio() >= _NEARLY


def same_script(one: str, other: str) -> bool:
    """Return whether two titles can be compared: one in Latin letters is no translation's."""
    return _is_latin(_headline(one)) == _is_latin(_headline(other))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, by which titles and names are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum() or unicodedata.combining(one))


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(unicodedata.name(one, "").startswith("LATIN") for one in letters) > len(letters)


def _headline(title: str) -> str:
    """Return the letters of a title's first part; of the longest where the first is short."""
    parts = [letters_of(part) for part in _BETWEEN.split(title)]
    return parts[0] if len(parts[0]) >= _HEADLINE else max(parts, key=len)
