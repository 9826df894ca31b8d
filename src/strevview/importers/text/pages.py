"""Pages of a text, and what stands at their edges: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from strevview.importers.manuscript import Dropped

_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:page|p\.|seite)?\s*(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?"
    r"(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 5
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, blank ones included; the number is None in a text without pages."""

    lines: tuple[str, ...]
    number: int | None


def pages_of(text: str) -> list[Page]:
    """Return the pages that form feeds divide; a text without any has one without a number."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if "\f" not in text:
        return [Page(tuple(text.split("\n")), None)]
    return [Page(tuple(part.split("\n")), number) for number, part in enumerate(parts, 1)]


def without_edges(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """Return pages without what is repeated at their edges, and that.

    A line counts as repeated where the same words, numbers aside, stand at the same edge of a third
    of the pages, and of two at least.
    """
    dropped: list[Dropped] = []
    if len(pages) < 2:
        return list(pages), dropped
    tops = _repeated(pages, top=True)
    feet = _repeated(pages, top=False)
    left = []
    for page in pages:
        lines = list(page.lines)
        for top, repeated in ((True, tops), (False, feet)):
            for place in _edge(lines, top=top):
                why = _why(lines[place], repeated, top=top)
                if why is None:
                    break
                dropped.append(Dropped(lines[place].strip(), why, page.number))
                lines[place] = ""
        left.append(Page(tuple(lines), page.number))
    return left, dropped


def without_inner_edges(page: Page) -> tuple[Page, list[Dropped]]:
    """Return a text without form feeds without the page numbers and running lines inside it.

    Page numbers are lines of one number each that count up by one; running lines are short ones
    beside them that come again beside another.
    """
    lines = list(page.lines)
    numbers = _counting_up(lines)
    dropped: list[Dropped] = []
    if len(numbers) < 2:
        return page, dropped
    beside = {number: list(_beside(lines, number)) for number in numbers}
    seen = Counter(key for places in beside.values() for key in {_key(lines[p]) for p in places})
    gone: dict[int, str] = dict.fromkeys(numbers, "a page number")
    for number, places in beside.items():
        for direction in (-1, 1):
            ahead = [place for place in places if (place - number) * direction > 0]
            for place in sorted(ahead, key=partial(_distance, number)):
                if seen[_key(lines[place])] < 2:
                    break
                gone.setdefault(place, "a running header or footer")
    for place in sorted(gone):
        dropped.append(Dropped(lines[place].strip(), gone[place]))
        lines[place] = ""
    return Page(tuple(lines), None), dropped


def _edge(lines: Sequence[str], *, top: bool) -> Iterator[int]:
    """Yield the places of the lines nearest to an edge, from the edge inwards."""
    places = [place for place, line in enumerate(lines) if line.strip()]
    yield from places[:_EDGE] if top else reversed(places[-_EDGE:])


def _repeated(pages: Sequence[Page], *, top: bool) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(page.lines[place]) for place in _edge(page.lines, top=top)})
    enough = max(2, len(pages) // 3)
    return frozenset(key for key, times in seen.items() if key and times >= enough)


def _why(line: str, repeated: frozenset[str], *, top: bool) -> str | None:
    if _NUMBER.fullmatch(line.strip()):
        return "a page number"
    if _key(line) in repeated and len(line.strip()) <= _LONGEST:
        return "a running header" if top else "a running footer"
    return None


def _key(line: str) -> str:
    """Return a line's words without its numbers, so that page numbers do not tell lines apart."""
    return _DIGITS.sub("#", " ".join(line.split())).casefold()


def _distance(number: int, place: int) -> int:
    return abs(place - number)


def _counting_up(lines: Sequence[str]) -> list[int]:
    """Return the places of lines of one number, as far as they count up by one."""
    found: list[int] = []
    last: int | None = None
    for place, line in enumerate(lines):
        match = _NUMBER.fullmatch(line.strip())
        if match is None or not match.group(1).isdigit():
            continue
        value = int(match.group(1))
        if last is None or value == last + 1:
            found.append(place)
            last = value
    return found


def _beside(lines: Sequence[str], number: int) -> Iterator[int]:
    """Yield the places of the three lines before and after that are short and not blank."""
    for step in (-1, 1):
        place, count = number + step, 0
        while 0 <= place < len(lines) and count < 3:
            if lines[place].strip():
                count += 1
                if len(lines[place].strip()) <= _LONGEST // 2:
                    yield place
                else:
                    break
            place += step
