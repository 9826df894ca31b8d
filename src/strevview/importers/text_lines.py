"""Lines of a text and its pages, without what is repeated at the edges of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.blocks import LeftOut

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?"
    r"(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*(?:\s?\[\d+\])?$")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s?\[\d+\])?$")
_EDGE = 5
_LONGEST = 120
_TAB = 8


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, blank ones included; the number is None in a text without pages."""

    lines: tuple[str, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `gap` is the number of blank lines before it, `broken` whether a page or a column begins with
    it; `narrow` whether it stands in one of two columns.
    """

    text: str
    indent: int = 0
    gap: int = 0
    page: int | None = None
    broken: bool = False
    narrow: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop or the like ends the line."""
        return bool(_STOP.search(self.text))

    @property
    def is_ended(self) -> bool:
        """Whether the line ends a sentence or leads on with a colon or a semicolon."""
        return bool(_ENDED.search(self.text))


def pages_of(text: str) -> list[Page]:
    """Return the pages that form feeds divide; a text without any has one without a number."""
    parts = text.split("\f")
    if len(parts) == 1:
        return [Page(tuple(text.split("\n")), None)]
    if not parts[-1].strip():
        parts.pop()
    return [Page(tuple(part.split("\n")), number) for number, part in enumerate(parts, 1)]


def furniture_apart(pages: Sequence[Page]) -> tuple[list[Page], list[LeftOut]]:
    """Return pages without page numbers and lines repeated at their edges, and those.

    A line counts as repeated where the same words, numbers aside, stand outermost at the same edge
    of more than half of the pages, and of two at least. The first page keeps a header that stands
    on it but once: it may be the title.
    """
    if len(pages) < 2:
        return list(pages), []
    rows = [list(page.lines) for page in pages]
    left_out: Counter[tuple[str, str]] = Counter()
    for is_top in (True, False):
        open_pages = set(range(len(pages)))
        for _ in range(_EDGE):
            outermost = {
                number: place
                for number in open_pages
                if (place := _outermost(rows[number], is_top=is_top)) is not None
            }
            seen = Counter(_without_numbers(rows[page][place]) for page, place in outermost.items())
            open_pages = set()
            for page, place in outermost.items():
                line = " ".join(rows[page][place].split())
                repeats = seen[_without_numbers(line)] > max(1, len(pages) // 2)
                why = _why_furniture(line, repeats=repeats, is_top=is_top)
                if why and not (is_top and page == 0 and _may_be_title(pages[0], line)):
                    left_out[line, why] += 1
                    rows[page][place] = ""
                    open_pages.add(page)
    left = [Page(tuple(lines), page.number) for lines, page in zip(rows, pages, strict=True)]
    return left, [LeftOut(text, why, times) for (text, why), times in left_out.items()]


def lines_of(raw: Sequence[str], page: int | None, *, narrow: bool = False) -> list[Line]:
    """Return the lines of a page or a column that are not blank; the first one is `broken`."""
    found: list[Line] = []
    gap = 0
    for text in raw:
        stripped = text.strip()
        if not stripped:
            gap += 1
            continue
        wide = text.expandtabs(_TAB)
        indent = len(wide) - len(wide.lstrip())
        found.append(Line(stripped, indent, gap, page, not found, narrow))
        gap = 0
    return found


def _outermost(lines: Sequence[str], *, is_top: bool) -> int | None:
    """Return the place of the line nearest to an edge."""
    places = range(len(lines)) if is_top else range(len(lines) - 1, -1, -1)
    return next((place for place in places if lines[place].strip()), None)


def _may_be_title(page: Page, line: str) -> bool:
    """Whether a line of words stands on its page but once."""
    words = "\n".join(" ".join(row.split()) for row in page.lines).casefold()
    return not _PAGE_NUMBER.fullmatch(line) and words.count(line.casefold()) == 1


def _why_furniture(line: str, *, repeats: bool, is_top: bool) -> str | None:
    if _PAGE_NUMBER.fullmatch(line):
        return "a page number"
    if repeats and len(line) <= _LONGEST:
        return "a running header" if is_top else "a running footer"
    return None


def _without_numbers(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split())).casefold()
