"""Lines joined to paragraphs and entries of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

from strevview.importers.line_ends import joined
from strevview.importers.text.lines import Line

_SURE = "•●▪■◦○‣⁃∙➢❖✓\uf0b7\uf0a7"
_BULLET = re.compile(rf"([{_SURE}·o*–—-])(?:\s+|$)")
_NUMBER = re.compile(r"(\(?(\d{1,2})[.)])\s+(?=\S)")
RULE = re.compile(r"[-=_*~–—]{4,}$")
_WIDEST = 140
_LONGEST_ADDRESS = 400
_FULL = 0.8
_FITS = 0.92
_FEWEST_ROOMS = 12
# Letters much narrower or wider than most, as in Times: about how wide they are.
_WIDTHS = {
    **dict.fromkeys("ijl'|.,;:!I()[]’‘", 0.55),
    **dict.fromkeys('ftrJ -/“”"', 0.7),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 1.3),
    **dict.fromkeys("mwMW—@%", 1.6),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins an entry of a list: its sign, how long it is with the space, its number."""

    sign: str
    length: int
    number: int | None = None


@dataclass
class Group:
    """The lines of one paragraph; `mark` where it is an entry of a list."""

    lines: list[Line]
    mark: Mark | None = None
    is_title: bool = False

    def text(self, known: frozenset[str]) -> str:
        """Return the words, hyphenation undone, without the mark."""
        first = self.lines[0].text
        parts = [first if self.mark is None else first[self.mark.length :].lstrip()]
        for line in self.lines[1:]:
            # What joins two lines is told from the end of the first one, which may be an address
            # that began further up.
            whole = joined(parts.pop(), line.text, known)
            cut = max(0, len(whole) - len(line.text) - _LONGEST_ADDRESS)
            parts += [whole[:cut], whole[cut:]]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Measure:
    """How long lines are that go on in the next; None where each line is a paragraph."""

    wide: float | None = None
    narrow: float | None = None
    marks: frozenset[str] = field(default_factory=frozenset)
    gap: int = 0
    # How long a line with the next one's first word must be not to fit, from lines that surely
    # go on: letters differ in width, so full lines differ in length.
    wide_room: float | None = None
    narrow_room: float | None = None
    weighed: bool = False

    def has_room(self, line: Line, after: Line) -> bool:
        """Return whether the first word of the next line had room at the end of a line."""
        room = self.narrow_room if line.narrow else self.wide_room
        text = _with_next(line, after)
        if room is None:
            return len(text) < _FITS * (self.of(line) or 0.0)
        return _extent(text, weighed=self.weighed) < room

    def of(self, line: Line) -> float | None:
        """Return the length of full lines where a line stands."""
        return self.narrow if line.narrow else self.wide


def measured(lines: Sequence[Line]) -> Measure:
    """Return how long full lines are, and which doubtful signs begin entries of lists."""
    gap = _usual_gap(lines)
    lengths: dict[bool, list[int]] = {False: [], True: []}
    sure: dict[bool, list[str]] = {False: [], True: []}
    for line, after in pairwise(lines):
        if after.gap <= gap and not after.broken:
            lengths[line.narrow].append(len(line.text))
            if not line.is_ended and after.text[:1].islower():
                sure[line.narrow].append(_with_next(line, after))
    signs = [match.group(1) for line in lines if (match := _BULLET.match(line.text))]
    marks = frozenset(sign for sign in signs if sign in _SURE or signs.count(sign) > 1)
    lengths_of_sure = [float(len(text)) for text in sure[False]]
    weighed = _spread([_width(text) for text in sure[False]]) < _spread(lengths_of_sure)
    wide, narrow = (
        _room([_extent(text, weighed=weighed) for text in sure[key]]) for key in (False, True)
    )
    return Measure(_full(lengths[False]), _full(lengths[True]), marks, gap, wide, narrow, weighed)


def _with_next(line: Line, after: Line) -> str:
    """Return a line with the first word of the next."""
    return f"{line.text} {after.first_word}"


def _extent(text: str, *, weighed: bool) -> float:
    """Return how long a text is, in letters, or by their widths."""
    return _width(text) if weighed else float(len(text))


def _width(text: str) -> float:
    """Return about how wide a text is in the fonts that books are set in; most letters are 1."""
    return sum(map(_WIDTHS.get, text, repeat(1.0)))


def _spread(extents: list[float]) -> float:
    """Return by which part the shorter ones of extents fall below the middle one."""
    if len(extents) < _FEWEST_ROOMS:
        return 0.0
    ordered = sorted(extents)
    return 1 - ordered[len(ordered) // 20] / ordered[len(ordered) // 2]


def _room(extents: list[float]) -> float | None:
    """Return the least of such extents, but for a few odd ones."""
    return sorted(extents)[len(extents) // 20] if len(extents) >= _FEWEST_ROOMS else None


def _usual_gap(lines: Sequence[Line]) -> int:
    """Return 1 where the text is set with a blank line after each line, else 0."""
    inside = [line for line in lines[1:] if not line.broken]
    spaced = [line for line in inside if line.gap == 1]
    goes_on = [
        line
        for before, line in pairwise(lines)
        if line.gap == 1 and not before.is_ended and line.text[0].islower()
    ]
    return 1 if len(spaced) > 0.7 * len(inside) and len(goes_on) > 0.3 * len(inside) else 0


def _full(lengths: list[int]) -> float | None:
    if len(lengths) < 3:
        return None
    full = sorted(lengths)[int(len(lengths) * 0.8)]
    near = sum(_FULL * full <= length <= full / _FULL for length in lengths)
    return full if full <= _WIDEST and near >= 0.5 * len(lengths) else None


def grouped(lines: Sequence[Line], measure: Measure, titles: Mapping[int, int]) -> Iterator[Group]:
    """Yield paragraphs and entries of lists; `titles` are lines that stand for themselves."""
    group: Group | None = None
    ends = -1
    for place, line in enumerate(lines):
        mark = _mark(lines, place, measure)
        if group is not None and (
            place < ends
            or (
                (place != ends and place not in titles and mark is None)
                and _goes_on(group, line, measure)
            )
        ):
            group.lines.append(line)
            continue
        if group is not None:
            yield group
        group = Group([line], mark, is_title=place in titles)
        ends = place + titles.get(place, 0)
    if group is not None:
        yield group


def _mark(lines: Sequence[Line], place: int, measure: Measure) -> Mark | None:
    """Return the mark of a list's entry that a line begins with."""
    line = lines[place]
    before = lines[place - 1] if place else None
    bullet = _BULLET.match(line.text)
    if bullet and not RULE.match(line.text):
        sign = bullet.group(1)
        if sign in _SURE or (sign in measure.marks and _may_begin(before, line, measure)):
            return Mark(sign, bullet.end())
        return None
    number = _NUMBER.match(line.text)
    if number is None or not _may_begin(before, line, measure):
        return None
    value = int(number.group(2))
    others = (
        int(match.group(2))
        for other in (*lines[max(0, place - 12) : place], *lines[place + 1 : place + 13])
        if (match := _NUMBER.match(other.text)) is not None
    )
    if any(abs(value - other) == 1 for other in others):
        return Mark(number.group(1), number.end(), value)
    return None


def _may_begin(before: Line | None, line: Line, measure: Measure) -> bool:
    """Whether a paragraph may begin with a line, by the line before it."""
    if before is None or line.gap > measure.gap or line.broken or before.is_ended:
        return True
    full = measure.of(before)
    return full is None or len(before.text) < _FULL * full or bool(_BULLET.match(before.text))


def _goes_on(group: Group, line: Line, measure: Measure) -> bool:
    """Whether a line goes on with the paragraph."""
    before = group.lines[-1]
    if RULE.match(line.text) or RULE.match(before.text):
        return False
    if group.mark is not None and len(before.text) <= group.mark.length:
        # The sign stood alone on its line.
        return True
    full = measure.of(before)
    is_next = not line.broken and line.gap <= measure.gap
    if is_next and group.mark is not None and line.indent > group.lines[0].indent:
        return True
    if full is None:
        return is_next and not before.is_ended and line.text[:1].islower()
    if not is_next:
        return _goes_on_elsewhere(before, line, full)
    indented = line.indent - before.indent >= 2 and group.mark is None
    if before.ends_sentence and indented:
        return False
    fitted = measure.has_room(before, line)
    # A line that breaks off early without a stop is a heading, or one of a cover.
    early = len(before.text) <= 0.7 * full and not line.text[:1].islower()
    return not fitted or not (before.ends_sentence or early)


def _goes_on_elsewhere(before: Line, line: Line, full: float) -> bool:
    """Whether a paragraph goes on after a blank line, on the next page or in the next column."""
    if line.text[:1].islower():
        return not before.ends_sentence and (line.broken or len(before.text) >= _FULL * full)
    return line.broken and len(before.text) >= _FULL * full and not before.is_ended
