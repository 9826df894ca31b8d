"""Every page shows something, and every word is on the page, in the margins, and to be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import BLANK_PAGE, FONT, MISSING_GLYPH, NOT_VISIBLE
from strevview.render.audit.missing import characters_without_glyph
from strevview.render.audit.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from strevview.render.audit.expected import Expected
    from strevview.render.audit.ink import Shadow
    from strevview.render.audit.pdfium import Box
    from strevview.render.audit.reading import Page, Reading, Run

# Type hangs a little over its measure, and a box ends a little beyond its ink; in points.
_LEEWAY = 3.0
# A stretch of a line without ink wider than this, in line heights, is looked at letter by letter.
_GAP = 0.9
# The replacement character, none at all, and characters without a meaning of their own.
_UNKNOWN = re.compile("[\x00\ufffd\uffff\ue000-\uf8ff]")

_GLYPH_HELP = "name a font that has it in the style"


def check_pages(
    reading: Reading, expected: Expected, first_text_page: int | None
) -> Iterator[Diagnostic]:
    """Yield what is wrong with single pages; the style's margins hold from `first_text_page` on."""
    if not reading.pages:
        yield error(BLANK_PAGE, "the PDF has no page")
    for page in reading.pages:
        shows = any(run.mark is not None and run.text.strip() for run in page.runs)
        if not shows and not any(figure.box for figure in page.figures):
            yield error(BLANK_PAGE, f"page {page.number + 1} is blank")
            continue
        is_text_page = first_text_page is not None and page.number >= first_text_page
        limits = _limits(page, expected if is_text_page else None)
        yield from _hidden_words(page, limits)
        yield from _unknown_characters(page)
    for character in characters_without_glyph(reading.pdf):
        message = f"no font has the character “{character}”: a box or nothing stands in its place"
        yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)
    yield from _fonts(reading, expected)


def _limits(page: Page, expected: Expected | None) -> Box:
    """Return the box that text has to stay in: the page, or the part of it within the margins."""
    if page.art_box is not None:
        return page.art_box
    margins = expected.margins if expected is not None else None
    if margins is None:
        return (0.0, 0.0, page.width, page.height)
    right, top = page.width - margins.right, page.height - margins.top
    return (margins.left, margins.bottom, right, top)


def _hidden_words(page: Page, limits: Box) -> Iterator[Diagnostic]:
    edge = (0.0, 0.0, page.width, page.height)
    wrong: dict[str, list[str]] = {}
    for run in page.runs:
        if run.mark is None or run.mark.figure or not run.text.strip():
            continue
        bounds = limits if not run.mark.label else edge
        if not _is_within(run.box, bounds):
            wrong.setdefault("outside the margins", []).extend(_outside(page, run, bounds))
        if run.clip is not None and not _is_within(run.box, run.clip):
            wrong.setdefault("cut off", []).extend(_clipped(page, run, run.clip))
        shadow = page.ink.shadow(run.box)
        gap = _GAP * (run.box[3] - run.box[1])
        if shadow.has_gap(gap):
            wrong.setdefault("not to be seen", []).extend(_without_ink(page, run, shadow, gap))
    for what, words in wrong.items():
        if words:
            yield error(
                NOT_VISIBLE,
                f"page {page.number + 1}: {_counted(words)} {what}",
                help="look at the page: the text runs out of its box, is covered, or has the "
                "colour of its ground",
            )


def _counted(words: Sequence[str]) -> str:
    if len(words) == 1:
        return f"the word “{words[0]}” is"
    return f"{len(words)} words, from “{words[0]}” to “{words[-1]}”, are"


def _is_within(box: Box, limits: Box) -> bool:
    return (
        box[0] >= limits[0] - _LEEWAY
        and box[1] >= limits[1] - _LEEWAY
        and box[2] <= limits[2] + _LEEWAY
        and box[3] <= limits[3] + _LEEWAY
    )


def _outside(page: Page, run: Run, limits: Box) -> Iterator[str]:
    """Yield the words of a run that stand outside, beginning with a letter or digit or not."""
    for word in words_of(run.text):
        if any(map(str.isalnum, word.plain)) and not _is_within(
            page.span_box(run, word.start, word.end), limits
        ):
            yield run.text[word.start : word.end]


def _clipped(page: Page, run: Run, clip: Box) -> Iterator[str]:
    """Yield the words of a run that have a letter whose ink a clip cuts."""
    for word in words_of(run.text):
        for offset in range(word.start, word.end):
            if not run.text[offset].isalnum():
                continue
            left, bottom, right, top = page.character_box(run, offset, tight=True)
            cut = max(clip[0] - left, clip[1] - bottom, right - clip[2], top - clip[3])
            if cut > 1.0:
                yield run.text[word.start : word.end]
                break


def _without_ink(page: Page, run: Run, shadow: Shadow, gap: float) -> Iterator[str]:
    """Yield the words of a run that have a letter or digit which leaves no ink."""
    for word in words_of(run.text):
        left, _, right, _ = page.span_box(run, word.start, word.end)
        if not shadow.between(left, right).has_gap(gap):
            continue
        for offset in range(word.start, word.end):
            left, _, right, _ = page.character_box(run, offset)
            if run.text[offset].isalnum() and not any(shadow.between(left, right).columns):
                yield run.text[word.start : word.end]
                break


def _unknown_characters(page: Page) -> Iterator[Diagnostic]:
    if not _UNKNOWN.search("".join(run.text for run in page.runs)):
        return
    for run in page.runs:
        if _UNKNOWN.search(run.text):
            message = f"page {page.number + 1}: a character of “{run.text.strip()}” is unknown"
            yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)


def _fonts(reading: Reading, expected: Expected) -> Iterator[Diagnostic]:
    allowed = None
    if expected.families is not None:
        allowed = tuple(_letters(family) for family in expected.families)
    for address, (name, embedded) in reading.fonts.items():
        pages = sorted({r.page + 1 for p in reading.pages for r in p.runs if r.font == address})
        where = f"on page {pages[0]}" if pages else "in the PDF"
        if not embedded:
            yield error(FONT, f"the font {name} {where} is not embedded")
        if allowed is not None and not _letters(name).startswith(allowed):
            help = "a family that the style names is missing, or lacks a letter of the text"
            yield error(FONT, f"the font {name} {where} is not one that the style names", help=help)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
