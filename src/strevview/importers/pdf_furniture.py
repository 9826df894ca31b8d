"""Page numbers, and lines that repeat at one place on most pages: what is no text of an issue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from strevview.importers.blocks import LeftOut
from strevview.importers.pdf_lines import Line
from strevview.importers.pdf_pictures import Shown

REPEATED = "a running header or footer: it stands at the same place on most pages"
NUMBER = "a page number"
OUTSIDE = "outside the page"
ON_FURNITURE = "the address of a link on a running header or footer"

# How much of a page's height its margins may take, at the top and at the bottom.
_MARGIN = 0.16
# In sizes of the letters: more white than that between two lines parts them.
_WHITE = 1.6
# In points: how far two places may be apart and still be the same.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|seite|पृष्ठ|第)?[\s\-–—|·\[(]*(\d{1,4})[\s\-–—|·\])]*"
    r"(?:页|頁)?(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def furniture(
    pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]
) -> dict[int, str]:
    """Return why lines are no text of the issue, by their identity; `sizes` are the pages'.

    On the page these are lines of the margins that say the same, numbers aside, at one place on
    most pages, and lone numbers that are as far from the page's own on two pages at least.
    """
    places: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    numbers: defaultdict[int, list[Line]] = defaultdict(list)
    found: dict[int, str] = {}
    for lines, (width, height) in zip(pages, sizes, strict=True):
        upright = [line for line in lines if not line.angle]
        found |= {id(line): OUTSIDE for line in upright if _is_outside(line, width, height)}
        for line in _margins([line for line in upright if id(line) not in found], height):
            if (number := page_number(line.text)) is not None:
                numbers[number - line.page].append(line)
                continue
            # Two places side by side, so that a line is in one with all that are near it.
            for place in {round(line.y / _SAME_PLACE), round(line.y / _SAME_PLACE - 0.5)}:
                places[_DIGITS.sub("#", line.text.casefold()), place].append(line)
    found |= {id(line): NUMBER for same in numbers.values() if len(same) > 1 for line in same}
    for same in places.values():
        if len({line.page for line in same}) >= _most(len(pages)):
            found |= {id(line): REPEATED for line in same}
    return found


def _is_outside(line: Line, width: float, height: float) -> bool:
    across = all(span.x1 < 0 or span.x0 > width for span in line.spans)
    return across or not 0 < line.y < height + line.size


def _margins(lines: Iterable[Line], height: float) -> Iterator[Line]:
    """Yield the lines in the margins of a page that white parts from its text."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.y):
        last = groups[-1][-1] if groups else None
        if last and line.y - last.y <= _WHITE * max(line.size, last.size):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        if group[-1].y < _MARGIN * height or group[0].y > (1 - _MARGIN) * height:
            yield from group


def left_out(lines: Iterable[Line], reasons: Mapping[int, str]) -> Iterator[LeftOut]:
    """Yield the furniture among lines and the addresses of links upon it.

    What is the same comes once, with how often it stands there.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for line in (line for line in lines if id(line) in reasons):
        counted[line.text, reasons[id(line)]] += 1
        links = {span.link for span in line.spans if span.link}
        counted.update((link.address, ON_FURNITURE) for link in links)
    for (text, why), times in counted.items():
        if text:
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


def page_number(text: str) -> int | None:
    """Return the number that a line says if it says nothing else but "page" and the like."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= 30 else None
    return int(match.group(1)) if match else None
