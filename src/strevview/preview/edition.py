"""A PDF that the preview shows (an edition): its pages as pictures, as text, and places on them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from PIL.Image import Image
from pypdfium2 import PdfBitmap, raw

from strevview.audit.reading import (
    PDFIUM_LOCK,
    Annotation,
    Box,
    Page,
    PdfReading,
    Run,
    TaggedFigure,
)

T = TypeVar("T")

# Pictures are painted this many pixels wide at the least and at the most.
LEAST_PIXELS, MOST_PIXELS = 50, 4000
# What PDFium gives in the place of a hyphen that only breaks a word.
_BREAKS = "\u00ad\x02\ufffe"
# Addresses that a click may open; any other scheme stays text.
_OPENED = ("http://", "https://", "mailto:")


class Spot(NamedTuple):
    """A place on a page, from 0; the sides of its box are shares of the page's, from the top."""

    page: int
    left: float
    top: float
    width: float
    height: float


class GoneError(Exception):
    """Another edition took this one's place, or it has no such page."""


class Edition:
    """An open PDF, named by its content; any thread may ask, one is answered at a time.

    Raises:
        NotReadableError: the bytes are no PDF that can be read.
    """

    def __init__(self, pdf: bytes) -> None:
        self.name = hashlib.sha256(pdf).hexdigest()[:16]
        with PDFIUM_LOCK:
            self._reading: PdfReading | None = PdfReading(pdf)
            self.sizes = tuple((page.width, page.height) for page in self._reading.pages)

    def close(self) -> None:
        """Give the memory back; whoever asks afterwards gets a GoneError."""
        with PDFIUM_LOCK:
            if self._reading is not None:
                self._reading.close()
            self._reading = None

    def ask(self, question: Callable[[PdfReading], T]) -> T:
        """Return the answer of a function of the open PDF; no other thread uses the PDF meanwhile.

        Raises:
            GoneError: the edition is closed.
        """
        with PDFIUM_LOCK:
            if self._reading is None:
                raise GoneError(self.name)
            return question(self._reading)

    def picture(self, number: int, pixels: int) -> bytes:
        """Return a page, from 0, as a PNG so many pixels wide.

        Raises:
            GoneError: the edition is closed, or has no such page.
        """
        if not 0 <= number < len(self.sizes):
            raise GoneError(f"{self.name} page {number}")
        width = min(max(pixels, LEAST_PIXELS), MOST_PIXELS)
        painted = self.ask(lambda reading: _painted(reading.pages[number], width))
        # Packing takes longer than painting and needs no PDFium; it travels no further than this
        # machine: the fastest is the best.
        target = io.BytesIO()
        painted.save(target, "PNG", compress_level=1)
        return target.getvalue()


def spot_of(page: Page, box: Box) -> Spot:
    """Return a box of a page, in points from the lower left, as shares of the page."""
    left, right = (min(max(x / page.width, 0.0), 1.0) for x in (box[0], box[2]))
    top, bottom = (min(max(1 - y / page.height, 0.0), 1.0) for y in (box[3], box[1]))
    return Spot(
        page.number,
        round(left, 5),
        round(top, 5),
        round(max(right - left, 0.0), 5),
        round(max(bottom - top, 0.0), 5),
    )


def _painted(page: Page, width: int) -> Image:
    """Return a page painted on white, so many pixels wide."""
    height = min(max(round(width * page.height / page.width), 1), 4 * MOST_PIXELS)
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, 0)
    painted: Image = bitmap.to_pil()
    return painted


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one line; `joined` is true where they go on with those before without a space."""

    text: str
    spot: Spot
    joined: bool


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A heading, a paragraph, or the description of a figure, in reading order."""

    kind: str
    words: tuple[Words, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link: the words that it is on, and the address or the place in the PDF it leads to."""

    text: str
    spot: Spot
    address: str | None
    target: Spot | None


def pages_of(reading: PdfReading) -> list[dict[str, Any]]:
    """Return each page as the browser takes it: its size in points, its text and its links."""
    return [
        {
            "width": page.width,
            "height": page.height,
            "blocks": [asdict(block) for block in blocks(page)],
            "links": [asdict(link) for link in links(reading, page)],
        }
        for page in reading.pages
    ]


def blocks(page: Page) -> Iterator[PageBlock]:
    """Yield what a page says in the order of its tags; a page without tags, as it is painted."""
    pieces: list[tuple[int, int, Run | TaggedFigure]] = [
        (run.mark.order if run.mark else 0, run.number, run)
        for run in page.runs
        if (run.mark and not run.mark.figure) or not page.marks
    ]
    pieces += [(figure.order, -1, figure) for figure in page.figures if figure.alt]
    in_order = (piece for *_, piece in sorted(pieces, key=itemgetter(0, 1)))
    for of, group in groupby(in_order, key=_block_of):
        if isinstance(of, TaggedFigure):
            yield PageBlock("figure", (), of.alt)
            continue
        runs = [one for one in group if isinstance(one, Run)]
        if words := tuple(_words(page, runs)):
            heading = runs[0].mark is not None and runs[0].mark.heading
            yield PageBlock("heading" if heading else "paragraph", words)


def _block_of(piece: Run | TaggedFigure) -> int | TaggedFigure:
    """Return the number of a run's block; a figure is one by itself."""
    if isinstance(piece, TaggedFigure):
        return piece
    return piece.mark.block if piece.mark else 0


def _words(page: Page, runs: list[Run]) -> Iterator[Words]:
    before, broken, spaced = None, False, True
    for run in runs:
        written = run.text
        adjoins = broken or (before is not None and run.adjoins(before))
        joined = adjoins and not spaced and not written[:1].isspace()
        text = _unbroken(written)
        broken = written.rstrip()[-1:] in tuple(_BREAKS)
        spaced = written[-1:].isspace()
        before = run
        if text:
            yield Words(text, spot_of(page, run.box), joined)


def links(reading: PdfReading, page: Page) -> Iterator[PageLink]:
    """Yield the links of a page that lead to a web page, a mailbox or a place in the PDF."""
    for link in page.links:
        address = link.uri if (link.uri or "").lower().startswith(_OPENED) else None
        target = _target(reading, link)
        if address is not None or target is not None:
            yield PageLink(text_in(page, link.box), spot_of(page, link.box), address, target)


def _target(reading: PdfReading, link: Annotation) -> Spot | None:
    if link.target is None or not 0 <= link.target[0] < len(reading.pages):
        return None
    page = reading.pages[link.target[0]]
    height = page.height if link.target[1] is None else link.target[1]
    return spot_of(page, (0.0, height, page.width, height))


def text_in(page: Page, box: Box) -> str:
    """Return the words whose letters stand in a box of a page."""
    return _unbroken(page.text_page.get_text_bounded(*box, errors="replace").rstrip("\0"))


def _unbroken(text: str) -> str:
    """Return a text without the hyphens that only break words, its spaces single."""
    for sign in _BREAKS:
        text = text.replace(sign, "")
    return " ".join(text.split())
