"""Footnotes and endnotes: which only give the source of the word before their mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from strevview.importers.docx.inline import Text
from strevview.importers.docx.links import Link
from strevview.importers.notes import LAST_WORD, only_address


def source_of(texts: Iterable[Text]) -> Link | None:
    """Return the link of a note that holds an address and nothing else but `see`, `accessed on`."""
    kept = [text for text in texts if text.why is None]
    links = {text.link for text in kept if text.link is not None and text.link.address}
    address = only_address("".join(text.text for text in kept))
    if address is None or len(links) > 1:
        return None
    return links.pop() if links else Link(address)


def last_word_linked(texts: Sequence[Text], link: Link) -> tuple[list[Text], str] | None:
    """Return texts whose last word leads somewhere, and the word; None where it already does."""
    for place in range(len(texts) - 1, -1, -1):
        text = texts[place]
        if text.why is not None or not any(letter.isalnum() for letter in text.text):
            continue
        found = LAST_WORD.search(text.text)
        if text.link is not None or found is None:
            return None
        parts = [
            replace(text, text=text.text[: found.start(1)]),
            replace(text, text=found.group(1), link=link),
            replace(text, text=text.text[found.end(1) :]),
        ]
        whole = [*texts[:place], *(part for part in parts if part.text), *texts[place + 1 :]]
        return whole, found.group(1)
    return None
