"""What an old issue says of itself: publisher, title, month, number, editors, day and a picture.

It stands in the front matter and before the first section. What stands there and is none of these
is text of the issue, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from pathlib import PurePath

from strevview.importers.actors import known_words
from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run, match_key, visible
from strevview.importers.draft_writer import Guess
from strevview.importers.grouping import grouped, of_most_letters
from strevview.importers.told_dates import find_month
from strevview.lint.folding import without_marks
from strevview.lint.name_forms import SMALL_WORDS
from strevview.model.dates import Period
from strevview.model.issue import SeriesFields
from strevview.style.scripts import runs

_LABEL = re.compile(
    r"(?:key |main |the )?(?:highlights?|contents|table of contents|headlines|in this issue|inside"
    r"|summary|in brief|मुख्य बिंदु)(?: of the (?:month|issue))?\s?:?",
    re.IGNORECASE,
)
_PUBLISHER_WORDS = known_words("publishers of reviews")
_TITLE_WORDS = known_words("titles")
_WORD = re.compile(r"[^\W_]+")
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
_VOWEL = re.compile(r"[aeiouyà-ü]", re.IGNORECASE)
# A line of a cover has no more letters.
_LONGEST_LINE = 200
_SENTENCE = re.compile(r".{20,}[.!?。！？।][”\"'’]?", re.DOTALL)
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_SIZE_STEP = 0.6
_ISSUE_NUMBER = re.compile(r"(?!0+$)[0-9]{1,6}")
_SMALL_WORDS = SMALL_WORDS | {"as", "by", "from", "in", "into", "to"}
# The keys of a front matter that the draft tells by keys of its own.
_TOLD_KEYS = {
    "date": "published",
    "published": "published",
    "period": "period",
    "month": "period",
    "number": "number",
    "issue": "number",
    "lang": "language",
    "language": "language",
    "publisher": "publisher",
    "editors": "editors",
}


@dataclass(slots=True)
class Cover:
    """What an old issue says of itself; `left` are the blocks that say none of this, in order.

    `title_lines` are the lines of a series' title that is set apart, as printed; `local_names` are
    the publisher's by language, and `months` what tells the month on the cover, in order.
    """

    picture: Sequence[Block] = ()
    publisher: str = ""
    local_names: dict[str, str] = field(default_factory=dict)
    title: str = ""
    title_lines: list[str] = field(default_factory=list)
    months: list[str] = field(default_factory=list)
    number: int | None = None
    editors: list[str] = field(default_factory=list)
    published: Guess | None = None
    left: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def series_names(series: SeriesFields) -> frozenset[str]:
    """Return the names that a cover has of a series and its publisher, as `match_key` has them."""
    publisher = series.publisher
    said = [series.title, *series.cover_title, " ".join(series.cover_title), publisher.name]
    said += [publisher.short or "", *publisher.names.values()]
    return frozenset(match_key(text) for text in said if text)


def is_label(text: str) -> bool:
    """Return whether a line is the label of the highlights, such as “In this issue”."""
    return _LABEL.fullmatch(text) is not None


def language_of_script(text: str) -> str | None:
    """Return the language of most letters of a text by their script; None for Latin ones."""
    stretches = ((run.language, sum(map(str.isalpha, run.text))) for run in runs(text))
    return of_most_letters(stretches, None)


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


def read_cover(
    document: Document,
    blocks: Sequence[Block],
    names: frozenset[str],
    language: str | None,
    *,
    alone: bool,
) -> Cover:
    """Return what a document's front matter, and its blocks before the first section, say.

    `names` are what is known of the series (`series_names`). No line is taken for the title where
    the front matter has it, or where no section follows (`alone`) and all lines would be names.
    """
    first = next((n for n, block in enumerate(blocks) if block.picture is not None), len(blocks))
    under = takewhile(lambda block: block.kind is Kind.CAPTION, blocks[first + 1 :])
    title, publisher = (
        visible(document.front_matter.get(key, "")).strip() for key in ("title", "publisher")
    )
    cover = Cover([*blocks[first : first + 1], *under], publisher, title=title)
    told = {match_key(title), match_key(publisher)} - {""}
    reader = _LineReader(cover, names | told, (language or "en")[:2])
    behind = blocks[first + len(cover.picture) :]
    groups = _groups([*map(reader.line, blocks[:first]), None, *map(reader.line, behind)])
    known = [group for group in groups if reader.is_told(_words(group))]
    names_left = [group for group in groups if not _is_text(group[0]) and group not in known]
    title_lines = _title_of(names_left, bool(cover.months)) if not title else []
    others = (name for name in names_left if name is not title_lines and not publisher)
    publisher_lines = next((name for name in others if _has(_PUBLISHER_WORDS, name)), [])
    taken = {id(group) for group in (*known, title_lines, publisher_lines)}
    cover.left = [block for group in groups if id(group) not in taken for block in group]
    if alone and not cover.left:
        # A line or two with nothing below them are text.
        cover.left, title_lines = title_lines, []
    cover.publisher = publisher or _words(publisher_lines)
    cover.title_lines = [line for block in title_lines for line in _printed_lines(block)]
    kept = {link for block in cover.left for link in block.addresses}
    links = (link for block in blocks for link in block.addresses if link not in kept)
    cover.left_out += [LeftOut(link, "a link on the cover") for link in links]
    _read_front_matter(document.front_matter, cover, language)
    return cover


def _printed_lines(block: Block) -> list[str]:
    """Return the words of each line that a block is printed in, where its file has line feeds."""
    lines = "".join(run.text for run in block.runs).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def _groups(lines: Iterable[Block | None]) -> list[list[Block]]:
    """Return lines, those of one name together; None stands between two names."""
    stretches = (filter(None, same) for is_line, same in groupby(lines, key=bool) if is_line)
    return [name for stretch in stretches for name in grouped(stretch, _goes_on)]


def _goes_on(name: Sequence[Block], line: Block) -> bool:
    """Return whether a line goes on with a name.

    It is of the same kind, and of the same size, where sizes are known; else the name lacks a
    word such as Review. That of a publisher is a line of its own.
    """
    last = name[-1]
    if last.kind is not line.kind or _is_text(last) or _is_text(line):
        return False
    has_word = _has(_TITLE_WORDS, name)
    if _has(_PUBLISHER_WORDS, [*name, line]) and not has_word:
        return False
    if last.size is not None and line.size is not None:
        return abs(last.size - line.size) <= _SIZE_STEP
    return not has_word


def _words(name: Sequence[Block]) -> str:
    return " ".join(block.text for block in name)


def _has(words: frozenset[str], name: Sequence[Block]) -> bool:
    """Return whether lines have one of these words, small and without accents."""
    return not words.isdisjoint(_WORD.findall(without_marks(_words(name))))


def _is_text(block: Block) -> bool:
    """Return whether a block of a cover is text: a picture, an entry, long, or a sentence.

    Each other line may be a name.
    """
    is_long = len(block.text) > _LONGEST_LINE or _SENTENCE.fullmatch(block.text) is not None
    return is_long or block.kind is Kind.LIST_ENTRY or block.picture is not None


def _title_of(names: Sequence[list[Block]], dated: bool) -> list[Block]:
    """Return the lines of the title: a heading, or such with a word like Review.

    On a cover that is `dated`, or names a publisher, the largest of the other lines is the title.
    """
    others = [name for name in names if not _has(_PUBLISHER_WORDS, name)]
    marked = [name for name in names if name[0].kind is Kind.HEADING]
    worded = [name for name in marked or names if _has(_TITLE_WORDS, name)]
    largest = others if dated or len(others) < len(names) else []
    return max(worded or marked or largest, key=lambda name: name[0].size or 0.0, default=[])


@dataclass(frozen=True, slots=True)
class _LineReader:
    """Tells a cover what its lines say; `names` are those of its series."""

    cover: Cover
    names: frozenset[str]
    language: str

    def line(self, block: Block) -> Block | None:
        """Return what is left of a line when all that it tells is taken out; None for nothing."""
        text = block.text
        if is_label(text):
            self.cover.left_out.append(LeftOut(text, "the label of the highlights", told=True))
            return None
        if self.is_told(text):
            return None
        if _is_text(block):
            return block
        if self._is_local_name(text):
            return None
        # The number first: in "No. 6, June 2025" it is no day.
        left = self._without_month(self._without_number(text))
        if not match_key(left) or self.is_told(left):
            return None
        return block if left == text else replace(block, runs=(Run(left),), links=block.addresses)

    def _told(self, text: str, key: str) -> None:
        self.cover.left_out.append(LeftOut(text, f"told by `{key}`", told=True))

    def is_told(self, text: str) -> bool:
        """Return whether a key says all that a text says; if so, keep that and note the text."""
        key = self._key(text)
        if key is not None:
            self._told(text, key)
        return key is not None

    def _key(self, text: str) -> str | None:
        """Return the key of a name of the series, of editors or of a day; keep the latter two."""
        if match_key(text) in self.names:
            return "series"
        if (label := _EDITORS.match(text)) is not None:
            self.cover.editors += filter(None, BETWEEN_NAMES.split(text[label.end() :]))
            return "editors"
        label = _PUBLISHED.match(text)
        told = find_month(text[label.end() :], self.language) if label else None
        if told is None or told.day is None:
            return None
        self.cover.published = Guess(told.day, "the cover says so", sure=True)
        return "published"

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
        said = text[month.start : month.end]
        self.cover.months.append(said)
        if month.day is not None and self.cover.published is None:
            self.cover.published = Guess(month.day, "the day that the cover bears", sure=False)
        self._told(said, "period" if month.day is None else "published")
        return _without(text, month.start, month.end)

    def _without_number(self, text: str) -> str:
        numbered = _NUMBER.search(text)
        if numbered is None or self.cover.number is not None:
            return text
        self.cover.number = int(numbered["digits"])
        start, end = numbered.span("number")
        # The words as the file has them: in `No. 6/2025` more is in the word.
        self._told(text[text.rfind(" ", 0, start) + 1 : f"{text} ".index(" ", end)], "number")
        if numbered["volume"]:
            why = "the number of a volume, which an issue has no place for"
            self.cover.left_out.append(LeftOut(numbered["volume"], why))
        return _without(text, *numbered.span())


def _without(text: str, start: int, end: int) -> str:
    """Return a line without a part of it, and without the signs that set it off."""
    left = _EMPTY_BRACKETS.sub(" ", f"{text[:start]} {text[end:]}")
    return " ".join(left.split()).strip(" ,:|·•–—-")


# Front matter.


def _read_front_matter(front: Mapping[str, str], cover: Cover, language: str | None) -> None:
    """Take editors from a front matter, and number and day where the cover has none."""
    numbers = (front.get(key, "").strip("# ") for key in ("number", "issue"))
    days = (find_month(front.get(key, ""), language) for key in ("published", "date"))
    told = next((one.day for one in days if one is not None and one.day), None)
    if cover.number is None:
        cover.number = next((int(one) for one in numbers if _ISSUE_NUMBER.fullmatch(one)), None)
    if cover.published is None and told is not None:
        cover.published = Guess(told, "the front matter says so", sure=True)
    editors = filter(None, BETWEEN_NAMES.split(visible(front.get("editors", "")).strip()))
    cover.editors = list(dict.fromkeys((*cover.editors, *editors)))
    for key, value in front.items():
        if key in _TOLD_KEYS:
            why = f"told by `{_TOLD_KEYS[key]}`"
            cover.left_out.append(LeftOut(f"{key}: {value}", why, told=True))
        elif key != "title" and value.strip():
            why = "front matter that an issue has no place for"
            cover.left_out.append(LeftOut(f"{key}: {value}", why))


def told_months(document: Document, cover: Cover, language: str | None) -> list[tuple[str, Period]]:
    """Return the months that a file names, each with the place that names it, the best first.

    The order is: front matter, cover, running lines, the file's name.
    """
    front = document.front_matter
    texts = [(f"`{key}`", front.get(key, "")) for key in ("period", "month")]
    texts += [("the title", front.get("title", ""))]
    texts += [(f"`{key}`", front.get(key, "")) for key in ("date", "published")]
    texts += [("the cover", text) for text in cover.months]
    running = document.left_out if document.pages else ()
    texts += [("the running lines", one.text) for one in running if one.times > 1]
    texts += [("the file’s name", PurePath(document.name.replace("\\", "/")).stem)]
    found = ((where, find_month(text, language)) for where, text in texts)
    return [(where, month.period) for where, month in found if month is not None]
