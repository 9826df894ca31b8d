"""No page is blank, every font is the style's own, and every character has a glyph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import BLANK_PAGE, FONT, MISSING_GLYPH
from strevview.render.audit.missing_glyphs import characters_without_glyph

if TYPE_CHECKING:
    from strevview.render.audit.reading import Page, Reading

# The replacement character, none at all, and characters without a meaning of their own.
_UNKNOWN = re.compile("[\x00\ufffd\uffff\ue000-\uf8ff]")
_GLYPH_HELP = "name a font that has it under `fonts:` in style.yaml"
_CHARACTERS_SHOWN = 12
_BLANK_HELP = "look for a page break that follows another, or a box as high as the page"
_FONT_HELP = "ask for families under `fonts:` in style.yaml alone, with one that has every letter"


def check_pages(reading: Reading) -> Iterator[Diagnostic]:
    """Yield the pages on which nothing stands but running headers and the like."""
    if not reading.pages:
        yield error(BLANK_PAGE, "the PDF has no page", help=_BLANK_HELP)
    for page in reading.pages:
        shows = any(run.mark is not None and run.text.strip() for run in page.runs)
        if not shows and not any(figure.box for figure in page.figures):
            yield error(BLANK_PAGE, f"page {page.number + 1} is blank", help=_BLANK_HELP)


def check_glyphs(reading: Reading) -> Iterator[Diagnostic]:
    """Yield the characters that no font has, and those that read as nothing known."""
    characters = list(characters_without_glyph(reading.pdf))
    if characters:
        yield error(MISSING_GLYPH, _without_glyph(characters), help=_GLYPH_HELP)
    for page in reading.pages:
        yield from _unknown_characters(page)


def _without_glyph(characters: Sequence[str]) -> str:
    if len(characters) == 1:
        return f"no font has the character “{characters[0]}”: a box or nothing stands in its place"
    shown = " ".join(characters[:_CHARACTERS_SHOWN])
    shown += " …" if len(characters) > _CHARACTERS_SHOWN else ""
    place = "boxes or nothing stand in their place"
    return f"no font has these {len(characters)} characters: {shown}: {place}"


def _unknown_characters(page: Page) -> Iterator[Diagnostic]:
    if not _UNKNOWN.search("".join(run.text for run in page.runs)):
        return
    for run in page.runs:
        if _UNKNOWN.search(run.text):
            message = f"page {page.number + 1}: a character of “{run.text.strip()}” is unknown"
            yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)


def check_fonts(reading: Reading, families: Sequence[str] | None) -> Iterator[Diagnostic]:
    """Yield the fonts that are not embedded, or of none of the families (None: any will do)."""
    allowed = None if families is None else tuple(_letters(family) for family in families)
    pages: dict[int, int] = {}
    for page in reading.pages:
        for run in page.runs:
            pages.setdefault(run.font, page.number + 1)
    for address, (name, embedded) in reading.fonts.items():
        where = f"on page {pages[address]}"
        if not embedded:
            yield error(FONT, f"the font {name} {where} is not embedded", help=_FONT_HELP)
        if allowed is not None and not _letters(name).startswith(allowed):
            message = f"the font {name} {where} is not one that the style names"
            yield error(FONT, message, help=_FONT_HELP)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
