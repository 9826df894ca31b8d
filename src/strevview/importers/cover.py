"""What stands before the first section: publisher, title, month, number, editors and a picture.

Whatever is none of these is text of the issue, and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from strevview.importers.blocks import Block, Kind, LeftOut, Run, match_key
from strevview.importers.item_text import Guess
from strevview.importers.told_dates import find_month
from strevview.lint.name_forms import SMALL_WORDS
from strevview.model.dates import Period
from strevview.model.issue import SeriesFields
from strevview.style.scripts import runs

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
    r"\b(?:review|monitor|bulletins?|digest|newsletter|report|watch|journal|survey|brief|briefing"
    r"|update|gazette|tracker|chronicle|outlook)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\w)(?:(?P<volume>vol(?:ume)?\.?\s?\w+)\W*)?"
    r"(?P<number>\b(?:no|nr|number|issue)\.?\s?#?(?P<digits>\d{1,4})\b\)?)",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(editors?(?:-in-chief)?|edited by|compiled by)\s*:?\s+(?=[A-Z])", re.IGNORECASE
)
BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*")
_PUBLISHED = re.compile(r"(published|date of publication)(?: on)?\s*:?\s+", re.IGNORECASE)
_PUBLISHED_BY = re.compile(r"published by:?\s(?:the\s)?", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyà-ü]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|@")
_UNFINISHED = re.compile(r"(?:\b(?:for|of|and|in|on|the|to|&)|[,–-])$", re.IGNORECASE)
# A line of a cover has no more letters.
_LONGEST_LINE = 200
_SENTENCE = re.compile(r".{20,}[.!?。！？।][”\"'’]?", re.DOTALL)
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_SIZE_STEP = 0.6


_SMALL_WORDS = SMALL_WORDS | {"as", "by", "from", "in", "into", "to"}


def language_of_script(text: str) -> str | None:
    """Return the language of most letters of a text by their script; None for Latin ones."""
    letters: Counter[str | None] = Counter()
    for run in runs(text):
        letters[run.language] += sum(map(str.isalpha, run.text))
    return max(letters, key=letters.__getitem__, default=None)


def as_title(text: str) -> str:
    """Return a text printed in capitals as a title; any other as it is.

    A word of which a part has no vowel, or a digit or a sign in it, is an abbreviation.
    """
    if not text.isupper():
        return text
    first, *others = text.split()
    small = (o.lower() if o.lower() in _SMALL_WORDS else _as_title_word(o) for o in others)
    return " ".join((_as_title_word(first), *small))


def _as_title_word(word: str) -> str:
    parts = word.split("-")
    if re.search(r"[\d&.]", word) or not all(_VOWEL.search(part) for part in parts):
        return word
    return "-".join(part.capitalize() for part in parts)


@dataclass(slots=True)
class Cover:
    """What the cover says; `left` are its blocks that say none of this: text of the issue.

    `local_names` are the publisher's by language, `title_lines` the lines of the series' title as
    they are printed; `months` what lines of the cover tell of the month, in order. `known` says
    that the cover bears the names of the series at hand, which then need not be said again.
    """

    picture: Sequence[Block]
    publisher: str | None = None
    local_names: dict[str, str] = field(default_factory=dict)
    title_lines: list[str] = field(default_factory=list)
    months: list[Period] = field(default_factory=list)
    number: int | None = None
    editors: list[str] = field(default_factory=list)
    published: Guess | None = None
    left: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    known: bool = False


def series_names(series: SeriesFields) -> frozenset[str]:
    """Return the names that a cover has of a series and its publisher, as `match_key` has them."""
    publisher = series.publisher
    said = [series.title, *series.cover_title, " ".join(series.cover_title), publisher.name]
    said += [publisher.short or "", *publisher.names.values()]
    return frozenset(match_key(text) for text in said if text)


def read_cover(
    blocks: Sequence[Block], names: frozenset[str], language: str | None, titled: bool
) -> Cover:
    """Return what the blocks before the first section say of the issue.

    `names` are what is known of the series (`series_names`); `titled` says that the title is known
    from elsewhere, so that no line is taken for it.
    """
    first = next((n for n, block in enumerate(blocks) if block.picture is not None), len(blocks))
    under = takewhile(lambda block: block.kind is Kind.CAPTION, blocks[first + 1 :])
    cover = Cover([*blocks[first : first + 1], *under])
    reader = _LineReader(cover, names, (language or "en")[:2])
    beside = range(first, first + len(cover.picture))
    lines = [None if n in beside else reader.line(n, block) for n, block in enumerate(blocks)]
    groups = [group for group in _groups(lines) if not reader.is_known(_words(group))]
    title = () if titled else _title_group(groups, bool(cover.months))
    others = [group for group in groups if group is not title]
    publisher = next((group for group in others if _PUBLISHER.search(_words(group))), ())
    for group in others:
        if group is not publisher:
            reader.left.update(group)
    cover.left = [reader.left[place] for place in sorted(reader.left)]
    cover.left_out += [
        LeftOut(link, "a link on the cover")
        for n, block in enumerate(blocks)
        if n not in reader.left
        for link in block.addresses
    ]
    cover.publisher = _PUBLISHED_BY.sub("", _words(publisher)) or None
    cover.title_lines = [line for _, block in title for line in _printed_lines(block)]
    cover.known = bool(names) and not groups
    return cover


# Lines that belong together, with their places on the cover.
_Group = Sequence[tuple[int, Block]]


@dataclass(slots=True)
class _LineReader:
    """Tells a cover what its lines say; `left` are the blocks of text by their places."""

    cover: Cover
    names: frozenset[str]
    language: str
    left: dict[int, Block] = field(default_factory=dict)

    def line(self, place: int, block: Block) -> tuple[int, Block] | None:
        """Return a line that may be of the publisher or the title; None for any other line.

        Month and number are taken out of it.
        """
        text = block.text
        if _LABEL.fullmatch(text):
            self.cover.left_out.append(LeftOut(text, "the label of the highlights", told=True))
        elif self.is_known(text) or self._is_of_editors(text) or self._is_day(text):
            pass
        elif block.picture is not None or _is_text(block):
            self.left[place] = block
        elif not self._is_local_name(text):
            text = self._without_number(self._without_month(text))
            if match_key(text) and not self.is_known(text):
                if text != block.text:
                    block = replace(block, runs=(Run(text),), links=block.addresses)
                return place, block
        return None

    def _told(self, text: str, key: str) -> None:
        self.cover.left_out.append(LeftOut(text, f"told by `{key}`", told=True))

    def is_known(self, text: str) -> bool:
        """Return whether a text is a name of the series; if so, note that `series` says it."""
        known = match_key(text) in self.names
        if known:
            self._told(text, "series")
        return known

    def _is_of_editors(self, text: str) -> bool:
        editors = _EDITORS.match(text)
        if editors is not None:
            self.cover.editors += filter(None, BETWEEN_NAMES.split(text[editors.end() :]))
            self._told(text, "editors")
        return editors is not None

    def _is_day(self, text: str) -> bool:
        """Return whether a line is the day of publication; if so, keep it."""
        label = _PUBLISHED.match(text)
        told = find_month(text[label.end() :], self.language) if label else None
        if told is None or told.day is None:
            return False
        self.cover.published = Guess(told.day, "the cover says so", sure=True)
        self._told(text, "published")
        return True

    def _is_local_name(self, text: str) -> bool:
        """Return whether a line is in another script: then it is the publisher's name there."""
        language = language_of_script(text)
        if language is None or language == self.language:
            return False
        names = self.cover.local_names
        names[language] = f"{names.get(language, '')} {text}".strip()
        return True

    def _without_month(self, text: str) -> str:
        month = find_month(text, self.language)
        if month is None:
            return text
        self.cover.months.append(month.period)
        if month.day is not None and self.cover.published is None:
            self.cover.published = Guess(month.day, "the day that the cover bears", sure=False)
        key = "period" if month.day is None else "published"
        self._told(text[month.start : month.end], key)
        return _without(text, month.start, month.end)

    def _without_number(self, text: str) -> str:
        numbered = _NUMBER.search(text)
        if numbered is None or self.cover.number is not None:
            return text
        self.cover.number = int(numbered["digits"])
        self._told(numbered["number"], "number")
        if numbered["volume"]:
            why = "the number of a volume, which an issue has no place for"
            self.cover.left_out.append(LeftOut(numbered["volume"], why))
        return _without(text, *numbered.span())


def _printed_lines(block: Block) -> list[str]:
    """Return the words of each line that a block is printed in, where its file has line feeds."""
    lines = "".join(run.text for run in block.runs).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def _is_text(block: Block) -> bool:
    """Return whether a block of the cover is text: long, a sentence, of a list, or an address."""
    told = _SENTENCE.fullmatch(block.text) or _ADDRESS.search(block.text)
    return len(block.text) > _LONGEST_LINE or block.kind is Kind.LIST_ENTRY or told is not None


def _without(text: str, start: int, end: int) -> str:
    """Return a line without a part of it, and without the signs that set it off."""
    left = _EMPTY_BRACKETS.sub(" ", f"{text[:start]} {text[end:]}")
    return " ".join(left.split()).strip(" ,:|·•–—-")


def _title_group(groups: Sequence[_Group], dated: bool) -> _Group:
    """Return the lines of the title: a heading, or such with a word like Review.

    On a cover that is `dated`, or names a publisher, the largest of the other lines is the title.
    """
    named = [group for group in groups if _PUBLISHER.search(_words(group))]
    marked = [group for group in groups if group[0][1].kind is Kind.HEADING]
    worded = [group for group in marked or groups if _TITLE.search(_words(group))]
    others = [group for group in groups if group not in named] if dated or named else []
    candidates = worded or marked or others
    return max(candidates, key=lambda group: group[0][1].size or 0.0, default=())


def _groups(lines: Sequence[tuple[int, Block] | None]) -> Iterator[_Group]:
    """Yield the lines that belong together."""
    group: list[tuple[int, Block]] = []
    for line in (*lines, None):
        if group and (line is None or not _belongs(group, line[1])):
            yield group
            group = []
        if line is not None:
            group.append(line)


def _belongs(group: _Group, line: Block) -> bool:
    """Return whether a line goes on with a name.

    It is of the same kind, and of the same size, where sizes are known; else the name lacks a
    word such as Review. That of a publisher goes on only where its line is unfinished.
    """
    last, words = group[-1][1], _words(group)
    if last.kind is not line.kind:
        return False
    if _UNFINISHED.search(last.text):
        return True
    if _PUBLISHER.search(f"{words} {line.text}") and not _TITLE.search(words):
        return False
    if last.size is not None and line.size is not None:
        return abs(last.size - line.size) <= _SIZE_STEP
    return not _TITLE.search(words)


def _words(group: _Group) -> str:
    return " ".join(block.text for _, block in group)
