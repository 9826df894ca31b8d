"""HTML to blocks: what Markdown and DOCX are made into, and the raw HTML in Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser
from itertools import count, pairwise
from pathlib import Path

from markdown_it.common.html_blocks import block_names

from strevview.diagnostics import Span, warning
from strevview.importers.blocks import (
    Block,
    Document,
    Kind,
    LeftOut,
    Picture,
    Run,
    lowered,
    raised,
    trimmed_runs,
)
from strevview.importers.running_text import Notes, addresses_linked

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset({"ul", "ol", "blockquote"})
_CAPTIONS = frozenset({"caption", "figcaption"})
# A look or a link that is left open ends with one of these.
_TEXT_BLOCKS = _HEADINGS | {"li", "p", "pre", "td", "th"}
# Elements that hold no words for readers, and those that show another page or file.
_SILENT = frozenset({"head", "math", "script", "style", "svg", "template", "title"})
_EMBEDDED = frozenset({"audio", "embed", "iframe", "object", "script", "source", "video"})
_INLINE_TAGS = (
    "a abbr acronym area b base bdi bdo big br button canvas cite code col colgroup data datalist "
    "del dfn em font i img input ins kbd label link map mark meta meter noscript optgroup output "
    "param picture progress q rp rt ruby s samp select slot small span strike strong sub sup "
    "textarea time track tt u var wbr"
)
_BLOCKS = frozenset({*block_names, "pre"}) - _SILENT - _EMBEDDED
_KNOWN = _BLOCKS | _SILENT | _EMBEDDED | frozenset(_INLINE_TAGS.split())
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SIZE = re.compile(r"font-size:\s*(\d{1,3}(?:\.\d+)?)pt")
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_PICTURE_ADVICE = "save the picture into `pictures/` and name it under `figures:`"


@dataclass
class _Unfinished:
    """The block that is being put together; `sizes` counts its letters by their size."""

    runs: list[Run] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    pictures: list[Block] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class HtmlBlocks(HTMLParser):
    """Makes blocks of pieces of HTML, which may begin or end inside an element.

    A note stands after the text that has its mark, `[^name]`, and both have a number, `[1]`; one
    that only names a source becomes the link of the word before the mark.
    """

    def __init__(
        self,
        picture_of: Callable[[str, str | None], Picture | str],
        places: frozenset[str] = frozenset(),
        prose: Callable[[str], str] = str,
    ) -> None:
        """Take what gives a picture, or why there is none, by its address and words for it.

        `places` are the names of places in the text to which links may lead, in small letters.
        `prose` changes text that is no code.
        """
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._picture_of = picture_of
        self._notes = Notes()
        self._places = places
        self._prose = prose
        self._lost_pictures: list[tuple[str, str]] = []
        self._block = _Unfinished()
        # What a tag says that the next block is: a heading, a caption, code, a list's entry.
        self._next_kind: Block | None = None
        # The quotations and lists that are open; those with numbers have a counter.
        self._containers: list[tuple[str, Iterator[int] | None]] = []
        # Where the link leads that is open, and whether it has words or a picture yet.
        self._address: str | None = None
        self._link_has_content = False
        self._open: Counter[str] = Counter()
        # The sizes of letters in points; 0 where none is told.
        self._sizes: list[float] = [0]
        self._silent = 0
        # Of each table that is open, where the cells of its row begin in `_blocks`.
        self._rows: list[list[int]] = []
        # How many tables have ended.
        self._tables = 0
        self._after_break = False

    def piece(self, html: str) -> None:
        """Read a piece of HTML; a tag that is cut off at its end is text."""
        self.feed(html)
        rest = self.rawdata
        self.reset()
        if rest:
            self.handle_data(unescape(rest))

    def take_note(self, name: str) -> None:
        """Keep what was read so far as a note; only marks that come later ask for it."""
        self._end_all()
        self._notes.keep(name, self._blocks)
        self._blocks = []

    def document(self, path: Path) -> Document:
        """Return what was read; notes that no mark asked for are left out.

        SV948 is for all pictures that were left out; the first is named.
        """
        self._end_all()
        told = [LeftOut(text, why, times) for (text, why), times in self._left_out.items()]
        told += self._notes.left_out()
        complaints = []
        if self._lost_pictures:
            (shown, why), number = self._lost_pictures[0], len(self._lost_pictures)
            what = f"{number} pictures were left out, the first of them {shown}: {why}"
            what = what if number > 1 else f"{shown} was left out: {why}"
            complaints = [warning("SV948", what, Span.point(str(path)), _PICTURE_ADVICE)]
        return Document(path.name, tuple(self._blocks), tuple(told), diagnostics=tuple(complaints))

    def _leave_out(self, text: str, why: str) -> None:
        if text.strip():
            self._left_out[text.strip(), why] += 1

    def lose_picture(self, shown: str, why: str) -> None:
        """Note a picture that cannot be had, by what it is called."""
        self._lost_pictures.append((shown, why))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a look or a link, or take a picture."""
        if self._silent:
            self._silent += 1 if tag in _SILENT else 0
            return
        if not _is_known(tag):
            self._add(self.get_starttag_text() or "")
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._open_block(tag, given)
        elif tag == "a" and "href" in given:
            self._open_link(given)
        elif tag == "img":
            self._picture(given)
        elif tag == "br":
            self._break()
        elif tag == "input" and given.get("type") == "checkbox":
            self._add("☒" if "checked" in given else "☐")
        elif tag == "span":
            size = _SIZE.search(given.get("style", ""))
            self._sizes.append(float(size.group(1)) if size else self._sizes[-1])
        elif tag in _EMBEDDED:
            address = given.get("src") or given.get("srcset") or given.get("data") or ""
            self._leave_out(address, "what is shown from another page or file")
        if tag in _SILENT:
            self._silent += 1
        self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Close a block, a look or a link."""
        if self._silent:
            self._silent -= 1 if tag in _SILENT else 0
            return
        if not _is_known(tag):
            self._add(f"</{tag}>")
        elif tag in _BLOCKS:
            self._close_block(tag)
        elif tag == "a":
            self._close_link()
        elif tag == "span" and len(self._sizes) > 1:
            self._sizes.pop()
        self._open[tag] = max(0, self._open[tag] - 1)

    def handle_data(self, data: str) -> None:
        """Take words, with the marks of notes in them."""
        if self._silent:
            self._leave_out(data, "a script, style or drawing of HTML")
        elif self._open["pre"]:
            # In a block of code, a blank line begins another paragraph.
            for part in _BLANK_LINES.split(data):
                self._end_block()
                self._add(part)
        elif self._open["code"]:
            self._add(data)
        else:
            for place, part in enumerate(_NOTE_MARK.split(data)):
                is_mark = place % 2 == 1
                if is_mark and part in self._notes:
                    # A title has no marks.
                    is_title = self._next_kind is not None and self._next_kind.kind is Kind.HEADING
                    self._block.runs = self._notes.marked(part, self._block.runs, hidden=is_title)
                else:
                    self._add_prose(f"[^{part}]" if is_mark else part)

    def handle_comment(self, data: str) -> None:
        """Leave a comment, a declaration or an instruction to a program out."""
        self._leave_out(data, "a comment")

    handle_pi = unknown_decl = handle_comment

    def handle_decl(self, decl: str) -> None:
        """Leave a declaration out."""
        self.handle_comment(decl)

    def _end_all(self) -> None:
        while self._rows:
            self._close_block("table")
        self._containers.clear()
        self._close_block("p")

    def _open_block(self, tag: str, given: Mapping[str, str]) -> None:
        self._end_block()
        if tag == "table":
            self._rows.append([])
        elif tag == "tr":
            self._end_row()
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(len(self._blocks))
        elif tag == "li":
            self._next_kind = self._entry(given)
        elif tag in _CONTAINERS:
            start = count(_number(given.get("start", "")))
            self._containers.append((tag, start if tag == "ol" else None))
        elif tag in _HEADINGS:
            self._next_kind = Block(Kind.HEADING, level=int(tag[1]))
        elif tag in _CAPTIONS:
            self._next_kind = Block(Kind.CAPTION)
        elif tag == "pre":
            self._next_kind = Block(Kind.PARAGRAPH, check="code")

    def _close_block(self, tag: str) -> None:
        if tag in _TEXT_BLOCKS:
            self._close_link()
            self._open.clear()
        self._end_block()
        if tag in _HEADINGS | _CAPTIONS | {"pre", "li"}:
            self._next_kind = None
        elif tag in _CONTAINERS and any(name == tag for name, _ in self._containers):
            while self._containers.pop()[0] != tag:
                pass
        elif tag in {"tr", "table"}:
            self._end_row()
            if tag == "table" and self._rows:
                self._rows.pop()
                self._tables += 1
        if not self._containers and not any(self._rows):
            self._blocks += self._notes.due()

    def _entry(self, given: Mapping[str, str]) -> Block | None:
        """Return an entry with its depth and number: those it states itself, else by its list."""
        number = _number(given["value"]) if "value" in given else None
        if "aria-level" in given:
            return Block(Kind.LIST_ENTRY, level=_number(given["aria-level"]), number=number)
        lists = [counter for name, counter in self._containers if name != "blockquote"]
        if not lists:
            return None
        counted = None if lists[-1] is None else next(lists[-1])
        number = counted if number is None else number
        return Block(Kind.LIST_ENTRY, level=len(lists), number=number)

    def _open_link(self, given: Mapping[str, str]) -> None:
        """Go into a link; a place in the text is no link, one that is nowhere a dead one."""
        self._close_link()
        self._leave_out(given.get("title", ""), "the title of a link")
        address = re.sub(r"[\t\r\n]", "", given["href"].strip()).replace(" ", "%20")
        if not address.startswith("#"):
            self._address = address
        elif address[1:].casefold() not in self._places:
            self._address = ""
        self._link_has_content = False

    def _close_link(self) -> None:
        if self._address and not self._link_has_content:
            self._block.links.append(self._address)
        self._address = None

    def _picture(self, given: Mapping[str, str]) -> None:
        """Add a picture: before the block's words where there are none yet, else after them."""
        address = given.get("src", "")
        title = given.get("title", "").strip()
        alt = " ".join(given.get("alt", "").split())
        if _FILE_NAME.fullmatch(alt):
            alt = ""
        found = self._picture_of(address, alt or None)
        if isinstance(found, Picture):
            links = (self._address,) if self._address and not self._link_has_content else ()
            self._link_has_content = True
            beside = self._block.pictures if self._block.sizes else self._blocks
            beside.append(Block(Kind.PICTURE, picture=found, links=links))
            if title:
                beside.append(Block(Kind.CAPTION, (Run(title),)))
            return
        shown = address if len(address) <= 80 else f"{address[:77]}…"
        self.lose_picture(f"the picture `{shown}`", found)
        self._leave_out(" ".join(f"{alt} {title} {address}".split()), f"a picture: {found}")

    def _break(self) -> None:
        """Begin a line; a second break in a row begins a paragraph."""
        if self._after_break and self._block.sizes:
            self._end_block()
        else:
            self._add("\n")
            self._after_break = True

    def _add_prose(self, text: str) -> None:
        text = self._prose(text)
        if self._open["sup"]:
            text = raised(text)
        elif self._open["sub"]:
            text = lowered(text)
        self._add(text)

    def _add(self, text: str) -> None:
        """Add text in the look and link of this place."""
        letters = len("".join(text.split()))
        if letters:
            self._after_break = False
            self._block.sizes[self._sizes[-1]] += letters
            self._link_has_content = True
        address = self._address if self._link_has_content else None
        bold = any(self._open[tag] for tag in ("b", "strong"))
        italic = any(self._open[tag] for tag in ("i", "em", "cite", "dfn"))
        self._block.runs.append(Run(text, address, bold, italic))

    def _end_row(self) -> None:
        """End a row: an entry where no cell has two blocks with words, and two cells have one."""
        starts = self._rows[-1] if self._rows else []
        cells = [self._blocks[a:b] for a, b in pairwise((*starts, len(self._blocks)))]
        worded = [[block for block in cell if block.text] for cell in cells]
        filled = [block for cell in worded for block in cell]
        is_plain = all(len(cell) <= 1 for cell in worded)
        if len(filled) > 1 and is_plain and not any(one.kind is Kind.HEADING for one in filled):
            said = [cell[0].runs if cell else () for cell in worded]
            runs = [run for cell in said for run in (Run(" · "), *cell)][1:]
            links = tuple(link for block in filled for link in block.links)
            entry = Block(
                Kind.LIST_ENTRY,
                tuple(runs),
                level=1,
                size=filled[0].size,
                links=links,
                check="the row of a table",
                table=self._tables,
            )
            rest = [block for cell in cells for block in cell if not block.text]
            self._blocks[starts[0] :] = [entry, *rest]
        starts.clear()

    def _end_block(self) -> None:
        made, self._block = self._block, _Unfinished()
        self._after_break = False
        runs = trimmed_runs(addresses_linked(made.runs))
        links = tuple(dict.fromkeys(made.links))
        if runs or links:
            size = max(made.sizes, key=lambda one: (made.sizes[one], one), default=0) or None
            self._blocks.append(replace(self._kind(), runs=runs, links=links, size=size))
        self._blocks += made.pictures

    def _kind(self) -> Block:
        """Return an empty block of the kind that the tag or the element around the text tells."""
        marked = self._next_kind
        if marked is not None:
            # What follows in an entry is a paragraph.
            self._next_kind = None if marked.kind is Kind.LIST_ENTRY else marked
            return marked
        in_quotation = bool(self._containers) and self._containers[-1][0] == "blockquote"
        return Block(Kind.QUOTATION if in_quotation else Kind.PARAGRAPH)


def _is_known(tag: str) -> bool:
    """Whether HTML knows a tag; any other, as in `Vec<u8>`, is text. Those with `-` are made up."""
    return tag in _KNOWN or "-" in tag


def _number(text: str) -> int:
    """Return the number that a list starts with or an entry has, as its tag says, else 1."""
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 1
