"""Footnotes and endnotes: which only give the source of a word, and which have something to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from strevview.importers.docx.inline import Text
from strevview.importers.docx.links import Link
from strevview.importers.runs import bare_addresses

_LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_STOCK = re.compile(
    r"(?:see|sources?|available|online|at|from|on|in|url|link|https?|(?:last )?(?:accessed|visited"
    r"|retrieved|viewed|checked)|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|\W)+",
    re.IGNORECASE,
)


def source_of(texts: Iterable[Text]) -> Link | None:
    """Return the link of a note that holds an address and nothing else but `see`, `accessed on`."""
    kept = [text for text in texts if text.why is None]
    whole = "".join(text.text for text in kept)
    links = {text.link for text in kept if text.link is not None and text.link.address}
    places = list(bare_addresses(whole))
    rest = whole
    for start, end in reversed(places):
        rest = rest[:start] + rest[end:]
    if len(places) != 1 or len(links) > 1 or (rest.strip() and not _STOCK.fullmatch(rest)):
        return None
    address = whole[slice(*places[0])]
    if links:
        return links.pop()
    return Link(address if "://" in address else f"https://{address}")


def last_word_linked(texts: Sequence[Text], link: Link) -> tuple[list[Text], str] | None:
    """Return texts whose last word leads somewhere, and the word; None where it already does."""
    for place in range(len(texts) - 1, -1, -1):
        text = texts[place]
        if text.why is not None or not (found := _LAST_WORD.search(text.text)):
            if text.why is None and any(letter.isalnum() for letter in text.text):
                return None
            continue
        if text.link is not None:
            return None
        start, end = found.span(1)
        parts = [
            replace(text, text=text.text[:start]),
            replace(text, text=found.group(1), link=link),
            replace(text, text=text.text[end:]),
        ]
        whole = [*texts[:place], *(part for part in parts if part.text), *texts[place + 1 :]]
        return whole, found.group(1)
    return None
