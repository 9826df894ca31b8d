"""The parser behind `prose`: markdown-it's blocks and emphasis with our own rule for links."""

from __future__ import annotations

from collections.abc import Iterator
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

_BLOCKS = ("blockquote", "list", "heading", "lheading", "hr", "fence")
_INLINES = (
    "escape",
    "entity",
    "emphasis",
    "newline",
    "autolink",
    "balance_pairs",
    "fragments_join",
)


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
        token.meta = {"start": start, "end": end + 1, "target": closing + 2}
    state.pos = end + 1
    return True


def _closing(source: str, opening: int, bracket: str, closer: str) -> int:
    """Return where the bracket at `opening` closes, or -1; a backslash hides a bracket."""
    if not closer or source[opening : opening + 1] != bracket:
        return -1
    depth, position = 0, opening
    # A label or address of thousands of characters is none: the bound keeps `[[[[…` linear.
    limit = min(len(source), opening + 2000)
    while position < limit:
        letter = source[position]
        if letter == "\\":
            position += 1
        elif letter == bracket:
            depth += 1
            if depth > 8:
                return -1
        elif letter == closer:
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return -1


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": 20}).enable(list(_BLOCKS))
    for name in _INLINES:
        parser.enable(name, ignoreInvalid=True)
    parser.inline.ruler.before("emphasis", "strevview_link", _link_rule)
    return parser


class ProseParser:
    """Turns one text into `Prose`, keeping for each character where it was written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = [0]
        for line in text.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._references: list[Reference] = []
        self._problems: list[ProseProblem] = []
        self._paragraphs: list[PlainParagraph] = []
        self._quotes = 0

    def parse(self) -> Prose:
        """Parse the whole text."""
        tokens = _markdown().parse(self._text)
        blocks = tuple(self._blocks(iter(tokens)))
        parts = (tuple(self._references), tuple(self._problems), tuple(self._paragraphs))
        return Prose(blocks, *parts)

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
        items = []
        for token in tokens:
            if token.type == opening.type.replace("_open", "_close"):
                break
            if token.type == "list_item_open":
                items.append(ListItem(tuple(self._blocks(tokens, "list_item_close"))))
        start = opening.attrs.get("start", 1)
        return ListBlock(tuple(items), opening.type.startswith("ordered"), int(start))

    def _problem(self, kind: ProblemKind, token: Token) -> None:
        first, last = token.map or (0, 1)
        start = self._line_starts[first]
        line = self._text[start : self._line_starts[last] - 1]
        indent = len(line) - len(line.lstrip())
        end = start + len(line.rstrip())
        text = line.strip().lstrip("#").strip()
        self._problems.append(ProseProblem(kind, start + indent, max(end, start + 1), text))

    def _verbatim(self, token: Token) -> Paragraph:
        text = " ".join(token.content.split())
        start = self._line_starts[(token.map or [0])[0]]
        self._paragraphs.append(PlainParagraph(text, (start,) * (len(text) + 1), (), False))
        return Paragraph((TextRun(text),))

    def _paragraph(self, token: Token) -> Paragraph:
        builder = _ParagraphBuilder(self._written_offsets(token), token.content)
        children = builder.build(token.children or [])
        self._references += builder.references
        self._problems += builder.problems
        offsets = (*builder.offsets, builder.end)
        self._paragraphs.append(
            PlainParagraph(
                "".join(builder.letters), offsets, tuple(builder.links), self._quotes > 0
            )
        )
        return Paragraph(children)

    def _written_offsets(self, token: Token) -> list[int]:
        """Return, for each character of a block's inline content, its offset in the text.

        markdown-it strips the indent and the marks of quotations and lists from each line.
        """
        first, last = token.map or (0, len(self._line_starts) - 1)
        offsets: list[int] = []
        numbers = iter(range(first, last))
        for part in token.content.split("\n"):
            for number in numbers:
                start = self._line_starts[number]
                line = self._text[start : self._line_starts[number + 1] - 1]
                found = line.rfind(part)
                if part and found >= 0:
                    offsets.extend(range(start + found, start + found + len(part) + 1))
                    break
            else:
                place = offsets[-1] if offsets else self._line_starts[first]
                offsets.extend([place] * (len(part) + 1))
        return offsets or [self._line_starts[first]]


class _ParagraphBuilder:
    """Builds one paragraph's inline content from its tokens."""

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
        return self._at(len(self._content))

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        return tuple(self._inlines(iter(tokens), ""))

    def _at(self, position: int) -> int:
        return self._written[min(position, len(self._written) - 1)]

    def _inlines(self, tokens: Iterator[Token], until: str) -> Iterator[Inline]:
        for token in tokens:
            if token.type == until:
                return
            if token.type in ("text", "text_special", "code_inline"):
                if token.content:
                    yield self._run(token.content)
            elif token.type == "softbreak":
                yield self._run(" ")
            elif token.type == "hardbreak":
                self._run(" ")
                yield LineBreak()
            elif token.type in ("em_open", "strong_open"):
                closing = token.type.replace("_open", "_close")
                children = tuple(self._inlines(tokens, closing))
                yield Emphasis(children, token.type == "strong_open")
            elif token.type.startswith("strevview_"):
                yield self._link(token)
            elif token.type == "link_open":
                yield self._autolink(tokens, str(token.attrs.get("href", "")))

    def _run(self, text: str) -> TextRun:
        for letter in text:
            found = self._find(letter)
            self.letters.append(letter)
            self.offsets.append(self._at(found))
            self._position = found + 1
        return TextRun(text)

    def _find(self, letter: str) -> int:
        if letter == " ":
            here = self._content[self._position : self._position + 1]
            if here in (" ", "\n"):
                return self._position
            places = [self._content.find(space, self._position) for space in " \n"]
            near = [place for place in places if place >= 0]
            return min(near) if near else self._position
        found = self._content.find(letter, self._position, self._position + 40)
        return found if found >= 0 else self._position

    def _link(self, token: Token) -> Inline:
        meta = token.meta
        start, end = self._at(meta["start"]), self._at(meta["end"] - 1) + 1
        words = " ".join(token.content.split())
        target = token.info.strip()
        kinds = {
            "strevview_image": ProblemKind.IMAGE,
            "strevview_inline_link": ProblemKind.INLINE_LINK,
        }
        kind = kinds.get(token.type)
        if kind is None and not words:
            kind = ProblemKind.EMPTY_LINK
        elif kind is None and any(mark in words for mark in ("*", "_", "[")) and _is_marked(words):
            kind = ProblemKind.MARKED_LINK
        if kind is not None:
            self.problems.append(ProseProblem(kind, start, end, words, target))
        plain_words = _unescaped(words)
        first = len(self.letters)
        self._position = meta["start"] + 1
        run = self._run(plain_words)
        self._position = meta["end"]
        if token.type != "strevview_reference":
            return run
        key = " ".join(target.split())
        self.links.append((first, len(self.letters), key))
        reference = Reference(plain_words, key, start, end, self._at(meta["target"]))
        self.references.append(reference)
        return Link(plain_words, key)

    def _autolink(self, tokens: Iterator[Token], address: str) -> Inline:
        words = "".join(token.content for token in _until(tokens, "link_close"))
        found = self._content.find("<", self._position)
        start = found if found >= 0 else self._position
        run = self._run(words)
        end = self._content.find(">", start) + 1
        place = (self._at(start), self._at(max(end - 1, start)) + 1)
        self.problems.append(ProseProblem(ProblemKind.AUTOLINK, *place, words, address))
        return run


def _until(tokens: Iterator[Token], closing: str) -> Iterator[Token]:
    for token in tokens:
        if token.type == closing:
            return
        yield token


def _is_marked(words: str) -> bool:
    inner = _markdown().parseInline(words)[0].children or []
    return any(token.type not in ("text", "text_special", "softbreak") for token in inner)


def _unescaped(words: str) -> str:
    inner = _markdown().parseInline(words)[0].children or []
    return "".join(token.content or " " * (token.type == "softbreak") for token in inner)
