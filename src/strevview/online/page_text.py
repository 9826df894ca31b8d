"""The text of a page: its titles, whether two are of one page, and the language that it is in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

import webencodings
from lxml import etree, html

from strevview.online.fetching import WebPage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Longer ones are no titles, and are not compared at length.
_LONGEST = 300
_CHARSET = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 8192
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
    # The server's word counts before the page's.
    head = page.body[:_HEAD].decode("latin-1")
    labels = _CHARSET.findall(f"<meta {page.headers.get('content-type', '')}>{head}")
    declared = next(filter(None, map(webencodings.lookup, labels)), None)
    try:
        # The last letter may be cut in two.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(page.body)
        if not (declared and text.isascii()):
            return text
    except UnicodeDecodeError:
        pass
    return str(webencodings.decode(page.body, declared or "windows-1252")[0])


def tree_of(text: str) -> html.HtmlElement | None:
    """Return the tree of a page of HTML; None for what is none."""
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(
            data, html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.LxmlError, ValueError):
        return None


def titles_of(page: WebPage) -> tuple[str, ...]:
    """Return what a page of HTML calls itself: its title, what it tells others, its heading."""
    root = tree_of(text_of(page))
    if root is None:
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


# Of a text so much is read; a language is likely from here on, and sure.
_READ = 20_000
_LIKELY = 0.3
_SURE = 0.9


def language_of_text(text: str, named: Collection[str] = ()) -> tuple[str | None, bool]:
    """Return a text's language, and whether it can be no other; None where the text does not tell.

    Among languages that are nearly alike what the page names decides.
    """
    ranked = _identifier().rank(text[:_READ])
    likely = {language: chance for language, chance in ranked if chance >= _LIKELY}
    spoken = next((one for one in (*named, *likely) if one in likely), None)
    return spoken, spoken is not None and likely[spoken] >= _SURE


@cache
def _identifier() -> LanguageIdentifier:
    """Return what tells the languages of ISO 639-1; dialects would share their chances."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
