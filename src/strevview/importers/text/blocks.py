"""Paragraphs of a text to blocks: headings, highlights, entries of lists, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.captions import reads_like_caption
from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.importers.runs import addresses_linked
from strevview.importers.text.paragraphs import RULE, Group
from strevview.importers.text.titles import folded

_HIGHLIGHTS = re.compile(r"(?:the\s+)?(?:highlights?|contents|in this issue)\s*:?$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)?|Photo|Image|Map)\s*\d*\s*[:.–—]")
_INNER_STOP = re.compile(r"[a-z)][.!?]\s+[A-Z(]")
_SHORT = 120
_MANY_WORDS = 18


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph's text with where it comes from."""

    text: str
    group: Group


def blocks_of(groups: Sequence[Group], known: frozenset[str]) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks, and the marks and rules that the blocks' kinds say."""
    dropped: list[Dropped] = []
    texts: list[_Text] = []
    for group in groups:
        if RULE.match(group.lines[0].text):
            dropped.append(Dropped(group.lines[0].text, "a line across the page"))
            continue
        if group.mark is not None:
            dropped.append(Dropped(group.mark.sign, "the mark of a list's entry"))
        texts.append(_Text(group.text(known), group))
    texts = [text for text in texts if text.text]
    blocks = [_block(texts, place) for place in range(len(texts))]
    return blocks, dropped


def _block(texts: Sequence[_Text], place: int) -> Block:
    here = texts[place]
    group = here.group
    page = group.lines[0].page
    runs = addresses_linked([Run(here.text)])
    if group.mark is not None:
        level = 1 + _depth(texts, place)
        numbered = group.mark.number is not None
        return Block(Kind.LIST_ENTRY, runs, page, level=level, numbered=numbered)
    if group.is_title:
        listed = _is_listed(texts, place)
        kind = Kind.LIST_ENTRY if listed else Kind.HEADING
        return Block(kind, runs, page, level=int(listed))
    if _is_heading(texts, place):
        return Block(Kind.HEADING, runs, page)
    if _is_caption(here.text):
        return Block(Kind.CAPTION, runs, page)
    return Block(Kind.PARAGRAPH, runs, page)


def _depth(texts: Sequence[_Text], place: int) -> int:
    """Return how many entries of the list before this one it stands under."""
    indents: list[int] = []
    first = place
    while first and texts[first - 1].group.mark is not None:
        first -= 1
    for text in texts[first : place + 1]:
        indent = text.group.lines[0].indent
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
    return len(indents) - 1


def _is_listed(texts: Sequence[_Text], place: int) -> bool:
    """Whether a title comes again below, and stands among others or under the word Highlights."""
    key = folded(texts[place].text)
    if all(folded(other.text) != key for other in texts[place + 1 :]):
        return False
    around = (*texts[max(0, place - 1) : place], *texts[place + 1 : place + 2])
    return any(other.group.is_title or _HIGHLIGHTS.match(other.text) for other in around)


def _is_heading(texts: Sequence[_Text], place: int) -> bool:
    """Whether a short line without a full stop stands alone or right above a paragraph."""
    here = texts[place]
    text, first = here.text, here.group.lines[0]
    if len(text) > _SHORT or len(text.split()) > _MANY_WORDS or len(here.group.lines) > 2:
        return False
    if text[-1] in '.,;:!?…”"' or text[0].islower() or not any(map(str.isalpha, text)):
        return False
    if _INNER_STOP.search(text) or "://" in text:
        return False
    if reads_like_caption((Run(text),)) and not text.isupper():
        return False
    stands_free = first.gap > 0 or first.broken or place == 0
    if not stands_free:
        # On a cover, short lines stand right under one another.
        return texts[place - 1].group.tight and _is_heading(texts, place - 1)
    return True


def _is_caption(text: str) -> bool:
    return len(text.split()) <= 2 * _MANY_WORDS and bool(_CAPTION.match(text))
