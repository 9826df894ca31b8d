"""HTML to blocks: what Markdown and DOCX are made into, by one walk over its tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from lxml import etree
from markdown_it.common.html_blocks import block_names

from strevview.diagnostics import Span, warning
from strevview.importers.blocks import (
    Block,
    Document,
    FoundPicture,
    Kind,
    LeftOut,
    Run,
    lowered,
    raised,
    trimmed_runs,
)
from strevview.importers.file_contents import ELEMENTS
from strevview.importers.running_text import Notes, addresses_linked

# Elements that hold no words for readers, and those that show another page or file.
_SILENT = frozenset({"head", "math", "script", "style", "svg", "template", "title"})
_EMBEDDED = frozenset({"audio", "embed", "iframe", "object", "script", "source", "video"})
_BLOCKS = frozenset({*block_names, "pre"}) - _SILENT - _EMBEDDED
_WHOLE = "math|script|style|svg"
_TAG = re.compile(
    rf"(<!--.*?(?:-->|\Z)|<(?:{_WHOLE})\b[^<>]*>.*?(?:</(?:{_WHOLE})>|\Z)"
    rf"|</?(?:{'|'.join(sorted(ELEMENTS))}|\w+-[\w-]*)(?![\w-])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>)",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(r"<([!?](?!--)[^>]{0,2000})>")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
# A word, perhaps behind signs that open something.
_WORD = re.compile(r"[*_(\[“\"‘<]*\w")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SIZE = re.compile(r"\d{1,4}(?:\.\d+)?")
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_PICTURE_ADVICE = "save the picture into `pictures/` and name it under `figures:`"


_PARAGRAPH = Block(Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around a text say of it.

    `kind` is an empty block of the kind that it belongs to, `shifted` writes it raised or lowered,
    `size` is in points, 0 where none is told. `lists` has a counter for each list around it, None
    for one without numbers; `nested` is whether it stands in a list, a quotation or a row of a
    table, `table` the number of that.
    """

    kind: Block = _PARAGRAPH
    address: str | None = None
    bold: bool = False
    italic: bool = False
    shifted: Callable[[str], str] = str
    size: float = 0
    code: bool = False
    lists: tuple[Iterator[int] | None, ...] = ()
    nested: bool = False
    table: int = 0


# What is told of a text by the name of an element around it.
_TOLD: Mapping[str, Mapping[str, Any]] = {
    **{f"h{level}": {"kind": Block(Kind.HEADING, level=level)} for level in range(1, 7)},
    **{tag: {"bold": True} for tag in ("b", "strong")},
    **{tag: {"italic": True} for tag in ("i", "em", "cite", "dfn")},
    **{tag: {"kind": Block(Kind.CAPTION)} for tag in ("caption", "figcaption")},
    "blockquote": {"kind": Block(Kind.QUOTATION), "nested": True},
    "tr": {"nested": True},
    "pre": {"kind": replace(_PARAGRAPH, check="code"), "code": True},
    "code": {"code": True},
    "sup": {"shifted": raised},
    "sub": {"shifted": lowered},
}


@dataclass
class _Unfinished:
    """The block that is being put together; `sizes` counts its letters by their size."""

    runs: list[Run] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    pictures: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def left_out(text: str, why: str) -> str:
    """Return HTML that shows nothing, and tells that a text is left out, and why."""
    return f"<template title='{escape(why)}'>{escape(text)}</template>" if text.strip() else ""


def tags_alone(html: str) -> str:
    """Return HTML as people write it with every `<` escaped that begins no known tag or comment.

    `Vec<u8>` and a tag that is cut off are text; tags with `-` are made up by pages. Declarations
    and instructions to programs become comments.
    """
    parts = _TAG.split(_DECLARATION.sub(r"<!--\1-->", html))
    for place, part in enumerate(parts):
        # What is never closed goes on to the end, and is text.
        if place % 2 == 0 or not part.endswith(">"):
            parts[place] = part.replace("<", "&lt;")
    return "".join(parts)


class HtmlBlocks:
    """Makes a document of HTML.

    A note stands after the text that has its mark, `[^name]`, and both have a number, `[1]`; one
    that only names a source becomes the link of the word before the mark.
    """

    def __init__(
        self, picture_of: Callable[[str, str | None], FoundPicture | str], places: frozenset[str]
    ) -> None:
        """Take what gives a picture, or why there is none, by its address and words for it.

        `places` are the names of places in the text to which links may lead, in small letters.
        """
        self._picture_of = picture_of
        self._places = places
        self._blocks: list[Block] = []
        self._block = _Unfinished()
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._lost_pictures: list[tuple[str, str]] = []
        self._notes = Notes()
        self._tables = 0
        # How many letters and pictures were met, and whether a line was ended after the last.
        self._met = 0
        self._after_break = False

    def document(self, path: Path, html: str, notes: Mapping[str, str]) -> Document:
        """Return what is read of HTML and of its notes by their names.

        A note that no mark asks for is left out; only marks that come after it ask for it. SV948 is
        for all pictures that were left out; the first is named.

        Raises:
            RecursionError: elements stand too deep in one another.
        """
        for name, note in notes.items():
            self._notes.keep(name, self._blocks_of(note))
        blocks = self._blocks_of(html)
        told = [LeftOut(text, why, times) for (text, why), times in self._left_out.items()]
        told += self._notes.left_out()
        complaints = []
        if self._lost_pictures:
            (shown, why), number = self._lost_pictures[0], len(self._lost_pictures)
            what = f"{number} pictures were left out, the first of them {shown}: {why}"
            what = what if number > 1 else f"{shown} was left out: {why}"
            complaints = [warning("SV948", what, Span.point(str(path)), _PICTURE_ADVICE)]
        return Document(path.name, tuple(blocks), tuple(told), diagnostics=tuple(complaints))

    def _blocks_of(self, html: str) -> list[Block]:
        # What libxml2 would cut off is too deep to be walked.
        root = etree.HTML(f"<body>{html}</body>", etree.HTMLParser(huge_tree=True))
        self._element(root, _Place())
        blocks, self._blocks = self._blocks, []
        return blocks

    def _leave_out(self, text: str, why: str) -> None:
        if text.strip():
            self._left_out[text.strip(), why] += 1

    def _inside(self, element: etree._Element, place: _Place) -> None:
        self._text(element.text, place)
        for child in element:
            self._element(child, place)
            self._text(child.tail, place)

    def _element(self, element: etree._Element, place: _Place) -> None:
        """Read an element; one that is not known gives what is in it."""
        tag = element.tag
        if not isinstance(tag, str):
            self._leave_out(element.text or "", "a comment")
            return
        if tag in _EMBEDDED:
            addresses = filter(None, map(element.get, ("src", "srcset", "data")))
            self._leave_out(next(addresses, ""), "what is shown from another page or file")
        if tag in _SILENT:
            why = element.get("title", "a script, style or drawing of HTML")
            self._leave_out("".join(element.itertext()), why)
        elif tag in _BLOCKS:
            self._end_block(place)
            inner = self._inner(element, place)
            read = {"tr": self._row, "li": self._entry}.get(tag, self._inside)
            read(element, inner)
            self._end_block(inner)
            if not place.nested:
                self._blocks += self._notes.due()
        elif tag == "a" and "href" in element.attrib:
            self._link(element, place)
        elif tag == "img":
            self._picture(element, place)
        elif tag == "br":
            self._break(place)
        elif tag == "input" and element.get("type") == "checkbox":
            self._add("☒" if "checked" in element.attrib else "☐", place)
        else:
            self._inside(element, self._inner(element, place))

    def _inner(self, element: etree._Element, place: _Place) -> _Place:
        """Return the place inside an element."""
        tag = element.tag
        told: dict[str, Any] = {**_TOLD.get(tag, {})}
        if tag in {"ul", "ol"}:
            counter = count(_number(element.get("start", ""))) if tag == "ol" else None
            told = {"lists": (*place.lists, counter), "nested": True, "kind": _PARAGRAPH}
        elif tag == "table":
            told["table"] = self._tables
            self._tables += 1
        elif _SIZE.fullmatch(element.get("data-size", "")):
            told["size"] = float(element.get("data-size", ""))
        return replace(place, **told)

    def _entry(self, element: etree._Element, place: _Place) -> None:
        """Read an entry of a list; what follows its first paragraph in it are paragraphs.

        Its depth and its number are those that it states itself, else told by its list.
        """
        level = _number(element.get("aria-level", str(len(place.lists))))
        counter = place.lists[-1] if place.lists else None
        number = None if counter is None else next(counter)
        if "value" in element.attrib:
            number = _number(element.get("value", ""))
        start = len(self._blocks)
        self._inside(element, place)
        self._end_block(place)
        filled = (at for at in range(start, len(self._blocks)) if self._blocks[at].runs)
        first = next(filled, None)
        if first is None or not level:
            return
        block = self._blocks[first]
        if block.kind is Kind.PARAGRAPH and not block.check:
            entry = replace(block, kind=Kind.LIST_ENTRY, level=level, number=number)
            self._blocks[first] = entry

    def _row(self, row: etree._Element, place: _Place) -> None:
        """Read a row: an entry where no cell has two blocks with words, and two cells have one."""
        self._text(row.text, place)
        starts = []
        for cell in row:
            starts.append(len(self._blocks))
            self._element(cell, place)
            self._text(cell.tail, place)
        self._end_block(place)
        cells = [self._blocks[a:b] for a, b in pairwise((*starts, len(self._blocks)))]
        worded = [[block for block in cell if block.text] for cell in cells]
        filled = [block for cell in worded for block in cell]
        is_plain = all(len(cell) <= 1 for cell in worded)
        if len(filled) > 1 and is_plain and not any(one.kind is Kind.HEADING for one in filled):
            said = [cell[0].runs if cell else () for cell in worded]
            runs = [run for cell in said for run in (Run(" · "), *cell)][1:]
            entry = Block(
                Kind.LIST_ENTRY,
                tuple(runs),
                level=1,
                size=filled[0].size,
                links=tuple(link for block in filled for link in block.links),
                check="the row of a table",
                table=place.table,
            )
            rest = [block for cell in cells for block in cell if not block.text]
            self._blocks[starts[0] :] = [entry, *rest]

    def _link(self, element: etree._Element, place: _Place) -> None:
        """Read a link; one to a place in the text is none, or a dead one where there is no such."""
        self._leave_out(element.get("title", ""), "the title of a link")
        written = re.sub(r"[\t\r\n]", "", element.get("href", "").strip())
        address: str | None = written.replace(" ", "%20")
        if written.startswith("#"):
            address = None if written[1:].casefold() in self._places else ""
        met = self._met
        has_words = "".join(element.itertext()).strip() or element.find(".//img") is not None
        self._inside(element, replace(place, address=address) if has_words else place)
        if address and self._met == met:
            self._block.links.append(address)

    def _picture(self, element: etree._Element, place: _Place) -> None:
        """Add a picture: before the block's words where there are none yet, else after them."""
        address = element.get("src", "")
        title = element.get("title", "").strip()
        alt = " ".join(element.get("alt", "").split())
        alt, title = ("" if _FILE_NAME.fullmatch(words) else words for words in (alt, title))
        found = self._picture_of(address, alt or None)
        if isinstance(found, FoundPicture):
            self._met += 1
            beside = self._block.pictures if self._block.sizes else self._blocks
            links = (place.address,) if place.address else ()
            beside.append(Block(Kind.PICTURE, picture=found, links=links))
            if title:
                beside.append(Block(Kind.CAPTION, (Run(title),)))
            return
        shown = address if len(address) <= 80 else f"{address[:77]}…"
        self._lost_pictures.append((f"the picture `{shown}`", found))
        self._leave_out(" ".join(f"{alt} {title} {address}".split()), f"a picture: {found}")

    def _break(self, place: _Place) -> None:
        """Begin a line; a second break in a row begins a paragraph."""
        if self._after_break and self._block.sizes:
            self._end_block(place)
        else:
            self._add("\n", place)
            self._after_break = True

    def _text(self, text: str | None, place: _Place) -> None:
        """Take words, with the marks of notes in them."""
        text = text or ""
        if place.kind.check:
            # In a block of code, a blank line begins another paragraph.
            for part in _BLANK_LINES.split(text):
                self._end_block(place)
                self._add(part, place)
            return
        parts = [text] if place.code else _NOTE_MARK.split(text)
        for at, part in enumerate(parts):
            is_mark = at % 2 == 1
            if is_mark and part in self._notes:
                # A title has no marks.
                is_title = place.kind.kind is Kind.HEADING
                self._block.runs = self._notes.marked(part, self._block.runs, hidden=is_title)
            elif is_mark:
                self._add(f"[^{part}]", place)
            else:
                numbered = at > 0 and self._notes.has_number(parts[at - 1])
                self._add(f" {part}" if numbered and _WORD.match(part) else part, place)

    def _add(self, text: str, place: _Place) -> None:
        letters = len("".join(text.split()))
        if letters:
            self._met += letters
            self._after_break = False
            self._block.sizes[place.size] += letters
        run = Run(place.shifted(text), place.address, place.bold, place.italic)
        self._block.runs.append(run)

    def _end_block(self, place: _Place) -> None:
        made, self._block = self._block, _Unfinished()
        self._after_break = False
        runs = trimmed_runs(addresses_linked(made.runs))
        linked = {run.address for run in runs}
        links = tuple(one for one in dict.fromkeys(made.links) if one not in linked)
        if runs or links:
            size = max(made.sizes, key=lambda one: (made.sizes[one], one), default=0) or None
            self._blocks.append(replace(place.kind, runs=runs, links=links, size=size))
        self._blocks += made.pictures


def _number(text: str) -> int:
    """Return the number that a list starts with or an entry has, as its tag says, else 1."""
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 1
