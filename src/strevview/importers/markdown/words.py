"""The words of a Markdown text, from the HTML that markdown-it makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from strevview.importers.markdown.building import NOTE_MARK
from strevview.importers.markdown.tags import BLOCKS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def words_of(text: str, notes: Mapping[str, str], parser: MarkdownIt) -> tuple[str, ...]:
    """Return the words; a note's stand after the block that has its mark."""
    walk = _Walk(notes, parser)
    walk.read(text)
    for name in list(walk.left):
        walk.add_note(name)
    return tuple(walk.words)


class _Walk(HTMLParser):
    def __init__(self, notes: Mapping[str, str], parser: MarkdownIt) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.left = dict(notes)
        self.names = frozenset(notes)
        self._parser = parser
        self._text: list[str] = []
        self._titles: list[str] = []
        self._marks: list[str] = []

    def read(self, text: str) -> None:
        """Read Markdown; a tag that raw HTML leaves open ends with that piece of HTML."""
        render, options = self._parser.renderer.render, self._parser.options
        before: list[Token] = []
        for token in self._parser.parse(text):
            if token.type != "html_block":
                before.append(token)
                continue
            for piece in (render(before, options, {}), token.content):
                self._piece(piece)
            before = []
        self._piece(render(before, options, {}))
        self.end_block()

    def _piece(self, text: str) -> None:
        self.feed(text)
        self.close()
        self.reset()

    def add_note(self, name: str) -> None:
        note = self.left.pop(name, None)
        if note is not None:
            walk = _Walk({}, self._parser)
            # A note may have marks of other notes, and even its own.
            walk.left, walk.names = self.left, self.names
            walk.read(note)
            self.words += walk.words

    def end_block(self) -> None:
        text = NOTE_MARK.sub(self._mark, "".join(self._text))
        self.words += " ".join([text, *self._titles]).replace("\u00ad", "").split()
        for name in self._marks:
            self.add_note(name)
        self._text, self._titles, self._marks = [], [], []

    def _mark(self, mark: re.Match[str]) -> str:
        name = mark.group(1)
        if name not in self.names:
            return mark.group()
        self._marks.append(name)
        return ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._titles += [value or "" for name, value in attrs if name == "title"]
        elif tag == "br":
            self._text.append(" ")
        elif tag in BLOCKS:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self._titles.append(data)

    def handle_decl(self, decl: str) -> None:
        self._titles.append(decl)

    def handle_pi(self, data: str) -> None:
        self._titles.append(data)

    def unknown_decl(self, data: str) -> None:
        self._titles.append(data)
