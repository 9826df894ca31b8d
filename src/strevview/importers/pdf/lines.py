"""Letters to lines: what stands on one baseline with no gap as wide as one between columns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from strevview.importers.pdf.letters import Piece
from strevview.importers.pdf.links import Link, with_link
from strevview.importers.pdf.markers import is_marker, is_sure_bullet

# In ems: a wider gap parts two columns or the halves of a running header, not two words.
_WIDEST_SPACE = 2.5
# A tab after a list's marker may be wider.
_WIDEST_AFTER_MARKER = 6.0
_OVERLAP = 0.4
_SPACE = 0.15
_WIDEST_STITCH = 0.65
TAB = "\t"


@dataclass(frozen=True)
class Line:
    """Pieces on one baseline, in reading order, without spaces at the ends; y runs downwards.

    A space is a piece, and so is a bullet that begins the line. `order` counts the lines of the
    page as its content has them.
    """

    pieces: tuple[Piece, ...]
    page: int
    order: int

    @cached_property
    def x0(self) -> float:
        """The left end."""
        return min(piece.x0 for piece in self.pieces)

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(piece.x1 for piece in self.pieces)

    @cached_property
    def main(self) -> Piece:
        """The first piece of the look that most of the line has."""
        return _main(self.pieces)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.main.y

    @property
    def top(self) -> float:
        """Where most of its letters begin."""
        return self.main.top

    @property
    def bottom(self) -> float:
        """Where most of its letters end."""
        return self.main.bottom

    @property
    def size(self) -> float:
        """The size of most of its letters in points."""
        return self.main.source.size

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(piece.source.bold for piece in self.pieces if not piece.is_space)

    @cached_property
    def italic(self) -> bool:
        """Whether all its letters are italic."""
        return all(piece.source.italic for piece in self.pieces if not piece.is_space)

    @property
    def turned(self) -> bool:
        """Whether it does not run along the page."""
        return self.main.source.turned

    @property
    def artifact(self) -> bool:
        """Whether the program marked all of it as no text of the document."""
        return all(piece.source.artifact for piece in self.pieces)


def read_lines(
    letters: Iterable[Piece | None], page: int, links: Sequence[Link] = ()
) -> tuple[Line, ...]:
    """Return the lines of a page in the order of its content, with the links that cover them."""
    lines = []
    for order, group in enumerate(_groups(letters)):
        pieces = _pieces(_unspaced(_linked(group, links)))
        if pieces:
            lines.append(Line(pieces, page, order))
    return stitched(lines)


def stitched(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines with those put together that one baseline holds and the content has apart.

    So are words that a program paints after the others of their line, and markers of lists; between
    a marker and its text then stands a tab.
    """
    kept: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.y), line.x0)):
        last = kept[-1] if kept else None
        between = _between(last, line) if last is not None else None
        if last is None or between is None:
            kept.append(line)
            continue
        order = line.order if between == TAB else min(last.order, line.order)
        end = last.pieces[-1]
        space = (end._replace(text=between, x0=end.x1, x1=line.x0),) if between else ()
        kept[-1] = Line((*last.pieces, *space, *line.pieces), line.page, order)
    return tuple(sorted(kept, key=lambda line: line.order))


def _between(last: Line, line: Line) -> str | None:
    """Return what stands between two pieces of one line; None where they are none."""
    size = min(last.size, line.size)
    if last.turned or line.turned or abs(last.y - line.y) > 0.12 * max(size, 1.0):
        return None
    gap = line.x0 - last.x1
    if is_marker(last.text) and 0 <= gap <= _WIDEST_AFTER_MARKER * size:
        return TAB
    if -0.3 * size <= gap <= _WIDEST_STITCH * size:
        return " " if gap > _SPACE * size else ""
    return None


def _groups(letters: Iterable[Piece | None]) -> Iterator[list[Piece]]:
    """Yield the letters of each line, with single spaces between words."""
    current: list[Piece] = []
    last: Piece | None = None
    ended = False
    for letter in letters:
        if letter is None:
            ended = True
            continue
        if letter.text.isspace():
            if current and current[-1].text != " " and not _is_behind(letter, last):
                current.append(letter._replace(text=" "))
            continue
        if last is not None and not _goes_on(current, last, letter, ended):
            yield current
            current = []
        elif last is not None and ended and current[-1].text != " " and _apart(last, letter):
            current.append(last._replace(text=" ", x0=last.x1, x1=letter.x0))
        current.append(letter)
        last, ended = letter, False
    if current:
        yield current


def _is_behind(space: Piece, last: Piece | None) -> bool:
    """Return whether a space was painted after the letter that it stands before."""
    if last is None or _right_to_left(last):
        return False
    return space.x1 > space.x0 and space.x1 <= last.x0 + 0.1 * last.source.size


def _linked(letters: list[Piece], links: Sequence[Link]) -> list[Piece]:
    """Return the letters of a line with the addresses of the links that cover them."""
    if not links:
        return letters
    left, right = min(each.x0 for each in letters), max(each.x1 for each in letters)
    top, bottom = min(each.top for each in letters), max(each.bottom for each in letters)
    near = [
        (link.address, box)
        for link in links
        for box in link.boxes
        if box[1] < bottom and box[3] > top and box[0] < right and box[2] > left
    ]
    return [with_link(letter, near) for letter in letters] if near else letters


def _unspaced(letters: list[Piece]) -> list[Piece]:
    """Return the letters of a line without the gaps that spread its Chinese characters.

    Where a space stands between all neighbours of a stretch of three and more, none is meant.
    """
    if not any(letter.text > "\u2e7f" for letter in letters):
        return letters
    spread: set[int] = set()
    stretch: list[int] = []
    for number, letter in enumerate([*letters, None]):
        if letter is not None and (letter.text == " " or _is_wide(letter.text)):
            stretch.append(number)
            continue
        says = "".join(letters[each].text for each in stretch)
        if len(says.split()) > 2 and all(len(word) == 1 for word in says.split()):
            before_sign = letter is not None and not letter.text.isalnum() and letter.text != "("
            last = stretch if before_sign else stretch[: len(says.rstrip())]
            first = len(says) - len(says.lstrip())
            spread.update(each for each in last[first:] if letters[each].text == " ")
        stretch = []
    return [letter for number, letter in enumerate(letters) if number not in spread]


def _is_wide(text: str) -> bool:
    """Return whether a letter is of a script that sets no spaces."""
    return text > "\u2e7f" and unicodedata.east_asian_width(text[0]) in "WF"


def _pieces(letters: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return letters as pieces of one look, without the spaces at both ends."""
    pieces: list[Piece] = []
    texts: list[str] = []
    for letter in letters:
        last = pieces[-1] if pieces else None
        if (
            last is None
            or letter.text == " "
            or texts[-1] == " "
            or last.source is not letter.source
            or last.address != letter.address
            or (len(pieces) == 1 and is_sure_bullet(texts[0]))
        ):
            pieces.append(letter)
            texts.append(letter.text)
            continue
        texts[-1] += letter.text
        pieces[-1] = last._replace(x0=min(last.x0, letter.x0), x1=max(last.x1, letter.x1))
    while texts and texts[-1] == " ":
        texts.pop()
    start = 0
    while start < len(texts) and texts[start] == " ":
        start += 1
    return tuple(
        piece._replace(text=text)
        for piece, text in zip(pieces[start : len(texts)], texts[start:], strict=True)
    )


def _main(pieces: Sequence[Piece]) -> Piece:
    counted: Counter[tuple[float, float]] = Counter()
    first: dict[tuple[float, float], Piece] = {}
    for piece in pieces:
        if piece.text != " ":
            key = (piece.source.size, round(piece.y))
            counted[key] += len(piece.text)
            first.setdefault(key, piece)
    return first[max(counted, key=lambda key: counted[key])]


def _goes_on(current: Sequence[Piece], last: Piece, letter: Piece, ended: bool) -> bool:
    """Return whether a letter stands on the line of the one before it."""
    if last.source.turned != letter.source.turned:
        return False
    if last.source.turned:
        return not ended
    overlap = min(last.bottom, letter.bottom) - max(last.top, letter.top)
    height = min(last.bottom - last.top, letter.bottom - letter.top)
    if overlap < _OVERLAP * height and abs(last.y - letter.y) > 0.1 * letter.source.size:
        return False
    size = max(last.source.size, letter.source.size, 1.0)
    gap = letter.x0 - last.x1
    # The letters of a ligature share one place.
    if gap < -0.5 * size and letter.x0 < last.x0 - 0.1 * size:
        # Right-to-left script runs the other way.
        back = last.x0 - letter.x1
        return _right_to_left(letter) and -0.5 * size <= back <= _WIDEST_SPACE * size
    widest = _WIDEST_SPACE
    if gap > widest * size and len(current) <= 5:
        said = "".join(each.text for each in current).strip()
        widest = _WIDEST_AFTER_MARKER if is_marker(said) else widest
    return gap <= widest * size


def _apart(last: Piece, letter: Piece) -> bool:
    gap = max(letter.x0 - last.x1, last.x0 - letter.x1)
    return gap > _SPACE * min(last.source.size, letter.source.size)


def _right_to_left(letter: Piece) -> bool:
    return unicodedata.bidirectional(letter.text[:1]) in {"R", "AL", "AN", "NSM"}
