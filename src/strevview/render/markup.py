"""Text of an issue to HTML: everything is escaped, and nothing but our own elements comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    Quotation,
    TextRun,
)
from strevview.render.scripts import runs
from strevview.style.css import script_class


@dataclass(slots=True)
class MarkupWriter:
    """Write HTML and remember what a style must know: the scripts met, the links made.

    `base` is the primary language of the series: a run in it needs no `lang`.
    """

    base: str
    scripts: set[str] = field(default_factory=set)
    links: int = 0
    words: int = 0

    def text(self, text: str, language: str | None = None) -> str:
        """Return plain text as HTML; runs in other scripts get their language and font class."""
        self.words += len(text.split())
        return "".join(self._runs(text, language))

    def named(self, text: str, language: str) -> str:
        """Return a text known to be in a language as HTML that says so."""
        inner = self.text(text, language)
        plain = not inner.startswith("<span") or not inner.endswith("</span>")
        return f'<span lang="{escape(language)}">{inner}</span>' if plain else inner

    def blocks(self, blocks: Iterable[Block], sources: Mapping[str, Source]) -> str:
        """Return the blocks of an item's text as HTML."""
        return "\n".join(self._block(block, sources) for block in blocks)

    def _runs(self, text: str, language: str | None) -> Iterator[str]:
        for run in runs(text, language):
            if run.script is None or run.language is None:
                yield escape(run.text)
                continue
            self.scripts.add(run.script)
            direction = ' dir="rtl"' if run.right_to_left else ""
            yield (
                f'<span class="{script_class(run.script)}" lang="{escape(run.language)}"'
                f"{direction}>{escape(run.text)}</span>"
            )

    def _block(self, block: Block, sources: Mapping[str, Source]) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self._inlines(block.children, sources)}</p>"
        if isinstance(block, Quotation):
            return f"<blockquote>{self.blocks(block.children, sources)}</blockquote>"
        return self._list(block, sources)

    def _list(self, block: ListBlock, sources: Mapping[str, Source]) -> str:
        entries = "".join(
            f'<li data-number="{block.start + index}">{self.blocks(item.children, sources)}</li>'
            for index, item in enumerate(block.items)
        )
        return f"<ol>{entries}</ol>" if block.ordered else f"<ul>{entries}</ul>"

    def _inlines(self, children: Iterable[Inline], sources: Mapping[str, Source]) -> str:
        return "".join(self._inline(child, sources) for child in children)

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
        text = self.text(link.text)
        if source is None or source.url is None:
            return text
        self.links += 1
        return f'<a href="{escape(source.url)}">{text}</a>'
