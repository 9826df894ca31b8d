"""Issue files as lines that can be damaged in one place, so that the lines of a fault are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

_KEY = re.compile(r" {8}(?:- )?(\w+):")
_ENTRY = re.compile(r" {10}([\w-]+):$")
_ITEM = "      - "
_REFERENCE = re.compile(r"\[([^\]\[]+)\]\[([\w-]+)\]")
_ACTOR = re.compile(r" {10}- (?:name: )?(.+)")


@dataclass(frozen=True, slots=True)
class Damage:
    """A file with one fault, the codes that may tell of it, and the lines (1-based) they may name.

    `codes` are alternatives: one of them on one of the lines is what is wanted.
    """

    kind: str
    data: bytes
    codes: frozenset[str]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link in an item's text; lines and columns are 0-based."""

    line: int
    start: int
    end: int
    words: str
    label: str


@dataclass(frozen=True)
class ItemLines:
    """Where the parts of an item stand, as half-open ranges of lines (0-based)."""

    page: Page
    first: int
    end: int

    @cached_property
    def keys(self) -> dict[str, tuple[int, int]]:
        """The lines of each key with what stands under it."""
        starts = [
            (match[1], n)
            for n in range(self.first, self.end)
            if (match := _KEY.match(self.page.lines[n].replace(_ITEM, " " * 8, 1)))
        ]
        ends = [n for _, n in starts[1:]] + [self.end]
        return {key: (n, end) for (key, n), end in zip(starts, ends, strict=True)}

    @cached_property
    def sources(self) -> dict[str, tuple[int, int]]:
        """The lines of each source, its label's line first."""
        first, end = self.keys["sources"]
        labels = [
            (match[1], n)
            for n in range(first + 1, end)
            if (match := _ENTRY.match(self.page.lines[n]))
        ]
        ends = [n for _, n in labels[1:]] + [end]
        return {label: (n, stop) for (label, n), stop in zip(labels, ends, strict=True)}

    @cached_property
    def actors(self) -> list[tuple[int, int, str]]:
        """The lines of each actor and the name there."""
        first, end = self.keys["actors"]
        names = [
            (n, match[1])
            for n in range(first + 1, end)
            if (match := _ACTOR.match(self.page.lines[n]))
        ]
        ends = [n for n, _ in names[1:]] + [end]
        return [(n, stop, name) for (n, name), stop in zip(names, ends, strict=True)]

    @property
    def text(self) -> range:
        """The lines of the text."""
        first, end = self.keys["text"]
        return range(first + 1, end)

    @cached_property
    def paragraphs(self) -> list[range]:
        """The lines of each paragraph of the text."""
        found, first = [], self.text.start
        for n in (*self.text, self.text.stop):
            if n == self.text.stop or not self.page.lines[n].strip():
                found.append(range(first, n))
                first = n + 1
        return found

    @property
    def words(self) -> str:
        """The text on one line, links as their words alone."""
        joined = " ".join(self.page.lines[n].strip() for n in self.text)
        return _REFERENCE.sub(r"\1", joined)

    @cached_property
    def references(self) -> list[Reference]:
        """The links of the text, in order."""
        return [
            Reference(n, match.start(), match.end(), match[1], match[2])
            for n in self.text
            for match in _REFERENCE.finditer(self.page.lines[n])
        ]

    def field(self, label: str, name: str) -> int | None:
        """Return the line of a key of a source."""
        first, end = self.sources[label]
        mark = f"{' ' * 12}{name}:"
        return next((n for n in range(first, end) if self.page.lines[n].startswith(mark)), None)


@dataclass(frozen=True)
class Page:
    """An undamaged issue file and its lines without their ends."""

    stem: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, stem: str, text: str) -> Page:
        """Return a file's lines."""
        return cls(stem, tuple(text.splitlines()))

    @property
    def data(self) -> bytes:
        """The file as it was."""
        return _data(self.lines)

    @cached_property
    def items(self) -> list[ItemLines]:
        """The items, without the comments above them."""
        starts = [n for n, line in enumerate(self.lines) if line.startswith(_ITEM)]
        return [ItemLines(self, first, self._end(first)) for first in starts]

    @cached_property
    def titles(self) -> list[tuple[int, str]]:
        """The line and the title of each section."""
        mark = "  - title: "
        return [
            (n, line.removeprefix(mark))
            for n, line in enumerate(self.lines)
            if line.startswith(mark)
        ]

    def _end(self, first: int) -> int:
        for n in range(first + 1, len(self.lines)):
            line = self.lines[n]
            if line.strip() and len(line) - len(line.lstrip()) < 8:
                return n
        return len(self.lines)

    def cut(self, first: int, end: int, *instead: str) -> bytes:
        """Return the file with the lines `first:end` replaced."""
        return _data((*self.lines[:first], *instead, *self.lines[end:]))

    def swap(self, line: int, old: str, new: str) -> bytes:
        """Return the file with the first `old` of a line replaced."""
        if old not in self.lines[line] or old == new:
            raise ValueError(f"nothing to damage in {self.lines[line]!r}: {old!r}")
        return self.cut(line, line + 1, self.lines[line].replace(old, new, 1))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the matches of a pattern in the lines of texts, outside links."""
        for item in self.items:
            for n in item.text:
                links = [(r.start, r.end) for r in item.references if r.line == n]
                for match in pattern.finditer(self.lines[n]):
                    if not any(a < match.end() and match.start() < b for a, b in links):
                        yield n, match


def _data(lines: tuple[str, ...]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


# What a kind of damage is made by: yields the file, the codes, the lines (0-based).
Made = tuple[bytes, str, tuple[int, ...]]
Maker = Callable[[Page], Iterator[Made]]
# The lines of a page that a kind of damage changes, one by one.
Where = Callable[[Page], Iterator[int]]


def item_key(key: str) -> Where:
    """Return the lines of a key of items."""
    return lambda page: (item.keys[key][0] for item in page.items if key in item.keys)


def source_key(key: str) -> Where:
    """Return the lines of a key of sources."""

    def lines(page: Page) -> Iterator[int]:
        fields = (item.field(label, key) for item in page.items for label in item.sources)
        return (line for line in fields if line is not None)

    return lines


def title(page: Page) -> Iterator[int]:
    """Yield the lines of the sections' titles."""
    return (line for line, _ in page.titles)


def set_to(where: Where, codes: str, *values: str) -> Maker:
    """Damage values: `{}` in the new one is the old, `{stem}` the name of the file."""

    def make(page: Page) -> Iterator[Made]:
        for line in where(page):
            key, _, old = page.lines[line].partition(": ")
            for value in values:
                new = f"{key}: {value.format(old, stem=page.stem)}"
                yield page.cut(line, line + 1, new), codes, (line,)

    return make


def replaced(where: Where, codes: str, *changes: tuple[str, str]) -> Maker:
    """Damage lines: the first `old` of each, where it stands there, is replaced by `new`."""

    def make(page: Page) -> Iterator[Made]:
        for line in where(page):
            for old, new in changes:
                if old in page.lines[line]:
                    yield page.swap(line, old, new), codes, (line,)

    return make


def in_texts(pattern: str, codes: str, *templates: str, inside: bool = False) -> Maker:
    """Damage what a pattern finds in texts outside links; `inside` only in the midst of lines."""

    def make(page: Page) -> Iterator[Made]:
        for line, match in page.find(re.compile(pattern)):
            if inside and not 14 < match.start() < match.end() < len(page.lines[line]) - 8:
                continue
            for template in templates:
                new = match.expand(template)
                yield spliced(page, line, match.start(), match.end(), new), codes, (line,)

    return make


def at_links(codes: str, *templates: str, of_source: bool = False) -> Maker:
    """Damage links, which have `{words}` and `{label}`; told at the link, or at its source."""

    def make(page: Page) -> Iterator[Made]:
        for item in page.items:
            for link in item.references:
                for template in templates:
                    new = template.format(words=link.words, label=link.label, cut=link.label[1:])
                    told = item.sources[link.label][0] if of_source else link.line
                    yield spliced(page, link.line, link.start, link.end, new), codes, (told,)

    return make


def sentence(codes: str, *said: str) -> Maker:
    """Add a sentence to texts, on a line of its own."""

    def make(page: Page) -> Iterator[Made]:
        for item in page.items:
            for one in said:
                data, line = appended(page, item, one)
                yield data, codes, (line,)

    return make


def damages_by(name: str, maker: Maker, page: Page) -> list[Damage]:
    """Return every damage of a kind that a file offers."""
    return [
        Damage(
            f"{page.stem} {name}", data, frozenset(codes.split()), frozenset(n + 1 for n in lines)
        )
        for data, codes, lines in maker(page)
    ]


def spliced(page: Page, line: int, start: int, end: int, new: str) -> bytes:
    """Return the file with the columns `start:end` of a line replaced."""
    old = page.lines[line]
    return page.cut(line, line + 1, old[:start] + new + old[end:])


def appended(page: Page, item: ItemLines, sentence: str) -> tuple[bytes, int]:
    """Return the file with a sentence on a line of its own at the text's end, and that line."""
    line = item.paragraphs[-1].stop
    return page.cut(line, line, " " * 10 + sentence), line


def transposed(word: str) -> str:
    """Return a word with two different letters in its middle exchanged."""
    for n in range(len(word) // 2, len(word) - 1):
        if word[n] != word[n + 1] and word[n].islower() and word[n + 1].islower():
            return word[:n] + word[n + 1] + word[n] + word[n + 2 :]
    raise ValueError(f"nothing to exchange in {word!r}")
