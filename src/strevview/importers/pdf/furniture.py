"""Running headers, footers and page numbers: logos: what is no text of the issue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from strevview.importers.pdf.letters import PageSize
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.pages import Shown

REPEATED = "a running header or footer: it stands at the same place on other pages"
NUMBER = "a page number"
MARKED = "marked in the PDF as no text of the document"
OUTSIDE = "outside the page"

# How much of a page's height its margins may take, at the top and at the bottom.
_MARGIN = 0.16
# In points: how far two places may be apart and still be the same.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|seite|पृष्ठ|第)?[\s\-–—|·\[(]*(\d{1,4}|[ivxlc]{1,7}|[०-९]{1,4})[\s\-–—|·\])]*"
    r"(?:页|頁)?(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_LONGEST = 30
_OUTER = 0.12
# In sizes of the letters: more white than that between two lines parts them.
_WHITE = 1.6
# Of the usual size: what runs along the pages is often smaller.
_SMALL = 0.95
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def furniture(
    pages: Sequence[Sequence[Line]], sizes: Sequence[PageSize], tagged: bool
) -> dict[int, str]:
    """Return why lines are no text, by their identity.

    A line of the margins is none if the same words, numbers aside, stand at the same height on
    three pages, or on two of a short PDF; if it is small and repeats a title of the pages; if it is
    a lone number that counts the pages; or if a tagged PDF has it as an artifact.
    """
    found: dict[int, str] = {}
    for lines, size in zip(pages, sizes, strict=True):
        for line in lines:
            if _is_outside(line, size):
                found[id(line)] = OUTSIDE
    edges = [list(_edges(lines, size, found)) for lines, size in zip(pages, sizes, strict=True)]
    found |= _running_titles(pages, edges) | _repeated(edges, len(pages))
    heights = {
        line.page: size.height for group, size in zip(edges, sizes, strict=True) for line in group
    }
    lines_of_edges = [line for group in edges for line in group]
    found |= _numbers([line for line in lines_of_edges if id(line) not in found], heights)
    for line in lines_of_edges:
        if tagged and line.artifact:
            found.setdefault(id(line), MARKED)
    return found


def _numbers(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, str]:
    """Return the lone numbers that count the pages, or stand alone at the very edge of one."""
    numbered = [(line, value) for line in lines if (value := page_number(line.text)) is not None]
    steps = Counter(value - line.page for line, value in numbered)
    found: dict[int, str] = {}
    for line, value in numbered:
        height = heights[line.page]
        outer = min(line.y, height - line.y) < _OUTER * height
        if steps[value - line.page] > 1 or (outer and 0 < value < 1000):
            found[id(line)] = NUMBER
    return found


def page_number(text: str) -> int | None:
    """Return the number that a line says if it says nothing else but "page" and the like."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    number = match.group(1)
    return int(number) if number.isdecimal() else _roman(number.casefold())


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def _is_outside(line: Line, size: PageSize) -> bool:
    return line.x1 < 0 or line.x0 > size.width or line.bottom < 0 or line.top > size.height


def _edges(lines: Sequence[Line], size: PageSize, found: dict[int, str]) -> Iterator[Line]:
    """Yield the lines in the margins, as far as white or their looks part them from the text."""
    inside = sorted(
        (line for line in lines if id(line) not in found and not line.turned),
        key=lambda line: line.y,
    )
    zone = _MARGIN * size.height
    top = _edge([line for line in inside if line.y < zone], inside)
    low = [line for line in reversed(inside) if line.y > size.height - zone]
    yield from top
    yield from (line for line in _edge(low, inside[::-1]) if line not in top)


def _edge(margin: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a margin up to the white before the text; both from the edge inwards."""
    for number, (one, two) in enumerate(pairwise(lines[: len(margin) + 1])):
        if abs(two.y - one.y) > _WHITE * max(one.size, two.size):
            return margin[: number + 1]
    if len(margin) == len(lines):
        return margin
    text = _look(lines[len(margin)])
    return list(takewhile(lambda line: _look(line) != text, margin))


def _look(line: Line) -> tuple[float, str]:
    return line.size, line.main.source.font


def _repeated(edges: Sequence[Sequence[Line]], pages: int) -> dict[int, str]:
    """Return the lines of the margins that stand on several pages."""
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in (line for group in edges for line in group):
        places[_wording(line), round(line.y / _SAME_PLACE)].add(line.page)
    found: dict[int, str] = {}
    for line in (line for group in edges for line in group):
        height = round(line.y / _SAME_PLACE)
        near = (places.get((_wording(line), height + step), ()) for step in (-1, 0, 1))
        same = set().union(*near)
        # The cover seldom has them: two pages of three are most.
        if len(same) >= 3 or (len(same) == 2 and pages <= 4):
            counts = page_number(line.text) is not None
            found[id(line)] = NUMBER if counts else REPEATED
    return found


def _wording(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _running_titles(
    pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[Line]]
) -> dict[int, str]:
    """Return the small lines of the margins that repeat a title of the pages on each of them."""
    letters: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        letters[line.size] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    marginal = {id(line) for group in edges for line in group}
    small = [line for group in edges for line in group if line.size < _SMALL * usual]
    places: defaultdict[tuple[int, tuple[float, str]], set[int]] = defaultdict(set)
    for line in small:
        places[round(line.y / _SAME_PLACE), _look(line)].add(line.page)
    titles = {line.text.casefold() for lines in pages for line in lines if id(line) not in marginal}
    return {
        id(line): REPEATED
        for line in small
        if line.text.casefold() in titles
        and len(places[round(line.y / _SAME_PLACE), _look(line)]) >= 3
    }


def repeated_pictures(pages: Sequence[Sequence[Shown]]) -> frozenset[int]:
    """Return the pictures, by identity, that stand at one place of several pages: logos."""
    places: defaultdict[tuple[int, ...], list[Shown]] = defaultdict(list)
    for page in pages:
        for shown in page:
            places[tuple(round(side / 4) for side in shown.box)].append(shown)
    least = 2 if len(pages) <= 4 else 3
    return frozenset(id(one) for same in places.values() if len(same) >= least for one in same)
