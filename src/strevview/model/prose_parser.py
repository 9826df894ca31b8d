"""The parser of an item's text: markdown-it's blocks, with a place for each character."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from strevview.model.prose import (
    Block,
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
from strevview.model.prose_inline import ParagraphBuilder, markdown
from strevview.source.places import OFFSETS

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
        letters: list[str] = []
        offsets: list[int] = []
        for letter, offset in zip(content, written, strict=False):
            plain = " " if letter.isspace() else letter
            if plain != " " or (letters and letters[-1] != " "):
                letters.append(plain)
                offsets.append(offset)
        if letters and letters[-1] == " ":
            del letters[-1], offsets[-1]
        end = offsets[-1] + 1 if offsets else self._line_starts[first]
        text = "".join(letters)
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
            found = line.rfind(words) if words else len(line)
            lead = len(part) - len(part.lstrip(" \t")) if words else 0
            place = start + max(found, 0) - lead
            offsets.extend(
                min(max(n, start), start + len(line)) for n in range(place, place + len(part))
            )
            offsets.append(min(place + len(part), start + len(line)))
            number += 1
        return offsets


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
