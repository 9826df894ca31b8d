"""Lines of a text joined to paragraphs, headings and entries of lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from strevview.importers.blocks import Block, Kind, Run
from strevview.importers.line_ends import joined, known_words
from strevview.importers.text_lines import Line

_SURE = "•●▪■◦○‣⁃∙➢❖✓\uf0b7\uf0a7"
_BULLET = re.compile(rf"([{_SURE}·o*–—-])(?:\s+|$)")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_RULE = re.compile(r"[-=_*~–—]{3,}$")
_UNDERLINES = {"=": 1, "-": 2}
_WIDEST = 140
_LONGEST_TITLE = 160
_LONGEST_ADDRESS = 400
# Of the length of full lines: what no word fits behind, what is as good as full, what breaks off.
_FITS = 0.92
_FULL = 0.8
_FEWEST = 12
_SHORT = 0.7


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins an entry of a list: how long it is with the space after it, and its number."""

    length: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: the length of full lines across the page and in a column.

    It is None where each line is a paragraph. A line with the first word of the next one had room
    for it where both are shorter than `wide_room` or `narrow_room`. `bullets` are the doubtful
    signs that begin entries of lists; `titles` the lines that stand in the text twice, as above a
    section and on the cover.
    """

    wide: int | None
    narrow: int | None
    wide_room: float
    narrow_room: float
    bullets: frozenset[str]
    titles: frozenset[str]

    def full(self, line: Line) -> int | None:
        """Return the length of full lines where a line stands."""
        return self.narrow if line.narrow else self.wide

    def has_room(self, line: Line, after: Line) -> bool:
        """Whether the first word of the next line had room at the end of a line."""
        return _with_next_word(line, after) < (self.narrow_room if line.narrow else self.wide_room)


def paragraph_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs, underlined headings and entries of lists that lines make."""
    known = known_words(line.text for line in lines)
    layout = _layout(lines)
    indents: list[int] = []
    group: list[Line] = []
    mark: Mark | None = None
    for place, line in enumerate(lines):
        next_mark = _mark(lines, place, layout)
        if group and next_mark is None and _goes_on(group, mark, line, layout):
            group.append(line)
            continue
        if group:
            yield from _blocks(group, mark, indents, known)
        group, mark = [line], next_mark
    if group:
        yield from _blocks(group, mark, indents, known)


def _blocks(
    group: list[Line], mark: Mark | None, indents: list[int], known: frozenset[str]
) -> Iterator[Block]:
    """Yield a group of lines as a block; `indents` are those of the entries that it may be below.

    A rule below a group makes it a heading; a rule alone is nothing.
    """
    first = group[0]
    rank = 0
    if len(group) > 1 and _RULE.match(group[-1].text):
        rank = _UNDERLINES.get(group.pop().text[0], 0)
    if _RULE.match(first.text):
        return
    text = _joined(group, mark.length if mark else 0, known)
    runs = (Run(text),)
    if mark is None:
        indents.clear()
        kind = Kind.HEADING if rank else Kind.PARAGRAPH
        yield Block(kind, runs, level=rank, page=first.page)
        return
    while indents and indents[-1] >= first.indent:
        indents.pop()
    indents.append(first.indent)
    if text:
        yield Block(Kind.LIST_ENTRY, runs, len(indents), mark.number, first.page)


def _joined(group: Sequence[Line], start: int, known: frozenset[str]) -> str:
    """Return the words of lines from a place of the first on, hyphenation undone.

    What joins two lines is told from the end of the first, which may be an address that began
    further up: so many characters are looked at.
    """
    parts = [group[0].text[start:].lstrip()]
    for line in group[1:]:
        whole = joined(parts.pop(), line.text, known)
        cut = max(0, len(whole) - len(line.text) - _LONGEST_ADDRESS)
        parts += [whole[:cut], whole[cut:]]
    return "".join(parts)


def _layout(lines: Sequence[Line]) -> Layout:
    lengths: dict[bool, list[int]] = {False: [], True: []}
    going_on: dict[bool, list[int]] = {False: [], True: []}
    for line, after in pairwise(lines):
        if not after.gap and not after.broken:
            lengths[line.narrow].append(len(line.text))
            if not line.is_ended and after.text[0].islower():
                going_on[line.narrow].append(_with_next_word(line, after))
    wide, narrow = _full_length(lengths[False]), _full_length(lengths[True])
    rooms = _room(going_on[False], wide), _room(going_on[True], narrow)
    signs = Counter(match.group(1) for line in lines if (match := _BULLET.match(line.text)))
    bullets = frozenset(sign for sign, times in signs.items() if sign in _SURE or times > 1)
    seen = Counter(_folded(line.text) for line in lines if _may_be_title(line.text))
    titles = frozenset(text for text, times in seen.items() if times > 1)
    return Layout(wide, narrow, *rooms, bullets, titles)


def _with_next_word(line: Line, after: Line) -> int:
    """Return the length of a line with the first word of the next."""
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])


def _room(going_on: list[int], full: int | None) -> float:
    """Return the least length of lines that surely go on with their next words, but for odd ones.

    Where there are few such lines, it is a little less than the length of full lines.
    """
    if len(going_on) >= _FEWEST:
        return sorted(going_on)[len(going_on) // 20]
    return _FITS * (full or 0)


def _full_length(lengths: list[int]) -> int | None:
    """Return the length that four fifths of lines do not pass, if half of them come near it."""
    if len(lengths) < 3:
        return None
    full = sorted(lengths)[len(lengths) * 4 // 5]
    near = sum(_FULL * full <= length <= full / _FULL for length in lengths)
    return full if full <= _WIDEST and near * 2 >= len(lengths) else None


def _may_be_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE
        and text[-1] not in ".,;:!?…-\u00ad\u2010"
        and sum(map(str.isalpha, text)) >= 4
        and "://" not in text
    )


def _folded(text: str) -> str:
    """Return a line without the sign of an entry, in small letters."""
    sign = _BULLET.match(text) or _NUMBER.match(text)
    return " ".join(text[sign.end() if sign else 0 :].split()).casefold()


def _mark(lines: Sequence[Line], place: int, layout: Layout) -> Mark | None:
    """Return the mark of a list's entry that a line begins with.

    A number is one where a neighbour has the number before or after it.
    """
    line = lines[place]
    bullet = _BULLET.match(line.text)
    if bullet is not None and not _RULE.match(line.text):
        sign = bullet.group(1)
        sure = sign in _SURE or (sign in layout.bullets and _may_begin(lines, place, layout))
        return Mark(bullet.end()) if sure else None
    number = _NUMBER.match(line.text)
    if number is None or not _may_begin(lines, place, layout):
        return None
    value = int(number.group(1))
    near = (*lines[max(0, place - 12) : place], *lines[place + 1 : place + 13])
    others = (int(match.group(1)) for one in near if (match := _NUMBER.match(one.text)))
    return Mark(number.end(), value) if any(abs(value - one) == 1 for one in others) else None


def _may_begin(lines: Sequence[Line], place: int, layout: Layout) -> bool:
    """Whether a paragraph may begin with a line, by the line before it."""
    line = lines[place]
    before = lines[place - 1] if place else None
    if before is None or line.gap or line.broken or before.is_ended:
        return True
    full = layout.full(before)
    return full is None or len(before.text) < _FULL * full or bool(_BULLET.match(before.text))


def _goes_on(group: Sequence[Line], mark: Mark | None, line: Line, layout: Layout) -> bool:
    """Whether a line goes on with a paragraph.

    It does not after a blank line, where it is set in, where it stands in the text twice, and where
    its first word had room on the line before, which ends a sentence or breaks off. Over the end of
    a page or column it goes on where the line before is full and its sentence has not ended.
    """
    before = group[-1]
    is_next = not line.gap and not line.broken
    if _RULE.match(line.text):
        return is_next and len(group) == 1 and line.text[0] in _UNDERLINES and mark is None
    is_alone = mark is not None and len(before.text) <= mark.length
    if is_alone or _stands_alone(before, line, layout):
        return is_alone
    if mark is not None and is_next and line.indent > group[0].indent:
        return True
    if not is_next:
        return line.broken and _goes_on_elsewhere(before, line, layout.full(before))
    full = layout.full(before)
    if full is None:
        return not before.is_ended and line.text[:1].islower()
    if before.ends_sentence and mark is None and line.indent - before.indent >= 2:
        return False
    if not layout.has_room(before, line):
        return True
    breaks_off = len(before.text) <= _SHORT * full and not line.text[:1].islower()
    return not before.ends_sentence and not breaks_off


def _stands_alone(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a line does not go on because one of two is a rule or a title."""
    return (
        bool(_RULE.match(before.text))
        or _folded(line.text) in layout.titles
        or _folded(before.text) in layout.titles
    )


def _goes_on_elsewhere(before: Line, line: Line, full: int | None) -> bool:
    """Whether a paragraph goes on over the end of a page or column."""
    near_full = full is not None and len(before.text) >= _FULL * full
    return not before.is_ended and (near_full or line.text[:1].islower())
