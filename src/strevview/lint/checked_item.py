"""The parts of an issue as the rules see them, each with its place in the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from strevview.lint.folding import fold_paragraph
from strevview.lint.printed_texts import PrintedText, paragraph_text
from strevview.lint.text_edits import text_edit
from strevview.model.issue import Actor, Figure, Item, Source
from strevview.model.prose import Block, ListBlock, Paragraph
from strevview.model.prose_parser import parse_prose
from strevview.source.nodes import Scalar

if TYPE_CHECKING:
    from strevview.diagnostics import Edit, Span
    from strevview.model.dates import EventDate
    from strevview.model.loading import Shelf
    from strevview.model.prose import Prose
    from strevview.source.nodes import Path
    from strevview.source.places import Places

M_co = TypeVar("M_co", covariant=True)


class Part(Generic[M_co]):
    """A part of an issue (a section, an item, a source, a figure) and the way to its places.

    What could not be read is complained of already: no rule speaks of it again.
    """

    def __init__(self, model: M_co, path: Path, places: Places, faulty: frozenset[Path]) -> None:
        self.model = model
        self.path = path
        self.places = places
        self.faulty = faulty

    def key(self, *keys: str | int) -> Span:
        """Return the place of a key; where it is not there, of what lacks it."""
        return self.places.key((*self.path, *keys))

    def place(self, *keys: str | int) -> Span:
        """Return the place of a value."""
        return self.places.value((*self.path, *keys))

    def reads(self, *keys: str | int) -> bool:
        """Whether a value, what holds it and all its parts could be read."""
        if not self.faulty:
            return True
        path = (*self.path, *keys)
        return not any(
            path[: len(fault)] == fault or fault[: len(path)] == path for fault in self.faulty
        )

    def is_lost(self, *keys: str | int) -> bool:
        """Whether a value could not be read, so that a stand-in takes its place in the model."""
        return (*self.path, *keys) in self.faulty


class CheckedItem(Part[Item]):
    """An item that could be read, with its parsed text."""

    def __init__(
        self, model: Item, path: Path, places: Places, faulty: frozenset[Path], prose: Prose
    ) -> None:
        super().__init__(model, path, places, faulty)
        self.prose = prose

    @property
    def date(self) -> EventDate | None:
        """The item's date; None where it lacks or could not be read."""
        return self.model.date if self.reads("date") else None

    @cached_property
    def paragraphs(self) -> tuple[PrintedText, ...]:
        """The paragraphs of the text as the eye reads them (see `lint/folding`)."""
        path = (*self.path, "text")
        return tuple(
            paragraph_text(self.places, path, fold_paragraph(paragraph))
            for paragraph in self.prose.paragraphs
        )

    @cached_property
    def is_joined(self) -> bool:
        """Whether the text loses paragraphs or lists because YAML joins the lines of its value."""
        node = self.places.node((*self.path, "text"))
        if not isinstance(node, Scalar) or not self.reads("text"):
            return False
        if node.style == "|" or node.span.line == node.span.end_line:
            return False
        written = _lines(self.places.source.text[node.start : node.end], node.style)
        return _count(parse_prose(written).blocks) > _count(self.prose.blocks)

    def sources(self) -> Iterator[tuple[str, Part[Source]]]:
        """Yield the sources by the names that the text uses."""
        for name, source in self.model.sources.items():
            yield name, Part(source, (*self.path, "sources", name), self.places, self.faulty)

    def figures(self) -> Iterator[Part[Figure]]:
        """Yield the figures that could be read."""
        for number, figure in enumerate(self.model.figures):
            part = Part(figure, (*self.path, "figures", number), self.places, self.faulty)
            if not part.is_lost():
                yield part


class Passage(NamedTuple):
    """A text of an item that may hold emphasis and links: the item's own, or a figure's caption."""

    path: Path
    item: CheckedItem
    text: str
    prose: Prose

    @property
    def is_caption(self) -> bool:
        """Whether it is the caption of a figure."""
        return self.path[-1] == "caption"

    def span(self, start: int, end: int) -> Span:
        """Return the place of the characters `start:end` of the text as it is written."""
        before = self.item.places.stripped(self.path)
        return self.item.places.within(self.path, start + before, end + before)

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        """Return the edit that puts `new` for the characters `start:end`, if that is safe."""
        before = self.item.places.stripped(self.path)
        return text_edit(self.item.places, self.path, start + before, end + before, new)


def registered_actors(shelf: Shelf) -> Iterator[Part[Actor]]:
    """Yield the actors in a folder's `actors.yaml`; entries that have no name are left out."""
    places, faulty = shelf.actors_places, shelf.actors_faulty
    if places is not None:
        paths: Iterator[Path] = (("actors", number) for number in count())
        read = (path for path in paths if faulty.isdisjoint({path, (*path, "name")}))
        for path, actor in zip(read, shelf.register.actors, strict=False):
            yield Part(actor, path, places, faulty)


def _lines(written: str, style: str) -> str:
    """Return a value's lines as `|` would read them."""
    if style == ">":
        return textwrap.dedent(written.partition("\n")[2])
    quotes = 1 if style else 0
    first, _, rest = written[quotes : len(written) - quotes].partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}"


def _count(blocks: Iterable[Block]) -> int:
    """Return how many paragraphs, quotations, lists and list entries there are."""
    count = 0
    for block in blocks:
        count += 1
        if isinstance(block, ListBlock):
            count += sum(1 + _count(entry.children) for entry in block.items)
        elif not isinstance(block, Paragraph):
            count += _count(block.children)
    return count
