"""The links of an item: which lead to no source, which sources have none, which are lost.

A link is lost that was meant and prints as brackets: `[published] [scmp]`, `(published)[scmp]`,
`[published]scmp`, `[published][scmp on 3 July`. Where a source has no link, so are brackets around
a few words: `[published]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from strevview.lint.checked_issue import CheckedItem, Passage
from strevview.lint.printed_texts import is_inside, quotations
from strevview.model.prose import PlainParagraph, ProblemKind, Prose, Reference
from strevview.source.nodes import Mapping

# A link that was meant is broken: a source without a reference is then no fault of its own.
_BROKEN_LINKS = (
    ProblemKind.INLINE_LINK,
    ProblemKind.IMAGE,
    ProblemKind.EMPTY_LINK,
)
# `[held][]` names no source; told by SV401.
NAMELESS = re.compile(r"\]\[\s*\]")

_NAMED = re.compile(r"[\[(]([^\[\]()]{1,80})[\])]")
_WORDS_BEFORE = re.compile(r"(\[|\()([^\[\]()]{1,200})(\]|\))(\s{0,9})\Z")
_BARE = re.compile(r"\[(?!sic\b)([^\W\d_][^\[\]]{0,80})\](?![\[(])")
# The words of a link are few (SV414).
_MOST_WORDS = 6
_NO_LABEL = re.compile(r"\[\s*\]")
# Words in brackets, and a name right behind them.
_STUCK = re.compile(r"\[([^\[\]()]{1,200})\]([\w-]+(?:\.[\w-]+)*)(?![\w\]-])")
# Links that lack one of their four brackets, and which; where `](` is written, it is one too.
_WORDS, _NAME = r"(?P<words>[^\[\]]{1,200})", r"(?P<name>[\w-]+(?:\.[\w-]+)*)"
_THREE_BRACKETS = (
    (re.compile(rf"\[{_WORDS}\]\[{_NAME}(?![\w\]-])"), "`]` after `{name}`"),
    (re.compile(rf"\[{_WORDS}\[{_NAME}\]"), "`]` after `{words}`"),
    (re.compile(rf"\[{_WORDS}\]\(?{_NAME}\]"), "`[` before `{name}`"),
    (re.compile(rf"(?P<words>\w{{1,80}})\]\[{_NAME}\]"), "`[` before the words"),
)
_LONGEST = 220
# More are no slips but damage; the first tell enough.
_MOST = 100
_MOST_BRACKETS = 1000


class LostLink(NamedTuple):
    """Brackets that name a source and link nothing; offsets are into the text as written.

    `words` are those in the brackets before, if any; `tail` is what is to be `][source]`, from the
    bracket that closes the words; `doubled` is true of a link within brackets of its own; `lacks`
    says which bracket is not there.
    """

    source: str
    start: int
    end: int
    words: str = ""
    tail: tuple[int, int] | None = None
    doubled: bool = False
    lacks: str = ""


def source_names(item: CheckedItem) -> set[str]:
    """Return the names of an item's sources, also of those that could not be read."""
    node = item.places.node((*item.path, "sources"))
    entries = node.entries if isinstance(node, Mapping) else ()
    return {*item.model.sources, *(entry.key.value for entry in entries)}


def dangling(passage: Passage) -> list[Reference]:
    """Return the references to no source."""
    if passage.item.is_lost("sources"):
        return []
    known = source_names(passage.item)
    return [one for one in passage.prose.references if one.source not in known]


def _has_broken_link(passage: Passage) -> bool:
    """Return whether a link was meant and is none, leads to no source, or names none: `[x][]`."""
    return (
        any(problem.kind in _BROKEN_LINKS for problem in passage.prose.problems)
        or NAMELESS.search(passage.text) is not None
        or bool(dangling(passage))
    )


def unused_sources(item: CheckedItem) -> list[str] | None:
    """Return the sources that no link in the texts and captions of an item names.

    None where a link of the item is broken: the broken link is then the fault, and it is told.
    """
    names = _sources_without_link(item)
    return None if names and any(map(_bare_brackets, item.passages)) else names


def _sources_without_link(item: CheckedItem) -> list[str] | None:
    """Return the same, also of an item with bare brackets, which may be the link of a source."""
    if item.model.text is None or any(map(_has_broken_link, item.passages)):
        return None
    names = list(item.model.sources)
    for passage in item.passages:
        text, prose = passage.text, passage.prose
        linked = {reference.source for reference in prose.references}
        names = [name for name in names if name not in linked]
        if any(part.text.count("[") != part.text.count("]") for part in prose.paragraphs):
            names = [name for name in names if not _half_named(name, text)]
        # Named in brackets that are no link: told by SV408.
        lost = {link.source for link in lost_links(text, prose, names)} if names else set()
        if not lost.issubset(item.model.sources):
            return None
        names = [name for name in names if name not in lost]
    return names


def nameless_links(item: CheckedItem) -> Iterator[tuple[Passage, LostLink, list[str]]]:
    """Yield the brackets that may be links without a name, and the sources that want a link."""
    names = _sources_without_link(item)
    if names:
        for passage in item.passages:
            for link in _bare_brackets(passage):
                yield passage, link, names


def _bare_brackets(passage: Passage) -> list[LostLink]:
    return bare_brackets(passage.text, passage.prose, passage.item.model.sources)


def bare_brackets(text: str, prose: Prose, sources: Collection[str]) -> list[LostLink]:
    """Return the brackets around a few words, outside of quotations, that link nothing."""
    lost = lost_links(text, prose, sources)
    found: list[LostLink] = []
    for paragraph in prose.paragraphs:
        if "[" in paragraph.text:
            found += islice(_Brackets(text, paragraph, sources, set()).bare(), _MOST)
    return [one for one in found if not any(o.start < one.end and one.start < o.end for o in lost)]


def lost_links(text: str, prose: Prose, sources: Collection[str]) -> list[LostLink]:
    """Return the brackets of a text that were to be links to one of an item's sources.

    Editorial brackets in somebody's words (`[the]`) are none, though a source be named so, as long
    as the source has a link elsewhere.
    """
    if not sources or ("[" not in text and "(" not in text):
        return []
    linked = {reference.source for reference in prose.references}
    found: list[LostLink] = []
    for paragraph in prose.paragraphs:
        if "[" in paragraph.text:
            found += islice(_Brackets(text, paragraph, sources, linked).lost(), _MOST)
    return found


class _Brackets:
    """The brackets of one paragraph, for the sources of its item; `linked` have a link already."""

    def __init__(
        self, text: str, paragraph: PlainParagraph, sources: Collection[str], linked: set[str]
    ) -> None:
        self._text = text
        self._paragraph = paragraph
        self._plain, self._offsets = paragraph.text, paragraph.offsets
        self._sources = sources
        self._linked = linked
        self._in_quotes = quotations(paragraph.text)
        self._link_starts = [start for start, _, _ in paragraph.links]

    def lost(self) -> Iterator[LostLink]:
        """Yield the links that were meant."""
        yield from self._doubled()
        yield from self._named()
        yield from self._stuck()
        if self._plain.count("[") != self._plain.count("]"):
            yield from self._half()

    def bare(self) -> Iterator[LostLink]:
        """Yield the brackets around a few words that are no editor's; they name no source."""
        if self._plain.count("[") == self._plain.count("]"):
            for match in _BARE.finditer(self._plain):
                few = len(match[1].split()) <= _MOST_WORDS
                if few and self._is_text(match.start()) and not self._is_quoted(match.start()):
                    start, end = self._offsets[match.start()], self._offsets[match.end() - 1] + 1
                    yield LostLink("", start, end, match[1])

    def _is_text(self, place: int) -> bool:
        """Whether a bracket is neither escaped nor part of a link."""
        number = bisect_right(self._link_starts, place) - 1
        is_linked = number >= 0 and place < self._paragraph.links[number][1]
        return not is_linked and self._text[self._offsets[place]] != "\\"

    def _is_quoted(self, place: int) -> bool:
        """Whether a bracket stands in somebody's words, so that it may be an editor's."""
        return self._paragraph.quoted or is_inside(place, self._in_quotes)

    def _is_editorial(self, place: int, source: str) -> bool:
        return source in self._linked and self._is_quoted(place)

    def _doubled(self) -> Iterator[LostLink]:
        """Yield the links within brackets, and those with brackets around their words."""
        plain, offsets, text = self._plain, self._offsets, self._text
        for first, last, key in self._paragraph.links:
            if key not in self._sources or self._is_editorial(first, key):
                continue
            around = plain[first - 1 : first] + plain[last : last + 1] if first else ""
            inner = _BARE.fullmatch(plain, first, last)
            if around == "[]" and text[offsets[first - 1]] == "[":
                start, end = offsets[first - 1], offsets[last] + 1
                if end - start < _LONGEST:
                    yield LostLink(key, start, end, plain[first:last], doubled=True)
            elif inner is not None and text[offsets[first]] == "[":
                end = text.index("]", text.index("][", offsets[last - 1]) + 2) + 1
                yield LostLink(key, offsets[first] - 1, end, inner[1], doubled=True)

    def _named(self) -> Iterator[LostLink]:
        """Yield the brackets that hold the name of a source."""
        plain, offsets = self._plain, self._offsets
        # Half of a link, `[held[dawn]`, is found by `_half`.
        balanced = plain.count("[") == plain.count("]")
        used: list[tuple[int, LostLink]] = []
        for match in islice(_NAMED.finditer(plain), _MOST_BRACKETS):
            first, last = match.span()
            source = _source(match.group(1).strip(), self._sources)
            if source is None or not self._is_text(first) or _NO_LABEL.match(plain, last):
                continue
            before = _WORDS_BEFORE.search(plain, max(first - _LONGEST, 0), first)
            last_place, last_link = used[-1] if used else (-1, None)
            follows = before is not None and last_place == before.start()
            if follows and last_link is not None and last_link.words:
                before = None
            link = _pair(match, before, source, offsets)
            if link is not None and before is not None:
                if follows:
                    # The words of this link are a source's name too.
                    used.pop()
                used.append((first, link))
            elif balanced and _is_alone(match, source) and not self._is_editorial(first, source):
                used.append((first, LostLink(source, offsets[first], offsets[last - 1] + 1)))
        yield from (link for _, link in used)

    def _stuck(self) -> Iterator[LostLink]:
        """Yield the words in brackets with a source's name right behind them."""
        offsets = self._offsets
        for match in islice(_STUCK.finditer(self._plain), _MOST_BRACKETS):
            first, source = match.start(), match[2]
            if source not in self._sources or self._is_editorial(first, source):
                continue
            if self._is_text(first):
                start, end = offsets[first], offsets[match.end() - 1] + 1
                yield LostLink(source, start, end, match[1], (offsets[match.end(1)], end))

    def _half(self) -> Iterator[LostLink]:
        """Yield the links that lack one of their four brackets."""
        offsets = self._offsets
        for pattern, lacks in _THREE_BRACKETS:
            for match in islice(pattern.finditer(self._plain), _MOST_BRACKETS):
                words, name = match["words"], match["name"]
                known = name in self._sources or "][" in match.group()
                marks = (n for n in range(*match.span()) if self._plain[n] in "[]")
                if known and all(map(self._is_text, marks)):
                    start, end = offsets[match.start()], offsets[match.end() - 1] + 1
                    lack = lacks.format(words=words, name=name)
                    yield LostLink(name, start, end, words, lacks=lack)


def _source(label: str, sources: Collection[str]) -> str | None:
    if label in sources:
        return label
    return next((key for key in sources if key.casefold() == label.casefold()), None)


def _is_alone(match: re.Match[str], source: str) -> bool:
    """Whether brackets without words before them name a source, letter by letter."""
    return match.group()[0] + match.group()[-1] == "[]" and match.group(1).strip() == source


def _pair(
    match: re.Match[str], before: re.Match[str] | None, source: str, places: Sequence[int]
) -> LostLink | None:
    """Return the link that two brackets side by side were to be."""
    if before is None:
        return None
    kind = before.group(1) + before.group(3) + match.group()[0] + match.group()[-1]
    start, end = places[before.start()], places[match.end() - 1] + 1
    words = " ".join(before.group(2).split())
    if kind in ("[][]", "[]()"):
        return LostLink(source, start, end, words, (places[before.end(3) - 1], end))
    if kind == "()[]" and not before.group(4):
        return LostLink(source, start, end, words)
    return None


def _half_named(source: str, text: str) -> bool:
    """Whether a source's name stands beside one square bracket: half of a link, told of already."""
    name = re.escape(source)
    return re.search(rf"\[{name}(?![\w-])|(?<![\w-]){name}\]", text) is not None
