"""Every word is on the page, in the margins, and to be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import NOT_VISIBLE
from strevview.render.audit.expected import Margins, Part
from strevview.render.audit.flow import Flow
from strevview.render.audit.matches import Matches
from strevview.render.audit.wording import Words

if TYPE_CHECKING:
    from strevview.render.audit.ink import Shadow
    from strevview.render.audit.pdfium import Box
    from strevview.render.audit.reading import Page, Run

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
_OUTSIDE, _CUT_OFF, _UNSEEN = "outside the margins", "cut off", "not to be seen"
_ON_EACH_OTHER = "printed on other words"
_HELP = (
    "look at the page: the text runs out of its box, is covered, or has the colour of its ground"
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A word of a run that is wrong, and how."""

    run: Run
    start: int
    word: str
    what: str


def check_sight(
    flow: Flow, pages: Sequence[Page], margins: Margins | None, matches: Matches
) -> Iterator[Diagnostic]:
    """Yield the words of each part that stand outside the margins, are cut off or not to be seen.

    A page with an ArtBox has its own margins; else the style's hold from the first page of text.
    """
    starts = [match.at for match in matches.body if match.at is not None]
    first_text_page = flow.page_at(min(starts)) if starts else len(pages)
    for page in pages:
        limits = _limits(page, margins if page.number >= first_text_page else None)
        groups: dict[tuple[str, int], list[Hidden]] = {}
        parts: dict[int, Part] = {}
        for hidden in _hidden_words(page, limits):
            position = flow.position_of(hidden.run, hidden.start)
            part = matches.part_at(position) if position is not None else None
            if part is not None:
                parts[id(part)] = part
            groups.setdefault((hidden.what, id(part)), []).append(hidden)
        for (what, key), found in groups.items():
            yield _told(page, what, found, parts.get(key))


def _told(page: Page, what: str, found: Sequence[Hidden], part: Part | None) -> Diagnostic:
    words = [one.word for one in found]
    if len(words) == 1:
        subject = f"the word “{words[0]}” is"
    else:
        subject = f"{len(words)} words, from “{words[0]}” to “{words[-1]}”, are"
    where = f"{part.where}: " if part is not None else ""
    message = f"{where}{subject} {what}, on page {page.number + 1}"
    return error(NOT_VISIBLE, message, part.span if part is not None else None, _HELP)


def _limits(page: Page, margins: Margins | None) -> Box:
    """Return the box that text has to stay in: the page, or the part of it within the margins."""
    if page.art_box is not None:
        return page.art_box
    if margins is None:
        return (0.0, 0.0, page.width, page.height)
    right, top = page.width - margins.right, page.height - margins.top
    return (margins.left, margins.bottom, right, top)


def _hidden_words(page: Page, limits: Box) -> Iterator[Hidden]:
    edge = (0.0, 0.0, page.width, page.height)
    runs = [
        run for run in page.runs if run.mark and not run.mark.figure and run.text.strip(" \x02")
    ]
    if not runs:
        return
    for run in _on_each_other(runs):
        for word in Words(run.text):
            yield Hidden(run, word.start, run.text[word.start : word.end], _ON_EACH_OTHER)
    ink = page.ink()
    for run in runs:
        bounds = limits if run.mark is not None and not run.mark.label else edge
        if not _is_within(run.box, bounds):
            yield from _outside(page, run, bounds)
        if run.clip is not None and not _is_within(run.box, run.clip, _CUT):
            yield from _clipped(page, run, run.clip)
        shadow = ink.shadow(run.box)
        gap = _GAP * (run.box[3] - run.box[1])
        if shadow.has_gap(gap):
            yield from _without_ink(page, run, shadow, gap)


def _on_each_other(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the lines that lie on a line with other words; one printed twice is no such line."""
    above: list[Run] = []
    lines = [run for run in runs if any(map(str.isalnum, run.text))]
    for run in sorted(lines, key=lambda run: -run.box[3]):
        above = [other for other in above if other.box[1] < run.box[3]]
        if any(_lies_on(run, other) for other in above):
            yield run
        above.append(run)


def _lies_on(run: Run, other: Run) -> bool:
    """Return whether runs of different lines, with different words, cover each other."""
    if run.text == other.text or run.mark == other.mark:
        return False
    return _overlap(run.box, other.box)


def _overlap(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width > 0 and height > 0 and width * height > _OVERLAP * min(areas) > 0


def _is_within(box: Box, limits: Box, leeway: float = _LEEWAY) -> bool:
    return (
        box[0] >= limits[0] - leeway
        and box[1] >= limits[1] - leeway
        and box[2] <= limits[2] + leeway
        and box[3] <= limits[3] + leeway
    )


def _outside(page: Page, run: Run, limits: Box) -> Iterator[Hidden]:
    """Yield the words of a run, with a letter or digit in them, that stand outside."""
    for word in Words(run.text):
        box = page.span_box(run, word.start, word.end)
        if any(map(str.isalnum, word.plain)) and not _is_within(box, limits):
            yield Hidden(run, word.start, run.text[word.start : word.end], _OUTSIDE)


def _clipped(page: Page, run: Run, clip: Box) -> Iterator[Hidden]:
    """Yield the words of a run that have a letter whose ink a clip cuts."""
    for word in Words(run.text):
        for offset in range(word.start, word.end):
            box = page.character_box(run, offset, tight=True)
            if run.text[offset].isalnum() and not _is_within(box, clip, _CUT):
                yield Hidden(run, word.start, run.text[word.start : word.end], _CUT_OFF)
                break


def _without_ink(page: Page, run: Run, shadow: Shadow, gap: float) -> Iterator[Hidden]:
    """Yield the words of a run that have a letter or digit which leaves no ink.

    Of a run with an `/ActualText` PDFium knows no letters' places, and shares its width out among
    them: there the whole of it is judged.
    """
    boxes = [page.character_box(run, offset) for offset in range(len(run.text))]
    widths = [box[2] - box[0] for box in boxes]
    if any(shadow.columns) and max(widths) - min(widths) < _SAME_WIDTH:
        return
    for word in Words(run.text):
        left, _, right, _ = page.span_box(run, word.start, word.end)
        if not shadow.between(left, right).has_gap(gap):
            continue
        for offset in range(word.start, word.end):
            left, _, right, _ = boxes[offset]
            if run.text[offset].isalnum() and not any(shadow.between(left, right).columns):
                yield Hidden(run, word.start, run.text[word.start : word.end], _UNSEEN)
                break
