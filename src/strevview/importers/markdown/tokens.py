"""markdown-it's tokens to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from strevview.importers.manuscript import Kind
from strevview.importers.markdown.building import Building, Container
from strevview.importers.markdown.tags import Tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 60
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def parser() -> MarkdownIt:
    """Return CommonMark with tables and struck text; addresses stay as they are written."""
    from markdown_it import MarkdownIt

    class Untouched(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            return url

        def validateLink(self, url: str) -> bool:  # noqa: N802
            return True

    options = {"maxNesting": MAX_NESTING, "html": True}
    return Untouched("commonmark", options).enable(["table", "strikethrough"])


def read_tokens(tokens: Iterable[Token], building: Building) -> None:
    """Add the blocks of tokens to a building."""
    tags = Tags(building)
    reader = _Reader(building, tags)
    for token in tokens:
        reader.block(token)
    building.end_block()


class _Reader:
    """Follows tokens, one after the other."""

    def __init__(self, building: Building, tags: Tags) -> None:
        self._building = building
        self._tags = tags
        # Whether the next paragraph is the first of its list's entry.
        self._first = True
        self._heading = 0

    def block(self, token: Token) -> None:
        """Take a token of a block."""
        building = self._building
        match token.type:
            case "inline":
                self._inline(token.children or ())
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                building.end_block(Kind.HEADING, self._heading)
                self._first = False
            case "paragraph_close" | "th_close" | "td_close":
                building.end_block(first=self._first)
                self._first = False
            case "list_item_open":
                self._first = True
            case "bullet_list_open" | "ordered_list_open":
                depth = sum(holder.kind is Kind.LIST_ENTRY for holder in building.containers)
                numbered = token.type.startswith("ordered")
                building.containers.append(Container(Kind.LIST_ENTRY, depth + 1, numbered))
            case "blockquote_open":
                building.containers.append(Container(Kind.QUOTATION))
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                building.containers.pop()
                self._first = False
            case "html_block":
                self._tags.piece(token.content)
                building.end_block()
            case "fence" | "code_block":
                for part in _BLANK_LINES.split(token.content):
                    building.add(part)
                    building.end_block(first=self._first)

    def _inline(self, tokens: Iterable[Token]) -> None:
        building = self._building
        for token in tokens:
            match token.type:
                case "text" | "code_inline":
                    building.add(token.content)
                case "softbreak" | "hardbreak":
                    building.add("\n")
                case "strong_open" | "strong_close":
                    building.bold += token.nesting
                case "em_open" | "em_close":
                    building.italic += token.nesting
                case "link_open":
                    building.open_link(str(token.attrGet("href") or ""))
                case "link_close":
                    building.close_link()
                case "image":
                    alt = "".join(part.content or " " for part in token.children or ())
                    source, title = token.attrGet("src"), token.attrGet("title")
                    building.add_picture(str(source or ""), alt, str(title or ""))
                case "html_inline":
                    self._tags.piece(token.content)
