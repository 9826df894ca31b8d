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

    A line counts as repeated where the same words, numbers aside, stand outermost at the same edge
    of a third of the pages, and of two at least. The first page keeps a header that stands on it
    but once: it may be the title.
    """
    if len(pages) < 2:
        return list(pages), []
    lines = [list(page.lines) for page in pages]
    dropped: list[list[Dropped]] = [[] for _ in pages]
    for top in (True, False):
        stopped: set[int] = set()
        for _ in range(_EDGE):
            outermost = {
                number: place
                for number, rows in enumerate(lines)
                if number not in stopped and (place := _outermost(rows, top=top)) is not None
            }
            seen = Counter(_key(lines[number][place]) for number, place in outermost.items())
            enough = max(2, len(pages) // 3)
            for number, place in outermost.items():
                row = lines[number][place]
                why = _why(row, is_repeated=seen[_key(row)] >= enough, top=top)
                if why is None or (top and number == 0 and _is_title(pages[0], row)):
                    stopped.add(number)
                    continue
                dropped[number].append(Dropped(row.strip(), why, pages[number].number))
                lines[number][place] = ""
    left = [Page(tuple(rows), page.number) for rows, page in zip(lines, pages, strict=True)]
    return left, [one for page in dropped for one in page]


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


def _outermost(lines: Sequence[str], *, top: bool) -> int | None:
    """Return the place of the line nearest to an edge."""
    places = range(len(lines)) if top else range(len(lines) - 1, -1, -1)
    return next((place for place in places if lines[place].strip()), None)


def _is_title(page: Page, line: str) -> bool:
    """Whether a line of words stands on its page but once."""
    if _NUMBER.fullmatch(line.strip()):
        return False
    words = "\n".join(" ".join(row.split()) for row in page.lines).casefold()
    return words.count(" ".join(line.split()).casefold()) == 1


def _why(line: str, *, is_repeated: bool, top: bool) -> str | None:
    if _NUMBER.fullmatch(line.strip()):
        return "a page number"
    if is_repeated and len(line.strip()) <= _LONGEST:
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
