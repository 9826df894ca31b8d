"""HTML to blocks: what Markdown is made into, and the raw HTML that stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.addresses import addresses_linked, last_word_linked, why_note_goes
from strevview.importers.blocks import Block, Kind, Picture, Run, lowered, raised, trimmed_runs
from strevview.importers.named_pictures import named_picture

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_LISTS = frozenset({"ul", "ol"})
_HOLDERS = frozenset({"ul", "ol", "blockquote"})
# Elements that hold no words for readers, and those that show another page or file.
_SILENT = frozenset({"head", "math", "script", "style", "svg", "template", "title"})
_EMBEDDED = frozenset({"audio", "embed", "iframe", "object", "source", "video"})
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre "
    "section summary table tbody tfoot thead tr ul"
)
_INLINE_TAGS = (
    "a abbr acronym area b base bdi bdo big br button canvas cite code col colgroup data datalist "
    "del dfn em font i img input ins kbd label link map mark meta meter noscript optgroup output "
    "param picture progress q rp rt ruby s samp select slot small span strike strong sub sup td "
    "textarea th time track tt u var wbr"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_KNOWN = _BLOCKS | _SILENT | _EMBEDDED | frozenset(_INLINE_TAGS.split())
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
# Pandoc's raised and lowered text: `10^5^`, `H~2~O`.
_RAISED = re.compile(r"\^([^\s^]{1,20})\^")
_LOWERED = re.compile(r"(?<!~)~([^\s~]{1,20})~(?!~)")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PICTURE_ADVICE = "save the picture into `pictures/` and name it under `figures:`"


@dataclass
class Holder:
    """What blocks stand in: a quotation, or a list with its depth and its next number."""

    tag: str
    level: int = 0
    number: int | None = None
    # Whether the next block is the first one of its list's entry.
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its blocks and words, and the notes whose marks stand in it.

    `address` is where a note leads that does no more than name a source.
    """

    blocks: tuple[Block, ...]
    text: str
    address: str | None
    asked: tuple[str, ...]


@dataclass
class _Link:
    """A link that is open: its address, None for a place in the text, and whether it has words."""

    address: str | None
    has_words: bool = False


@dataclass
class _Unfinished:
    """The block that is being put together."""

    runs: list[Run] = field(default_factory=list)
    before: list[Picture] = field(default_factory=list)
    after: list[Picture] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        return any(run.text.strip() for run in self.runs)


class HtmlBlocks(HTMLParser):
    """Makes blocks of pieces of HTML, which may begin or end inside an element.

    `blocks`, `left_out` (how often each text was left out, by text and reason) and `diagnostics`
    grow with each piece. `met` are the names of notes whose marks were met, `asked` those of them
    whose blocks are to stand after this text, in the order of their marks.
    """

    def __init__(
        self, path: Path, notes: Mapping[str, Note], places: frozenset[str] = frozenset()
    ) -> None:
        """Take the file, for its pictures; its notes; and the names of the places in its text."""
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.diagnostics: list[Diagnostic] = []
        self.met: set[str] = set()
        self.asked: list[str] = []
        self._path = path
        self._notes = notes
        self._places = places
        self._block = _Unfinished()
        # What a tag says that the block is: a heading, a caption, code, the row of a table.
        self._marked: Block | None = None
        self._holders: list[Holder] = []
        self._links: list[_Link] = []
        self._bold = 0
        self._italic = 0
        self._code = 0
        self._silent = 0
        self._tables = 0
        self._in_row = False
        self._new_cell = False
        self._shift: str | None = None

    def piece(self, html: str) -> None:
        """Read a piece of HTML; a tag that is cut off at its end is text."""
        self.feed(html)
        rest = self.rawdata
        self.reset()
        if rest:
            self.handle_data(unescape(rest))

    def end_piece(self) -> None:
        """End the block; looks and links that are still open end too."""
        self._end_block()
        self._bold = self._italic = self._code = 0
        self._silent = 0
        self._shift = None
        while self._links:
            self._close_link()

    def leave_out(self, text: str, why: str) -> None:
        """Tell a text as left out."""
        if text.strip():
            self.left_out[text.strip(), why] += 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a look or a link, or take a picture."""
        if self._silent:
            self._silent += tag in _SILENT
            return
        if not _is_known(tag):
            self._add(self.get_starttag_text() or "")
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._open_block(tag, given)
        elif tag == "a" and "href" in given:
            self._open_link(given["href"])
            self.leave_out(given.get("title", ""), "the title of a link")
        elif tag == "img":
            self._picture(given)
        elif tag == "br":
            self._add("\n")
        elif tag in {"td", "th"}:
            self._new_cell = True
        elif tag in _EMBEDDED or tag == "script":
            address = given.get("src") or given.get("srcset") or given.get("data") or ""
            self.leave_out(address, "what is shown from another page or file")
        elif tag in {"sup", "sub"}:
            self._shift = tag
        self._silent += tag in _SILENT
        self._bold += tag in _BOLD
        self._italic += tag in _ITALIC
        self._code += tag in {"code", "pre"}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        self.handle_starttag(tag, attrs)
        if _is_known(tag):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a block, a look or a link."""
        if self._silent:
            self._silent -= tag in _SILENT
        elif not _is_known(tag):
            self._add(f"</{tag}>")
        elif tag in _BLOCKS:
            self._close_block(tag)
        elif tag == "a" and self._links:
            self._close_link()
        elif tag in {"sup", "sub"}:
            self._shift = None
        self._bold = max(0, self._bold - (tag in _BOLD))
        self._italic = max(0, self._italic - (tag in _ITALIC))
        self._code = max(0, self._code - (tag in {"code", "pre"}))

    def handle_data(self, data: str) -> None:
        """Take words, with the marks of notes in them."""
        if self._silent:
            self.leave_out(data, "a script, style or drawing of HTML")
        elif self._code:
            self._add_code(data)
        else:
            place = 0
            for mark in _NOTE_MARK.finditer(data):
                if mark.group(1) in self._notes:
                    self._add_prose(data[place : mark.start()])
                    self._note(mark.group(1))
                    place = mark.end()
            self._add_prose(data[place:])

    def handle_comment(self, data: str) -> None:
        """Leave a comment out."""
        self.leave_out(data, "a comment")

    def handle_decl(self, decl: str) -> None:
        """Leave a declaration out."""
        self.leave_out(decl, "a declaration of HTML")

    def handle_pi(self, data: str) -> None:
        """Leave an instruction out."""
        self.leave_out(data, "an instruction to a program")

    def unknown_decl(self, data: str) -> None:
        """Leave a section for programs out."""
        self.leave_out(data, "a declaration of HTML")

    def _open_block(self, tag: str, given: dict[str, str]) -> None:
        if tag == "tr" and self._tables > 1:
            self._new_cell = True
            return
        if tag == "tr":
            self._end_row()
        self._end_block()
        if tag == "tr":
            self._in_row, self._new_cell = True, False
        elif tag == "table":
            self._tables += 1
        elif tag == "li":
            self._open_entry()
        elif tag in _HOLDERS:
            self._open_holder(tag, given.get("start", ""))
        elif tag in _HEADINGS:
            self._marked = Block(Kind.HEADING, level=int(tag[1]))
        elif tag in _CAPTIONS:
            self._marked = Block(Kind.CAPTION)
        elif tag == "pre":
            self._marked = Block(Kind.PARAGRAPH, check="code")

    def _close_block(self, tag: str) -> None:
        if tag == "table":
            self._tables = max(0, self._tables - 1)
        if tag in {"tr", "table"} and self._tables <= 1:
            self._end_row()
        self._end_block()
        if tag in _HEADINGS or tag in _CAPTIONS or tag == "pre":
            self._marked = None
        elif tag in _HOLDERS and any(holder.tag == tag for holder in self._holders):
            while self._holders.pop().tag != tag:
                pass
            if self._holders:
                self._holders[-1].fresh = False

    def _open_entry(self) -> None:
        if self._holders and self._holders[-1].tag in _LISTS:
            holder = self._holders[-1]
            holder.fresh = True
            holder.number = None if holder.number is None else holder.number + 1

    def _open_holder(self, tag: str, start: str) -> None:
        depth = sum(holder.tag in _LISTS for holder in self._holders)
        first = int(start) if re.fullmatch(r"\d{1,9}", start) else 1
        number = first - 1 if tag == "ol" else None
        self._holders.append(Holder(tag, depth + 1 if tag in _LISTS else 0, number))

    def _open_link(self, address: str) -> None:
        """Go into a link; a place in the text is no link, one that is nowhere a dead one."""
        address = re.sub(r"[\t\r\n]", "", address.strip()).replace(" ", "%20")
        inside = address.startswith("#")
        if inside and address[1:].casefold() in self._places:
            self._links.append(_Link(None))
        else:
            self._links.append(_Link("" if inside else address))

    def _close_link(self) -> None:
        link = self._links.pop()
        if link.address and not link.has_words:
            self._block.links.append(link.address)

    def _picture(self, given: dict[str, str]) -> None:
        """Add a picture: before the block's words where there are none yet, else after them."""
        address = given.get("src", "")
        alt = " ".join(given.get("alt", "").split())
        found = named_picture(self._path, address, alt or None)
        if isinstance(found, Picture):
            (self._block.after if self._block.has_words else self._block.before).append(found)
            self._block.captions += [title for title in [given.get("title", "")] if title.strip()]
            return
        shown = address if len(address) <= 80 else f"{address[:77]}…"
        what = f"the picture `{shown}` was left out: {found}"
        name = str(self._path)
        self.diagnostics.append(faults.picture_left_out(name, what, _PICTURE_ADVICE))
        told = " ".join(part for part in (alt, given.get("title", "").strip(), address) if part)
        self.leave_out(told, f"a picture: {found}")

    def _add_prose(self, text: str) -> None:
        text = _LOWERED.sub(_lowered_mark, _RAISED.sub(_raised_mark, text))
        if self._shift:
            text = (raised if self._shift == "sup" else lowered)(text)
        self._add(text)

    def _add_code(self, text: str) -> None:
        """Add code; in a block of it, a blank line begins another paragraph."""
        if self._marked is None or not self._marked.check:
            self._add(text)
            return
        for part in _BLANK_LINES.split(text):
            self._end_block()
            self._add(part)

    def _add(self, text: str) -> None:
        """Add text in the look and link of this place."""
        if text.strip():
            for link in self._links:
                link.has_words = True
            if self._new_cell and self._block.has_words:
                self._block.runs.append(Run(" · "))
            self._new_cell = False
        address = self._links[-1].address if self._links else None
        self._block.runs.append(Run(text, address, self._bold > 0, self._italic > 0))

    def _note(self, name: str) -> None:
        """Meet the mark of a note: the word before it gets its source, or the note comes after."""
        note = self._notes[name]
        linked = None if note.address is None else last_word_linked(self._block.runs, note.address)
        is_new = name not in self.met
        self.met.add(name)
        if linked is not None:
            self._block.runs, word = linked
        if is_new and linked is not None:
            self.leave_out(note.text, why_note_goes(word))
        elif is_new:
            self.asked.append(name)

    def _end_row(self) -> None:
        """End the row of a table, which is the entry of a list."""
        if not self._in_row:
            return
        self._in_row = self._new_cell = False
        self._marked = Block(Kind.LIST_ENTRY, level=1, check="the row of a table")
        self._end_block()
        self._marked = None

    def _end_block(self) -> None:
        """End the block, unless it goes on in the row of a table."""
        if self._in_row:
            self._block.runs.append(Run("\n"))
            return
        made, self._block = self._block, _Unfinished()
        runs = trimmed_runs(addresses_linked(made.runs))
        pictures = [Block(Kind.PICTURE, picture=picture) for picture in made.before]
        links = tuple(made.links)
        if links and pictures and not runs:
            pictures[0] = replace(pictures[0], links=links)
            links = ()
        self.blocks += pictures
        if runs or links:
            self.blocks.append(replace(self._kind(), runs=runs, links=links))
        self.blocks += [Block(Kind.PICTURE, picture=picture) for picture in made.after]
        self.blocks += [Block(Kind.CAPTION, (Run(caption.strip()),)) for caption in made.captions]

    def _kind(self) -> Block:
        """Return what the block is by its tag and by what it stands in, without content."""
        holder = self._holders[-1] if self._holders else None
        fresh = holder is not None and holder.fresh
        if holder is not None:
            holder.fresh = False
        if self._marked is not None:
            return self._marked
        if holder is None:
            return Block(Kind.PARAGRAPH)
        if holder.tag == "blockquote":
            return Block(Kind.QUOTATION)
        if fresh:
            return Block(Kind.LIST_ENTRY, level=holder.level, number=holder.number)
        return Block(Kind.PARAGRAPH)


def _is_known(tag: str) -> bool:
    """Whether HTML knows a tag; any other, as in `Vec<u8>`, is text. Those with `-` are made up."""
    return tag in _KNOWN or "-" in tag


def _raised_mark(match: re.Match[str]) -> str:
    """Return the raised signs of `^5^`, or the whole as it is where one has none."""
    text = raised(match.group(1))
    return match.group() if text == match.group(1) else text


def _lowered_mark(match: re.Match[str]) -> str:
    """Return the lowered signs of `~2~`, or the whole as it is where one has none."""
    text = lowered(match.group(1))
    return match.group() if text == match.group(1) else text
