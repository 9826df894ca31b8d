"""Page numbers, and lines that repeat at one place on most pages: what is no text of an issue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from strevview.importers.blocks import LeftOut
from strevview.importers.pdf_lines import Line
from strevview.importers.pdf_pictures import Shown

REPEATED = "a running header or footer: it stands at the same place on most pages"
NUMBER = "a page number"
OUTSIDE = "outside the page"

# How much of a page's height its margins may take, at the top and at the bottom.
_MARGIN = 0.16
# In sizes of the letters: more white than that between two lines parts them.
_WHITE = 1.6
# In points: how far two places may be apart and still be the same.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|seite|पृष्ठ|第)?[\s\-–—|·\[(]*(\d{1,4}|[ivxlc]{1,7}|[०-९]{1,4})[\s\-–—|·\])]*"
    r"(?:页|頁)?(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def furniture(
    pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]
) -> dict[int, str]:
    """Return why lines are no text of the issue, by their identity; `sizes` are the pages'."""
    found: dict[int, str] = {}
    margins: list[list[Line]] = []
    for lines, (width, height) in zip(pages, sizes, strict=True):
        upright = [line for line in lines if line.angle == 0]
        found |= {id(line): OUTSIDE for line in upright if _is_outside(line, width, height)}
        inside = [line for line in upright if id(line) not in found]
        margins.append(list(_margins(inside, height)))
    found |= _repeated(margins, len(pages))
    found |= _numbers([line for lines in margins for line in lines if id(line) not in found])
    return found


def left_out(lines: Iterable[Line], reasons: dict[int, str]) -> Iterator[LeftOut]:
    """Yield the furniture among lines, the same words once, with how often they stand there."""
    counted = Counter((line.text, reasons[id(line)]) for line in lines if id(line) in reasons)
    for (text, why), times in counted.items():
        yield LeftOut(text, why, times)


def logos(pages: Sequence[Sequence[Shown]]) -> frozenset[int]:
    """Return the pictures, by identity, that stand at one place on most pages."""
    places: defaultdict[tuple[int, ...], list[Shown]] = defaultdict(list)
    for shown in (shown for page in pages for shown in page):
        places[tuple(round(side / 4) for side in shown.box)].append(shown)
    least = _most(len(pages))
    return frozenset(id(one) for same in places.values() if len(same) >= least for one in same)


def _most(pages: int) -> int:
    """Return how many pages are most of them: half, for left and right pages may differ."""
    return max(2, pages // 2)


def _is_outside(line: Line, width: float, height: float) -> bool:
    sides = [letter for letter in line.letters if not letter.is_space]
    return all(
        letter.x1 < 0 or letter.x0 > width or letter.bottom < 0 or letter.top > height
        for letter in sides
    )


def _margins(lines: Iterable[Line], height: float) -> Iterator[Line]:
    """Yield the lines in the margins of a page that white parts from its text."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.y):
        if groups and line.y - groups[-1][-1].y <= _WHITE * max(line.size, groups[-1][-1].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        if group[-1].y < _MARGIN * height or group[0].y > (1 - _MARGIN) * height:
            yield from group


def _repeated(margins: Sequence[Sequence[Line]], pages: int) -> dict[int, str]:
    """Return the lines of the margins whose words, numbers aside, stand there on most pages."""
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    lines = [line for group in margins for line in group]
    for line in lines:
        places[_wording(line), round(line.y / _SAME_PLACE)].add(line.page)
    found: dict[int, str] = {}
    for line in lines:
        height = round(line.y / _SAME_PLACE)
        near = (places.get((_wording(line), height + step), set()) for step in (-1, 0, 1))
        if len(set().union(*near)) >= _most(pages):
            found[id(line)] = REPEATED if page_number(line.text) is None else NUMBER
    return found


def _wording(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _numbers(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lone numbers that count the pages: as far from the page's own on two at least."""
    numbered = [(line, value) for line in lines if (value := page_number(line.text)) is not None]
    steps = Counter(value - line.page for line, value in numbered)
    return {id(line): NUMBER for line, value in numbered if steps[value - line.page] > 1}


def page_number(text: str) -> int | None:
    """Return the number that a line says if it says nothing else but "page" and the like."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= 30 else None
    if match is None:
        return None
    number = match.group(1)
    return int(number) if number.isdecimal() else _roman(number.casefold())


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < two else one for one, two in pairs)
