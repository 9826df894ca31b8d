"""The texts that an issue prints, as a reader sees them, each character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Fix
from strevview.lint.faulty import is_faulty
from strevview.lint.item_links import text_start
from strevview.lint.per_issue import once_per_issue
from strevview.lint.text_edits import text_edit

if TYPE_CHECKING:
    from strevview.diagnostics import Edit, Span
    from strevview.model.loading import LoadedIssue
    from strevview.model.prose import Prose
    from strevview.source.nodes import Path

_SPACE = re.compile(r"\s+")
# A text with more slips of one kind is no slip but damage; the first tell enough.
MOST_FINDINGS = 100


class TextKind(StrEnum):
    """What a text is printed as."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"


class PrintedText(NamedTuple):
    """A paragraph, heading or caption; `offsets` lead from its characters to those of the value.

    `links` are the stretches that are linked, with the source's name; `quoted` is true inside a
    quotation block.
    """

    path: Path
    kind: TextKind
    text: str
    offsets: Sequence[int]
    links: tuple[tuple[int, int, str], ...] = ()
    quoted: bool = False


@once_per_issue
def printed_texts(issue: LoadedIssue) -> tuple[PrintedText, ...]:
    """Return the issue's texts in reading order; the sources' titles are not its own words."""
    return tuple(text for text in _all(issue) if not is_faulty(issue, text.path))


@once_per_issue
def is_english(issue: LoadedIssue) -> bool:
    """Whether the series is in English."""
    language = issue.series.language if issue.series is not None else None
    return language is not None and language.lower().split("-")[0] == "en"


def span_in(issue: LoadedIssue, text: PrintedText, start: int, end: int) -> Span | None:
    """Return the place of the characters `start:end` of a printed text."""
    if issue.places is None:
        return None
    first = text.offsets[start]
    last = text.offsets[end - 1] + 1 if end > start else first + 1
    return issue.places.within(text.path, first, last)


def fix_in(
    issue: LoadedIssue, text: PrintedText, start: int, end: int, new: str, message: str
) -> Fix | None:
    """Return the fix that puts `new` for the characters `start:end`; None where that is not safe.

    It is not where marks of emphasis or a link stand between these characters.
    """
    edit = edit_in(issue, text, start, end, new)
    return None if edit is None else Fix(message, (edit,))


def edit_in(issue: LoadedIssue, text: PrintedText, start: int, end: int, new: str) -> Edit | None:
    """Return the edit that puts `new` for the characters `start:end`, or None as `fix_in` does."""
    if issue.places is None or not 0 <= start < end < len(text.offsets):
        return None
    first, last = text.offsets[start], text.offsets[end - 1] + 1
    value = getattr(issue.places.node(text.path), "value", "")
    if _SPACE.sub(" ", value[first:last]) != _SPACE.sub(" ", text.text[start:end]):
        return None
    return text_edit(issue.places, text.path, first, last, new)


def _all(issue: LoadedIssue) -> Iterator[PrintedText]:
    whole = issue.issue
    if whole is None:
        return
    if whole.cover is not None:
        yield from _plain(issue, ("cover", "alt"), whole.cover.alt, TextKind.CAPTION)
        yield from _plain(issue, ("cover", "credit"), whole.cover.credit, TextKind.CAPTION)
    for s, section in enumerate(whole.sections):
        place = ("sections", s)
        yield from _plain(issue, (*place, "title"), section.title, TextKind.HEADING)
        highlight = section.highlight or None
        yield from _plain(issue, (*place, "highlight"), highlight, TextKind.HEADING)
        for i in range(len(section.items)):
            yield from _item(issue, s, i)
    for number, correction in enumerate(whole.corrections):
        path: Path = ("corrections", number, "text")
        if issue.places is not None and issue.places.node(path) is None:
            path = ("corrections", number)
        yield from _plain(issue, path, correction.text, TextKind.CAPTION)


def _item(issue: LoadedIssue, s: int, i: int) -> Iterator[PrintedText]:
    if issue.issue is None:
        return
    item, place = issue.issue.sections[s].items[i], ("sections", s, "items", i)
    yield from _plain(issue, (*place, "title"), item.title, TextKind.HEADING)
    yield from _plain(issue, (*place, "place"), item.place, TextKind.CAPTION)
    yield from _prose(issue, (*place, "text"), issue.proses[s, i], TextKind.PARAGRAPH)
    for f, figure in enumerate(item.figures):
        of_figure = (*place, "figures", f)
        yield from _plain(issue, (*of_figure, "alt"), figure.alt, TextKind.CAPTION)
        yield from _prose(issue, (*of_figure, "caption"), issue.captions[s, i, f], TextKind.CAPTION)
        yield from _plain(issue, (*of_figure, "credit"), figure.credit, TextKind.CAPTION)


def _prose(issue: LoadedIssue, path: Path, prose: Prose, kind: TextKind) -> Iterator[PrintedText]:
    before = text_start(issue, path)
    for paragraph in prose.paragraphs:
        offsets = paragraph.offsets
        if before:
            offsets = tuple(offset + before for offset in offsets)
        yield PrintedText(path, kind, paragraph.text, offsets, paragraph.links, paragraph.quoted)


def _plain(
    issue: LoadedIssue, path: Path, value: str | None, kind: TextKind
) -> Iterator[PrintedText]:
    if value:
        before = text_start(issue, path)
        yield PrintedText(path, kind, value, range(before, before + len(value) + 1))
