"""Make the text of a PDF read back as it was written, letter for letter.

A PDF paints glyphs; what a reader searches, copies and speaks is what the font says the glyphs
mean. In scripts that need shaping (Devanagari, Arabic) glyphs and letters are not one to one, so
that cannot be right. Here each painted line of text is read back as a PDF reader would, and where
the outcome differs from the text, the line gets an `ActualText` (ISO 32000-1, 14.9.4). So it does
where a filler (see `glyphs`) would come between the letters: it cannot be seen, but a search for
what stands on both sides of it fails. The rule asks for no list of scripts, and adds nothing where
nothing is wrong.

Text written from right to left is left alone: readers (poppler, PDFium) take an `ActualText` for
glyphs in the order of the page, and would turn it round. What its glyphs mean is right by itself,
but where one letter is drawn with several glyphs.

A hyphen that only breaks a word at a line's end is marked as U+00AD (14.8.2.2.3), so that readers
join the word again. The renderer draws it as U+2010 (the initial value of `hyphenate-character`,
which a style leaves alone); an author's hyphen is U+002D.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pydyf
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from strevview.diagnostics import Diagnostic, error
from strevview.render.glyphs import FILLERS, NO_BREAK_SPACE, is_right_to_left
from strevview.render.marks import PageMarks
from strevview.render.messages import STYLE_SHEET

HYPHENATION = "\u2010"
SOFT_HYPHEN = "\u00ad"

_GLYPHS = re.compile(rb"<([0-9a-f]*)>")
_LAST_GLYPH = re.compile(rb"\A\[(.*?)([0-9a-f]{4})>([-0-9.]*)\] TJ\Z", re.DOTALL)
_FONT = re.compile(rb"\A/(\S+) \S+ Tf\Z")
# Default ignorable characters leave no glyph behind.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_BEGIN = (b"BDC", b"BMC")
_SHARED_HYPHENS = frozenset("\u2010\u2011\u00ad")


@dataclass(slots=True)
class Sequence:
    """One marked-content sequence in a content stream: where it stands and what it shows."""

    mcid: int
    stream: Stream
    start: int  # of the property list in stream.stream
    end: int  # of EMC
    shown: list[tuple[int, str]]  # index of each TJ in stream.stream, and its font

    @property
    def properties(self) -> pydyf.Dictionary:
        """The property list, a pydyf dictionary."""
        return self.stream.stream[self.start]

    def glyphs(self) -> Iterator[tuple[str, int]]:
        """Yield each glyph shown, as the font's hash and the glyph's number, in order."""
        for index, font in self.shown:
            for run in _GLYPHS.findall(self.stream.stream[index]):
                for start in range(0, len(run), 4):
                    yield font, int(run[start : start + 4], 16)


def sequences(page: PageMarks) -> Iterator[Sequence]:
    """Yield the marked-content sequences of a page that bear an identifier, in painted order."""
    for stream in page.streams:
        font = ""
        current: Sequence | None = None
        depth = 0
        for index, item in enumerate(stream.stream):
            if item in _BEGIN:
                depth += 1
                properties = stream.stream[index - 1]
                if isinstance(properties, dict) and "MCID" in properties:
                    current = Sequence(properties["MCID"], stream, index - 1, index, [])
                    depth = 1
            elif item == b"EMC":
                depth -= 1
                if current is not None and depth == 0:
                    current.end = index
                    yield current
                    current = None
            elif isinstance(item, bytes):
                if item.endswith(b" Tf"):
                    match = _FONT.match(item)
                    font = match[1].decode() if match else font
                elif current is not None and item.endswith(b"] TJ"):
                    current.shown.append((index, font))


def characters_by_font(fonts: Iterable[Font]) -> dict[str, dict[int, str]]:
    """Return what each font says of its glyphs, by the font's hash."""
    return {font.hash: font.to_unicode for font in fonts}


def prefer_plain_hyphens(
    pages: Iterable[PageMarks], characters: Mapping[str, dict[int, str]]
) -> None:
    """Let a glyph that is drawn for U+002D and for another hyphen mean U+002D."""
    suspects = {
        (font, glyph)
        for font, table in characters.items()
        for glyph, text in table.items()
        if text in _SHARED_HYPHENS
    }
    if not suspects:
        return
    for page in pages:
        for sequence in sequences(page):
            box = page.boxes.get(sequence.mcid)
            text = getattr(box, "text", "")
            if "-" not in text:
                continue
            glyphs = list(sequence.glyphs())
            if len(glyphs) != len(text):
                continue
            for letter, (font, glyph) in zip(text, glyphs, strict=True):
                if letter == "-" and (font, glyph) in suspects:
                    characters[font][glyph] = "-"


def text_in_groups(page: PageMarks, found: Iterable[Sequence]) -> Iterator[Diagnostic]:
    """Yield a complaint for each text that is painted in a group (CSS `opacity`).

    Its marked content belongs to the group's stream, which the structure tree does not know of:
    to a screen reader the text is not there.
    """
    for sequence in found:
        text = getattr(page.boxes[sequence.mcid], "text", "")
        if sequence.stream is not page.stream and text.strip():
            yield error(
                STYLE_SHEET,
                f"“{text.strip()[:60]}” is drawn with opacity, so no screen reader finds it",
                None,
                "give the text a lighter colour instead of an opacity",
            )


def mark_actual_text(
    page: PageMarks, found: Iterable[Sequence], characters: Mapping[str, Mapping[int, str]]
) -> None:
    """Add what it takes for a page's text to read back as it was written."""
    written = [
        (sequence, box.text)
        for sequence in found
        if (box := page.boxes.get(sequence.mcid)) is not None
        and not getattr(box, "text", "").isascii()
    ]
    # From the end, so that what is inserted moves no place that is still to come.
    for sequence, text in reversed(written):
        if not sequence.shown:
            continue
        read = "".join(characters[font].get(glyph, "") for font, glyph in sequence.glyphs())
        if not is_right_to_left(text) and not _reads_exactly(read, text):
            sequence.properties["ActualText"] = pydyf.String(_soft_at_end(text))
        elif text.endswith(HYPHENATION) and _plain(read) == _plain(text):
            _mark_hyphenation(sequence)


def _reads_exactly(read: str, text: str) -> bool:
    """Return whether readers give the text, and none of the fillers, which they would print."""
    return _plain(read) == _plain(text) and not any(filler in read for filler in FILLERS)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text).replace(NO_BREAK_SPACE, " ").strip()


def _soft_at_end(text: str) -> str:
    return text[:-1] + SOFT_HYPHEN if text.endswith(HYPHENATION) else text


def _mark_hyphenation(sequence: Sequence) -> None:
    """Put the last glyph of a line into a sequence of its own that means a soft hyphen."""
    index, _ = sequence.shown[-1]
    items = sequence.stream.stream
    match = _LAST_GLYPH.match(items[index])
    if match is None:
        return
    before, glyph, after = match.groups()
    properties = pydyf.Dictionary({"ActualText": pydyf.String(SOFT_HYPHEN)})
    before = before.removesuffix(b"<") if before.endswith(b"<") else before + b">"
    items[index : index + 1] = [
        *([b"[" + before + b"] TJ"] if before else []),
        "/Span",
        properties,
        b"BDC",
        b"[<" + glyph + b">" + after + b"] TJ",
        b"EMC",
    ]
