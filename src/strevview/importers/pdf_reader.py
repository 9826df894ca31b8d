"""The reader of PDFs: what stands on the pages, read in a process of its own.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, swell to gigabytes,
or bring it down. It is not thread safe either; in its own process nobody shares it.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.diagnostics import Diagnostic, Span, warning
from strevview.importers.blocks import Block, Document, FileContents, Kind, LeftOut, match_key
from strevview.importers.file_contents import pdf_contents
from strevview.importers.files import NO_WORDS, RefusedError, read_bytes, refused
from strevview.importers.grouping import grouped
from strevview.importers.pdf_lines import PdfLine, in_reading_order, read_lines
from strevview.importers.pdf_page import PageContent, PlacedPicture, language_of, read_page
from strevview.importers.pdf_paragraphs import blocks_of, tags_agree
from strevview.importers.pdf_text import ARTIFACT, UNNAMED, Box, Handle
from strevview.model.record import ITEM_ID

if sys.platform != "win32":
    import resource

_MOST_MEMORY = 3 * 1024**3
MOST_PAGES = 2_000
# Of all letters: more that are unknown leave no text worth having.
_MOST_UNNAMED = 0.1
# By the number of PDFium's error.
_NOT_OPENED = {
    4: ("SV931", "a password protects this PDF"),
    5: ("SV931", "this PDF is protected in a way that cannot be read here"),
}
_DAMAGED = ("SV930", "this PDF is damaged and cannot be read")
# Bookmarks below that depth head nothing that an issue has.
_DEEPEST = 6
_OF_AN_ITEM = re.compile(rf"item-({ITEM_ID})\0")
_UNNAMED_LETTERS = (
    "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
)
_DAMAGED_PAGE = "it is damaged and was left out"
_FURNITURE_ALONE = "its pages have only numbers and lines that repeat on most of them"


class ItemPlace(NamedTuple):
    """Where an item of an id begins: the page, and x and y in points from its lower left."""

    id: str
    page: int
    x: float
    y: float


def main(name: str) -> None:
    """Read a PDF and write what is found to the standard output, as `pickle` has it."""
    _hold_to_memory()
    try:
        found = read_document(Path(name))
    except MemoryError:
        what = "it takes too much memory to read"
        found = refused(Path(name), RefusedError("SV934", name, what))
    with os.fdopen(1, "wb") as output:
        pickle.dump(found, output)


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium counts them."""
    try:
        with _open(path) as document:
            return _read(document, path)
    except RefusedError as reason:
        return refused(path, reason)


def _hold_to_memory() -> None:
    """Take no more memory than a large issue needs, where the system knows such a bound."""
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _open(path: Path) -> Handle:
    """Return a file as pypdfium2 opens it; raise RefusedError where it cannot."""
    try:
        return pypdfium2.PdfDocument(read_bytes(path))
    except pypdfium2.PdfiumError as reason:
        code, what = _NOT_OPENED.get(pdfium.FPDF_GetLastError(), _DAMAGED)
        raise RefusedError(code, str(path), what) from reason


def _read(document: Handle, path: Path) -> tuple[Document, FileContents]:
    name, number = str(path), len(document)
    if number == 0:
        raise RefusedError("SV933", name, "this PDF has no page")
    if number > MOST_PAGES:
        what = f"this PDF has {number:,} pages; at most {MOST_PAGES:,}"
        raise RefusedError("SV934", name, what)
    read = {each: read_page(document, each, name) for each in range(1, number + 1)}
    pages = [page for page in read.values() if page is not None]
    _refuse_without_text(name, pages, number)
    blocks, left_out = _blocks(pages, list(_item_places(document)))
    blocks = _with_bookmarks(blocks, document)
    if not any(block.text for block in blocks):
        raise RefusedError("SV945", name, NO_WORDS, _FURNITURE_ALONE)
    not_read: dict[str, list[int]] = {}
    for each, page in read.items():
        for what in [_DAMAGED_PAGE] if page is None else _not_read(page):
            not_read.setdefault(what, []).append(each)
    told = tuple(_pages_left_out(name, numbers, what) for what, numbers in not_read.items())
    language = language_of(document)
    found = Document(path.name, blocks, left_out, {}, number, language, told)
    return found, pdf_contents(document)


def _blocks(
    pages: Sequence[PageContent], items: Iterable[ItemPlace]
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return the blocks of all pages in reading order, and what is left out.

    The tags tell what belongs together and in which order, unless they disagree with the page.
    """
    flows, why = _flows(pages)
    if not tags_agree(flows):
        pages = [replace(page, tags={}) for page in pages]
        flows, why = _flows(pages)
    gone = _logos([page.pictures.shown for page in pages])
    heights = {page.number: page.size[1] for page in pages}
    begin = {_first_below(place, heights, chain(*flows)): place.id for place in items}
    flows = [[replace(line, begins=begin.get(line, "")) for line in flow] for flow in flows]
    blocks, bullets = blocks_of(flows, [list(_without_words(page, gone)) for page in pages])
    return blocks, (*_left_out(why), *bullets)


def _item_places(document: Handle) -> Iterator[ItemPlace]:
    """Yield where items begin, which a PDF of strevview says by the names of places in it."""
    if document.get_metadata_value("Creator") != "strevview":
        return
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    has, length = ctypes.c_int(), ctypes.c_long()
    for index in range(pdfium.FPDF_CountNamedDests(document.raw)):
        pdfium.FPDF_GetNamedDest(document.raw, index, None, length)
        name = ctypes.create_string_buffer(max(length.value, 0))
        place = pdfium.FPDF_GetNamedDest(document.raw, index, name, length)
        told = _OF_AN_ITEM.match(name.raw.decode("utf-16-le", "replace"))
        if place and told:
            page = pdfium.FPDFDest_GetDestPageIndex(document.raw, place)
            pdfium.FPDFDest_GetLocationInPage(place, has, has, has, x, y, zoom)
            yield ItemPlace(told[1], page + 1, x.value, y.value)


def _first_below(
    place: ItemPlace, heights: Mapping[int, float], lines: Iterable[PdfLine]
) -> PdfLine | None:
    """Return the first line of an item; x of a line that runs from right to left is below 0."""
    here = (line for line in lines if line.page == place.page)
    down = heights.get(place.page, 0.0) - place.y
    return next((one for one in here if one.y > down and abs(one.x0) > place.x - 1), None)


def _without_words(page: PageContent, gone: Set[PlacedPicture]) -> Iterator[tuple[Box, Block]]:
    """Yield the pictures of a page, then the links that cover no words, with their places."""
    for shown in page.pictures.shown:
        if shown not in gone:
            yield shown.box, Block(Kind.PICTURE, page=page.number, picture=shown.picture)
    used = {span.link for span in page.spans if not span.is_space}
    for link in page.links:
        if link.address and link.boxes and link not in used:
            yield link.boxes[0], Block(Kind.PARAGRAPH, page=page.number, links=(link.address,))


def _flows(pages: Sequence[PageContent]) -> tuple[list[list[PdfLine]], dict[PdfLine, str]]:
    """Return the lines of each page as they are read, and why others are not."""
    lines = [read_lines(page.spans, page.number, page.tags) for page in pages]
    why = {line: _ARTIFACT for line in chain(*lines) if _is_artifact(line)}
    why |= dict.fromkeys(chain(*map(_in_figures, pages, lines)), _IN_A_FIGURE)
    why |= _furniture(lines, [page.size for page in pages])
    flows = [
        in_reading_order(
            [line for line in each if line not in why],
            page.tags,
            [shown.box for shown in page.pictures.shown],
        )
        for page, each in zip(pages, lines, strict=True)
    ]
    return flows, why


def _with_bookmarks(blocks: tuple[Block, ...], document: Handle) -> tuple[Block, ...]:
    """Return blocks in which a paragraph that says what a bookmark says is a heading of its rank.

    Only where no tag makes a heading, and most of the bookmarks are found.
    """
    ranks = {match_key(mark.get_title()): mark.level + 1 for mark in document.get_toc(_DEEPEST)}
    ranks.pop("", None)
    keys = [
        match_key(block.text) if block.kind in (Kind.PARAGRAPH, Kind.LIST_ENTRY) else ""
        for block in blocks
    ]
    tagged = any(block.kind is Kind.HEADING for block in blocks)
    if tagged or 2 * len(ranks.keys() & set(keys)) <= len(ranks):
        return blocks
    return tuple(
        replace(block, kind=Kind.HEADING, level=ranks[key]) if key in ranks else block
        for block, key in zip(blocks, keys, strict=True)
    )


def _refuse_without_text(name: str, pages: Sequence[PageContent], number: int) -> None:
    """Raise RefusedError where there is no text, or none worth having, on so many pages."""
    words = [word for page in pages for word in page.words]
    letters = sum(map(len, words))
    if not words and any(page.pictures.scan for page in pages):
        where = "page" if number == 1 else f"{number} pages"
        what = f"there is no text on its {where}, only pictures, as a scanner makes them"
        raise RefusedError("SV932", name, what)
    if not words and len(pages) < number:
        raise RefusedError("SV930", name, "no page of this PDF can be read")
    if not words:
        raise RefusedError("SV933", name, "there is nothing to read on the pages of this PDF")
    if set("".join(words)) == {UNNAMED} or _unnamed(words) > _MOST_UNNAMED * letters:
        raise RefusedError("SV936", name, _UNNAMED_LETTERS)


def _pages_left_out(name: str, pages: Sequence[int], what: str) -> Diagnostic:
    """Return the warning about pages, or something on them, that could not be read."""
    numbers = f"page {pages[0]}" if len(pages) == 1 else f"pages {_in_words(pages)}"
    advice = f"look at {numbers} of the old issue, and write by hand what is missing"
    return warning("SV935", f"{numbers}: {what}", Span.point(name), advice)


def _in_words(pages: Sequence[int]) -> str:
    """Return the numbers of pages, in order, those in a row as `3–9`."""
    ends = [n for n in range(1, len(pages)) if pages[n] != pages[n - 1] + 1]
    rows = (pages[start:end] for start, end in pairwise([0, *ends, len(pages)]))
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)


def _not_read(page: PageContent) -> Iterator[str]:
    """Yield what could not be read of a page."""
    if _unnamed(page.words):
        yield f"letters that cannot be told stand as {UNNAMED} in the text"
    if page.pictures.scan and not page.words:
        yield "a picture without text, as of a scanner: it needs OCR"
    if page.has_notes:
        yield "a form field or a note upon it has words that were not read"
    if page.pictures.lost:
        yield "a picture is too large or damaged, and was left out"


def _unnamed(words: Sequence[str]) -> int:
    """Return how many letters of words are unknown, lone ones aside, which are bullets."""
    return sum(word.count(UNNAMED) for word in words if len(word) > 1)


_REPEATED = "a running header or footer: it stands at the same place on most pages"
_A_NUMBER = "a page number"
_OUTSIDE = "outside the page"
_ARTIFACT = "marked in the file as no part of its text, such as a running header or footer"
_IN_A_FIGURE = "a label within a figure, whose picture shows it"
_ON_FURNITURE = "the address of a link on a running header or footer"

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


def _furniture(
    pages: Sequence[Sequence[PdfLine]], sizes: Sequence[tuple[float, float]]
) -> dict[PdfLine, str]:
    """Return why lines are no text of the issue; `sizes` are the pages'.

    On the page these are lines of the margins that say the same, numbers aside, at one place on
    most pages, and lone numbers that are as far from the page's own on two pages at least.
    """
    places: defaultdict[tuple[str, int], list[PdfLine]] = defaultdict(list)
    numbers: defaultdict[int, list[PdfLine]] = defaultdict(list)
    found: dict[PdfLine, str] = {}
    for lines, (width, height) in zip(pages, sizes, strict=True):
        upright = [line for line in lines if not line.angle]
        found |= {line: _OUTSIDE for line in upright if _is_outside(line, width, height)}
        for line in _margins([line for line in upright if line not in found], height):
            if (number := _page_number(line.text)) is not None:
                numbers[number - line.page].append(line)
                continue
            # Two places side by side, so that a line is in one with all that are near it.
            for place in {round(line.y / _SAME_PLACE), round(line.y / _SAME_PLACE - 0.5)}:
                places[_DIGITS.sub("#", line.text.casefold()), place].append(line)
    found |= {line: _A_NUMBER for same in numbers.values() if len(same) > 1 for line in same}
    for same in places.values():
        if len({line.page for line in same}) >= _least_repeats(len(pages)):
            found |= dict.fromkeys(same, _REPEATED)
    return found


def _is_artifact(line: PdfLine) -> bool:
    return all(span.is_space or span.look.mcid == ARTIFACT for span in line.spans)


def _in_figures(page: PageContent, lines: Iterable[PdfLine]) -> Iterator[PdfLine]:
    """Yield the lines, but for links, of figures that say what they show and have a picture."""
    shown = {shown.picture.alt for shown in page.pictures.shown} - {None}
    for line in lines:
        is_shown = line.tag and line.tag.figure and line.tag.figure[1] in shown
        if is_shown and not any(span.link for span in line.spans):
            yield line


def _is_outside(line: PdfLine, width: float, height: float) -> bool:
    across = all(span.x1 < 0 or span.x0 > width for span in line.spans)
    return across or not 0 < line.y < height + line.size


def _margins(lines: Iterable[PdfLine], height: float) -> Iterator[PdfLine]:
    """Yield the lines in the margins of a page that white parts from its text."""
    for group in grouped(sorted(lines, key=lambda line: line.y), _is_near):
        if group[-1].y < _MARGIN * height or group[0].y > (1 - _MARGIN) * height:
            yield from group


def _is_near(above: Sequence[PdfLine], line: PdfLine) -> bool:
    last = above[-1]
    return line.y - last.y <= _WHITE * max(line.size, last.size)


def _left_out(why: Mapping[PdfLine, str]) -> Iterator[LeftOut]:
    """Yield furniture and the addresses of links upon it, what is the same once."""
    counted: Counter[tuple[str, str]] = Counter()
    for line, reason in sorted(why.items(), key=lambda one: (one[0].page, one[0].order)):
        counted[line.text, reason] += 1
        links = {span.link for span in line.spans if span.link}
        counted.update((link.address, _ON_FURNITURE) for link in links if link.address)
    return (LeftOut(text, reason, times) for (text, reason), times in counted.items())


def _logos(pages: Sequence[Sequence[PlacedPicture]]) -> set[PlacedPicture]:
    """Return the pictures that stand at one place on most pages."""
    places: defaultdict[tuple[int, ...], set[PlacedPicture]] = defaultdict(set)
    for shown in chain(*pages):
        places[tuple(round(side / 4) for side in shown.box)].add(shown)
    least = _least_repeats(len(pages))
    return {one for same in places.values() if len(same) >= least for one in same}


def _least_repeats(pages: int) -> int:
    """Return on how many pages a line must repeat: half of them, as left and right may differ."""
    return max(2, pages // 2)


def _page_number(text: str) -> int | None:
    """Return the number that a line says if it says nothing else but "page" and the like."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= 30 else None
    return int(match.group(1)) if match else None
