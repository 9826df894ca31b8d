"""What a PDF shows and says, page by page, as PDFium reads it through pypdfium2.

pypdfium2's classes do what they can; its `raw` functions, which are those of PDFium's public
headers, answer what the classes do not: characters by text object, clips, links, structure.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top, in points
# The page (from 0) that a link or a bookmark leads to, and the height on it in points, if any.
Target: TypeAlias = tuple[int, float | None]
# A pointer to something of PDFium's own, such as a font or a structure element.
_Handle: TypeAlias = Any

# PDFium is not thread safe: whoever calls it while other threads may, as in a preview, holds this.
PDFIUM_LOCK = threading.RLock()

_HEADING = re.compile(r"H[1-6]?\Z")
# Elements that stand within a line (ISO 32000-1, 14.8.4.4), and those that mean nothing, which
# WeasyPrint makes of emphasis; all others begin a block.
_INLINE = frozenset(
    {"Span", "Link", "Quote", "Em", "Strong", "Reference", "Code", "Annot", "NonStruct"}
)
_MAX_DEPTH = 200  # a damaged structure tree may go in circles
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


class NotReadableError(Exception):
    """The bytes are no PDF that can be audited; the message says why."""


@dataclass(slots=True, eq=False)
class TaggedFigure:
    """A tagged figure; `painted` are the boxes of what it shows, each with its text if it is text.

    `order` is its place in the reading order of its page.
    """

    page: int
    alt: str
    order: int
    painted: list[tuple[Box, str]] = field(default_factory=list)

    @property
    def box(self) -> Box | None:
        """The box of what is painted, or None.

        Where a picture cannot be read, its description is printed in its place.
        """
        text = "".join(text for _, text in self.painted)
        described = "".join(text.split()) == "".join(self.alt.split())
        boxes = [box for box, text in self.painted if not (text and described)]
        return union(boxes) if boxes else None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of marked content is: its place in reading order and its block's number.

    A block is a paragraph, a heading, a caption; `label` is true in the label of a list's entry.
    """

    order: int = 0
    block: int = 0
    heading: bool = False
    label: bool = False
    figure: TaggedFigure | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One line, or less, of text in one font, as one text object paints it.

    `places` has the number of each character on its page. `mark` is None for an artifact: a
    running header, a page number, a DRAFT mark. `font` is a key of the reading's `fonts`.
    """

    page: int
    number: int
    text: str
    places: Sequence[int]
    mark: Mark | None
    box: Box
    clip: Box | None
    font: int

    def adjoins(self, before: Run) -> bool:
        """Return whether a run of the same block ends where this one begins, without a space."""
        same_block = before.mark and self.mark and before.mark.block == self.mark.block
        return bool(same_block) and before.places[-1] + 1 == self.places[0]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link on a page: where it stands, and what it opens."""

    box: Box
    uri: str | None
    target: Target | None


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page; `runs` are in the order of painting, `figures` in reading order.

    `marks` are those of the page's marked content by its MCID; there are none without tags.
    """

    number: int
    width: float
    height: float
    handle: pdfium.PdfPage
    text_page: pdfium.PdfTextPage
    marks: dict[int, Mark] = field(default_factory=dict)
    figures: list[TaggedFigure] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    links: list[Annotation] = field(default_factory=list)
    text_objects: list[pdfium.PdfTextObj] = field(default_factory=list)

    def character_box(self, run: Run, offset: int, *, tight: bool = False) -> Box:
        """Return the box of a character: of its ink when `tight`, else of its line's height."""
        box: Box = self.text_page.get_charbox(run.places[offset], loose=not tight)
        return box

    def span_box(self, run: Run, start: int, end: int) -> Box:
        """Return the box around the characters `start:end` of a run."""
        ends = (start, max(start, end - 1))
        return union([self.character_box(run, offset) for offset in ends])


class PdfReading:
    """An open PDF, read; close it afterwards.

    `fonts` has the PostScript name of each font, without its subset tag, and whether it is
    embedded. `bookmarks` are titles with what they lead to, in reading order.

    Raises:
        NotReadableError: the bytes are no PDF with pages, or it is encrypted or damaged.
    """

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.pages: list[Page] = []
        self.fonts: dict[int, tuple[str, bool]] = {}
        try:
            self._document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError:
            raise NotReadableError("it is not a PDF, or it is damaged or encrypted") from None
        try:
            for number in range(len(self._document)):
                self.pages.append(self._page(number))
        except pdfium.PdfiumError:
            number = len(self.pages) + 1
            self.close()
            raise NotReadableError(f"its page {number} is damaged") from None
        toc = self._document.get_toc()
        self.bookmarks = [(mark.get_title(), _target(mark.get_dest())) for mark in toc]

    def close(self) -> None:
        """Give the document's memory back."""
        self._document.close()  # and with it its pages
        self.pages.clear()

    def _page(self, number: int) -> Page:
        handle = self._document[number]
        width, height = handle.get_size()
        page = Page(number, width, height, handle, handle.get_textpage())
        _read_structure(page)
        letters = _letters_by_object(page.text_page)
        for item in handle.get_objects():
            mark, text = page.marks.get(_marked_content(item)), ""
            box, clip = _boxes(item)
            if isinstance(item, pdfium.PdfTextObj):
                page.text_objects.append(item)
                places, text = letters.get(_address(item.raw), ([], ""))
                if places:
                    font, order = self._font(item), len(page.runs)
                    page.runs.append(Run(number, order, text, places, mark, box, clip, font))
            seen = box if clip is None else intersection([box, clip])
            if mark is not None and mark.figure and min(size_of(seen)) > 0:
                mark.figure.painted.append((seen, text))
        page.links.extend(self._links(page))
        return page

    def _font(self, item: pdfium.PdfTextObj) -> int:
        """Return the key of a text object's font, and remember the font."""
        font = item.get_font()
        key = _address(font.raw)
        if key not in self.fonts:
            name = font.get_base_name()
            tag, plus, rest = name.partition("+")
            subset = plus and len(tag) == 6 and tag.isupper()
            self.fonts[key] = (rest if subset else name, font.is_embedded)
        return key

    def _links(self, page: Page) -> Iterator[Annotation]:
        position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        while raw.FPDFLink_Enumerate(page.handle, position, link):
            raw.FPDFLink_GetAnnotRect(link, box)
            # The corners are as the file has them, in either order.
            bottom, top = min(box.bottom, box.top), max(box.bottom, box.top)
            uri, target = self._uri(link), None
            found = raw.FPDFLink_GetDest(self._document, link) if uri is None else None
            if found:
                target = _target(pdfium.PdfDest(found, self._document))
            yield Annotation((box.left, bottom, box.right, top), uri, target)

    def _uri(self, link: _Handle) -> str | None:
        """Return the URI that a link opens, or None when it opens none."""
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            return None
        uri = _buffer(lambda *room: raw.FPDFAction_GetURIPath(self._document, action, *room))
        return uri.rstrip(b"\0").decode("utf-8", "replace")


def _target(destination: pdfium.PdfDest | None) -> Target | None:
    page = destination.get_index() if destination is not None else None
    if destination is None or page is None:
        return None
    mode, view = destination.get_view()
    return (page, view[1] if mode == raw.PDFDEST_VIEW_XYZ else None)


def _address(pointer: _Handle) -> int:
    """Return the address in a pointer, by which two of them are compared; 0 for a null pointer."""
    return ctypes.addressof(pointer.contents) if pointer else 0


def _buffer(ask: Callable[[Any, int], int]) -> bytes:
    """Ask a function of PDFium for the length of its answer, then for the answer; return it."""
    length = ask(None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(buffer, length)
    return buffer.raw


def _read_structure(page: Page) -> None:
    """Note the marked content and the figures of a page, from its part of the structure tree."""
    tree = raw.FPDF_StructTree_GetForPage(page.handle)
    if not tree:
        return
    blocks = count(1)
    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        _read_element(page, raw.FPDF_StructTree_GetChildAtIndex(tree, index), Mark(), blocks, 0)
    raw.FPDF_StructTree_Close(tree)


def _read_element(
    page: Page, element: _Handle, mark: Mark, blocks: Iterator[int], depth: int
) -> None:
    """Note what is in an element; `mark` is what the element around it is."""
    if not element or depth > _MAX_DEPTH:
        return
    kind = _text_of(element, raw.FPDF_StructElement_GetType)
    if kind not in _INLINE:
        heading, label = mark.heading or bool(_HEADING.match(kind)), mark.label or kind == "Lbl"
        mark = replace(mark, block=next(blocks), heading=heading, label=label)
    if kind == "Figure":
        alt = _text_of(element, raw.FPDF_StructElement_GetAltText)
        page.figures.append(TaggedFigure(page.number, alt, len(page.marks)))
        mark = replace(mark, figure=page.figures[-1])
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mcid >= 0:
            page.marks.setdefault(mcid, replace(mark, order=len(page.marks)))
            continue
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        _read_element(page, child, mark, blocks, depth + 1)


def _text_of(element: _Handle, ask: Callable[[_Handle, Any, int], int]) -> str:
    text = _buffer(lambda *room: ask(element, *room))
    return text[:-2].decode("utf-16-le", "replace")


def _letters_by_object(text_page: pdfium.PdfTextPage) -> dict[int, tuple[list[int], str]]:
    """Return the characters that each text object paints, with their numbers on the page.

    A character that PDFium adds, such as the space between two words, belongs to the object before
    it; the ends of lines belong to none. Where the system's wide characters have 16 bits, and where
    a glyph means several characters, one beyond U+FFFF is two in PDFium, of which the second has
    its number; in a line from right to left they stand the other way round.
    """
    found: dict[int, tuple[list[int], list[str]]] = {}
    owner, half = 0, ""
    for place in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, place))
        owner = _address(raw.FPDFText_GetTextObject(text_page, place)) or owner
        if not half and "\ud800" <= letter < "\ue000":
            half = letter
            continue
        if half:
            both = "".join(sorted((half, letter))).encode("utf-16", "surrogatepass")
            letter, half = both.decode("utf-16", "replace")[0], ""
        if letter in "\r\n" or not owner:
            continue
        places, letters = found.setdefault(owner, ([], []))
        places.append(place)
        letters.append(letter)
    return {owner: (places, "".join(letters)) for owner, (places, letters) in found.items()}


def _marked_content(item: pdfium.PdfObject | None) -> int:
    """Return the MCID of an object, or that of the nearest form around it that has one, or -1."""
    while item is not None:
        mcid: int = raw.FPDFPageObj_GetMarkedContentID(item)
        if mcid >= 0:
            return mcid
        item = item.container
    return -1


def _boxes(item: pdfium.PdfObject) -> tuple[Box, Box | None]:
    """Return the box of an object on its page, and the box of its clip, if it has any."""
    box, clip, around = item.get_bounds(), _clip_box(item), item.container
    if around is None:
        return box, clip
    matrix = pdfium.PdfMatrix()
    while around is not None:
        matrix = matrix.multiply(around.get_matrix())
        around = around.container
    return matrix.on_rect(*box), clip and matrix.on_rect(*clip)


def _clip_box(item: pdfium.PdfObject) -> Box | None:
    """Return the box outside which nothing of an object is painted; None without a clip."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    paths = range(raw.FPDFClipPath_CountPaths(clip))
    return intersection([_path_box(clip, path) for path in paths]) if paths else None


def _path_box(clip: _Handle, path: int) -> Box:
    x, y, points = ctypes.c_float(), ctypes.c_float(), []
    for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            points.append((x.value, y.value, x.value, y.value))
    return union(points) if points else _NOWHERE


def union(boxes: Sequence[Box]) -> Box:
    """Return the box around one or more boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def intersection(boxes: Sequence[Box]) -> Box:
    """Return what one or more boxes share; it has no width or height where that is nothing."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (max(lefts), max(bottoms), min(rights), min(tops))


def size_of(box: Box) -> tuple[float, float]:
    """Return the width and the height of a box; less than 0 where it holds nothing."""
    return box[2] - box[0], box[3] - box[1]


def overlap(one: Box, other: Box) -> float:
    """Return how much of the smaller one of two boxes lies in the other, from 0 to 1."""
    width, height = size_of(intersection([one, other]))
    smaller = min(x * y for x, y in (size_of(one), size_of(other)))
    return width * height / smaller if min(width, height, smaller) > 0 else 0.0
