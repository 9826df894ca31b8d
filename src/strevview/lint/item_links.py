"""The links of an item: which lead to no source, which sources have none, which are lost.

A link is lost that was meant and prints as brackets: `[published] [scmp]`, `(published)[scmp]`,
`[published]scmp`, `[published][scmp on 3 July`. Where a source has no link, so are brackets around
a few words: `[published]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from strevview.lint.checked_issue import CheckedIssue, CheckedItem, Passage
from strevview.lint.printed_texts import is_inside, quotations
from strevview.model.prose import PlainParagraph, ProblemKind, Prose, Reference
from strevview.source.nodes import Mapping, Path

# A link that was meant is broken: a source without a reference is then no fault of its own.
_BROKEN_LINKS = (ProblemKind.INLINE_LINK, ProblemKind.IMAGE, ProblemKind.EMPTY_LINK)
# `[held][]` names no source; told by SV401.
NAMELESS = re.compile(r"\]\[\s*\]")
_WORDS_ALONE = re.compile(r"\[(?!sic\b)([^\W\d_][^\[\]]{0,80})\](?![\[(])")
# The words of a link are few (SV414).
_MOST_WORDS = 6
_IS_NO_LINK = "the brackets name the source `{source}` and are no link"
# How a link is written by mistake, the likelier first, and what to say of it. SOURCE is the name of
# one of the item's sources; NAME may be any, where a bracket is missing. `tail` is what is to be
# `][source]`.
_FORMS = (
    (r"\[WORDS(?P<tail>\]\s{0,9}\[\s*SOURCE\s*\])", _IS_NO_LINK),
    (r"\[WORDS(?P<tail>\]\s{0,9}\(\s*SOURCE\s*\))", _IS_NO_LINK),
    (r"\(WORDS\)\[\s*SOURCE\s*\]", _IS_NO_LINK),
    (r"[{【](?P<words>[^][(){}【】]{1,200})[}】]\s?[{【]\s*SOURCE\s*[}】]", _IS_NO_LINK),
    (
        r"\[WORDS(?P<tail>\]SOURCE)(?!\.?[\w\]-])",
        "the source `{source}` stands without brackets behind the words",
    ),
    (r"\[WORDS\]\[NAME(?![\w\]-])", "a bracket of the link is missing: `]` after `{name}`"),
    (r"\[WORDS\[NAME\]", "a bracket of the link is missing: `]` after `{words}`"),
    (r"\[WORDS\]\(?NAME\]", "a bracket of the link is missing: `[` before `{name}`"),
    (r"(?P<words>\w{1,80})\]\[NAME\]", "a bracket of the link is missing: `[` before the words"),
    (r"\[\s*(?-i:SOURCE)\s*\](?!\[\s*\])", _IS_NO_LINK),
)
_OPENING = frozenset("[{【")
_DOUBLED = "the brackets around the link print as they are"
_LONGEST_LINK = 220
# More are no slips but damage; the first tell enough.
_MOST_LINKS = 100
_MOST_BRACKETS = 1000


class LostLink(NamedTuple):
    """Brackets that were to be a link and are none; offsets are into the text as written.

    `words` are those in the brackets before, if any; `tail` is what is to be `][source]`, from the
    bracket that closes the words; `lacks_bracket` is true where one of the four is missing.
    """

    message: str
    source: str
    start: int
    end: int
    words: str = ""
    tail: tuple[int, int] | None = None
    lacks_bracket: bool = False


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

    None where a link of the item is broken, or some brackets may be the missing one: that is then
    the fault, and it is told.
    """
    names = _unlinked_sources(item)
    return None if names and any(map(_bare_brackets, item.passages)) else names


def _unlinked_sources(item: CheckedItem) -> list[str] | None:
    """Return the sources that no link names, whatever bare brackets may be; None as above."""
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
    """Yield the brackets that may be links without a name, and the sources that want a link.

    In a text that has no link at all that is any source, though a caption may link it.
    """
    names = _unlinked_sources(item)
    for passage in () if names is None else item.passages:
        is_unlinked_text = passage.prose is item.prose and not passage.prose.references
        wanting = names or (list(item.model.sources) if is_unlinked_text else [])
        for link in _bare_brackets(passage) if wanting else ():
            yield passage, link, wanting


def _bare_brackets(passage: Passage) -> list[LostLink]:
    return bare_brackets(passage.text, passage.prose, passage.item.model.sources)


def bare_brackets(text: str, prose: Prose, sources: Collection[str]) -> list[LostLink]:
    """Return the brackets around a few words, outside of quotations, that link nothing."""
    lost = lost_links(text, prose, sources)
    found: list[LostLink] = []
    for paragraph in prose.paragraphs:
        if 0 < paragraph.text.count("[") == paragraph.text.count("]"):
            found += islice(_few_words(_Brackets(text, paragraph)), _MOST_LINKS)
    return [one for one in found if not any(o.start < one.end and one.start < o.end for o in lost)]


def lost_links(text: str, prose: Prose, sources: Collection[str]) -> list[LostLink]:
    """Return the brackets of a text that were to be links to one of an item's sources.

    Editorial brackets in somebody's words (`[the]`) are none, though a source be named so, as long
    as the source has a link elsewhere.
    """
    linked = {reference.source for reference in prose.references}
    found: list[LostLink] = []
    for paragraph in prose.paragraphs if sources else ():
        if not _OPENING.isdisjoint(paragraph.text):
            brackets = _Brackets(text, paragraph)
            lost = chain(_doubled(brackets, sources), _mistaken(brackets, sources))
            kept = (one for one in lost if one.source not in linked or not brackets.quoted(one))
            found += islice(kept, _MOST_LINKS)
    return found


def links_lost(issue: CheckedIssue) -> dict[Path, list[LostLink]]:
    """Return the links of an issue that print as brackets, by the paths of their texts."""
    return {
        passage.written.path: lost_links(passage.text, passage.prose, passage.item.model.sources)
        for passage in issue.passages()
    }


class _Brackets:
    """A paragraph with brackets, and what those in it are; places are into its plain text."""

    def __init__(self, text: str, paragraph: PlainParagraph) -> None:
        self.text = text
        self.plain, self.offsets, self.links = paragraph.text, paragraph.offsets, paragraph.links
        self._is_quotation = paragraph.quoted
        self._in_quotes = [self.written(*span) for span in quotations(paragraph.text)]
        self._link_starts = [start for start, _, _ in paragraph.links]

    def plain_signs(self, start: int, end: int) -> bool:
        """Return whether no bracket in a stretch is escaped or part of a link."""
        marks = (place for place in range(start, end) if self.plain[place] in "[]")
        return all(map(self._is_plain, marks))

    def _is_plain(self, place: int) -> bool:
        number = bisect_right(self._link_starts, place) - 1
        is_linked = number >= 0 and place < self.links[number][1]
        return not is_linked and self.text[self.offsets[place]] != "\\"

    def quoted(self, link: LostLink) -> bool:
        """Return whether brackets stand in somebody's words, so that they may be an editor's."""
        return self._is_quotation or is_inside(link.start, self._in_quotes)

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the text as written."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _few_words(brackets: _Brackets) -> Iterator[LostLink]:
    """Yield the brackets around a few words that are no editor's; they name no source."""
    for match in _WORDS_ALONE.finditer(brackets.plain):
        message = f"the brackets around “{match[1]}” are no link: they name no source"
        link = LostLink(message, "", *brackets.written(*match.span()), match[1])
        are_few = len(match[1].split()) <= _MOST_WORDS
        if are_few and brackets.plain_signs(*match.span()) and not brackets.quoted(link):
            yield link


def _doubled(brackets: _Brackets, sources: Collection[str]) -> Iterator[LostLink]:
    """Yield the links within brackets, and those with brackets around their words."""
    plain, offsets, text = brackets.plain, brackets.offsets, brackets.text
    for first, last, key in brackets.links:
        if key not in sources:
            continue
        around = plain[first - 1 : first] + plain[last : last + 1] if first else ""
        inner = _WORDS_ALONE.fullmatch(plain, first, last)
        if around == "[]" and text[offsets[first - 1]] == "[":
            start, end = offsets[first - 1], offsets[last] + 1
            if end - start < _LONGEST_LINK:
                yield LostLink(_DOUBLED, key, start, end, plain[first:last])
        elif inner is not None and text[offsets[first]] == "[":
            end = text.index("]", text.index("][", offsets[last - 1]) + 2) + 1
            yield LostLink(_DOUBLED, key, offsets[first] - 1, end, inner[1])


def _mistaken(brackets: _Brackets, sources: Collection[str]) -> Iterator[LostLink]:
    """Yield the links in the forms of `_FORMS`."""
    plain = brackets.plain
    in_pairs = plain.count("[") == plain.count("]")
    by_name = {source.casefold(): source for source in sources} | {one: one for one in sources}
    taken: list[tuple[int, int]] = []
    for pattern, message, lacks in _forms(tuple(sources)):
        if lacks and in_pairs:
            continue
        for match in islice(pattern.finditer(plain), _MOST_BRACKETS):
            start, end = match.span()
            written = match["name"]
            name = by_name.get(written) or by_name.get(written.casefold())
            is_known = name is not None or "][" in match.group()
            is_free = not any(first < end and start < last for first, last in taken)
            if not (is_known and is_free and brackets.plain_signs(start, end)):
                continue
            taken.append((start, end))
            groups = match.groupdict()
            source, words = name or written, " ".join((groups.get("words") or "").split())
            said = message.format(source=source, name=written, words=words)
            tail = brackets.written(*match.span("tail")) if "tail" in groups else None
            yield LostLink(said, source, *brackets.written(start, end), words, tail, lacks)


@lru_cache(maxsize=64)
def _forms(sources: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return `_FORMS` for the sources of an item, and whether a bracket is missing in each."""
    names = "|".join(re.escape(one) for one in sorted(sources, key=len, reverse=True))
    parts = {
        "WORDS": r"(?P<words>[^\[\]()]{1,200})",
        "NAME": r"(?P<name>[\w-]+(?:\.[\w-]+)*)",
        "SOURCE": f"(?P<name>{names})",
    }
    found = []
    for form, message in _FORMS:
        pattern = re.sub("WORDS|NAME|SOURCE", lambda match: parts[match.group()], form)
        found.append((re.compile(pattern, re.IGNORECASE), message, "NAME" in form))
    return tuple(found)


def _half_named(source: str, text: str) -> bool:
    """Whether a source's name stands beside one square bracket: half of a link, told of already."""
    name = re.escape(source)
    return re.search(rf"\[{name}(?![\w-])|(?<![\w-]){name}\]", text) is not None
