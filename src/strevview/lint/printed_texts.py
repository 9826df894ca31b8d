"""The texts that an issue prints, as a reader sees them, each character with its place.

Of any text: where its sentences start, and what in it stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from strevview.diagnostics import Edit, Fix, Span
from strevview.model.loading import LoadedIssue
from strevview.model.printed import PrintedAs, printed
from strevview.model.prose import PlainParagraph
from strevview.source.nodes import Path, Places
from strevview.source.writer import fix_of, text_edit

_SPACE = re.compile(r"\s+")
_END = re.compile(r"""[.!?]["'”’)]?\s(?=["'“‘(]?[^\W_a-z])""")
# Full stops after these, and after one letter (Mamoun M. Al-Debi'e), end no sentence.
_ABBREVIATIONS = (
    r"mr mrs ms dr prof gen col lt st no nos vol fig jan feb mar apr jun jul aug sep sept oct nov "
    r"dec a\.m p\.m e\.g i\.e u\.s u\.k u\.n vs cf approx al sec \w"
)
_ABBREVIATED = re.compile(rf"(?<![\w.])(?:{'|'.join(_ABBREVIATIONS.split())})\Z", re.IGNORECASE)
# Pairs of marks; a single curly quote that closes is told from an apostrophe by what follows it.
_QUOTATION = re.compile(r"“[^“”]*”|(?<!\w)\"[^\"“”]*\"|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)‘[^‘’]*’(?!\w)")
# A text with more slips of one kind is no slip but damage; the first tell enough.
MOST_FINDINGS = 100


class PrintedText(NamedTuple):
    """A text or one of its paragraphs; `offsets` lead from its characters to those of the value.

    `links` are the stretches that are linked, with the source's name; `quoted` is true inside a
    quotation block.
    """

    path: Path
    kind: PrintedAs
    text: str
    offsets: Sequence[int]
    places: Places
    links: tuple[tuple[int, int, str], ...] = ()
    quoted: bool = False

    def span(self, start: int, end: int) -> Span:
        """Return the place of the characters `start:end`."""
        first = self.offsets[start]
        last = self.offsets[end - 1] + 1 if end > start else first + 1
        return self.places.within(self.path, first, last)

    def fix(self, start: int, end: int, new: str, message: str) -> Fix | None:
        """Return the fix that puts `new` for the characters `start:end`, if that is safe.

        It is not where marks of emphasis or a link stand between these characters.
        """
        return fix_of(message, self.edit(start, end, new))

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        """Return the edit that puts `new` for the characters `start:end`, if that is safe."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        value = getattr(self.places.node(self.path), "value", "")
        if _SPACE.sub(" ", value[first:last]) != _SPACE.sub(" ", self.text[start:end]):
            return None
        return text_edit(self.places, self.path, first, last, new)

    def own(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches in words of the text's own: not in a quotation or quotation marks."""
        if not self.quoted:
            quoted = quotations(self.text)
            for match in pattern.finditer(self.text):
                if not quoted or not is_inside(match.start(), quoted):
                    yield match


class Stretch(NamedTuple):
    """The characters `start:end` of a printed text: a word, a name, an acronym."""

    text: PrintedText
    start: int
    end: int

    @property
    def words(self) -> str:
        """The characters themselves."""
        return self.text.text[self.start : self.end]

    @property
    def place(self) -> Span:
        """Where they stand in the file."""
        return self.text.span(self.start, self.end)


def paragraph_text(
    places: Places, path: Path, paragraph: PlainParagraph, kind: PrintedAs = PrintedAs.PARAGRAPH
) -> PrintedText:
    """Return a paragraph of the text or caption at a path."""
    offsets, before = paragraph.offsets, places.stripped(path)
    if before:
        offsets = tuple(offset + before for offset in offsets)
    return PrintedText(
        path, kind, paragraph.text, offsets, places, paragraph.links, paragraph.quoted
    )


def written_text(
    places: Places, path: Path, value: str, kind: PrintedAs = PrintedAs.LINE
) -> PrintedText:
    """Return a value as it is written in the file, marks and all."""
    before = places.stripped(path)
    return PrintedText(path, kind, value, range(before, before + len(value) + 1), places)


def printed_texts(loaded: LoadedIssue, places: Places) -> Iterator[PrintedText]:
    """Yield the issue's own texts, each once; the titles of printed works are not among them."""
    for one in printed(loaded):
        if one.is_repeated or one.printed_as is PrintedAs.WORK:
            continue
        if isinstance(one.text, str):
            yield written_text(places, one.path, one.text, one.printed_as)
        else:
            for paragraph in one.text.paragraphs:
                yield paragraph_text(places, one.path, paragraph, one.printed_as)


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a text start; the first starts at 0."""
    ends = (match for match in _END.finditer(text) if not _is_abbreviation(text, match.start()))
    return [0, *(match.end() for match in ends)]


def _is_abbreviation(text: str, stop: int) -> bool:
    return text[stop] == "." and _ABBREVIATED.search(text, max(0, stop - 6), stop) is not None


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that stand in quotation marks, marks included."""
    if not any(mark in text for mark in '“"«„‘'):
        return ()
    return tuple(match.span() for match in _QUOTATION.finditer(text))


def is_inside(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of the stretches."""
    return any(start <= place < end for start, end in stretches)
