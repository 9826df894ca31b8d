"""The parser of an item's text: markdown-it's blocks, emphasis and escapes, our rules for links.

Each character of the result knows where it was written.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

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
# The tokens that hold words, or marks that are complained about.
_LEAVES = ("inline", "fence", "hr", "heading_open")


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
        self._line_starts = [0]
        for line in self._text.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._references: list[Reference] = []
        self._problems: list[ProseProblem] = []
        self._paragraphs: list[PlainParagraph] = []
        self._quotes = 0
        self._number: int | None = None

    def parse(self, *, blocks: bool = True) -> Prose:
        """Parse the whole text; without `blocks` it is paragraphs alone."""
        tokens = markdown(blocks=blocks).parse(self._text)
        if blocks and self._loses_words(tokens):
            # Nested deeper than markdown-it goes: better plain text with its marks than none.
            tokens = markdown(blocks=False).parse(self._text)
        _count_up(tokens)
        found = tuple(self._blocks(iter(tokens)))
        parts = (tuple(self._references), tuple(self._problems), tuple(self._paragraphs))
        return Prose(found, *parts)

    def _line(self, number: int) -> str:
        return self._text[self._line_starts[number] : self._line_starts[number + 1] - 1]

    def _loses_words(self, tokens: Sequence[Token]) -> bool:
        """Whether a line with a letter or digit is in no token."""
        kept: set[int] = set()
        for token in tokens:
            if token.type in _LEAVES and token.map:
                kept.update(range(*token.map))
        lost = (n for n in range(len(self._line_starts) - 1) if n not in kept)
        return any(any(map(str.isalnum, self._unmarked(number))) for number in lost)

    def _unmarked(self, number: int) -> str:
        """A line without the number of a list's empty entry."""
        line = self._line(number).strip(" \t>*+-")
        return line.rstrip(".)") if not line.rstrip(".)").isdecimal() else ""

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
            elif token.type == "heading_open":
                self._problem(ProblemKind.HEADING, token)
            elif token.type == "hr":
                self._problem(ProblemKind.RULE, token)
            elif token.type == "fence":
                self._problem(ProblemKind.CODE, token)
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
        start = self._line_starts[first]
        line = self._text[start : self._line_starts[last] - 1]
        indent = len(line) - len(line.lstrip())
        end = start + len(line.rstrip())
        text = line.strip().lstrip("#").strip()
        self._problems.append(ProseProblem(kind, start + indent, max(end, start + 1), text))

    def _verbatim(self, token: Token) -> Paragraph:
        """Code as plain words, so that none is lost while the complaint stands."""
        first, last = token.map or (0, len(self._line_starts) - 1)
        content = f"{token.info}\n{token.content}"
        written = self._offsets_of(content, first, last)
        text, offsets = _run_together(content, written, str.isspace)
        end = offsets[-1] + 1 if offsets else self._line_starts[first]
        self._add(PlainParagraph(text, array(OFFSETS, (*offsets, end)), (), self._quotes > 0))
        return Paragraph((TextRun(text),))

    def _add(self, paragraph: PlainParagraph) -> None:
        self._paragraphs.append(paragraph._replace(number=self._number))
        self._number = None

    def _paragraph(self, token: Token) -> Paragraph:
        first, last = token.map or (0, len(self._line_starts) - 1)
        written = self._offsets_of(token.content, first, last)
        builder = ParagraphBuilder(written, token.content)
        children = builder.build(token.children or [])
        self._references += builder.references
        self._problems += builder.problems
        offsets = array(OFFSETS, (*builder.offsets, builder.end))
        links, text = tuple(builder.links), "".join(builder.letters)
        self._add(PlainParagraph(text, offsets, links, self._quotes > 0))
        return Paragraph(children)

    def _offsets_of(self, content: str, first: int, last: int) -> list[int]:
        """Return, for each character of a block's content and its end, its offset in the text.

        markdown-it strips the indent and the marks of quotations and lists from each line.
        """
        offsets: list[int] = []
        number = first
        for part in content.split("\n"):
            words = part.strip(" \t")
            while words and number < last - 1 and words not in self._line(number):
                number += 1
            number = min(number, last - 1)
            line, start = self._line(number), self._line_starts[number]
            lead = len(part) - len(part.lstrip(" \t")) if words else 0
            place = start + (max(line.rfind(words), 0) if words else len(line))
            end = min(place + len(part) - lead, start + len(line))
            # A tab of the text may be several spaces of the content.
            offsets.extend(max(n, start) for n in range(place - lead, place))
            offsets.extend(range(place, end))
            offsets.extend([end] * (len(part) - lead - (end - place) + 1))
            number += 1
        return offsets


def _run_together(
    letters: Iterable[str], places: Iterable[int], is_space: Callable[[str], bool]
) -> tuple[str, list[int]]:
    """Return a text with one space for each stretch of them, none at its ends, and its places."""
    kept: list[tuple[str, int]] = []
    for letter, place in zip(letters, places, strict=False):
        plain = " " if is_space(letter) else letter
        if plain != " " or (kept and kept[-1][0] != " "):
            kept.append((plain, place))
    if kept and kept[-1][0] == " ":
        del kept[-1]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


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


BLOCK_RULES = ("blockquote", "list", "heading", "lheading", "hr", "fence")
_INLINE_RULES = ("escape", "entity", "emphasis", "newline", "balance_pairs", "fragments_join")
_SPACES = " \t\n"
# What CommonMark (section 6.5) calls an autolink: an address or an e-mail address in brackets.
_AUTOLINK = re.compile(
    r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)|"
    r"(?:[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,253}))>"
)
# A label or an address of thousands of characters is none: the bounds keep `[[[[…` linear.
_MAX_LINK = 2000
_MAX_BRACKETS = 8
# Deeper quotations and lists are kept as plain text, marks and all.
_MAX_NESTING = 60


@cache
def markdown(*, blocks: bool = True) -> MarkdownIt:
    """Return the parser; without `blocks` it knows paragraphs only."""
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    if blocks:
        parser.enable(list(BLOCK_RULES))
    parser.enable(list(_INLINE_RULES))
    # Escapes and entities stay tokens of their own, so that their places are known.
    parser.disable("text_join")
    parser.inline.ruler.before("emphasis", "strevview_link", _link_rule)
    parser.inline.ruler.before("emphasis", "strevview_autolink", _autolink_rule)
    return parser


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
        kind = "image" if image else "reference" if follower == "[" else "inline_link"
        token = state.push(f"strevview_{kind}", "", 0)
        token.content = source[opening + 1 : closing]
        token.info = source[closing + 2 : end]
        token.meta = {"start": start, "end": end + 1, "words": opening + 1, "target": closing + 2}
    state.pos = end + 1
    return True


def _closing(source: str, opening: int, bracket: str, closer: str) -> int:
    """Return where the bracket at `opening` closes, or -1; a backslash hides a bracket."""
    if not closer or source[opening : opening + 1] != bracket:
        return -1
    depth, position = 0, opening
    limit = min(len(source), opening + _MAX_LINK)
    while position < limit:
        letter = source[position]
        if letter == "\\":
            position += 1
        elif letter == bracket:
            depth += 1
            if depth > _MAX_BRACKETS:
                return -1
        elif letter == closer:
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return -1


def _autolink_rule(state: StateInline, silent: bool) -> bool:
    """Take `<https://…>` as a problem; its address stays as words."""
    match = _AUTOLINK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("strevview_autolink", "", 0)
        token.content = match.group(1)
        token.meta = {"start": match.start(), "end": match.end()}
    state.pos = match.end()
    return True


class ParagraphBuilder:
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

    @property
    def end(self) -> int:
        """The offset of the content's end in the text."""
        return self._at(len(self._content))

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        """Return the inline content, and fill in what was found on the way."""
        return tuple(self._inlines(iter(tokens), ""))

    def _at(self, position: int) -> int:
        return self._written[min(position, len(self._written) - 1)]

    def _inlines(self, tokens: Iterator[Token], until: str) -> Iterator[Inline]:
        for token in tokens:
            if token.type == until:
                self._pass(token.markup)
                return
            if token.type == "text":
                if token.content:
                    yield self._run(token.content)
            elif token.type == "text_special":
                yield self._special(token)
            elif token.type in ("softbreak", "hardbreak"):
                yield from self._break()
            elif token.type in ("em_open", "strong_open"):
                self._pass(token.markup)
                closing = token.type.replace("_open", "_close")
                children = tuple(self._inlines(tokens, closing))
                yield Emphasis(children, token.type == "strong_open")
            elif token.type == "strevview_autolink":
                yield self._autolink(token)
            elif token.type.startswith("strevview_"):
                yield self._link(token)

    def _pass(self, markup: str) -> None:
        if self._content.startswith(markup, self._position):
            self._position += len(markup)

    def _add(self, letter: str, position: int) -> None:
        self.letters.append(letter)
        self.offsets.append(self._at(position))

    def _run(self, text: str) -> TextRun:
        # Only the white space around a line end is not part of any token.
        found = self._content.find(text, self._position)
        start = found if found >= 0 else self._position
        self._position = start + len(text)
        self.letters += text
        self.offsets += self._written[start : self._position]
        # What markdown-it made of other letters stands at the end.
        self.offsets += [self._written[-1]] * (len(self.letters) - len(self.offsets))
        return TextRun(text)

    def _special(self, token: Token) -> TextRun:
        # A backslash that hides nothing stands for itself.
        step = 1 if token.content == token.markup else 0
        for number, letter in enumerate(token.content):
            self._add(letter, self._position + number * step)
        self._position += len(token.markup)
        return TextRun(token.content)

    def _break(self) -> Iterator[Inline]:
        """A line end is a space, or a break where a backslash asks for it."""
        line_end = self._content.find("\n", self._position)
        line_end = line_end if line_end >= 0 else self._position
        asked = self._content[self._position : line_end].strip() == "\\"
        self._add(" ", line_end)
        self._position = line_end + 1
        while self._content[self._position : self._position + 1] in (" ", "\t"):
            self._position += 1
        yield LineBreak() if asked else TextRun(" ")

    def _link(self, token: Token) -> Inline:
        meta = token.meta
        start, end = self._at(meta["start"]), self._at(meta["end"] - 1) + 1
        target = " ".join(token.info.split())
        inner = markdown(blocks=False).parseInline(token.content)[0].children or []
        words, places = self._plain(inner, token.content, meta["words"])
        kind = _problem_of(token, inner, words)
        if kind is not None:
            self.problems.append(ProseProblem(kind, start, end, words, target))
        first = len(self.letters)
        for letter, place in zip(words, places, strict=True):
            self.letters.append(letter)
            self.offsets.append(place)
        self._position = meta["end"]
        if token.type != "strevview_reference" or not words:
            return TextRun(words)
        self.references.append(Reference(words, target, start, end, self._at(meta["target"])))
        self.links.append((first, len(self.letters), target))
        return Link(words, target)

    def _plain(self, tokens: list[Token], content: str, start: int) -> tuple[str, list[int]]:
        """Return a link's words as plain text, white space run together, with their places."""
        builder = ParagraphBuilder(self._written[start : start + len(content) + 1], content)
        builder.build(tokens)
        return _run_together(builder.letters, builder.offsets, _SPACES.__contains__)

    def _autolink(self, token: Token) -> Inline:
        start, end = token.meta["start"], token.meta["end"]
        self._position = start + 1
        run = self._run(token.content)
        self._position = end
        place = (self._at(start), self._at(end - 1) + 1)
        self.problems.append(
            ProseProblem(ProblemKind.AUTOLINK, *place, token.content, token.content)
        )
        return run


def _problem_of(token: Token, inner: list[Token], words: str) -> ProblemKind | None:
    if token.type == "strevview_image":
        return ProblemKind.IMAGE
    if token.type == "strevview_inline_link":
        return ProblemKind.INLINE_LINK
    if not words:
        return ProblemKind.EMPTY_LINK
    plain = ("text", "text_special", "softbreak", "hardbreak")
    return None if all(part.type in plain for part in inner) else ProblemKind.MARKED_LINK
