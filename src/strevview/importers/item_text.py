"""The text of one item as its facts are looked for, and what is guessed from it.

What a text does not tell stays out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from strevview.importers.blocks import LinkText
from strevview.lint.folding import fold_paragraph
from strevview.lint.printed_texts import sentence_starts
from strevview.model.issue import ActorKind
from strevview.model.prose import PlainParagraph

_VOCABULARY = Path(__file__).with_name("vocabulary.yaml")
# An item has a few hundred words; of what is none, the start is read, so that no file takes long.
_MOST_READ = 20_000


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the words and names of `vocabulary.yaml` by what they are."""
    found: Mapping[str, Any] = yaml.safe_load(_VOCABULARY.read_text("utf-8"))
    return found


def known_words(kind: str) -> frozenset[str]:
    """Return the words of a kind, such as "bodies", from `vocabulary.yaml`."""
    return frozenset(vocabulary()[kind].split())


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


@dataclass(frozen=True, slots=True)
class Guess:
    """A value with why it was taken; one that is `sure` needs no `# check:` beside it."""

    value: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ActorGuess:
    """Somebody who takes part, under the name that belongs into the item.

    `known` where the register has the actor; then `name` is a form that it knows, and `written`
    the name as the text has it, where the register has it otherwise. Else `name` is the full name,
    and `acronym` the one that the text gives it. `kind` is for `actors.yaml`.
    """

    name: str
    why: str
    sure: bool
    acronym: str | None = None
    known: bool = False
    kind: ActorKind = ActorKind.ORGANISATION
    written: str | None = None


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """A cited page under the key that the text's links name; `url` or `unavailable` is set."""

    key: str
    url: str | None
    unavailable: str | None = None
    publisher: Guess | None = None
    published: Guess | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The facts of an item; `link_keys` has the key of the source of each link, in order."""

    id: str
    date: Guess | None
    place: Guess | None
    actors: tuple[ActorGuess, ...]
    sources: tuple[SourceGuess, ...]
    link_keys: tuple[str, ...]
