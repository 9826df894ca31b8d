"""What a reader finds in an old issue: blocks of text in reading order, links and pictures.

A reader tells what the file itself marks and nothing more: a paragraph is a heading only where the
file says so. What the blocks mean for a review is told afterwards, for all formats alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from strevview.diagnostics import Diagnostic

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))

# Hyphens and spaces that only mend a line's end, marks of order and direction, what is no text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
# A space at either end of a text, and what stands between.
_ENDS = re.compile(r"^ | $|[^ ](?:.*[^ ])?")
_NO_LETTERS = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """What a block is by the file's own marks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ENTRY = "list entry"
    QUOTATION = "quotation"
    CAPTION = "caption"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, perhaps a link.

    `address` is where a link leads, as the file has it; "" for a link that leads nowhere, such as a
    dead bookmark; None for text that is no link.
    """

    text: str
    address: str | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture's bytes in a format that an issue may hold, with what the file says of it."""

    data: bytes = field(repr=False)
    suffix: str
    alt: str | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list entry, quotation, caption or picture.

    `level` is the rank of a heading (1 is the highest) or the depth of a list entry (1 is the
    outermost); 0 elsewhere. `number` is the printed number of an entry in an ordered list. `size`
    is the height of most of its letters in points, where the file has sizes. `page` counts from 1.
    `links` are addresses whose link holds no words: a linked picture, an empty link. `check` is a
    remark for the editor: that the block was the row of a table, say. The rows of two tables, one
    after the other, differ in `table`. `begins` is the id of the item that the file says
    begins with it.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    number: int | None = None
    page: int | None = None
    size: float | None = None
    picture: FoundPicture | None = None
    links: tuple[str, ...] = ()
    check: str | None = None
    table: int = 0
    begins: str = ""

    @cached_property
    def text(self) -> str:
        """The words of all runs as they are seen, with single spaces between them."""
        return visible("".join(run.text for run in self.runs)).strip()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all its links, those that hold no words last."""
        return (*(run.address for run in self.runs if run.address), *self.links)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        return bool(self.text) and all(run.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class LinkText:
    """Linked words at `start:end` of an item's text, and the address that they lead to.

    `address` is "" or None for a link whose address the old issue does not hold.
    """

    word: str
    address: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text, or the address of a link, that is no part of the issue, and why.

    `times` is how often the file has it: a running header counts once a page. `told` is true where
    another key of the draft says the same.
    """

    text: str
    why: str
    times: int = 1
    told: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader found it.

    `front_matter` has the plain values of a Markdown file's head by their keys in small letters.
    `blocks` is empty where the file could not be read; then `diagnostics` says why (an error).
    """

    name: str
    blocks: tuple[Block, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    front_matter: Mapping[str, str] = field(default_factory=dict)
    pages: int | None = None
    language: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContents:
    """The words and the addresses of links of a file, counted without the code of its reader."""

    words: tuple[str, ...]
    links: tuple[str, ...] = ()


def raised(text: str) -> str:
    """Return a raised text in Unicode's raised signs where each has one, else as it is."""
    return "".join(_RAISED[sign] for sign in text) if set(text) <= set(_RAISED) else text


def lowered(text: str) -> str:
    """Return a lowered text in Unicode's lowered signs where each has one, else as it is."""
    return "".join(_LOWERED[sign] for sign in text) if set(text) <= set(_LOWERED) else text


def joined_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of one look made one, without empty ones."""
    found: list[Run] = []
    filled = (run for run in runs if run.text)
    for look, alike in groupby(filled, key=lambda run: replace(run, text="")):
        texts = [run.text for run in alike]
        # Two dead links side by side are two.
        texts = texts if look.address == "" else ["".join(texts)]
        found += [replace(look, text=text) for text in texts]
    return tuple(found)


def trimmed_runs(runs: Iterable[Run], start: int = 0) -> tuple[Run, ...]:
    """Return joined runs without their first `start` characters and the space at both ends."""
    left: list[Run] = []
    for run in runs:
        left.append(replace(run, text=run.text[start:]))
        start = max(0, start - len(run.text))
    found = list(joined_runs(left))
    filled = [number for number, run in enumerate(found) if run.text.strip()]
    if not filled:
        return ()
    found = found[filled[0] : filled[-1] + 1]
    found[0] = replace(found[0], text=found[0].text.lstrip())
    found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def visible(text: str) -> str:
    """Return a text without characters that are never seen, each row of white space one space.

    Space at the ends stays, as one space.
    """
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the same words in as few runs as their looks allow.

    Spaces stand between runs, never at the border of a link or of emphasis, and never twice.
    """
    tidy: list[Run] = []
    space = ""
    pieces = (replace(run, text=part) for run in runs for part in _ENDS.findall(visible(run.text)))
    for run in pieces:
        if run.text == " ":
            space = " " if tidy else ""
            continue
        is_same = bool(tidy) and replace(tidy[-1], text=run.text) == run
        # Two dead links side by side may be two; of an address it is one that a line's end parts.
        if is_same and not (space and run.address == ""):
            tidy[-1] = replace(run, text=tidy[-1].text + space + run.text)
        else:
            tidy += [Run(space), run] if space else [run]
        space = ""
    return tuple(tidy)


def plain_text(blocks: Sequence[Block]) -> tuple[str, tuple[LinkText, ...]]:
    """Return the words of blocks, a line a block, and their links with offsets into that text."""
    letters: list[str] = []
    links: list[LinkText] = []
    length = 0
    for block in blocks:
        if letters:
            letters.append("\n")
            length += 1
        for run in tidy_runs(block.runs):
            letters.append(run.text)
            end = length + len(run.text)
            if run.address is not None:
                links.append(LinkText(run.text, run.address, length, end))
            length = end
    return "".join(letters), tuple(links)


def match_key(text: str) -> str:
    """Return what two texts are compared by: their letters and digits, small, after NFKC.

    `&` counts as "and". It is "" for a text without a letter or digit.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTERS.sub("", plain.replace("&", "and"))
