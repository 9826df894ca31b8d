"""What stands before the first section: publisher, title, month, number, editors and a picture.

Whatever is none of these is text of the issue, and stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from strevview.importers.blocks import Block, Kind, LeftOut, Run
from strevview.importers.tidy_runs import likeness, visible
from strevview.importers.told_dates import find_month
from strevview.lint.dates_in_text import days_in
from strevview.model.dates import Period
from strevview.model.issue import SeriesFields

_SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    )
)
# The language that a script is mostly written in, where one speaks for a publisher's local name.
_LANGUAGES = {
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "ORIYA": "or",
    "SINHALA": "si",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "THAI": "th",
    "TIBETAN": "bo",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "KHMER": "km",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
}


def local_language(text: str) -> str | None:
    """Return the language that a text in another script than the Latin is mostly in, or None."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or sum(letter.isascii() for letter in letters) * 2 > len(letters):
        return None
    scripts = [unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in letters]
    script = max(set(scripts), key=lambda one: (scripts.count(one), one))
    return _LANGUAGES.get(script)


def as_title(text: str) -> str:
    """Return a text printed in capitals as a title; any other as it is.

    What has no vowel, a digit or a sign in it is taken for an abbreviation.
    """
    if not text.isupper():
        return text
    words = text.split()
    return " ".join(_as_title_word(word, number) for number, word in enumerate(words))


def _as_title_word(word: str, number: int) -> str:
    small = word.casefold()
    if number and small in _SMALL_WORDS:
        return small
    if not re.search(r"[aeiouyà-ü]", small) or re.search(r"[\d&.]", small) or len(word) == 1:
        return word
    parts = word.split("-")
    if len(parts) > 1 and max(map(len, parts)) <= 5 and len(parts[0]) <= 2:
        return word
    return "-".join(part[:1] + part[1:].lower() for part in parts)


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
    r"(?<!\w)(?:vol(?:ume)?\.?\s?\w+\W*)?\b(?:no|nr|number|issue)\.?\s?#?(\d{1,4})\b\)?",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(editors?(?:-in-chief)?|edited by|compiled by)\s*:?\s+(?=[A-Z])", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*")
_PUBLISHED = re.compile(r"(published|date of publication)(?: on)?\s*:?\s+", re.IGNORECASE)
_PUBLISHED_BY = re.compile(r"published by:?\s(?:the\s)?", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\b(?:for|of|and|in|on|the|to|&)|[,–-])$", re.IGNORECASE)
# A line of a cover has no more words or letters, and one that ends like a sentence fewer.
_LONGEST_LINE = 30
_LONGEST_SENTENCE = 14
_MOST_LETTERS = 200
_SIZE_STEP = 0.6


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says; `left` are the blocks that are text of the issue.

    `title_lines` are the lines of the series' title as they are printed; `months` what lines of the
    cover tell of the month, in order. `known` says that the cover bears the names of the series at
    hand, which then need not be said again.
    """

    publisher: str | None = None
    local_names: tuple[tuple[str, str], ...] = ()
    title_lines: tuple[str, ...] = ()
    months: tuple[Period, ...] = ()
    number: int | None = None
    editors: tuple[str, ...] = ()
    published: str | None = None
    picture: tuple[Block, ...] = ()
    left: tuple[Block, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    known: bool = False


def series_names(series: SeriesFields) -> frozenset[str]:
    """Return what a cover says of a series, by its likeness."""
    publisher = series.publisher
    said = [series.title, *series.cover_title, " ".join(series.cover_title), publisher.name]
    said += [publisher.short or "", *publisher.names.values()]
    return frozenset(likeness(text) for text in said if text)


def read_cover(
    blocks: Sequence[Block], names: frozenset[str], language: str | None, titled: bool
) -> Cover:
    """Return what the blocks before the first section tell.

    `names` are what is known of the series (`series_names`); `titled` says that the title is known
    from elsewhere, so that no line is taken for it.
    """
    reader = _CoverReader(names, language)
    for block in _without_names(blocks, names):
        reader.read(block)
    cover = reader.cover(titled)
    unread = {id(block) for block in blocks} - {id(one) for one in _without_names(blocks, names)}
    told = [
        LeftOut(block.text, "told by `series`", told=True)
        for block in blocks
        if id(block) in unread
    ]
    kept = {id(block) for block in cover.left}
    links = [
        LeftOut(link, "a link on the cover")
        for block in blocks
        if id(block) not in kept
        for link in block.addresses
    ]
    return replace(cover, left_out=(*cover.left_out, *told, *links))


def _without_names(blocks: Sequence[Block], names: frozenset[str]) -> Iterator[Block]:
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


@dataclass(slots=True)
class _CoverReader:
    """Gathers what the lines of a cover tell, one block after the other."""

    names: frozenset[str]
    language: str | None
    local_names: list[tuple[str, str]] = field(default_factory=list)
    months: list[Period] = field(default_factory=list)
    number: int | None = None
    editors: list[str] = field(default_factory=list)
    published: str | None = None
    picture: list[Block] = field(default_factory=list)
    under_picture: bool = False
    left: list[tuple[int, Block]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    # Lines of the publisher and the title by their places; None where something else stands.
    lines: list[tuple[int, Block] | None] = field(default_factory=list)
    place: int = 0

    def read(self, block: Block) -> None:
        """Take a block for what it is."""
        self.place += 1
        under, self.under_picture = self.under_picture, False
        first_picture = block.picture is not None and not self.picture
        if first_picture or (under and block.kind is Kind.CAPTION):
            self.picture.append(block)
            self.under_picture = True
        elif block.picture is not None or _is_text(block):
            self.left.append((self.place, block))
        elif _LABEL.fullmatch(block.text):
            self.left_out.append(LeftOut(block.text, "the label of the highlights", told=True))
        elif not (self._take_imprint(block.text) or self._take_local_name(block.text)):
            self._read_line(block)
            return
        self.lines.append(None)

    def cover(self, titled: bool) -> Cover:
        """Return what was gathered."""
        known = bool(self.names) and not any(self.lines)
        publisher, title = self._publisher_and_title(titled)
        self.left.sort(key=lambda one: one[0])
        return Cover(
            _PUBLISHED_BY.sub("", _words(publisher)) or None,
            tuple(self.local_names),
            tuple(text for block in title for text in printed_lines(block)),
            tuple(self.months),
            self.number,
            tuple(self.editors),
            self.published,
            tuple(self.picture),
            tuple(block for _, block in self.left),
            tuple(self.left_out),
            known,
        )

    def _take_local_name(self, text: str) -> bool:
        """Take a publisher's name in another script; return whether the text is one."""
        language = local_language(text)
        if language is None or language == (self.language or "en")[:2]:
            return False
        if language in dict(self.local_names[:-1]):
            return False
        if self.local_names and self.local_names[-1][0] == language:
            self.local_names[-1] = (language, f"{self.local_names[-1][1]} {text}")
        else:
            self.local_names.append((language, text))
        return True

    def _take_imprint(self, text: str) -> bool:
        """Take a line of the editors or the day of publication; return whether it is one."""
        editors, published = _EDITORS.match(text), _PUBLISHED.match(text)
        if editors is not None:
            self.editors += [name for name in _BETWEEN_NAMES.split(text[editors.end() :]) if name]
            self.left_out.append(LeftOut(text, "told by `editors`", told=True))
            return True
        days = days_in(text[published.end() :]) if published is not None else ()
        if len(days) != 1 or days[0].year is None:
            return False
        day = days[0].days(days[0].year)
        if day is None or day[0] != day[1]:
            return False
        self.published = day[0].isoformat()
        self.left_out.append(LeftOut(text, "told by `published`", told=True))
        return True

    def _read_line(self, block: Block) -> None:
        """Take month and number out of a line; what is left is of the publisher or the title."""
        text = block.text
        month = find_month(text, self.language)
        if month is not None:
            self.months.append(month.period)
            self.left_out.append(
                LeftOut(text[month.start : month.end], "told by `period`", told=True)
            )
            text = _without(text, month.start, month.end)
            self.lines.append(None)
        numbered = _NUMBER.search(text)
        if numbered is not None and self.number is None:
            self.number = int(numbered[1])
            self.left_out.append(LeftOut(numbered.group(), "told by `number`", told=True))
            text = _without(text, numbered.start(), numbered.end())
        if not likeness(text) or likeness(text) in self.names:
            return
        if block.kind is Kind.LIST_ENTRY or "http" in text or "@" in text or "www." in text:
            self.left.append((self.place, block))
            self.lines.append(None)
            return
        line = replace(block, runs=(Run(text),)) if text != block.text else block
        self.lines.append((self.place, line))

    def _publisher_and_title(self, titled: bool) -> tuple[Sequence[Block], Sequence[Block]]:
        """Tell the lines of the publisher from those of the title; other lines are text."""
        groups = list(_groups(self.lines))
        title = None if titled else _title_group(groups)
        publisher = next(
            (g for g in groups if g is not title and _PUBLISHER.search(_words(_blocks(g)))), None
        )
        for group in groups:
            if group is not title and group is not publisher:
                self.left += group
        return _blocks(publisher or ()), _blocks(title or ())


_Group = list[tuple[int, Block]]


def printed_lines(block: Block) -> list[str]:
    """Return the words of each line that a block is printed in, where its file has line feeds."""
    lines = "".join(run.text for run in block.runs).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def _is_text(block: Block) -> bool:
    words = len(block.text.split())
    ends = block.text[-1:] in ".!?:”\"'’。！？।"
    long = words > _LONGEST_LINE or len(block.text) > _MOST_LETTERS
    return long or (words > _LONGEST_SENTENCE and ends)


def _without(text: str, start: int, end: int) -> str:
    """Return a line without a part of it, and without the signs that set it off."""
    left = re.sub(r"[(\[]\s*[)\]]", " ", f"{text[:start]} {text[end:]}")
    return " ".join(left.split()).strip(" ,:|·•–—-")


def _title_group(groups: Sequence[_Group]) -> _Group | None:
    """Return the lines of the title: a heading, else a word such as Review, else large letters."""
    marked = [g for g in groups if any(line.kind is Kind.HEADING for line in _blocks(g))]
    worded = [g for g in marked or groups if _TITLE.search(_words(_blocks(g)))]
    others = [g for g in groups if not _PUBLISHER.search(_words(_blocks(g)))]
    candidates = worded or marked or others or groups
    return max(
        candidates,
        key=lambda group: max(line.size or 0.0 for line in _blocks(group)),
        default=None,
    )


def _groups(lines: Iterable[tuple[int, Block] | None]) -> Iterator[_Group]:
    """Yield the lines that belong together."""
    group: _Group = []
    for line in (*lines, None):
        if group and (line is None or not _belongs(_blocks(group), line[1])):
            yield group
            group = []
        if line is not None:
            group.append(line)


def _belongs(group: Sequence[Block], line: Block) -> bool:
    last, words = group[-1], _words(group)
    if last.kind is not line.kind:
        return False
    if _UNFINISHED.search(last.text):
        return True
    if _PUBLISHER.search(words) and not _TITLE.search(words):
        # The title begins; a publisher's name goes on only where a line of it was unfinished.
        return False
    if last.size is not None and line.size is not None and _TITLE.search(words):
        return abs(last.size - line.size) <= _SIZE_STEP
    return not _TITLE.search(words) and not _PUBLISHER.search(line.text)


def _blocks(group: Iterable[tuple[int, Block]]) -> list[Block]:
    return [line for _, line in group]


def _words(group: Iterable[Block]) -> str:
    return visible(" ".join(line.text for line in group)).strip()
