"""Paragraphs of a text to blocks: headings, highlights, entries of lists, captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from strevview.importers.captions import reads_like_caption
from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.importers.runs import addresses_linked
from strevview.importers.text.paragraphs import RULE, Group, Measure
from strevview.importers.text.titles import folded

_HIGHLIGHTS = re.compile(r"(?:the\s+)?(?:highlights?|contents|in this issue)\s*:?$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)?|Photo|Image|Map)\s*\d*\s*[:.–—]")
_INNER_STOP = re.compile(r"[a-z)][.!?]\s+[A-Z(]")
_NO_HEADING_ENDS = '.,;:!?…”"'
_SHORT = 120
_MANY_WORDS = 18


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph's text with where it comes from."""

    text: str
    group: Group


def blocks_of(
    groups: Iterable[Group], measure: Measure, known: frozenset[str]
) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks, and the marks and rules that the blocks' kinds say."""
    dropped: list[Dropped] = []
    texts: list[_Text] = []
    for group in groups:
        if RULE.match(group.lines[0].text):
            dropped.append(Dropped(group.lines[0].text, "a line across the page"))
            continue
        if group.mark is not None:
            dropped.append(Dropped(group.mark.sign, "the mark of a list's entry"))
        text = group.text(known)
        if text:
            texts.append(_Text(text, group))
    return list(_blocks(texts, measure)), dropped


def _blocks(texts: Sequence[_Text], measure: Measure) -> Iterator[Block]:
    last = {folded(text.text): place for place, text in enumerate(texts) if text.group.is_title}
    indents: list[int] = []
    previous: Kind | None = None
    for place, here in enumerate(texts):
        first, mark = here.group.lines[0], here.group.mark
        kind, level = Kind.PARAGRAPH, 0
        if mark is None:
            indents.clear()
        if mark is not None:
            kind, level = Kind.LIST_ENTRY, _level(indents, first.indent)
        elif here.group.is_title:
            listed = last[folded(here.text)] > place and _is_among_titles(texts, place)
            kind, level = (Kind.LIST_ENTRY, 1) if listed else (Kind.HEADING, 0)
        elif _is_short(here) and _stands_free(texts, place, previous, measure):
            kind = Kind.HEADING
        elif len(here.text.split()) <= 2 * _MANY_WORDS and _CAPTION.match(here.text):
            kind = Kind.CAPTION
        numbered = mark is not None and mark.number is not None
        runs = addresses_linked([Run(here.text)])
        yield Block(kind, runs, first.page, level=level, numbered=numbered)
        previous = kind


def _level(indents: list[int], indent: int) -> int:
    """Return how deep an entry stands under those before it, whose indents are kept."""
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    return len(indents)


def _is_among_titles(texts: Sequence[_Text], place: int) -> bool:
    """Whether a title stands among others or under the word Highlights."""
    around = (*texts[max(0, place - 1) : place], *texts[place + 1 : place + 2])
    return any(other.group.is_title or _HIGHLIGHTS.match(other.text) for other in around)


def _is_short(here: _Text) -> bool:
    """Whether a text is as short as a heading, and has no full stop."""
    text = here.text
    if len(text) > _SHORT or len(text.split()) > _MANY_WORDS or len(here.group.lines) > 2:
        return False
    if text[-1] in _NO_HEADING_ENDS or text[0].islower() or not any(map(str.isalpha, text)):
        return False
    if _INNER_STOP.search(text) or "://" in text:
        return False
    return text.isupper() or not reads_like_caption((Run(text),))


def _stands_free(
    texts: Sequence[_Text], place: int, previous: Kind | None, measure: Measure
) -> bool:
    """Whether a short text has space above it, or goes on with a cover, or heads a long text."""
    first = texts[place].group.lines[0]
    if first.gap > measure.gap or first.broken or place == 0 or previous is Kind.HEADING:
        return True
    follows = texts[place + 1].text if place + 1 < len(texts) else ""
    return measure.of(first) is None and len(follows) > _SHORT
