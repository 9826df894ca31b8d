"""What stands before the first section: who publishes what, of which month, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from strevview.importers.cover_names import local_language
from strevview.importers.likeness import likeness
from strevview.importers.line_ends import joined
from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.importers.months import MonthsOf
from strevview.lint.dates_in_text import days_in
from strevview.model.dates import Period
from strevview.model.series import SeriesFields

_LABEL = re.compile(
    r"(?:key |main |the )?(?:highlights?|contents|table of contents|headlines|in this issue|inside"
    r"|summary|in brief|मुख्य बिंदु)(?: of the (?:month|issue))?\s?:?",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:institut\w*|cent(?:re|er)|universit\w+|foundation|society|association|council|academy"
    r"|ministry|department|bureau|college|school|agency|press|embassy|commission|organi[sz]ation"
    r"|think tank|division|unit|publish\w+)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:review|monitor|bulletin|digest|newsletter|report|watch|journal|survey|brief|briefing"
    r"|update|gazette|bulletins?|tracker|chronicle|outlook)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\w)(?:vol(?:ume)?\.?\s?\w+\W*)?\b(?:no|nr|number|issue)\.?\s?(\d{1,4})\b\)?",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(editors?(?:-in-chief)?|edited by|compiled by)\s*:?\s+(?=[A-Z])", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*")
_PUBLISHED = re.compile(r"(published|date of publication)(?: on)?\s*:?\s+", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\b(?:for|of|and|in|on|the|to|&)|[,–-])$", re.IGNORECASE)
# A paragraph, such as a foreword, and no line of a cover.
_PARAGRAPH_WORDS = 14
_LONGEST_LINE = 30
_SIZE_STEP = 0.6


@dataclass(frozen=True, slots=True)
class Masthead:
    """The cover as it was understood, with its picture; `left` is what is part of none of it."""

    publisher: str | None = None
    publisher_names: tuple[tuple[str, str], ...] = ()
    title_lines: tuple[str, ...] = ()
    period: Period | None = None
    number: int | None = None
    editors: tuple[str, ...] = ()
    published: str | None = None
    picture: tuple[Block, ...] = ()
    left: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    # Whether the words are those of the series at hand, which then need not be said again.
    known: bool = False


@dataclass(slots=True)
class _Parts:
    """What is being gathered of a cover."""

    names: list[tuple[str, str]] = field(default_factory=list)
    period: Period | None = None
    number: int | None = None
    editors: list[str] = field(default_factory=list)
    published: str | None = None
    picture: list[Block] = field(default_factory=list)
    # Whether the block before was the cover's picture, or a line under it.
    under_picture: bool = False
    left: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    # Lines of the publisher and the title, with None where something else stands between.
    lines: list[Block | None] = field(default_factory=list)


def series_names(series: SeriesFields) -> dict[str, str]:
    """Return what a cover says of a series, by its likeness."""
    publisher = series.publisher
    said = [series.title, *series.cover_title, " ".join(series.cover_title), publisher.name]
    said += [publisher.short or "", *publisher.names.values()]
    return {likeness(text): text for text in said if text}


def read_masthead(
    blocks: Sequence[Block], series: SeriesFields | None, months: MonthsOf
) -> Masthead:
    """Return what the blocks before the first section, but for the highlights, tell."""
    parts = _Parts()
    names = frozenset(series_names(series)) if series is not None else frozenset()
    for block in _joined_known(blocks, names):
        _sort(block, parts, names, months)
    known = bool(names) and not any(parts.lines)
    publisher, title = ("", ()) if known else _publisher_and_title(parts)
    return Masthead(
        publisher or None,
        tuple(parts.names),
        title,
        parts.period,
        parts.number,
        tuple(parts.editors),
        parts.published,
        tuple(parts.picture),
        tuple(parts.left),
        tuple(parts.dropped),
        known,
    )


def _joined_known(blocks: Sequence[Block], names: frozenset[str]) -> Iterator[Block]:
    """Yield the blocks without those that, alone or with the next ones, are a known name."""
    number = 0
    while number < len(blocks):
        key = ""
        for end in range(number, min(number + 4, len(blocks))):
            key += likeness(blocks[end].text)
            if key and key in names:
                number = end + 1
                break
        else:
            yield blocks[number]
            number += 1


def _sort(block: Block, parts: _Parts, names: frozenset[str], months: MonthsOf) -> None:
    text = block.text
    under, parts.under_picture = parts.under_picture, False
    if (block.picture is not None and not parts.picture) or (under and block.kind is Kind.CAPTION):
        parts.picture.append(block)
        parts.under_picture = True
    elif block.picture is not None:
        parts.left.append(block)
    elif _LABEL.fullmatch(text):
        parts.dropped.append(Dropped(text, "the label of the highlights", block.page))
    elif _is_paragraph(text):
        parts.left.append(block)
    elif _take_imprint(block, parts) or _take_local_name(block, parts):
        pass
    else:
        _sort_line(block, parts, names, months)
        return
    # Lines of one name do not stand on both sides of something else.
    parts.lines.append(None)


def _take_local_name(block: Block, parts: _Parts) -> bool:
    """Take a line in another script, or one that goes on with it; return whether it is one."""
    language = local_language(block.text)
    if language is None or language in dict(parts.names[:-1]):
        return False
    if parts.names and parts.names[-1][0] == language:
        parts.names[-1] = (language, f"{parts.names[-1][1]} {block.text}")
    else:
        parts.names.append((language, block.text))
    return True


def _take_imprint(block: Block, parts: _Parts) -> bool:
    """Take a line that names the editors or the day of publication; return whether it is one."""
    text = block.text
    editors, published = _EDITORS.match(text), _PUBLISHED.match(text)
    if editors is not None:
        parts.editors += [name for name in _BETWEEN_NAMES.split(text[editors.end() :]) if name]
        parts.dropped.append(Dropped(text, "told by `editors`", block.page))
        return True
    days = days_in(text[published.end() :]) if published is not None else ()
    if published is None or len(days) != 1 or days[0].year is None:
        return False
    day = days[0].days(days[0].year)
    if day is None or day[0] != day[1]:
        return False
    parts.published = day[0].isoformat()
    parts.dropped.append(Dropped(text, "told by `published`", block.page))
    return True


def _is_paragraph(text: str) -> bool:
    words = len(text.split())
    ends = text[-1:] in ".!?:”\"'’"
    return words > _LONGEST_LINE or (words > _PARAGRAPH_WORDS and ends)


def _sort_line(block: Block, parts: _Parts, names: frozenset[str], months: MonthsOf) -> None:
    """Take month and number out of a line; what is left is of the publisher or the title."""
    text = block.text
    found = months.find(text)
    if found is not None and parts.period is None:
        period, start, end = found
        parts.period = period
        text = _without(text, start, end)
        parts.lines.append(None)
    numbered = _NUMBER.search(text)
    if numbered is not None:
        parts.number = int(numbered[1])
        parts.dropped.append(Dropped(numbered.group(), "told by `number`", block.page))
        text = _without(text, numbered.start(), numbered.end())
    if not text or likeness(text) in names:
        return
    if block.kind is Kind.LIST_ENTRY or "http" in text or "@" in text or "www." in text:
        parts.left.append(block)
        return
    parts.lines.append(replace(block, runs=(Run(text),)) if text != block.text else block)


def _without(text: str, start: int, end: int) -> str:
    """Return a line without a part of it, and without the signs that set it off."""
    left = f"{text[:start]} {text[end:]}"
    left = re.sub(r"[(\[]\s*[)\]]", " ", left)
    return " ".join(left.split()).strip(" ,:|·•–—-")


def _publisher_and_title(parts: _Parts) -> tuple[str, tuple[str, ...]]:
    """Tell the lines of the publisher from those of the title; the rest was not understood."""
    groups = list(_groups(parts.lines))
    title = _title_group(groups)
    publisher = next(
        (g for g in groups if g is not title and _PUBLISHER.search(_words(g))),
        None,
    )
    if publisher is None and title is not None:
        before = groups[: groups.index(title)]
        publisher = before[0] if before and len(before[0]) <= 2 else None
    for group in groups:
        if group is not title and group is not publisher:
            parts.left.extend(group)
    lines = tuple(line.text for line in title or ())
    return _words(publisher or ()), lines


def _title_group(groups: Sequence[list[Block]]) -> list[Block] | None:
    """Return the lines of the title: a word such as Review, else the largest letters."""
    if not groups:
        return None
    worded = [group for group in groups if _TITLE.search(_words(group))]
    candidates = worded or [g for g in groups if not _PUBLISHER.search(_words(g))] or list(groups)
    return max(candidates, key=lambda group: max(line.size or 0.0 for line in group))


def _groups(lines: Iterable[Block | None]) -> Iterator[list[Block]]:
    """Yield the lines that belong together."""
    group: list[Block] = []
    for line in (*lines, None):
        if group and (line is None or not _belongs(group, line)):
            yield group
            group = []
        if line is not None:
            group.append(line)


def _belongs(group: Sequence[Block], line: Block) -> bool:
    last, words = group[-1], _words(group)
    if _UNFINISHED.search(last.text):
        return True
    if _PUBLISHER.search(words) and not _TITLE.search(words):
        # The title begins; a publisher's name goes on only where a line of it was unfinished.
        return False
    if last.size is not None and line.size is not None and _TITLE.search(words):
        return abs(last.size - line.size) <= _SIZE_STEP
    return not _TITLE.search(words) and not _PUBLISHER.search(line.text)


def _words(group: Iterable[Block]) -> str:
    return reduce(joined, (line.text for line in group), "")
