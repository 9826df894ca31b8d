"""An issue as the rules see it: whole, with its places, and without what could not be read.

What several rules ask of an issue is a property here, worked out once when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from strevview.lint.acronyms import Introduction, introductions
from strevview.lint.addresses import SourceAddress, source_addresses
from strevview.lint.checked_item import CheckedItem, Part, Passage
from strevview.lint.event_days import EventDay, event_days
from strevview.lint.issue_pictures import (
    IssuePicture,
    RasterSize,
    drawings,
    issue_pictures,
    measured_pictures,
)
from strevview.lint.item_actors import ItemActors, item_actors
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.lint.printed_texts import PrintedText, Stretch, printed_texts, small_words
from strevview.lint.told_events import ToldEvent, told_events, told_twice
from strevview.model.issue import Cover, Figure, Issue, Section

if TYPE_CHECKING:
    from strevview.model.dates import EventDate
    from strevview.model.drawings import Drawing
    from strevview.model.loading import LoadedIssue
    from strevview.model.prose import ProblemKind, ProseProblem
    from strevview.source.nodes import Path
    from strevview.source.places import Places


class CheckedIssue(Part[Issue]):
    """An issue that could be read as a whole; it is a part itself, the one that holds all others.

    `name` is that of its file in complaints, `stem` the same without folder and ending.
    """

    def __init__(self, loaded: LoadedIssue, model: Issue, places: Places) -> None:
        super().__init__(model, (), places, loaded.faulty)
        self.name = loaded.name
        self.stem = loaded.stem
        self.folder = loaded.folder
        self.shelf = loaded.shelf
        self.series = loaded.series
        self._loaded = loaded

    @classmethod
    def of(cls, loaded: LoadedIssue) -> CheckedIssue | None:
        """Return an issue for the rules; None where its file could not be read as an issue."""
        if loaded.issue is None or loaded.places is None:
            return None
        return cls(loaded, loaded.issue, loaded.places)

    def sections(self) -> tuple[Part[Section], ...]:
        """Return the sections, also those with faults."""
        return self._sections

    def items(self) -> tuple[CheckedItem, ...]:
        """Return the items that could be read, in reading order."""
        return self._items

    def passages(self) -> Iterator[Passage]:
        """Yield the texts and captions that could be read, in reading order."""
        for found in self._passages.values():
            yield from found

    def passages_of(self, item: CheckedItem) -> tuple[Passage, ...]:
        """Return the text and the captions of an item."""
        return self._passages[item.path]

    def problems(self, *kinds: ProblemKind) -> Iterator[tuple[Passage, ProseProblem]]:
        """Yield what texts and captions may not hold, of some kinds."""
        for passage in self.passages():
            for problem in passage.prose.problems:
                if problem.kind in kinds:
                    yield passage, problem

    def figures(self) -> Iterator[Part[Cover] | Part[Figure]]:
        """Yield the cover's picture and the figures that could be read, in reading order."""
        cover = self.model.cover
        if cover is not None and not self.is_lost("cover"):
            yield Part(cover, ("cover",), self.places, self.faulty)
        for item in self.items():
            yield from item.figures()

    def covers(self, date: EventDate) -> bool:
        """Whether a date shares a day with the issue's period; true where that is unknown."""
        return self.is_lost("period") or date.overlaps(self.model.period)

    @cached_property
    def is_english(self) -> bool:
        """Whether the series is in English."""
        language = self.series.language if self.series is not None else None
        return language is not None and language.lower().split("-")[0] == "en"

    @cached_property
    def texts(self) -> tuple[PrintedText, ...]:
        """The texts that are printed, in reading order; the sources' titles are not among them."""
        return tuple(
            text for text in printed_texts(self._loaded, self.places) if self.reads(*text.path)
        )

    @cached_property
    def paragraphs(self) -> tuple[PrintedText, ...]:
        """The paragraphs of the items' texts as the eye reads them."""
        return tuple(paragraph for item in self.items() for paragraph in item.paragraphs)

    @cached_property
    def small_words(self) -> dict[str, list[Stretch]]:
        """The words of the texts that are written small, with their places."""
        return small_words(self.texts)

    @cached_property
    def names(self) -> NameIndex:
        """The names in `actors.yaml`."""
        return names_of(self.shelf.register)

    @cached_property
    def actors(self) -> tuple[ItemActors, ...]:
        """For each item with a text, its list of actors beside those that its text names."""
        return item_actors(self.items(), self.names, self.shelf.register)

    @cached_property
    def introductions(self) -> tuple[Introduction, ...]:
        """The acronyms in brackets in the items' texts, in reading order."""
        return introductions(self.paragraphs, self.names)

    @cached_property
    def event_days(self) -> tuple[EventDay, ...]:
        """What the text of each dated item with links says of the day of its event."""
        return event_days(self.items())

    @cached_property
    def told_events(self) -> tuple[ToldEvent, ...]:
        """The dated items that list an actor."""
        return told_events(self.items(), self.name, self.stem, self.names)

    @cached_property
    def repeated_events(self) -> tuple[tuple[ToldEvent, ToldEvent], ...]:
        """The events that an earlier item of the issue tells already, with that one first."""
        return tuple(told_twice(self.told_events, across=False))

    @cached_property
    def addresses(self) -> tuple[SourceAddress, ...]:
        """The addresses of all sources, in the order of the file."""
        return source_addresses(self.items())

    @cached_property
    def pictures(self) -> tuple[IssuePicture, ...]:
        """The pictures of the cover and the items, in reading order."""
        return issue_pictures(self, self.folder)

    @cached_property
    def measured_pictures(self) -> tuple[tuple[IssuePicture, RasterSize | str], ...]:
        """The size of each JPEG and PNG that is there, or what is wrong with it."""
        return tuple(measured_pictures(self.pictures))

    @cached_property
    def drawings(self) -> tuple[tuple[IssuePicture, Drawing], ...]:
        """What each SVG says and shows; one that cannot be read is told of by the build."""
        return tuple(drawings(self.pictures))

    @cached_property
    def _sections(self) -> tuple[Part[Section], ...]:
        return tuple(
            Part(section, ("sections", s), self.places, self.faulty)
            for s, section in enumerate(self.model.sections)
        )

    @cached_property
    def _items(self) -> tuple[CheckedItem, ...]:
        return tuple(
            CheckedItem(item, path, self.places, self.faulty, prose)
            for path, item, prose in self._loaded.items()
        )

    @cached_property
    def _passages(self) -> dict[Path, tuple[Passage, ...]]:
        return {item.path: tuple(self._passages_in(item)) for item in self.items()}

    def _passages_in(self, item: CheckedItem) -> Iterator[Passage]:
        if item.model.text is not None and not item.is_lost("text"):
            yield Passage((*item.path, "text"), item, item.model.text, item.prose)
        s, i = int(item.path[1]), int(item.path[3])
        for figure in item.figures():
            if figure.model.caption is not None and not figure.is_lost("caption"):
                path = (*figure.path, "caption")
                caption = self._loaded.captions[s, i, int(figure.path[-1])]
                yield Passage(path, item, figure.model.caption, caption)
