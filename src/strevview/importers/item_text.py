"""The text of one item as its facts are looked for: folded paragraphs with their links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.guesses import LinkText
from strevview.lint.folding import fold_paragraph
from strevview.lint.sentences import sentence_starts
from strevview.model.prose import PlainParagraph

# An item has a few hundred words; of what is none, the start is read, so that no file takes long.
_MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class ItemText:
    """A text and its paragraphs as the eye reads them; a link's source is its number."""

    written: str
    paragraphs: tuple[PlainParagraph, ...]

    def as_written(self, paragraph: PlainParagraph, start: int, end: int) -> str:
        """Return the characters `start:end` of a folded paragraph as the text has them."""
        first, last = paragraph.offsets[start], paragraph.offsets[end - 1] + 1
        return " ".join(self.written[first:last].split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start:end` of a paragraph."""

    paragraph: PlainParagraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence's characters."""
        return self.paragraph.text[self.start : self.end]


def read_text(text: str, links: Sequence[LinkText]) -> ItemText:
    """Return an item's text, a line a paragraph, with its links, ready for its facts."""
    paragraphs = []
    start = 0
    for line in text[:_MOST_READ].split("\n"):
        end = start + len(line) + 1
        body = line.rstrip()
        within = tuple(
            (link.start - start, link.end - start, str(number))
            for number, link in enumerate(links)
            if start <= link.start and link.end <= start + len(body)
        )
        if body:
            places = range(start, start + len(body) + 1)
            paragraphs.append(fold_paragraph(PlainParagraph(body, places, within, False)))
        start = end
    return ItemText(text, tuple(paragraphs))


def sentences(paragraph: PlainParagraph) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph in order."""
    starts = sentence_starts(paragraph.text)
    ends = [*starts[1:], len(paragraph.text)]
    return tuple(Sentence(paragraph, start, end) for start, end in zip(starts, ends, strict=True))
