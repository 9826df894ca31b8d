"""What a PDF shows and says, page by page, as far as the audit asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from pypdfium2 import PdfDocument, PdfiumError, raw

from strevview.render.audit import pdfium
from strevview.render.audit.ink import InkMap
from strevview.render.audit.pdfium import Box, Handle, Matrix
from strevview.render.audit.structure import FigureElement, Mark, PageStructure, read_structure


class NotReadableError(Exception):
    """The bytes are no PDF that can be audited; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One line, or less, of text in one font, as one text object paints it.

    `places` has the number of each character on its page. `mark` is None for an artifact: a
    running header, a page number, a DRAFT mark.
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

    page: int
    box: Box
    uri: str | None
    target: tuple[int, float | None] | None


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A tagged figure; `box` is what is painted of it, None when nothing is."""

    page: int
    alt: str
    order: int
    box: Box | None


@dataclass
class Page:
    """One page; `runs` are in the order of painting.

    `painted` are the boxes of what is no text, by their marked content, and `lettered` those of
    text in figures.
    """

    number: int
    width: float
    height: float
    art_box: Box | None
    structure: PageStructure | None
    runs: list[Run] = field(default_factory=list)
    painted: dict[int, Box] = field(default_factory=dict)
    lettered: dict[int, Box] = field(default_factory=dict)
    links: list[Annotation] = field(default_factory=list)
    handle: Handle = None
    text_page: Handle = None
    text_objects: list[Handle] = field(default_factory=list)

    def ink(self) -> InkMap:
        """Return where the page's text leaves ink; it can be asked for once."""
        return InkMap.of(self.handle, self.text_objects, self.width, self.height)

    @property
    def figures(self) -> list[FigureFound]:
        """The tagged figures in reading order."""
        if self.structure is None:
            return []
        return [
            FigureFound(self.number, one.alt, one.order, self._seen_of(one))
            for one in self.structure.figures
        ]

    def _seen_of(self, figure: FigureElement) -> Box | None:
        """Return the box of what is painted of a figure.

        Where a picture cannot be read, its description is printed in its place.
        """
        inside = frozenset(figure.contents)
        orders = {self.structure.marks[one].order for one in inside} if self.structure else set()
        text = "".join(run.text for run in self.runs if run.mark and run.mark.order in orders)
        boxes = [self.painted[one] for one in inside & self.painted.keys()]
        if "".join(text.split()) != "".join(figure.alt.split()):
            boxes += [self.lettered[one] for one in inside & self.lettered.keys()]
        return _union(boxes) if boxes else None

    def character_at(self, x: float, y: float) -> tuple[Run, int] | None:
        """Return the run, and the character of it, that is painted at a point."""
        place = pdfium.character_at(self.text_page, x, y)
        found = (run for run in self.runs if place in run.places)
        return next(((run, run.places.index(place)) for run in found), None)

    def character_box(self, run: Run, offset: int, *, tight: bool = False) -> Box:
        """Return the box of a character of a run; the run's own where it cannot be told."""
        return pdfium.character_box(self.text_page, run.places[offset], tight=tight) or run.box

    def span_box(self, run: Run, start: int, end: int) -> Box:
        """Return the box around the characters `start:end` of a run."""
        ends = (start, max(start, end - 1))
        return _union([self.character_box(run, offset) for offset in ends])


def _union(boxes: Sequence[Box]) -> Box:
    """Return the box around one or more boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def _cut(box: Box, clip: Box | None) -> Box | None:
    """Return what of a box lies within a clip; None where nothing does."""
    if clip is not None:
        left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
        box = (left, bottom, min(box[2], clip[2]), min(box[3], clip[3]))
    return box if box[2] > box[0] and box[3] > box[1] else None


class Reading:
    """An open PDF, read; close it, or use it as a context.

    Raises:
        NotReadableError: the bytes are no PDF, or it is encrypted or damaged.
    """

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf  # PDFium reads from these bytes while the document is open
        # `PdfDocument` opens no PDF without pages, which is to be told from one that is damaged.
        document = raw.FPDF_LoadMemDocument64(pdf, len(pdf), None)
        if not document:
            raise NotReadableError("it is not a PDF, or it is damaged or encrypted")
        self._document = PdfDocument(document)
        self.pages: list[Page] = []
        self.fonts: dict[int, tuple[str, bool]] = {}
        try:
            for number in range(len(self._document)):
                self.pages.append(self._page(number))
        except BaseException:
            self.close()
            raise
        self.bookmarks = list(pdfium.bookmarks(self._document))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the document's memory back."""
        self._document.close()  # and with it its pages
        self.pages.clear()

    def _page(self, number: int) -> Page:
        try:
            handle = self._document.get_page(number)
            text_page = handle.get_textpage()
        except PdfiumError:
            raise NotReadableError(f"its page {number + 1} is damaged") from None
        page = Page(
            number,
            handle.get_width(),
            handle.get_height(),
            handle.get_artbox(fallback_ok=False),
            read_structure(handle),
            handle=handle,
            text_page=text_page,
        )
        letters = _letters_by_object(text_page)
        for item, mcid, box, clip in _objects(handle):
            kind = raw.FPDFPageObj_GetType(item)
            mark = page.structure.marks.get(mcid) if page.structure is not None else None
            in_figure = mark is not None and mark.figure
            seen = _cut(box, clip)
            painted = page.lettered if kind == raw.FPDF_PAGEOBJ_TEXT else page.painted
            if mcid >= 0 and seen is not None and (in_figure or painted is page.painted):
                painted[mcid] = _union([seen, painted.get(mcid, seen)])
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                continue
            page.text_objects.append(item)
            font, number_on_page = self._font(item), len(page.runs)
            places, text = letters.get(pdfium.address(item), ([], ""))
            if places:
                page.runs.append(Run(number, number_on_page, text, places, mark, box, clip, font))
        for link, box in pdfium.link_annotations(handle):
            uri = pdfium.link_uri(self._document, link)
            target = None
            if uri is None:
                target = pdfium.destination(self._document, link, bookmark=False)
            page.links.append(Annotation(number, box, uri, target))
        return page

    def _font(self, item: Handle) -> int:
        """Return the address of a text object's font, and remember the font."""
        font = raw.FPDFTextObj_GetFont(item)
        address = pdfium.address(font)
        if address and address not in self.fonts:
            self.fonts[address] = pdfium.font_name(font)
        return address


def _letters_by_object(text_page: Handle) -> dict[int, tuple[list[int], str]]:
    """Return the characters that each text object paints, with their numbers on the page.

    A character that PDFium adds, such as the space between two words, belongs to the object before
    it; the ends of lines belong to none.
    """
    found: dict[int, tuple[list[int], list[str]]] = {}
    owner = 0
    for place, (letter, painter) in enumerate(pdfium.characters(text_page)):
        owner = painter or owner
        if letter and letter not in "\r\n" and owner:
            places, letters = found.setdefault(owner, ([], []))
            places.append(place)
            letters.append(letter)
    return {owner: (places, "".join(letters)) for owner, (places, letters) in found.items()}


def _objects(page: Handle) -> Iterator[tuple[Handle, int, Box, Box | None]]:
    """Yield each painted object with its MCID, its box and its clip, in the order of painting."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _object(raw.FPDFPage_GetObject(page, index), None, -1)


def _object(
    item: Handle, outer: Matrix | None, outer_mcid: int
) -> Iterator[tuple[Handle, int, Box, Box | None]]:
    own = raw.FPDFPageObj_GetMarkedContentID(item)
    mcid = own if own >= 0 else outer_mcid
    box, clip = pdfium.bounds(item), pdfium.clip_box(item)
    if outer is not None:
        box = pdfium.transformed(box, outer)
        clip = pdfium.transformed(clip, outer) if clip is not None else None
    yield item, mcid, box, clip
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
        inner = _product(pdfium.matrix(item), outer)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _object(raw.FPDFFormObj_GetObject(item, index), inner, mcid)


def _product(first: Matrix, second: Matrix | None) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    if second is None:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
