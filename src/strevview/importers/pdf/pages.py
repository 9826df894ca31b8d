"""One page of a PDF as PDFium gives it: lines, words, tags, links and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from strevview.importers.manuscript import Picture
from strevview.importers.pdf.image_bytes import picture_of
from strevview.importers.pdf.letters import Box, PageSize, Piece, placing_of, read_letters
from strevview.importers.pdf.lines import Line, read_lines
from strevview.importers.pdf.links import read_links
from strevview.importers.pdf.objects import MOST_DRAWN, read_drawn
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.pictures import Found, OnPage, find_pictures, has_scan
from strevview.importers.pdf.spoken import without_false_spaces
from strevview.importers.pdf.tags import PageTags, read_tags

# A page of a review has some 3,000.
MOST_LETTERS = 200_000


class TooMuchError(Exception):
    """A page is over the bounds; the text says over which."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture at its place on a page."""

    page: int
    box: Box
    picture: Picture = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page; `lost` counts the pictures that could not be taken over."""

    number: int
    size: PageSize
    lines: tuple[Line, ...] = ()
    words: tuple[str, ...] = ()
    tags: PageTags = PageTags()  # noqa: RUF009
    shown: tuple[Shown, ...] = ()
    lost: int = 0
    is_scan: bool = False


def read_page(document: Handle, number: int) -> Page:
    """Return what stands on a page; pages count from 1.

    Raises:
        TooMuchError: it has more letters than a page can have.
    """
    page = document[number - 1]
    try:
        placing = placing_of(page)
        text_page = page.get_textpage()
        if text_page.count_chars() > MOST_LETTERS:
            raise TooMuchError(f"page {number} has more than {MOST_LETTERS:,} letters")
        read = read_letters(text_page, placing)
        letters = list(without_false_spaces(read, page, text_page, placing))
        text_page.close()
        lines = read_lines(letters, number, read_links(page, document, placing))
        tags = read_tags(page)
        drawn = read_drawn(page, placing)
        found = find_pictures(OnPage(number, placing.size, lines, drawn, tags))
        shown = tuple(_shown(found, page, placing.size))
        words = tuple(_words(letters))
        scan = not words and has_scan(drawn, placing.size)
        lost = len(found) - len(shown) + (len(drawn) == MOST_DRAWN)
        return Page(number, placing.size, lines, words, tags, shown, lost, scan)
    finally:
        page.close()


def _shown(found: Sequence[Found], page: Handle, size: PageSize) -> Iterator[Shown]:
    for each in found:
        picture = picture_of(each, page, size)
        if picture is not None:
            yield Shown(each.page, each.box, picture)


def _words(letters: Sequence[Piece | None]) -> Iterator[str]:
    word: list[str] = []
    for number, letter in enumerate(letters):
        if letter is None or letter.is_space:
            if word:
                yield "".join(word)
            word = []
            continue
        before = letters[number - 1] if number else None
        if word and before is not None and before.text in "-\u00ad" and letter.y > before.y + 1:
            yield "".join(word)
            word = []
        word.append(letter.text)
    if word:
        yield "".join(word)
