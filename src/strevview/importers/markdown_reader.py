"""A Markdown file as blocks: CommonMark with tables, as people write it and as pandoc does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.addresses import only_address
from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run
from strevview.importers.figures import reads_like_caption
from strevview.importers.files import read_plain
from strevview.importers.html_blocks import HtmlBlocks, Note
from strevview.importers.markdown_marks import (
    front_matter_apart,
    marks_apart,
    places_in,
    tags_to_fences,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_MAX_NESTING = 60
_SIGNS = "[*_`<~"
_MOST_IN_PARAGRAPH = 3_000
_MOST_IN_FILE = 100_000
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def read_markdown(path: Path) -> Document:
    """Read a Markdown file; pictures are taken from files below its folder alone.

    It is made into HTML by markdown-it, and that, with the raw HTML in it, into blocks. What cannot
    be read is an error in the document's diagnostics (SV940 to SV945).
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return Document(path.name, diagnostics=(plain,))
    if _too_many_signs(plain.text):
        fault = faults.too_large(str(path), "a paragraph has thousands of brackets or other signs")
        return Document(path.name, diagnostics=(fault,))
    markdown = front_matter_apart(plain.text)
    parser = _parser()
    tags_to_fences(markdown)
    marks_apart(markdown, _fences(markdown.text))
    env: EnvType = {}
    tokens = parser.parse(markdown.text, env)
    if any(token.level >= _MAX_NESTING - 2 for token in tokens):
        fault = faults.too_large(str(path), "lists and quotations stand too deep in one another")
        return Document(path.name, diagnostics=(fault,))
    notes = _notes(path, markdown.notes, parser)
    reading = HtmlBlocks(path, notes, places_in(plain.text))
    _read(tokens, parser, reading, notes)
    for name in [name for name in notes if name not in reading.met]:
        reading.leave_out(notes[name].text, "a note that nothing refers to")
    left_out = markdown.left_out + reading.left_out + _unused(env, tokens)
    return _document(path, reading, markdown.front_matter, left_out, plain.diagnostics)


def _document(
    path: Path,
    reading: HtmlBlocks,
    front_matter: Mapping[str, str],
    left_out: Counter[tuple[str, str]],
    complaints: tuple[Diagnostic, ...],
) -> Document:
    told = tuple(LeftOut(text, why, times) for (text, why), times in left_out.items())
    complaints = (*complaints, *reading.diagnostics)
    if not any(block.text for block in reading.blocks):
        advice = "an issue's text was looked for: look for another copy"
        fault = faults.without_text(str(path), advice)
        return Document(path.name, (), told, front_matter, diagnostics=(fault, *complaints))
    blocks = tuple(_with_captions(reading.blocks))
    return Document(path.name, blocks, told, front_matter, diagnostics=complaints)


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the words for a picture that stands alone as its caption.

    They are printed under it (pandoc's `implicit_figures`), unless it has a caption already.
    """
    for number, block in enumerate(blocks):
        picture = block.picture
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        has_one = below is not None and reads_like_caption(below, None)
        if picture is None or not picture.alt or block.text or has_one:
            yield block
            continue
        yield replace(block, picture=replace(picture, alt=None))
        yield Block(Kind.CAPTION, (Run(picture.alt),))


def _parser() -> MarkdownIt:
    """Return CommonMark with tables and struck text; addresses stay as they are written."""
    from markdown_it import MarkdownIt

    class Untouched(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            return url

        def validateLink(self, url: str) -> bool:  # noqa: N802
            return True

    options = {"maxNesting": _MAX_NESTING, "html": True}
    return Untouched("commonmark", options).enable(["table", "strikethrough"])


def _fences(text: str) -> list[tuple[int, int]]:
    """Return the first line of each fenced block of code, and the line after it."""
    tokens = _parser().disable("inline").parse(text)
    return [(token.map[0], token.map[1]) for token in tokens if token.type == "fence" and token.map]


def _read(
    tokens: list[Token], parser: MarkdownIt, reading: HtmlBlocks, notes: Mapping[str, Note]
) -> None:
    """Read the text, and each note after the block of the outermost kind that has its mark."""
    asked = 0
    for piece in _pieces(tokens, parser):
        if piece is not None:
            reading.piece(piece)
            continue
        reading.end_piece()
        while asked < len(reading.asked):
            note = notes[reading.asked[asked]]
            reading.blocks += note.blocks
            reading.asked += [name for name in note.asked if name not in reading.met]
            reading.met |= {*note.asked}
            asked += 1


def _pieces(tokens: list[Token], parser: MarkdownIt) -> Iterator[str | None]:
    """Yield the HTML of tokens in pieces, and None where a block of the outermost kind ends.

    A block of raw HTML is a piece of its own, since it may be cut off; it is no end, for what it
    opens goes on.
    """
    before: list[Token] = []
    for token in tokens:
        if token.type == "html_block":
            yield parser.renderer.render(before, parser.options, {})
            yield token.content
            before = []
            continue
        before.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield parser.renderer.render(before, parser.options, {})
            yield None
            before = []
    yield None


def _notes(path: Path, texts: Mapping[str, str], parser: MarkdownIt) -> dict[str, Note]:
    """Return the footnotes; marks of other notes in them are told, not followed."""
    found: dict[str, Note] = {}
    empty = dict.fromkeys(texts, Note((), "", None, ()))
    for name, text in texts.items():
        reading = HtmlBlocks(path, empty)
        _read(parser.parse(text), parser, reading, empty)
        words = " ".join(block.text for block in reading.blocks)
        found[name] = Note(tuple(reading.blocks), words, only_address(words), (*reading.asked,))
    return found


def _unused(env: EnvType, tokens: list[Token]) -> Counter[tuple[str, str]]:
    """Return the addresses of references that no link has."""
    used = {
        str(child.attrGet("href") or child.attrGet("src") or "")
        for token in tokens
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    }
    known = {str(reference["href"]) for reference in env.get("references", {}).values()}
    return Counter({(address, "an address that no link has"): 1 for address in known - used})


def _too_many_signs(text: str) -> bool:
    """Whether markdown-it, whose time grows with the square of a paragraph's signs, would hang."""
    if sum(map(text.count, _SIGNS)) > _MOST_IN_FILE:
        return True
    paragraphs = _BLANK_LINE.split(text)
    return any(part.count(sign) > _MOST_IN_PARAGRAPH for part in paragraphs for sign in _SIGNS)
