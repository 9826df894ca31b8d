"""Text of an issue to HTML: everything is escaped, and nothing but our own elements comes out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from itertools import accumulate, pairwise
from unicodedata import category

from markupsafe import Markup

from strevview.model.issue import Source
from strevview.model.prose import (
    Block,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Prose,
    Quotation,
    TextRun,
    is_right_to_left,
    plain_text,
)
from strevview.render.date_labels import month_names
from strevview.style.css import UNBROKEN, script_class
from strevview.style.scripts import Run, in_other_scripts, letters_of, runs

# The word that ends a paragraph; one in another script stays in its run.
_LAST_WORD = re.compile(r"(?<=\s)[^\s\u0370-\u1fff\u2e80-\U0010ffff]{1,24}$")
# The Wayback Machine's addresses: /web/20250731093000/https://…
_ARCHIVED_ON = re.compile(r"/(\d{4})(\d\d)(\d\d)(?:\d{6})?(?:[a-z]{2}_)?/", re.ASCII)
# Words from left to right: from a letter on to the last letter or digit before one of Hebrew,
# Arabic and their like.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT_TO_RIGHT = re.compile(rf"(?![{_RTL}])[^\W\d_](?:[^{_RTL}]*(?![{_RTL}])\w)?")
# Words from right to left: from a letter of these on to the last before one of the others.
_RIGHT_TO_LEFT = re.compile(rf"[{_RTL}](?:[{_RTL}\W\d_]*[{_RTL}])?")
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
def _unbroken_pattern(language: str) -> re.Pattern[str]:
    """Return what finds the words that one line has together, in a series' language."""
    names = month_names(language)
    months = "|".join(map(re.escape, names))
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
    dates = (rf"\b{day}\s(?:de\s)?(?:{months})(?!\w)", rf"\b(?:{months})\s{day}(?![\w.,]*\d)")
    # What each begins with: most places of a text are so passed over at once.
    first = re.escape("".join(dict.fromkeys(name[0] for name in names)))
    return re.compile(rf"(?=[\dA-Zp$£¥€₹{first}])(?:{'|'.join((*dates, *_UNBROKEN))})")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What words stand in: the direction of their block, and what their links lead to.

    `around` is what is written of the same in other scripts, which tells their language.
    """

    language: str
    around: str
    right_to_left: bool
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(slots=True)
class MarkupWriter:
    """Write HTML and remember what a style must know: the letters met.

    `base` is the language of the series: a run in a script that it is written in is in it. A text
    that is read in the other direction than the series says so. `around` has the texts of its item
    that are in other scripts. `letters` are those beyond Latin, each with the script
    of its font. On the `web` a link also says where the archived copy of its page is
    (robustlinks.mementoweb.org).
    """

    base: str
    right_to_left: bool = False
    web: bool = False
    letters: set[tuple[str, str]] = field(default_factory=set)

    def text(self, text: str, language: str | None = None, around: str = "") -> Markup:
        """Return plain text as HTML; runs in other scripts get their language and font class."""
        setting = self._setting(text, around, language=language)
        return self._isolated(self._inlines((TextRun(text),), setting), setting)

    def words(self, text: str) -> Markup:
        """Return words of the program or the style, such as a month's label, as HTML."""
        self.letters.update(letters_of(text, self.base))
        pieces = (_in_script(run) or escape(run.text) for run in runs(text, self.base))
        return Markup("".join(pieces))

    def link_text(self, text: str) -> Markup:
        """Return the words of a link as HTML."""
        setting = self._setting(text)
        return self._isolated(self._link_words(text, setting), setting)

    def named(self, text: str, language: str) -> Markup:
        """Return a text known to be in a language as HTML that says so."""
        inner = self.text(text, language)
        (first, *more) = runs(text, language)
        says_it = first.language is not None and not more
        return inner if says_it else Markup(f'<span lang="{escape(language)}">{inner}</span>')

    def blocks(
        self, blocks: Iterable[Block], sources: Mapping[str, Source], around: str = ""
    ) -> Markup:
        """Return the blocks of an item's text as HTML."""
        setting = _Setting(self.base, around, self.right_to_left, sources)
        return Markup(self._blocks(blocks, setting))

    def caption(self, prose: Prose, sources: Mapping[str, Source], around: str = "") -> Markup:
        """Return a figure's caption as HTML: inline content, paragraphs one after the other."""
        setting = self._setting(prose.text, around, sources)
        inner = " ".join(
            self._inlines(block.children, setting)
            for block in prose.blocks
            if isinstance(block, Paragraph)
        )
        return self._isolated(inner, setting)

    def _setting(
        self,
        text: str,
        around: str = "",
        sources: Mapping[str, Source] | None = None,
        language: str | None = None,
    ) -> _Setting:
        right_to_left = _is_read_right_to_left(text, in_series=self.right_to_left)
        return _Setting(
            language or self.base, around or in_other_scripts((text,)), right_to_left, sources or {}
        )

    def _isolated(self, html: str, setting: _Setting) -> Markup:
        """Return a text as an element that says its direction, where it is not the series'."""
        direction = _direction(setting.right_to_left, self.right_to_left)
        return Markup(f"<bdi{direction}>{html}</bdi>" if direction else html)

    def _runs(self, text: str, setting: _Setting) -> Iterator[str]:
        self.letters.update(letters_of(text, setting.language))
        for run in runs(text, setting.language, setting.around):
            foreign = _in_script(run)
            yield from self._lines(run.text, setting) if foreign is None else (foreign,)

    def _lines(self, text: str, setting: _Setting) -> Iterator[str]:
        """Yield a text in pieces; what one line has together, such as a day's date, is an element.

        The words keep their spaces: another character would be copied from the PDF.
        """
        end = 0
        for found in self._unbroken(text, setting):
            if found.start() > end:
                yield escape(text[end : found.start()])
            yield f'<span class="{UNBROKEN}">{escape(found[0])}</span>'
            end = found.end()
        if end < len(text):
            yield escape(text[end:])

    def _unbroken(self, text: str, setting: _Setting) -> Iterator[re.Match[str]]:
        """Yield what one line has together; pieces of a line from right to left would be turned."""
        if not setting.right_to_left:
            yield from _unbroken_pattern(self.base).finditer(text)

    def _blocks(self, blocks: Iterable[Block], setting: _Setting) -> str:
        return "\n".join(self._block(block, setting) for block in blocks)

    def _block(self, block: Block, outer: _Setting) -> str:
        setting, direction = self._turned(block, outer)
        if isinstance(block, Paragraph):
            return f"<p{direction}>{self._paragraph(block.children, setting)}</p>"
        if isinstance(block, Quotation):
            return f"<blockquote{direction}>{self._blocks(block.children, setting)}</blockquote>"
        return self._list(block, setting, direction)

    def _turned(self, block: Block | ListItem, outer: _Setting) -> tuple[_Setting, str]:
        """Return what stands in a block, with the attribute for its direction.

        A list and a quotation have that of their first paragraph: their marks stand on the side
        on which its words begin.
        """
        text = _first_words(block)
        right_to_left = _is_read_right_to_left(text, in_series=self.right_to_left)
        setting = replace(outer, right_to_left=right_to_left)
        return setting, _direction(right_to_left, outer.right_to_left)

    def _paragraph(self, children: tuple[Inline, ...], setting: _Setting) -> str:
        """Return a paragraph's content; its last word can be kept from hyphenation."""
        children = _joined(children)
        last = children[-1] if children else None
        match = _LAST_WORD.search(last.text) if isinstance(last, TextRun) else None
        if match is None or last is None or setting.right_to_left:
            return self._inlines(children, setting)
        start, text = match.start(), match.string
        for found in self._unbroken(text, setting):
            start = found.start() if found.start() < start < found.end() else start
        head, tail = TextRun(text[:start]), text[start:]
        inner = self._inlines((*children[:-1], head), setting)
        return f'{inner}<span class="last-word">{"".join(self._runs(tail, setting))}</span>'

    def _list(self, block: ListBlock, outer: _Setting, direction: str) -> str:
        """Return a list; WeasyPrint reads no `start` nor `value`, so a counter has the number."""
        tag, entries, last = "ul", "", 0
        for item in block.items:
            setting, turned = self._turned(item, outer)
            inner = self._blocks(item.children, setting)
            if not (item.children and isinstance(item.children[0], Paragraph)):
                # A style sets the mark before a paragraph.
                inner = f"<p></p>{inner}"
            if item.number is None:
                entries += f"<li{turned}>{inner}</li>"
                continue
            step = item.number - last
            jump = f' value="{item.number}" style="counter-increment: list-item {step}"'
            entries += f"<li{turned}{jump if step != 1 else ''}>{inner}</li>"
            tag, last = "ol", item.number
        return f"<{tag}{direction}>{entries}</{tag}>"

    def _inlines(self, children: Iterable[Inline], setting: _Setting) -> str:
        html = ""
        for group, direction in _by_direction(_joined(children), setting.right_to_left):
            inner = "".join(self._inline(child, setting) for child in group)
            html += f'<span dir="{direction}">{inner}</span>' if direction else inner
        return html

    def _inline(self, child: Inline, setting: _Setting) -> str:
        if isinstance(child, TextRun):
            return "".join(self._runs(child.text, setting))
        if isinstance(child, LineBreak):
            return "<br>"
        if isinstance(child, Link):
            return self._link(child, setting)
        tag = "strong" if child.strong else "em"
        return f"<{tag}>{self._inlines(child.children, setting)}</{tag}>"

    def _link(self, link: Link, setting: _Setting) -> str:
        source = setting.sources.get(link.source)
        if source is None or source.url is None:
            return "".join(self._runs(link.text, setting))
        about = _archived_copy(source) if self.web else ""
        words = self._link_words(link.text, setting)
        return f'<a href="{escape(source.url)}"{about}>{words}</a>'

    def _link_words(self, text: str, setting: _Setting) -> str:
        """Return the words of a link as HTML.

        Where a run in another script is an element, the words beside it are elements too: a link
        that has both texts and elements in it is read aloud out of order.
        """
        pieces = tuple(self._runs(text, setting))
        if len(pieces) == 1:
            return pieces[0]
        elements = (one if one.startswith("<span") else f"<span>{one}</span>" for one in pieces)
        return "".join(elements)


def _is_read_right_to_left(text: str, *, in_series: bool) -> bool:
    """Return whether a text is read from right to left.

    Within a series that is, by any such letter; else where its first letter is one, and most are.
    """
    if in_series or text.isascii():
        return is_right_to_left(text)
    letters = [is_right_to_left(one) for one in text if one.isalpha()]
    return any(letters[:1]) and 2 * sum(letters) > len(letters)


def _direction(right_to_left: bool, outer: bool) -> str:
    """Return the attribute of what is read in the other direction than what is around it."""
    if right_to_left == outer:
        return ""
    return ' dir="rtl"' if right_to_left else ' dir="ltr"'


def _first_words(block: Block | ListItem) -> str:
    """Return the words of the first paragraph in a block."""
    if isinstance(block, Paragraph):
        return plain_text(block.children)
    within = block.items if isinstance(block, ListBlock) else block.children
    return _first_words(within[0]) if within else ""


def _archived_copy(source: Source) -> str:
    """Return the attributes for a page's archived copy, with its day if the address has it."""
    if source.archived is None:
        return ""
    day = _ARCHIVED_ON.search(source.archived)
    when = f' data-versiondate="{day[1]}-{day[2]}-{day[3]}"' if day else ""
    return f' data-versionurl="{escape(source.archived)}"{when}'


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


def _by_direction(
    children: tuple[Inline, ...], right_to_left: bool
) -> Iterator[tuple[tuple[Inline, ...], str]]:
    """Yield content in groups, and the direction of each that is read against its series'.

    Such a group is of several pieces, which the renderer would set in the order of the line's
    block. It begins and ends with a letter or digit, or a bracket that is opened within.
    """
    text = plain_text(children)
    edges = tuple(accumulate((len(plain_text((one,))) for one in children), initial=0))
    pattern, direction = (_LEFT_TO_RIGHT, "ltr") if right_to_left else (_RIGHT_TO_LEFT, "rtl")
    done = 0
    for found in pattern.finditer(text):
        start, end = found.span()
        # A vowel sign or an accent that ends a word is no letter to the pattern.
        while category(text[end : end + 1] or " ").startswith("M"):
            end += 1
        if found[0].count("(") > found[0].count(")") and text[end : end + 1] == ")":
            end += 1
        # In a series from left to right the words of one text are one run, which turns itself.
        pieces = any(start < edge < end for edge in edges)
        pieces |= right_to_left and any(run.script for run in runs(found[0]))
        uncut = (children[bisect_right(edges, cut) - 1] for cut in {start, end} - set(edges))
        if pieces and all(isinstance(child, TextRun) for child in uncut):
            yield _between(children, edges, done, start), ""
            yield _between(children, edges, start, end), direction
            done = end
    yield _between(children, edges, done, len(text)), ""


def _between(
    children: tuple[Inline, ...], edges: tuple[int, ...], start: int, end: int
) -> tuple[Inline, ...]:
    """Return content from one place of its plain text to another; `edges` are those of its parts.

    Texts alone are cut.
    """
    found: list[Inline] = []
    for child, (first, last) in zip(children, pairwise(edges), strict=True):
        if isinstance(child, TextRun):
            child = TextRun(child.text[max(start - first, 0) : max(end - first, 0)])  # noqa: PLW2901
        if max(first, start) < min(last, end):
            found.append(child)
    return tuple(found)


def _in_script(run: Run) -> str | None:
    """Return a run in another script with its language, direction and font; None for Latin."""
    if run.script is None or run.language is None:
        return None
    font = script_class(run.script)
    about = f'lang="{escape(run.language)}"' + (' dir="rtl"' if run.right_to_left else "")
    pieces = tuple(run.pieces())
    if len(pieces) == 1:
        return f'<span class="{font}" {about}>{escape(run.text)}</span>'
    inner = "".join(
        f'<span class="{font}">{escape(text)}</span>' if own else escape(text)
        for text, own in pieces
    )
    return f"<span {about}>{inner}</span>"
