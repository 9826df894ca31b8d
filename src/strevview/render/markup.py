"""Text of an issue to HTML: everything is escaped, and nothing but our own elements comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape

from strevview.model.issue import Source
from strevview.model.prose import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Prose,
    Quotation,
    TextRun,
)
from strevview.render.date_labels import month_names
from strevview.style.css import UNBROKEN, script_class
from strevview.style.scripts import Run, letters_of, runs

# The word that ends a paragraph; one in another script stays in its run.
_LAST_WORD = re.compile(r"(?<=\s)[^\s\u0370-\u1fff\u2e80-\U0010ffff]{1,24}$")
_NUMBER = r"\d+(?:[.,:]\d+)*"
_MANY = r"(?:million|billion|trillion|crore|lakh)\b"
_UNIT = (
    r"(?:per\scent|[kcmn]?m|km/h|k?g|[kMGT]?W|[kMGT]Wh|[kMGT]?Hz|[KMGT]B|°C|%|a\.m\.|p\.m\.)(?!\w)"
)
# What one line has together beside dates: sums, quantities, titles before names, "No. 7".
_UNBROKEN = (
    rf"(?:(?:\b[A-Z]{{1,3}})?[$£¥€₹]\s?|\b(?:CNY|EUR|INR|PKR|RMB|Rs\.?|USD)\s){_NUMBER}(?:\s{_MANY})?",
    rf"\b{_NUMBER}\s(?:{_MANY}|{_UNIT})",
    r"\b(?:Adm|Capt|Col|Dr|Gen|Lt|Maj|Mr|Mrs|Ms|Prof|Sen|Shri|Smt)\.?\s[A-Z][\w’'-]{0,24}",
    rf"\b(?:Art|Ch|Figs?|Nos?|Nr|Vol|pp?)\.?\s{_NUMBER}(?:[–-]\d+)?",
)


@cache
def _unbroken(language: str) -> re.Pattern[str]:
    """Return what finds the words that one line has together, in a series' language."""
    months = "|".join(map(re.escape, month_names(language)))
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
    dates = (rf"\b{day}\s(?:de\s)?(?:{months})(?!\w)", rf"\b(?:{months})\s{day}(?![\w.,]*\d)")
    return re.compile("|".join((*dates, *_UNBROKEN)))


@dataclass(slots=True)
class MarkupWriter:
    """Write HTML and remember what a style must know: the letters met, the links made.

    `base` is the language of the series: a run in it needs no `lang`, and one in a script that it
    is written in bears it. `letters` are those beyond Latin, each with the script of its font.
    """

    base: str
    letters: set[tuple[str, str]] = field(default_factory=set)
    links: int = 0

    def text(self, text: str, language: str | None = None) -> str:
        """Return plain text as HTML; runs in other scripts get their language and font class."""
        return "".join(self._runs(text, language))

    def link_text(self, text: str) -> str:
        """Return the words of a link as HTML.

        Where a run in another script is an element, the words beside it are elements too: a link
        that has both texts and elements in it is read aloud out of order.
        """
        pieces = tuple(self._runs(text, None))
        if len(pieces) == 1:
            return pieces[0]
        return "".join(
            piece if piece.startswith("<span") else f"<span>{piece}</span>" for piece in pieces
        )

    def named(self, text: str, language: str) -> str:
        """Return a text known to be in a language as HTML that says so."""
        inner = self.text(text, language)
        (first, *more) = runs(text, language)
        says_it = first.language is not None and not more
        return inner if says_it else f'<span lang="{escape(language)}">{inner}</span>'

    def blocks(self, blocks: Iterable[Block], sources: Mapping[str, Source]) -> str:
        """Return the blocks of an item's text as HTML."""
        return "\n".join(self._block(block, sources) for block in blocks)

    def caption(self, prose: Prose, sources: Mapping[str, Source]) -> str:
        """Return a figure's caption as HTML: inline content, paragraphs one after the other."""
        return " ".join(
            self._inlines(block.children, sources)
            for block in prose.blocks
            if isinstance(block, Paragraph)
        )

    def _runs(self, text: str, language: str | None) -> Iterator[str]:
        language = language or self.base
        self.letters.update(letters_of(text, language))
        for run in runs(text, language):
            if run.script is None or run.language is None:
                yield from self._lines(run.text)
                continue
            yield _run(run, script_class(run.script))

    def _lines(self, text: str) -> Iterator[str]:
        """Yield a text in pieces; what one line has together, such as a day's date, is an element.

        The words keep their spaces: another character would be copied from the PDF.
        """
        end = 0
        for found in _unbroken(self.base).finditer(text):
            if found.start() > end:
                yield escape(text[end : found.start()])
            yield f'<span class="{UNBROKEN}">{escape(found[0])}</span>'
            end = found.end()
        if end < len(text):
            yield escape(text[end:])

    def _block(self, block: Block, sources: Mapping[str, Source]) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self._paragraph(block.children, sources)}</p>"
        if isinstance(block, Quotation):
            return f"<blockquote>{self.blocks(block.children, sources)}</blockquote>"
        return self._list(block, sources)

    def _paragraph(self, children: tuple[Inline, ...], sources: Mapping[str, Source]) -> str:
        """Return a paragraph's content; its last word can be kept from hyphenation."""
        children = _joined(children)
        last = children[-1] if children else None
        match = _LAST_WORD.search(last.text) if isinstance(last, TextRun) else None
        if match is None or last is None:
            return self._inlines(children, sources)
        start, text = match.start(), match.string
        for found in _unbroken(self.base).finditer(text):
            start = found.start() if found.start() < start < found.end() else start
        head, tail = TextRun(text[:start]), text[start:]
        inner = self._inlines((*children[:-1], head), sources)
        return f'{inner}<span class="last-word">{self.text(tail)}</span>'

    def _list(self, block: ListBlock, sources: Mapping[str, Source]) -> str:
        """Return a list; WeasyPrint reads no `start` and no `value`: the counter tells a style."""
        tag, entries, last = "ul", "", 0
        for item in block.items:
            inner = self.blocks(item.children, sources)
            if item.number is None:
                entries += f"<li>{inner}</li>"
                continue
            step = item.number - last
            jump = f' value="{item.number}" style="counter-increment: list-item {step}"'
            entries += f"<li{jump if step != 1 else ''}>{inner}</li>"
            tag, last = "ol", item.number
        return f"<{tag}>{entries}</{tag}>"

    def _inlines(self, children: Iterable[Inline], sources: Mapping[str, Source]) -> str:
        return "".join(self._inline(child, sources) for child in _joined(children))

    def _inline(self, child: Inline, sources: Mapping[str, Source]) -> str:
        if isinstance(child, TextRun):
            return self.text(child.text)
        if isinstance(child, LineBreak):
            return "<br>"
        if isinstance(child, Link):
            return self._link(child, sources)
        if isinstance(child, Emphasis):
            tag = "strong" if child.strong else "em"
            return f"<{tag}>{self._inlines(child.children, sources)}</{tag}>"
        raise TypeError(child)

    def _link(self, link: Link, sources: Mapping[str, Source]) -> str:
        source = sources.get(link.source)
        if source is None or source.url is None:
            return self.text(link.text)
        self.links += 1
        return f'<a href="{escape(source.url)}">{self.link_text(link.text)}</a>'


def _joined(children: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the content with texts that follow each other as one: the editor's lines end in it."""
    joined: list[Inline] = []
    for child in children:
        last = joined[-1] if joined else None
        if isinstance(child, TextRun) and isinstance(last, TextRun):
            joined[-1] = TextRun(last.text + child.text)
        else:
            joined.append(child)
    return tuple(joined)


def _run(run: Run, font: str) -> str:
    """Return a run in another script: its language and direction, and the font of its letters."""
    about = f'lang="{escape(run.language or "")}"' + (' dir="rtl"' if run.right_to_left else "")
    pieces = tuple(run.pieces())
    if len(pieces) == 1:
        return f'<span class="{font}" {about}>{escape(run.text)}</span>'
    inner = "".join(
        f'<span class="{font}">{escape(text)}</span>' if own else escape(text)
        for text, own in pieces
    )
    return f"<span {about}>{inner}</span>"
