"""The texts that most items have, without markdown-it: paragraphs of words and `[word][source]`.

Whatever could mean something else to CommonMark, even if in the end it does not, is left to it.
"""

from __future__ import annotations

import re
from array import array

from strevview.model.prose import (
    Inline,
    Link,
    Paragraph,
    PlainParagraph,
    Prose,
    Reference,
    TextRun,
)
from strevview.source.positions import OFFSETS

# Marks, escapes, tags and entities; a line that opens a block; white space that is not kept.
_MARKS = re.compile(
    r"[\\*_<\t\r\x00]|!\[|&#?\w*;|^(?:[-+>#=~`]|\d+[.)]|[^\S\n])|[^\S\n]$", re.MULTILINE
)
# What `[words][source]` is where each part is no more than that.
_LINK = re.compile(r"\[([^\[\]\s]+(?: [^\[\]\s]+)*)\]\[([\w.:-]+)\]")
# Far below the bound on a link, beyond which markdown-it's parser finds none.
_MAX_LINK = 1000


def plain_prose(text: str) -> Prose | None:
    """Return what `ProseParser` makes of a text of words and links; None where there is more."""
    found = list(_LINK.finditer(text))
    bare = _LINK.sub(r"\1", text)
    if "[" in bare or "]" in bare or _MARKS.search(_LINK.sub(r"[\1]", text)):
        return None
    if not bare.strip() or any(link.end() - link.start() > _MAX_LINK for link in found):
        return None
    return _Reading(text).prose()


class _Reading:
    """Reads a text that is known to be plain, line by line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[Paragraph] = []
        self._references: list[Reference] = []
        self._paragraphs: list[PlainParagraph] = []
        self._start_paragraph()

    def _start_paragraph(self) -> None:
        self._children: list[Inline] = []
        self._letters: list[str] = []
        self._length = 0
        self._offsets = array(OFFSETS)
        self._links: list[tuple[int, int, str]] = []

    def prose(self) -> Prose:
        position = 0
        for line in self._text.split("\n"):
            if line:
                if self._children:
                    # A line end within a paragraph is a space.
                    self._run(position - 1, position, " ")
                self._line(position, position + len(line))
            elif self._children:
                self._end_paragraph(position - 1)
            position += len(line) + 1
        if self._children:
            self._end_paragraph(len(self._text))
        return Prose(tuple(self._blocks), tuple(self._references), (), tuple(self._paragraphs))

    def _line(self, position: int, end: int) -> None:
        for link in _LINK.finditer(self._text, position, end):
            if link.start() > position:
                self._run(position, link.start(), self._text[position : link.start()])
            self._link(link)
            position = link.end()
        if position < end:
            self._run(position, end, self._text[position:end])

    def _run(self, start: int, end: int, letters: str) -> None:
        self._children.append(TextRun(letters))
        self._add(start, end, letters)

    def _link(self, link: re.Match[str]) -> None:
        words, source = link.groups()
        first = self._length
        self._add(link.start(1), link.end(1), words)
        self._children.append(Link(words, source))
        self._links.append((first, self._length, source))
        self._references.append(Reference(words, source, link.start(), link.end(), link.start(2)))

    def _add(self, start: int, end: int, letters: str) -> None:
        self._letters.append(letters)
        self._offsets.extend(range(start, end))
        self._length += end - start

    def _end_paragraph(self, end: int) -> None:
        self._offsets.append(end)
        text, links = "".join(self._letters), tuple(self._links)
        self._paragraphs.append(PlainParagraph(text, self._offsets, links, False))
        self._blocks.append(Paragraph(tuple(self._children)))
        self._start_paragraph()
