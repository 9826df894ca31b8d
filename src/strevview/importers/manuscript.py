"""An old issue as a reader found it: blocks in reading order, whose meaning nobody has told yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from strevview.diagnostics import Diagnostic


class Kind(StrEnum):
    """What a block is by its form, as far as the file's own marks or its looks tell."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ENTRY = "list entry"
    QUOTATION = "quotation"
    CAPTION = "caption"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, perhaps a link."""

    text: str
    # The address that it leads to; "" for a link without one, such as a dead bookmark.
    address: str | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes in a format that an issue may hold, with what the file says of it."""

    data: bytes = field(repr=False)
    suffix: str
    alt: str | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list entry, caption or picture.

    `size` is the height of most of its letters in points, where the file has sizes. `level` is the
    level of a heading (1 is the highest, 0 where its form alone makes it one), or how deep a list's
    entry stands (1 is the outermost). `page` counts from 1.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    page: int | None = None
    size: float | None = None
    level: int = 0
    numbered: bool = False
    picture: Picture | None = None

    @cached_property
    def text(self) -> str:
        """The words of all runs, with single spaces between them."""
        return " ".join("".join(run.text for run in self.runs).split())

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return bool(self.text) and all(run.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the file that is no text of the issue: a page number, a running header."""

    text: str
    why: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a reader made of a file.

    `words` are the words of the file in the order of its pages, as the library gives them before
    anything is joined, dropped or understood: what the draft is held against at the end.
    `blocks` is empty where the file could not be read; then `diagnostics` says why (an error, SV93x
    or SV94x).
    """

    name: str
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    words: tuple[str, ...] = ()
    pages: int | None = None
    language: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
