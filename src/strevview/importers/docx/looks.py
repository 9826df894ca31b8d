"""What each paragraph is: by its style and properties first, then by its looks and neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.captions import may_be_caption, reads_like_caption
from strevview.importers.docx.numbering import Place
from strevview.importers.docx.paragraphs import Form, Paragraph
from strevview.importers.manuscript import Block, Dropped, Kind
from strevview.importers.runs import without_start

_QUOTES = (
    "quote", "intense quote", "block text", "quotations", "block quotation", "blockquote",
    "quotation",
)  # fmt: skip
_CAPTIONS = (
    "caption",
    "image caption",
    "figure caption",
    "table caption",
    "figure",
    "illustration",
)
_BULLET = re.compile(r"\s*([•●▪■◦○‣⁃∙·➢❖✓–—*o-])(?:\s+)(?=\S)")
_SURE_BULLETS = "•●▪■◦○‣⁃∙➢❖✓"
_NUMBER = re.compile(r"\s*(\(?(\d{1,2})[.)])\s+(?=\S)")
_SET_IN = 360
_SHORT = 120
_MANY_WORDS = 18


@dataclass(frozen=True, slots=True)
class _Typed:
    """A mark of a list that was typed by hand: how long it is, and the number it gives."""

    length: int
    mark: str
    number: int | None


def told(paragraphs: Sequence[Paragraph]) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks, and the bullets and numbers typed by hand, which the blocks' kind says."""
    body_size, body_left = _usual(paragraphs)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for place, paragraph in enumerate(paragraphs):
        if paragraph.picture is not None:
            blocks.append(Block(Kind.PICTURE, picture=paragraph.picture))
            continue
        typed = _typed(paragraphs, place)
        if typed is not None:
            dropped.append(Dropped(typed.mark, "the mark of a list's entry"))
            runs = without_start(paragraph.runs, typed.length)
            numbered = typed.number is not None
            level = 1 if paragraph.form.place is None else paragraph.form.place.level
            blocks.append(
                Block(Kind.LIST_ENTRY, runs, None, paragraph.size, level, numbered=numbered)
            )
            continue
        previous = blocks[-1] if blocks else None
        blocks.append(_block(paragraph, previous, body_size, body_left))
    return blocks, dropped


def _block(paragraph: Paragraph, previous: Block | None, body_size: float, body_left: int) -> Block:
    form = paragraph.form
    kind, level, numbered = Kind.PARAGRAPH, 0, False
    if form.heading is not None:
        kind, level = Kind.HEADING, form.heading
    elif any(name in _CAPTIONS for name in form.styles):
        kind = Kind.CAPTION
    elif form.contents or form.place is not None:
        entry = form.place or Place(_contents_level(form), numbered=False)
        kind, level, numbered = Kind.LIST_ENTRY, entry.level, entry.numbered
    elif _is_quotation(form, body_left):
        kind = Kind.QUOTATION
    elif _is_caption(paragraph, previous, body_size):
        kind = Kind.CAPTION
    elif _looks_like_heading(paragraph, body_size):
        kind = Kind.HEADING
    return Block(kind, paragraph.runs, None, paragraph.size, level, numbered)


def _usual(paragraphs: Sequence[Paragraph]) -> tuple[float, int]:
    """Return the size of most letters, and the indent of most of the text on the left."""
    sizes: Counter[float] = Counter()
    lefts: Counter[int] = Counter()
    for paragraph in paragraphs:
        length = len(paragraph.text)
        if paragraph.size is not None:
            sizes[paragraph.size] += length
        if paragraph.form.place is None:
            lefts[paragraph.form.left] += length
    size = max(sizes, key=lambda found: sizes[found]) if sizes else 10.0
    return size, max(lefts, key=lambda found: lefts[found]) if lefts else 0


def _contents_level(form: Form) -> int:
    for name in form.styles:
        digits = name.removeprefix("toc ")
        if digits.isdigit():
            return int(digits)
    return 1


def _is_quotation(form: Form, body_left: int) -> bool:
    if any(name in _QUOTES for name in form.styles):
        return True
    return form.left - body_left >= _SET_IN and form.right >= _SET_IN


def _is_caption(paragraph: Paragraph, previous: Block | None, body_size: float) -> bool:
    """Whether a short paragraph right after a picture tells of it."""
    if previous is None or previous.kind is not Kind.PICTURE:
        return False
    if not may_be_caption(paragraph.runs):
        return False
    smaller = paragraph.size is not None and paragraph.size < body_size
    return smaller or paragraph.form.centred or reads_like_caption(paragraph.runs)


def _looks_like_heading(paragraph: Paragraph, body_size: float) -> bool:
    """Whether a short line without a full stop is bold, or larger than the text."""
    text = paragraph.text
    if len(text) > _SHORT or len(text.split()) > _MANY_WORDS or text[-1] in ".,;:!…":
        return False
    if not any(letter.isalpha() for letter in text):
        return False
    larger = paragraph.size is not None and paragraph.size > body_size * 1.05
    return larger or _is_bold(paragraph)


def _is_bold(paragraph: Paragraph) -> bool:
    return all(run.bold for run in paragraph.runs if run.text.strip())


def _typed(paragraphs: Sequence[Paragraph], place: int) -> _Typed | None:
    """Return the mark of a list typed by hand; doubtful ones only beside others of the kind."""
    paragraph = paragraphs[place]
    if paragraph.form.heading is not None:
        return None
    found = _mark(paragraph)
    if found is None or (found.number is None and found.mark in _SURE_BULLETS):
        return found
    if paragraph.form.place is not None:
        return None
    before = _mark(paragraphs[place - 1]) if place else None
    after = _mark(paragraphs[place + 1]) if place + 1 < len(paragraphs) else None
    for neighbour, step in ((before, -1), (after, 1)):
        if neighbour is None:
            continue
        if found.number is None and neighbour.mark == found.mark:
            return found
        if found.number is not None and neighbour.number == found.number + step:
            return found
    return None


def _mark(paragraph: Paragraph) -> _Typed | None:
    if paragraph.picture is not None or not paragraph.runs:
        return None
    text = "".join(run.text for run in paragraph.runs)
    bullet = _BULLET.match(text)
    if bullet:
        return _Typed(bullet.end(), bullet.group(1), None)
    number = _NUMBER.match(text)
    return number and _Typed(number.end(), number.group(1), int(number.group(2)))
