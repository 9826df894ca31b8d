"""An issue as the rules see it: its parts with their places, without what could not be read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Any, Generic, NamedTuple, TypeVar

from strevview.diagnostics import Span
from strevview.lint.folding import fold_paragraph
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.lint.printed_texts import (
    PrintedText,
    Stretch,
    paragraph_text,
    printed_texts,
    written_text,
)
from strevview.model.dates import EventDate
from strevview.model.issue import Actor, Cover, Figure, Issue, Item, Section, SeriesFields, Source
from strevview.model.loading import LoadedIssue, Shelf
from strevview.model.printed import PrintedAs
from strevview.model.prose import ProblemKind, Prose, ProseProblem
from strevview.model.prose_parser import parse_prose
from strevview.source.nodes import Mapping, Path, Places, Scalar, scalars
from strevview.style.style_file import StylePlace
from strevview.style.style_folder import find_folder, named_style

_SMALL_WORD = re.compile(r"(?<![^\W_])(?<![-’'.@/\\])[a-z]{2,}(?![^\W_])(?!['’.@/\\][^\W_])")
T = TypeVar("T")
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
        path = (*self.path, *keys)
        return not any(
            path[: len(fault)] == fault or fault[: len(path)] == path for fault in self.faulty
        )

    def written(self, key: str, kind: PrintedAs = PrintedAs.LINE) -> PrintedText:
        """Return the text of a key as it is written; empty where the key is not there."""
        value = getattr(self.model, key) or ""
        return written_text(self.places, (*self.path, key), value, kind)

    def part(self, model: T, *keys: str | int) -> Part[T]:
        """Return the part at some keys below this one."""
        return Part(model, (*self.path, *keys), self.places, self.faulty)

    def is_lost(self, *keys: str | int) -> bool:
        """Whether a value could not be read, so that a stand-in takes its place in the model."""
        return (*self.path, *keys) in self.faulty


class CheckedItem(Part[Item]):
    """An item that could be read, with its parsed text and the parsed captions of its figures."""

    def __init__(
        self, model: Item, path: Path, issue: CheckedIssue, prose: Prose, captions: Sequence[Prose]
    ) -> None:
        super().__init__(model, path, issue.places, issue.faulty)
        self.prose = prose
        self._captions = captions

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
        """Whether YAML joins the lines of the text, and paragraphs or lists are lost by that."""
        node = self.places.node((*self.path, "text"))
        if not isinstance(node, Scalar) or not self.reads("text"):
            return False
        if node.style == "|" or node.span.line == node.span.end_line:
            return False
        written = _as_literal_block(self.places.source.text[node.start : node.end], node.style)
        return len(parse_prose(written).paragraphs) > len(self.prose.paragraphs)

    def names(self) -> Iterator[tuple[Path, str]]:
        """Yield the listed actors' names that could be read; an entry is a name or a mapping."""
        for number, entry in enumerate(self.model.actors):
            keys: Path = ("actors", number)
            if isinstance(self.places.node((*self.path, *keys)), Mapping):
                keys = (*keys, "name")
            if self.reads(*keys):
                yield (*self.path, *keys), entry.name

    def sources(self) -> Iterator[tuple[str, Part[Source]]]:
        """Yield the sources by the names that the text uses."""
        for name, source in self.model.sources.items():
            yield name, self.part(source, "sources", name)

    def figures(self) -> Iterator[Part[Figure]]:
        """Yield the figures that could be read."""
        for number, figure in enumerate(self.model.figures):
            if not self.is_lost("figures", number):
                yield self.part(figure, "figures", number)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The text and the captions that could be read, in reading order.

        They are not kept: they hold their item, and a ring would outlast its issue.
        """
        found = []
        if self.model.text is not None and not self.is_lost("text"):
            found.append(Passage(self.written("text", PrintedAs.PARAGRAPH), self, self.prose))
        for figure in self.figures():
            if figure.model.caption is not None and not figure.is_lost("caption"):
                caption = self._captions[int(figure.path[-1])]
                found.append(Passage(figure.written("caption", PrintedAs.CAPTION), self, caption))
        return tuple(found)


class Passage(NamedTuple):
    """A text of an item that may hold emphasis and links: the item's own, or a figure's caption.

    `written` is the text with its marks, `prose` what they make of it.
    """

    written: PrintedText
    item: CheckedItem
    prose: Prose

    @property
    def text(self) -> str:
        """The characters as they are written."""
        return self.written.text


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
        self._worked_out: dict[Callable[[CheckedIssue], Any], Any] = {}

    @classmethod
    def of(cls, loaded: LoadedIssue) -> CheckedIssue | None:
        """Return an issue for the rules; None where its file could not be read as an issue."""
        if loaded.issue is None or loaded.places is None:
            return None
        return cls(loaded, loaded.issue, loaded.places)

    def once(self, analysis: Callable[[CheckedIssue], T]) -> T:
        """Return what an analysis finds in the issue; it is worked out once for all rules."""
        if analysis not in self._worked_out:
            self._worked_out[analysis] = analysis(self)
        found: T = self._worked_out[analysis]
        return found

    @cached_property
    def values(self) -> tuple[tuple[Path, Scalar], ...]:
        """Every single value of the issue's file with its path, in the order of the file."""
        return tuple(scalars(self.places.root))

    @cached_property
    def sections(self) -> tuple[Part[Section], ...]:
        """The sections, also those with faults."""
        return tuple(
            self.part(section, "sections", s) for s, section in enumerate(self.model.sections)
        )

    @cached_property
    def items(self) -> tuple[CheckedItem, ...]:
        """The items that could be read, in reading order."""
        captions = self._loaded.captions
        return tuple(
            CheckedItem(item, path, self, prose, captions[int(path[1]), int(path[3])])
            for path, item, prose in self._loaded.items()
        )

    def passages(self) -> Iterator[Passage]:
        """Yield the texts and captions that could be read, in reading order."""
        for item in self.items:
            yield from item.passages

    def problems(self, *kinds: ProblemKind) -> Iterator[tuple[Passage, ProseProblem]]:
        """Yield what texts and captions may not hold, of some kinds."""
        for passage in self.passages():
            for problem in passage.prose.problems:
                if problem.kind in kinds:
                    yield passage, problem

    def sources(self) -> Iterator[tuple[str, Part[Source]]]:
        """Yield the sources of all items by the names that their texts use."""
        for item in self.items:
            yield from item.sources()

    def figures(self) -> Iterator[Part[Cover] | Part[Figure]]:
        """Yield the cover's picture and the figures that could be read, in reading order."""
        cover = self.model.cover
        if cover is not None and not self.is_lost("cover"):
            yield self.part(cover, "cover")
        for item in self.items:
            yield from item.figures()

    def covers(self, date: EventDate) -> bool:
        """Whether a date shares a day with the issue's period; true where that is unknown."""
        return self.is_lost("period") or date.overlaps(self.model.period)

    @cached_property
    def style_place(self) -> StylePlace | None:
        """The folder of the issue's style, if there is one of that name."""
        if self.series is None:
            return None
        return find_folder(named_style(self._loaded)[0], self.folder)

    @property
    def series_part(self) -> Part[SeriesFields] | None:
        """The series where it stands: in the issue's own file, or in series.yaml."""
        is_own = self.model.series is not None
        places = self.places if is_own else self.shelf.series_places
        if self.series is None or places is None:
            return None
        return Part(self.series, ("series",) if is_own else (), places, self.faulty)

    @property
    def language(self) -> str | None:
        """The language of the series without its region, in small letters, if that is known."""
        return self.series.language.lower().split("-")[0] if self.series is not None else None

    @cached_property
    def is_english(self) -> bool:
        """Whether the series is in English."""
        return self.language == "en"

    @cached_property
    def texts(self) -> tuple[PrintedText, ...]:
        """The texts that are printed, in reading order; the sources' titles are not among them."""
        return tuple(
            text for text in printed_texts(self._loaded, self.places) if self.reads(*text.path)
        )

    @cached_property
    def names_and_titles(self) -> tuple[PrintedText, ...]:
        """The actors' names and roles, and the sources' titles and publishers, as written."""
        found = []
        for item in self.items:
            found += [written_text(self.places, path, name) for path, name in item.names()]
            listed = (item.part(one, "actors", n) for n, one in enumerate(item.model.actors))
            found += [actor.written("role") for actor in listed if actor.reads()]
        for _, source in self.sources():
            found += [source.written(key) for key in ("title", "publisher") if source.reads(key)]
        return tuple(text for text in found if text.text)

    @cached_property
    def paragraphs(self) -> tuple[PrintedText, ...]:
        """The paragraphs of the items' texts as the eye reads them."""
        return tuple(paragraph for item in self.items for paragraph in item.paragraphs)

    @cached_property
    def small_words(self) -> dict[str, list[Stretch]]:
        """The English words written small, outside quotations and headings, with their places.

        A word with a capital may be part of a name, and one inside an address or a file's name is
        no word.
        """
        found: dict[str, list[Stretch]] = {}
        for text in self.texts:
            if text.kind not in (PrintedAs.HEADING, PrintedAs.HIGHLIGHT):
                for match in text.own(_SMALL_WORD):
                    found.setdefault(match.group(), []).append(Stretch(text, *match.span()))
        return found

    @cached_property
    def names(self) -> NameIndex:
        """The names in `actors.yaml`."""
        return names_of(self.shelf.register)


def repeated(things: Iterable[T], key: Callable[[T], object]) -> Iterator[tuple[T, T]]:
    """Yield the first thing of a key, with each later one of the same key."""
    first: dict[object, T] = {}
    for one in things:
        known = first.setdefault(key(one), one)
        if known is not one:
            yield known, one


def registered_actors(shelf: Shelf) -> Iterator[Part[Actor]]:
    """Yield the actors in a folder's `actors.yaml`; entries that have no name are left out."""
    places, faulty = shelf.actors_places, shelf.actors_faulty
    if places is not None:
        paths: Iterator[Path] = (("actors", number) for number in count())
        read = (path for path in paths if faulty.isdisjoint({path, (*path, "name")}))
        for path, actor in zip(read, shelf.register.actors, strict=False):
            yield Part(actor, path, places, faulty)


def _as_literal_block(written: str, style: str) -> str:
    """Return a value's lines as `|` would read them."""
    if style == ">":
        return textwrap.dedent(written.partition("\n")[2])
    quotes = 1 if style else 0
    first, _, rest = written[quotes : len(written) - quotes].partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}"
