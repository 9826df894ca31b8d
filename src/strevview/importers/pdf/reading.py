"""A PDF as a manuscript: letters to lines, lines to paragraphs, paragraphs to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.line_ends import known_words
from strevview.importers.manuscript import Block, Dropped, Kind, Manuscript, Picture
from strevview.importers.pdf.blocks import block_of
from strevview.importers.pdf.flow import Measures, Placed, measures_of, placed_lines
from strevview.importers.pdf.furniture import furniture
from strevview.importers.pdf.letters import PageSize, Piece, placing_of, read_letters
from strevview.importers.pdf.lines import Line, read_lines
from strevview.importers.pdf.links import read_links
from strevview.importers.pdf.objects import read_drawn
from strevview.importers.pdf.opening import Handle, no_text, open_document, read_bytes
from strevview.importers.pdf.paragraphs import Paragraph, goes_on, paragraphs_of
from strevview.importers.pdf.pictures import Found, find_pictures, picture_of
from strevview.importers.pdf.tags import PageTags, read_tags

IN_A_PICTURE = "in a picture"
_MOST_LETTERS = 200_000


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read of a page."""

    size: PageSize
    lines: tuple[Line, ...]
    words: tuple[str, ...]
    tags: PageTags
    found: tuple[Found, ...]
    pictures: tuple[Picture | None, ...] = field(repr=False)


def read_pdf(path: Path) -> Manuscript:
    """Return what stands in a PDF, or why it cannot be read (SV930 to SV934).

    The words are those of PDFium in the order of the pages' content, parted by its spaces and line
    ends; a word that a line's end breaks is two words, the first one with its hyphen: U+00AD where
    the PDF marks it as soft, else as it stands there.
    """
    name = path.name
    data = read_bytes(path, name)
    if isinstance(data, Diagnostic):
        return Manuscript(name, diagnostics=(data,))
    document = open_document(data, name)
    if isinstance(document, Diagnostic):
        return Manuscript(name, diagnostics=(document,))
    try:
        pages = [_read_page(document, number) for number in range(len(document))]
        language = _language(document)
    finally:
        document.close()
    words = tuple(word for page in pages for word in page.words)
    if not words:
        return Manuscript(name, pages=len(pages), diagnostics=(no_text(name),))
    blocks, dropped = _understood(pages)
    return Manuscript(name, blocks, dropped, words, len(pages), language)


def _read_page(document: Handle, number: int) -> _Page:
    page = document[number]
    try:
        placing = placing_of(page)
        text_page = page.get_textpage()
        letters = list(read_letters(text_page, placing, _MOST_LETTERS))
        text_page.close()
        links = read_links(page, document, placing)
        lines = read_lines(letters, number + 1, links)
        tags = read_tags(page)
        found = find_pictures(read_drawn(page, placing), tags, placing.size, number + 1)
        pictures = tuple(picture_of(each, page, placing.size) for each in found)
        return _Page(placing.size, lines, tuple(_words(letters)), tags, found, pictures)
    finally:
        page.close()


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


def _understood(pages: Sequence[_Page]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    tagged = any(page.tags.tags for page in pages)
    reasons = furniture([page.lines for page in pages], [page.size for page in pages], tagged)
    dropped: list[Dropped] = []
    flows: list[tuple[Placed, ...]] = []
    for page in pages:
        kept: list[Line] = []
        for line in page.lines:
            why = reasons.get(id(line)) or (IN_A_PICTURE if _in_picture(line, page) else None)
            if why is None:
                kept.append(line)
            else:
                dropped.append(Dropped(line.text, why, line.page))
        flows.append(placed_lines(kept, page.tags, [each.box for each in page.found]))
    measures = measures_of(flows)
    known = known_words(placed.line.text for flow in flows for placed in flow)
    blocks: list[Block] = []
    for thing in _joined(list(_things(pages, flows, measures, tagged))):
        if isinstance(thing, Paragraph):
            near = [each.box for each in pages[thing.first.line.page - 1].found]
            shaped = block_of(thing, measures, known, near)
            blocks.append(shaped.block)
            dropped += shaped.dropped
        else:
            blocks.append(thing)
    return tuple(blocks), tuple(dropped)


def _in_picture(line: Line, page: _Page) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.y - 0.3 * line.size
    return any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in _boxes(page)
    )


def _boxes(page: _Page) -> list[tuple[float, float, float, float]]:
    return [each.box for each in page.found]


def _things(
    pages: Sequence[_Page], flows: Sequence[Sequence[Placed]], measures: Measures, trusted: bool
) -> Iterator[Paragraph | Block]:
    """Yield the paragraphs and pictures of all pages in reading order."""
    for page, flow in zip(pages, flows, strict=True):
        paragraphs = paragraphs_of(flow, measures, trusted)
        todo = list(zip(page.found, page.pictures, strict=True))
        for paragraph in paragraphs:
            first = paragraph.first.line
            for each in list(todo):
                found, picture = each
                left, _, right, bottom = found.box
                if first.y > bottom and first.x0 < right and first.x1 > left:
                    todo.remove(each)
                    if picture is not None:
                        yield Block(Kind.PICTURE, page=found.page, picture=picture)
            yield paragraph
        for found, picture in todo:
            if picture is not None:
                yield Block(Kind.PICTURE, page=found.page, picture=picture)


def _joined(things: Sequence[Paragraph | Block]) -> Iterator[Paragraph | Block]:
    """Yield paragraphs as one that a column's or a page's end has parted."""
    waiting: Paragraph | None = None
    between: list[Paragraph | Block] = []
    for thing in things:
        if isinstance(thing, Block):
            (between if waiting else []).append(thing)
            if waiting is None:
                yield thing
            continue
        if waiting is not None and _is_parted(waiting, thing):
            waiting = Paragraph((*waiting.lines, *thing.lines))
            continue
        if waiting is not None:
            yield waiting
            yield from between
            between = []
        waiting = thing
    if waiting is not None:
        yield waiting
    yield from between


def _is_parted(last: Paragraph, new: Paragraph) -> bool:
    one, two = last.last, new.first
    if one.line.page == two.line.page and two.line.y > one.line.y:
        return False
    kinds = {placed.tag.kind for placed in (one, two) if placed.tag is not None}
    if len(kinds) == 2:
        return False
    return goes_on(one, two)


def _language(document: Handle) -> str | None:
    import pypdfium2.raw as pdfium

    from strevview.importers.pdf.tags import text_of

    return text_of(pdfium.FPDFCatalog_GetLanguage, document.raw) or None
