"""The words of a Markdown text, from the HTML that markdown-it makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from strevview.importers.markdown.building import NOTE_MARK

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Inline elements, whose borders divide no words.
_INLINE_NAMES = (
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strike strong "
    "sub sup tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())


def words_of(text: str, notes: Mapping[str, str], parser: MarkdownIt) -> tuple[str, ...]:
    """Return the words; a note's stand after the block that has its mark."""
    walk = _Walk({name: parser.render(note) for name, note in notes.items()})
    walk.feed(parser.render(text))
    walk.close()
    walk.end_block()
    for name in list(walk.left):
        walk.add_note(name)
    return tuple(walk.words)


class _Walk(HTMLParser):
    def __init__(self, notes: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.left = dict(notes)
        self._names = frozenset(notes)
        self._text = ""
        self._titles: list[str] = []
        self._marks: list[str] = []

    def add_note(self, name: str) -> None:
        rendered = self.left.pop(name, None)
        if rendered is not None:
            walk = _Walk({})
            walk.feed(rendered)
            walk.close()
            walk.end_block()
            self.words += walk.words

    def end_block(self) -> None:
        text = NOTE_MARK.sub(self._mark, self._text)
        self.words += " ".join([text, *self._titles]).replace("\u00ad", "").split()
        for name in self._marks:
            self.add_note(name)
        self._text, self._titles, self._marks = "", [], []

    def _mark(self, mark: re.Match[str]) -> str:
        name = mark.group(1)
        if name not in self._names:
            return mark.group()
        self._marks.append(name)
        return ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._titles += [value or "" for name, value in attrs if name == "title"]
        elif tag == "br":
            self._text += " "
        elif tag not in _INLINE:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE and tag not in {"img", "br"}:
            self.end_block()

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_comment(self, data: str) -> None:
        self._titles.append(data)

    def handle_decl(self, decl: str) -> None:
        self._titles.append(decl)

    def handle_pi(self, data: str) -> None:
        self._titles.append(data)

    def unknown_decl(self, data: str) -> None:
        self._titles.append(data)
