"""Checks that words are inside the margins and visible, in fonts that have their letters."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from math import ceil
from unicodedata import category

from pikepdf import Dictionary, Object, Pdf, Stream
from PIL import Image, ImageChops
from pypdfium2 import raw

from strevview.audit import MISSING_GLYPH, ExpectedPart, MarginsInPoints
from strevview.audit.matching import Comparison
from strevview.audit.reading import Box, Page, Run, overlap
from strevview.audit.wording import Word, words_of
from strevview.diagnostics import Diagnostic, error, warning

NOT_VISIBLE = "SV914"
FONT = "SV916"
# Type hangs a little over its measure, and a box ends a little beyond its ink; in points.
_LEEWAY = 3.0
# A letter is cut off when so much of it is, in points.
_CUT = 1.0
# A stretch of a line without ink wider than this, in line heights, is looked at letter by letter.
_GAP = 0.9
# Letters whose widths differ by less, in points, are not letters of type.
_SAME_WIDTH = 0.05
# So much of a line, of its smaller box, lies under another where the two cannot be read.
_OVERLAP = 0.5
# Pixels a point: 54 dpi shows each letter of 6 points, and a page takes 4 ms.
_SCALE = 0.75
_MAX_PIXELS = 4_000_000
# The least difference of grey, of 255, that counts as visible.
_INK = 12
_OUTSIDE, _CUT_OFF, _UNSEEN = "outside the margins", "cut off", "not to be seen"
_ON_EACH_OTHER = "printed on other words"
# The replacement character, none at all, and characters without a meaning of their own.
_UNKNOWN = re.compile("[\x00\ufffd\uffff\ue000-\uf8ff]")
_TO_NOTDEF = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\s")
_TO_TEXT = re.compile(rb"<([0-9a-fA-F]{4})>\s+<([0-9a-fA-F]+)>")
_CHARACTERS_SHOWN = 12
_GLYPH_HELP = "name a font that has it under `fonts:` in style.yaml"
_NARROW_HELP = "give the figure more `width:` or a shorter caption: it does not fit on the page"
# Of a style that ships, whose layout is not the user's to mend.
LAID_OUT_BADLY = (
    "nothing is wrong with the issue: the style lays it out badly; please report it with the file"
)
_FONT_HELP = "ask for families under `fonts:` in style.yaml alone, with one that has every letter"
_HELP = (
    "look at the page: the text runs out of its box, is covered, or has the colour of its ground"
)


def check_visibility(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the words of each part that stand outside the margins, are cut off or not to be seen.

    The style's margins hold from the first page of text. Words of a figure that the issue makes
    narrow are the editor's to mend, all others those of whoever made the style.
    """
    of_style = _HELP if found.expected.in_own_style else LAID_OUT_BADLY
    body = (found.matches[part].at for part in found.expected.body)
    starts = [at for at in body if at is not None]
    narrow = {text.path[:-1] for one in found.expected.figures if one.width for text in one.texts}
    first_text_page = found.flow.page_at(min(starts)) if starts else len(found.reading.pages)
    for page in found.reading.pages:
        margins = found.expected.margins if page.number >= first_text_page else None
        groups: dict[tuple[str, ExpectedPart | None], list[str]] = {}
        for what, run, word in _faults(page, _limits(page, margins)):
            part = found.flow.owner_of(run, word.start)
            groups.setdefault((what, part), []).append(run.text[word.start : word.end])
        for (what, part), words in groups.items():
            subject = f"the word “{words[0]}” is"
            if len(words) > 1:
                subject = f"{len(words)} words, from “{words[0]}” to “{words[-1]}”, are"
            where, span, advice = "", None, of_style
            if part is not None:
                where, span = f"{part.where}: ", part.span
                advice = _NARROW_HELP if part.path[:-1] in narrow else of_style
            message = f"{where}{subject} {what}, on page {page.number + 1}"
            yield error(NOT_VISIBLE, message, span, advice)


def _limits(page: Page, margins: MarginsInPoints | None) -> Box:
    """Return the box that text has to stay in: the page, or the part of it within the margins."""
    if margins is None:
        return (0.0, 0.0, page.width, page.height)
    right, top = page.width - margins.right, page.height - margins.top
    return (margins.left, margins.bottom, right, top)


def _faults(page: Page, limits: Box) -> Iterator[tuple[str, Run, Word]]:
    """Yield each word that is outside, cut off, unseen or overprinted: which of them, and where."""
    runs = [
        run for run in page.runs if run.mark and not run.mark.figure and run.text.strip(" \x02")
    ]
    if not runs:
        return
    for run in _overprinted(runs):
        yield from ((_ON_EACH_OTHER, run, word) for word in words_of(run.text))
    edge = (0.0, 0.0, page.width, page.height)
    ink = InkMap(page)
    for run in runs:
        bounds = edge if run.mark is not None and run.mark.label else limits
        yield from ((_OUTSIDE, run, word) for word in _outside(page, run, bounds))
        yield from ((_CUT_OFF, run, word) for word in _clipped(page, run))
        yield from ((_UNSEEN, run, word) for word in _without_ink(page, run, ink))


def _overprinted(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs printed over a line with other words; not the same words printed twice."""
    above: list[Run] = []
    lines = [run for run in runs if any(map(str.isalnum, run.text)) and not _is_sign(run.text)]
    for run in sorted(lines, key=lambda run: -run.box[3]):
        above = [other for other in above if other.box[1] < run.box[3]]
        if any(_covers(run, other) for other in above):
            yield run
        above.append(run)


def _is_sign(text: str) -> bool:
    """Return whether a text is one letter with signs: it may have the place of a sign above it."""
    kinds = [category(one)[0] for one in text]
    return kinds.count("L") == 1 and "M" in kinds


def _covers(run: Run, other: Run) -> bool:
    """Return whether two runs cover each other that are of different lines and words."""
    if run.text == other.text or run.mark == other.mark:
        return False
    return overlap(run.box, other.box) > _OVERLAP


def _is_within(box: Box, limits: Box, leeway: float = _LEEWAY) -> bool:
    return (
        box[0] >= limits[0] - leeway
        and box[1] >= limits[1] - leeway
        and box[2] <= limits[2] + leeway
        and box[3] <= limits[3] + leeway
    )


def _outside(page: Page, run: Run, limits: Box) -> Iterator[Word]:
    """Yield the words of a run, with a letter or digit in them, that stand outside."""
    if _is_within(run.box, limits):
        return
    for word in words_of(run.text):
        box = page.span_box(run, word.start, word.end)
        has_place = any(map(str.isalnum, word.plain)) and not _is_sign(word.plain)
        if has_place and not _is_within(box, limits):
            yield word


def _clipped(page: Page, run: Run) -> Iterator[Word]:
    """Yield the words of a run that have a letter whose ink a clip cuts."""
    if run.clip is None or _is_within(run.box, run.clip, _CUT):
        return
    for word in words_of(run.text):
        inks = (page.character_box(run, offset, tight=True) for offset in _letters(run, word))
        if not all(_is_within(ink, run.clip, _CUT) for ink in inks):
            yield word


def _without_ink(page: Page, run: Run, ink: InkMap) -> Iterator[Word]:
    """Yield the words of a run that have a letter or digit which leaves no ink.

    Of a run with an `/ActualText` PDFium knows no letters' places, and shares its width out among
    them: there the whole of it is judged.
    """
    _, bottom, _, top = run.box
    if not ink.has_gap(run.box, _GAP * (top - bottom)):
        return
    boxes = [page.character_box(run, offset) for offset in range(len(run.text))]
    widths = [box[2] - box[0] for box in boxes]
    if max(widths) - min(widths) < _SAME_WIDTH and any(ink.columns(run.box)):
        return
    for word in words_of(run.text):
        left, _, right, _ = page.span_box(run, word.start, word.end)
        if ink.has_gap((left, bottom, right, top), _GAP * (top - bottom)):
            letters = [boxes[offset] for offset in _letters(run, word)]
            columns = (ink.columns((left, bottom, right, top)) for left, _, right, _ in letters)
            if not all(map(any, columns)):
                yield word


def _letters(run: Run, word: Word) -> Iterator[int]:
    """Yield where in a run the letters and digits of a word stand."""
    return (offset for offset in range(word.start, word.end) if run.text[offset].isalnum())


class InkMap:
    """Where the text of a page leaves ink: not white on white, not covered, not cut off.

    The page is painted twice, with its text and without. Where the two differ, a reader sees text;
    where they do not, there is none to see, whatever the reason. The page has no text afterwards.
    """

    def __init__(self, page: Page) -> None:
        with_text = _painted(page)
        for item in page.text_objects:
            raw.FPDFPageObj_SetIsActive(item, 0)
        difference = ImageChops.difference(with_text, _painted(page))
        self._image = difference.point([0] * _INK + [255] * (256 - _INK))
        self._scale = self._image.width / page.width

    def columns(self, box: Box) -> Sequence[int]:
        """Return for each column of pixels of a box whether it has ink at any height."""
        width, height = self._image.size
        left = min(max(int(box[0] * self._scale), 0), width)
        right = min(max(ceil(box[2] * self._scale), left), width)
        top = min(max(int(height - box[3] * self._scale), 0), height)
        bottom = min(max(ceil(height - box[1] * self._scale), top), height)
        if left == right or top == bottom:
            return ()
        return self._image.crop((left, top, right, bottom)).getprojection()[0]

    def has_gap(self, box: Box, width: float) -> bool:
        """Return whether a stretch of a box of `width` points, or all of it, has no ink."""
        columns = bytes(self.columns(box))
        return not any(columns) or bytes(max(int(width * self._scale), 1)) in columns


def _painted(page: Page) -> Image.Image:
    scale = min(_SCALE, (_MAX_PIXELS / max(page.width * page.height, 1)) ** 0.5)
    bitmap = page.handle.render(scale=scale, grayscale=True, draw_annots=False)
    painted: Image.Image = bitmap.to_pil()
    return painted


def check_fonts(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the fonts that are not embedded, or of none of the families (None: any will do)."""
    reading, families = found.reading, found.expected.families
    allowed = None if families is None else tuple(_plain(family) for family in families)
    pages: dict[int, int] = {}
    for page in reading.pages:
        for run in page.runs:
            pages.setdefault(run.font, page.number + 1)
    for key, (name, embedded) in reading.fonts.items():
        where = f"on page {pages[key]}"
        if not embedded:
            yield error(FONT, f"the font {name} {where} is not embedded", help=_FONT_HELP)
        if allowed is not None and not _plain(name).startswith(allowed):
            message = f"the font {name} {where} is not one that the style names"
            yield error(FONT, message, help=_FONT_HELP)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def check_glyphs(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the characters that no font has, and those that read as nothing known.

    In a draft they are warnings.
    """
    complaint = warning if found.expected.draft else error
    missing = _without_glyph(found.reading.pdf)
    shown = " ".join(missing[:_CHARACTERS_SHOWN])
    shown += " …" if len(missing) > _CHARACTERS_SHOWN else ""
    message = f"no font has the character “{shown}”: a box or nothing stands in its place"
    if len(missing) > 1:
        message = f"no font has these {len(missing)} characters: {shown}: "
        message += "boxes or nothing stand in their place"
    if missing:
        yield complaint(MISSING_GLYPH, message, help=_GLYPH_HELP)
    for page in found.reading.pages:
        for run in page.runs:
            if _UNKNOWN.search(run.text):
                message = f"page {page.number + 1}: a character of “{run.text.strip()}” is unknown"
                yield complaint(MISSING_GLYPH, message, help=_GLYPH_HELP)


def _without_glyph(pdf: bytes) -> list[str]:
    """Return the characters that are drawn as `.notdef`, each once; "?" where none is known.

    The text layer has such a character all the same, so PDFium cannot tell. The renderer gives it
    a code of its own, and the font a CMap that leads the code to glyph 0, `.notdef` (ISO 32000-1,
    9.7.5). A font that has all its glyphs uses the predefined CMap Identity-H.
    """
    found: list[str] = []
    with Pdf.open(io.BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, Dictionary) and one.get("/Type") == "/Font":
                found += _missing_in(one)
    return list(dict.fromkeys(found))


def _missing_in(font: Object) -> Iterator[str]:
    encoding, to_text = font.get("/Encoding"), font.get("/ToUnicode")
    if not isinstance(encoding, Stream):
        return
    texts = _TO_TEXT.findall(to_text.read_bytes()) if isinstance(to_text, Stream) else []
    known = {code.lower(): text for code, text in texts}
    for code in _TO_NOTDEF.findall(encoding.read_bytes()):
        text = bytes.fromhex(known.get(code.lower(), b"").decode("ascii"))
        yield text.decode("utf-16-be", "replace") or "?"
