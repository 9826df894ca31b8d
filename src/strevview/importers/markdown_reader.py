"""A Markdown file as blocks: CommonMark with tables, as people write it and as pandoc does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run
from strevview.importers.figures import reads_like_caption
from strevview.importers.files import read_plain
from strevview.importers.html_blocks import HtmlBlocks
from strevview.importers.markdown_marks import (
    front_matter_apart,
    marks_apart,
    places_in,
    signs_shifted,
    tags_to_fences,
)
from strevview.importers.pictures import named_picture

if TYPE_CHECKING:
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
    be read is an error in the document's diagnostics (SV940 to SV944).
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
    reading = HtmlBlocks(partial(named_picture, path), places_in(plain.text), signs_shifted)
    for name, text in markdown.notes.items():
        _read(parser.parse(text), parser, reading)
        reading.take_note(name)
    _read(tokens, parser, reading)
    document = reading.document(path)
    left_out = [LeftOut(text, why, times) for (text, why), times in markdown.left_out.items()]
    return replace(
        document,
        blocks=tuple(_with_captions(document.blocks)),
        left_out=(*document.left_out, *left_out, *_unused(env, tokens)),
        front_matter=markdown.front_matter,
        diagnostics=(*plain.diagnostics, *document.diagnostics),
    )


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the words for a picture that stands alone as its caption.

    They are printed under it (pandoc's `implicit_figures`), unless it has a caption already.
    """
    for block, below in zip_longest(blocks, blocks[1:]):
        picture = block.picture
        has_one = below is not None and (
            below.kind is Kind.CAPTION or reads_like_caption(below, None)
        )
        if picture is None or not picture.alt or has_one:
            yield block
        else:
            yield replace(block, picture=replace(picture, alt=None))
            yield Block(Kind.CAPTION, (Run(picture.alt),))


def _parser() -> MarkdownIt:
    """Return CommonMark with tables and struck text; addresses stay as they are written."""

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


def _read(tokens: Sequence[Token], parser: MarkdownIt, reading: HtmlBlocks) -> None:
    """Read the HTML of tokens, each by itself, for raw HTML may be cut off."""
    for token in tokens:
        if token.type == "list_item_open" and token.info not in ("", "1"):
            # A number as typed may be a day: `8. Juli`. In a list of many 1 they count on.
            token.attrSet("value", token.info)
        if token.type == "html_block":
            reading.piece(token.content)
        else:
            reading.piece(parser.renderer.render([token], parser.options, {}))


def _unused(env: EnvType, tokens: list[Token]) -> Iterator[LeftOut]:
    """Yield the addresses of references that no link has."""
    used = {
        str(child.attrGet("href") or child.attrGet("src") or "")
        for token in tokens
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    }
    known = {str(reference["href"]) for reference in env.get("references", {}).values()}
    for address in sorted(known - used):
        yield LeftOut(address, "an address that no link has")


def _too_many_signs(text: str) -> bool:
    """Whether markdown-it, whose time grows with the square of a paragraph's signs, would hang."""
    if sum(map(text.count, _SIGNS)) > _MOST_IN_FILE:
        return True
    paragraphs = _BLANK_LINE.split(text)
    return any(part.count(sign) > _MOST_IN_PARAGRAPH for part in paragraphs for sign in _SIGNS)
