"""The text of an item: CommonMark cut down to paragraphs, emphasis, quotations, lists and links.

A link is a reference `[launched][dawn]` to one of the item's sources; its text is plain. Whatever
else CommonMark knows is a `ProseProblem`; raw HTML is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple
from unicodedata import bidirectional


class TextRun(NamedTuple):
    """Plain characters."""

    text: str


class LineBreak(NamedTuple):
    """A line end that the editor asked for (a backslash at the end of the line)."""

    text: str = " "


class Emphasis(NamedTuple):
    """Words set apart: italic, or bold when `strong`."""

    children: tuple[Inline, ...]
    strong: bool = False


class Link(NamedTuple):
    """Plain words that link to one of the item's sources."""

    text: str
    source: str


Inline = TextRun | LineBreak | Emphasis | Link


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    children: tuple[Inline, ...]


class Quotation(NamedTuple):
    """A quotation set off from the text."""

    children: tuple[Block, ...]


class ListItem(NamedTuple):
    """One entry of a list; `number` is that of an ordered one."""

    children: tuple[Block, ...]
    number: int | None = None


class ListBlock(NamedTuple):
    """A list, ordered where its entries are numbered."""

    items: tuple[ListItem, ...]
    ordered: bool


Block = Paragraph | Quotation | ListBlock


class Reference(NamedTuple):
    """A link `[text][source]` in the text; offsets are into the text as written."""

    text: str
    source: str
    start: int
    end: int
    source_start: int


class ProblemKind(StrEnum):
    """What an item's text may not hold."""

    INLINE_LINK = "inline link"
    IMAGE = "image"
    HEADING = "heading"
    CODE = "code block"
    RULE = "horizontal rule"
    MARKED_LINK = "emphasis inside a link"
    EMPTY_LINK = "link without words"


class ProseProblem(NamedTuple):
    """Something that the text may not hold; offsets are into the text as written.

    For a link, `text` is its words and `target` its address.
    """

    kind: ProblemKind
    start: int
    end: int
    text: str = ""
    target: str = ""


class PlainParagraph(NamedTuple):
    """A paragraph as a reader sees it; `offsets` leads each character back to the text as written.

    `links` are the stretches of `text` that are linked, with the source's name; `quoted` is true
    inside a quotation block. `number` is that of the entry of an ordered list which it begins.
    """

    text: str
    offsets: Sequence[int]
    links: tuple[tuple[int, int, str], ...]
    quoted: bool
    number: int | None = None

    def __hash__(self) -> int:
        return hash((self.text, self.links, self.quoted, self.number))


class Prose(NamedTuple):
    """An item's text as blocks, with its references and problems in reading order."""

    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
    problems: tuple[ProseProblem, ...]
    paragraphs: tuple[PlainParagraph, ...]

    @property
    def text(self) -> str:
        """The words as a reader sees them, a line a paragraph, without the numbers of lists."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def plain_text(children: Sequence[Inline]) -> str:
    """Return the characters of inline content; a line break is a space."""
    return "".join(_characters(children))


def _characters(children: Sequence[Inline]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Emphasis):
            yield from _characters(child.children)
        else:
            yield child.text


# The bidirectional classes of their letters (Unicode Standard Annex 9).
_FROM_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """Return whether a text has a letter of a script that is written from right to left."""
    return not text.isascii() and any(bidirectional(one) in _FROM_RIGHT_TO_LEFT for one in text)


# Letters of scripts that are written without spaces: Thai, Lao, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED += "\U00020000-\U0003fffd"


def word_count(text: str) -> int:
    """Return how many words a text has; where none are spaced apart, two letters are one."""
    apart = re.sub(rf"[{UNSPACED}]{{1,2}}", " x ", text)
    return sum(any(map(str.isalnum, word)) for word in apart.split())
