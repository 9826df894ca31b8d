"""The parser of an item's text: markdown-it's blocks, emphasis and escapes, our rules for links.

Each character of the result knows where it was written.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from strevview.model.prose import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    PlainParagraph,
    ProblemKind,
    Prose,
    ProseProblem,
    Quotation,
    Reference,
    TextRun,
)
from strevview.source.nodes import OFFSETS

# What markdown-it would turn into something of another length; an item's text has none of it.
_SAME_LENGTH = str.maketrans({"\r": " ", "\0": "\ufffd"})
# Blocks that are complained about, by their tokens.
_PROBLEMS = {
    "heading_open": ProblemKind.HEADING,
    "hr": ProblemKind.RULE,
    "fence": ProblemKind.CODE,
}


def parse_prose(text: str) -> Prose:
    """Parse the text of an item; never raises, and keeps every word."""
    return _ProseParser(text).parse()


def parse_caption(text: str) -> Prose:
    """Parse a figure's caption: emphasis and links, but no lists, quotations or headings."""
    return _ProseParser(text).parse(blocks=False)


class _ProseParser:
    """Turns one text into `Prose`, keeping for each character where it was written."""

    def __init__(self, text: str) -> None:
        self._text = text.translate(_SAME_LENGTH)
        self._lines = self._text.split("\n")
        self._line_starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._references: list[Reference] = []
        self._problems: list[ProseProblem] = []
        self._paragraphs: list[PlainParagraph] = []
        self._quotes = 0
        self._number: int | None = None

    def parse(self, *, blocks: bool = True) -> Prose:
        """Parse the whole text; without `blocks` it is paragraphs alone."""
        tokens = _markdown(blocks=blocks).parse(self._text)
        if blocks and self._loses_words(tokens):
            # Nested deeper than markdown-it goes: better plain text with its marks than none.
            tokens = _markdown(blocks=False).parse(self._text)
        _count_up(tokens)
        found = tuple(self._blocks(iter(tokens)))
        parts = (tuple(self._references), tuple(self._problems), tuple(self._paragraphs))
        return Prose(found, *parts)

    def _loses_words(self, tokens: Sequence[Token]) -> bool:
        """Whether a line with a letter or digit is in no token."""
        kept: set[int] = set()
        for token in tokens:
            if token.map and (token.type == "inline" or token.type in _PROBLEMS):
                kept.update(range(*token.map))
        lost = (line for n, line in enumerate(self._lines) if n not in kept)
        # The number of a list's empty entry is no word.
        bare = (line.strip(" \t>*+-").rstrip(".)") for line in lost)
        return any(any(map(str.isalnum, line)) for line in bare if not line.isdecimal())

    def _blocks(self, tokens: Iterator[Token], until: str = "") -> Iterator[Block]:
        for token in tokens:
            if token.type == until:
                return
            if token.type == "inline":
                yield self._paragraph(token)
            elif token.type == "blockquote_open":
                self._quotes += 1
                yield Quotation(tuple(self._blocks(tokens, "blockquote_close")))
                self._quotes -= 1
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._list(token, tokens)
            elif token.type in _PROBLEMS:
                self._problem(_PROBLEMS[token.type], token)
                if token.type == "fence":
                    yield self._verbatim(token)

    def _list(self, opening: Token, tokens: Iterator[Token]) -> ListBlock:
        items: list[ListItem] = []
        for token in tokens:
            if token.type == opening.type.replace("_open", "_close"):
                break
            if token.type == "list_item_open":
                number = self._number = int(token.info) if token.info else None
                items.append(ListItem(tuple(self._blocks(tokens, "list_item_close")), number))
        self._number = None
        return ListBlock(tuple(items), opening.type.startswith("ordered"))

    def _problem(self, kind: ProblemKind, token: Token) -> None:
        first, last = token.map or (0, 1)
        start, line = self._line_starts[first], "\n".join(self._lines[first:last])
        indent = len(line) - len(line.lstrip())
        end = start + len(line.rstrip())
        text = line.strip().lstrip("#").strip()
        self._problems.append(ProseProblem(kind, start + indent, max(end, start + 1), text))

    def _verbatim(self, token: Token) -> Paragraph:
        """Code as plain words, so that none is lost while the complaint stands."""
        content = f"{token.info}\n{token.content}"
        written = self._offsets_of(content, token)
        text, offsets = _run_together(content, written)
        self._add(text, (*offsets, offsets[-1] + 1 if offsets else written[0]))
        return Paragraph((TextRun(text),))

    def _paragraph(self, token: Token) -> Paragraph:
        written = self._offsets_of(token.content, token)
        builder = _ParagraphBuilder(written, token.content)
        children = builder.build(token.children or [])
        self._references += builder.references
        self._problems += builder.problems
        self._add("".join(builder.letters), (*builder.offsets, written[-1]), tuple(builder.links))
        return Paragraph(children)

    def _add(
        self, text: str, offsets: Sequence[int], links: tuple[tuple[int, int, str], ...] = ()
    ) -> None:
        places, is_quoted = array(OFFSETS, offsets), self._quotes > 0
        self._paragraphs.append(PlainParagraph(text, places, links, is_quoted, self._number))
        self._number = None

    def _offsets_of(self, content: str, token: Token) -> list[int]:
        """Return, for each character of a block's content and its end, its offset in the text.

        markdown-it strips the indent and the marks of quotations and lists from each line.
        """
        offsets: list[int] = []
        number, last = token.map or (0, len(self._lines))
        for part in content.split("\n"):
            words = part.strip(" \t")
            while words and number < last - 1 and words not in self._lines[number]:
                number += 1
            number = min(number, last - 1)
            line, start = self._lines[number], self._line_starts[number]
            lead = len(part) - len(part.lstrip(" \t")) if words else 0
            place = start + (max(line.rfind(words), 0) if words else len(line))
            end = min(place + len(part) - lead, start + len(line))
            # A tab of the text may be several spaces of the content.
            offsets.extend(max(n, start) for n in range(place - lead, place))
            offsets.extend(range(place, end))
            offsets.extend([end] * (len(part) - lead - (end - place) + 1))
            number += 1
        return offsets


def _run_together(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """Return a text with one space for each stretch of them, none at its ends, and its places."""
    words = tuple(re.finditer(rf"[^{_SPACES}]+", text))
    kept = " ".join(word[0] for word in words)
    offsets = [place for word in words for place in places[word.start() : word.end() + 1]]
    return kept, offsets[: len(kept)]


def _count_up(tokens: Iterable[Token]) -> None:
    """Number the entries of a list that all bear one number, as `1.` before each, from that on."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type.endswith("_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type.endswith("_list_close"):
            entries = lists.pop()
            if entries[0].info and len({entry.info for entry in entries}) == 1:
                for number, entry in enumerate(entries, int(entries[0].info)):
                    entry.info = str(number)


_BLOCK_RULES = ("blockquote", "list", "heading", "lheading", "hr", "fence")
_INLINE_RULES = ("escape", "entity", "emphasis", "newline", "balance_pairs", "fragments_join")
_SPACES = " \t\n"
# The tokens that a link's words may be made of.
_PLAIN = ("text", "text_special", "softbreak", "hardbreak")
# A label or an address of thousands of characters is none: the bounds keep `[[[[…` linear.
_MAX_LINK = 2000
_MAX_BRACKETS = 8
_BRACKETS = re.compile(r"\\.|[\[\]()]", re.DOTALL)
# Between two digits a star is a sign: 2*3*4.
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
# Deeper quotations and lists are kept as plain text, marks and all; deeper emphasis has no effect.
_MAX_NESTING = 60


@cache
def _markdown(*, blocks: bool = True) -> MarkdownIt:
    """Return the parser; without `blocks` it knows paragraphs only."""
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    if blocks:
        parser.enable(list(_BLOCK_RULES))
    parser.enable(list(_INLINE_RULES))
    # Escapes and entities stay tokens of their own, so that their places are known.
    parser.disable("text_join")
    parser.inline.ruler.before("emphasis", "strevview_link", _link_rule)
    parser.inline.ruler.before("emphasis", "strevview_times", _times_rule)
    return parser


def _times_rule(state: StateInline, silent: bool) -> bool:
    """Take a star between two digits for a sign."""
    is_sign = _TIMES.match(state.src, state.pos) is not None
    if is_sign:
        state.pending += "" if silent else "*"
        state.pos += 1
    return is_sign


def _link_rule(state: StateInline, silent: bool) -> bool:
    """Take `[words][source]`, and as problems `[words](address)` and `![…]`."""
    start, source = state.pos, state.src
    image = source.startswith("![", start)
    opening = start + 1 if image else start
    if source[opening : opening + 1] != "[":
        return False
    closing = _closing(source, opening, "[", "]")
    follower = source[closing + 1 : closing + 2] if closing >= 0 else ""
    end = _closing(source, closing + 1, follower, {"[": "]", "(": ")"}.get(follower, ""))
    if end < 0 or (follower == "[" and end == closing + 2):
        return False
    if not silent:
        token = state.push("strevview_link", "", 0)
        token.content = source[opening + 1 : closing]
        token.info = source[closing + 2 : end]
        token.meta = {"start": start, "end": end + 1, "words": opening + 1, "target": closing + 2}
        inline = ProblemKind.INLINE_LINK if follower == "(" else None
        token.meta["problem"] = ProblemKind.IMAGE if image else inline
    state.pos = end + 1
    return True


def _closing(source: str, opening: int, bracket: str, closer: str) -> int:
    """Return where the bracket at `opening` closes, or -1; a backslash hides a bracket."""
    is_there = closer != "" and source.startswith(bracket, opening)
    if not is_there or source.startswith(bracket * (_MAX_BRACKETS + 1), opening):
        return -1
    depth = 0
    for sign in _BRACKETS.finditer(source, opening, opening + _MAX_LINK):
        depth += (sign[0] == bracket) - (sign[0] == closer)
        if depth == 0:
            return sign.start()
        if depth > _MAX_BRACKETS:
            break
    return -1


class _ParagraphBuilder:
    """Builds one paragraph's inline content from markdown-it's tokens.

    `written` leads each character of `content`, and its end, to its offset in the text.
    """

    def __init__(self, written: list[int], content: str) -> None:
        self._written = written
        self._content = content
        self._position = 0
        self.letters: list[str] = []
        self.offsets: list[int] = []
        self.links: list[tuple[int, int, str]] = []
        self.references: list[Reference] = []
        self.problems: list[ProseProblem] = []

    def build(self, tokens: Iterable[Token]) -> tuple[Inline, ...]:
        """Return the inline content, and fill in what was found on the way."""
        opened: list[list[Inline]] = [[]]
        for token in tokens:
            if token.nesting > 0:
                self._pass(token.markup)
                opened.append([])
            elif token.nesting < 0:
                self._pass(token.markup)
                inside, is_deep = opened.pop(), len(opened) >= _MAX_NESTING
                emphasis = Emphasis(tuple(inside), token.type == "strong_close")
                opened[-1] += inside if is_deep else (emphasis,)
            elif token.content or token.type != "text":
                opened[-1].append(self._inline(token))
        return tuple(opened[0])

    def _at(self, position: int) -> int:
        return self._written[min(position, len(self._written) - 1)]

    def _inline(self, token: Token) -> Inline:
        if token.type == "strevview_link":
            return self._link(token)
        return self._break() if token.type in ("softbreak", "hardbreak") else self._run(token)

    def _pass(self, markup: str) -> None:
        if self._content.startswith(markup, self._position):
            self._position += len(markup)

    def _run(self, token: Token) -> TextRun:
        """Take plain characters; those of an escape or an entity stand where it begins."""
        written = token.markup if token.type == "text_special" else token.content
        # Only the white space around a line end is not part of any token.
        start = max(self._content.find(written, self._position), self._position)
        self._position = start + len(written)
        self.letters += token.content
        is_itself = written == token.content
        if is_itself:
            self.offsets += self._written[start : self._position]
        # What markdown-it made of other letters stands at the end.
        place = self._written[-1] if is_itself else self._at(start)
        self.offsets += [place] * (len(self.letters) - len(self.offsets))
        return TextRun(token.content)

    def _break(self) -> Inline:
        """A line end is a space, or a break where a backslash asks for it."""
        before = self._position
        line_end = max(self._content.find("\n", before), before)
        rest = self._content[line_end + 1 :]
        self._position = len(self._content) - len(rest.lstrip(" \t"))
        self.letters.append(" ")
        self.offsets.append(self._at(line_end))
        return LineBreak() if self._content[before:line_end].strip() == "\\" else TextRun(" ")

    def _link(self, token: Token) -> Inline:
        meta, source = token.meta, " ".join(token.info.split())
        start, end = self._at(meta["start"]), self._at(meta["end"] - 1) + 1
        inner = _markdown(blocks=False).parseInline(token.content)[0].children or []
        # Its words are plain text, white space run together.
        behind = meta["words"] + len(token.content)
        plain = _ParagraphBuilder(self._written[meta["words"] : behind + 1], token.content)
        plain.build(inner)
        words, places = _run_together("".join(plain.letters), plain.offsets)
        problem = meta["problem"]
        if problem is None and not words:
            problem = ProblemKind.EMPTY_LINK
        elif problem is None and any(part.type not in _PLAIN for part in inner):
            problem = ProblemKind.MARKED_LINK
        if problem is not None:
            self.problems.append(ProseProblem(problem, start, end, words, source))
        first = len(self.letters)
        self.letters += words
        self.offsets += places
        self._position = meta["end"]
        if meta["problem"] or not words:
            return TextRun(words)
        self.references.append(Reference(words, source, start, end, self._at(meta["target"])))
        self.links.append((first, len(self.letters), source))
        return Link(words, source)
