"""What of an issue must stand in its PDF, taken from the model and never from the HTML.

Required in any style: the publisher's name, also in other languages, the series' title, the month,
the highlights, the section titles, the paragraphs of each item with their links, the figures with
their captions and credits, the editors, the number, the days of publication and revision, the
corrections, the rights and the ISSN. A style that prints no titles of items, or no printed works,
is told of in a warning. Not looked for: an item's date, place and actors, the particulars of web
pages, and a figure's licence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from strevview.diagnostics import Span
from strevview.model.issue import Cover, Figure, Issue, Item, Section, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.prose import Prose
from strevview.source.nodes import Path, Scalar
from strevview.source.places import Places


@dataclass(frozen=True, slots=True)
class ExpectedLink:
    """Words of a part, `start:end` of its text, that link to an address."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Written:
    """Where a text stands in the issue's file: the offset of each character, and of its end."""

    places: Places
    path: Path
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the place of the characters `start:end` of the text."""
        before = self.places.stripped(self.path)
        ends = before + self.offsets[start], before + self.offsets[end]
        return self.places.within(self.path, *ends)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A text that the PDF must have, from its first word to its last.

    `where` names it in complaints. `heading` is true for the title of a section, which has to stand
    in a heading, false for a paragraph, which stands in none, and None for what may stand in
    either. Any one of `others` will do as well. `number` is that of the entry of an ordered list
    which it begins.
    """

    where: str
    text: str
    heading: bool | None = None
    links: tuple[ExpectedLink, ...] = ()
    written: Written | None = None
    others: tuple[str, ...] = ()
    number: int | None = None

    @property
    def span(self) -> Span | None:
        """Where the whole text stands in the issue's file."""
        return None if self.written is None else self.written.span(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span | None:
        """Return where the characters `start:end` of the text stand in the issue's file."""
        return None if self.written is None else self.written.span(start, end)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A line of the highlights and the number of the section that it links to."""

    part: Part
    section: int


@dataclass(frozen=True, slots=True)
class ExpectedDay:
    """A day, or with `day` None a month, that stands in the PDF in the words of its style."""

    where: str
    year: int
    month: int
    day: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """A picture with its texts; `first` and `last` are the parts of its item, by number in `body`.

    A figure of the cover has no item: `first` is then past `last`. `width` is the share of the
    text's width that the issue asks for, in per cent.
    """

    where: str
    alt: str | None
    texts: tuple[Part, ...]
    first: int
    last: int
    span: Span | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a text page, in points."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be in the PDF.

    `front` may stand anywhere and in any order; `highlights` stand in order, and so does `body`:
    section titles and paragraphs. A style may do without what is `optional`. `addresses` are all
    that a link may lead to. `families` are the font families of the style, and `margins` those of
    its text pages; None leaves the check out. `in_own_style` is false where the style is one that
    ships: its layout is not the user's to mend.
    """

    language: str
    front: tuple[Part, ...]
    days: tuple[ExpectedDay, ...]
    number: int | None
    highlights: tuple[Highlight, ...]
    body: tuple[Part, ...]
    optional: tuple[Part, ...]
    figures: tuple[ExpectedFigure, ...]
    addresses: frozenset[str]
    families: tuple[str, ...] | None = None
    margins: Margins | None = None
    number_span: Span | None = None
    in_own_style: bool = True

    def required(self) -> Iterator[Part]:
        """Yield every text that no style may do without."""
        yield from self.front
        yield from (highlight.part for highlight in self.highlights)
        yield from self.body
        yield from (part for figure in self.figures for part in figure.texts)


def uri_of(address: str) -> str:
    """Return an address as a PDF holds it: what no URI may have is %XX (RFC 3987)."""
    return quote(address.strip(), safe="/:?#[]@!$&'()*+,;=~%")


def expected_of(
    loaded: LoadedIssue,
    families: tuple[str, ...] | None = None,
    margins: Margins | None = None,
    *,
    in_own_style: bool = True,
) -> Expected:
    """Return what the PDF of a loaded issue must have, with the places in the issue's file.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None or loaded.places is None:
        raise ValueError("an issue that could not be read has nothing to expect")
    parts = _Collector(loaded, loaded.issue, loaded.series, loaded.places)
    return Expected(
        loaded.series.language,
        tuple(parts.front()),
        tuple(parts.days()),
        loaded.issue.number_in(loaded.series),
        tuple(parts.highlights),
        tuple(parts.body),
        tuple(parts.optional),
        tuple(parts.figures),
        frozenset(parts.addresses),
        families,
        margins,
        parts.span("number"),
        in_own_style,
    )


class _Collector:
    def __init__(
        self, loaded: LoadedIssue, issue: Issue, series: SeriesFields, places: Places
    ) -> None:
        self._issue = issue
        self._series = series
        self._proses = loaded.proses
        self._captions = loaded.captions
        self._places = places
        self.body: list[Part] = []
        self.optional: list[Part] = []
        self.figures: list[ExpectedFigure] = []
        self.highlights: list[Highlight] = []
        self.addresses: set[str] = set()
        if issue.cover is not None:
            self.figures.append(self._cover(issue.cover))
        for number, section in enumerate(issue.sections):
            self._section(number, section)
        if series.url is not None:
            self.addresses.add(uri_of(series.url))

    def span(self, *path: str | int) -> Span | None:
        return None if self._places.node(path) is None else self._places.value(path)

    def _plain(self, where: str, text: str, *path: str | int, heading: bool | None = None) -> Part:
        """Return a text that prints as it is written under a key."""
        if not isinstance(self._places.node(path), Scalar):
            return Part(where, text, heading)
        written = Written(self._places, path, range(len(text) + 1))
        return Part(where, text, heading, written=written)

    def front(self) -> Iterator[Part]:
        series, issue = self._series, self._issue
        yield Part("publisher's name", series.publisher.name)
        for language, name in series.publisher.names.items():
            yield Part(f"publisher's name ({language})", name)
        others = (" ".join(series.cover_title),) if series.cover_title else ()
        yield Part("series' title", series.title, others=others)
        for index, editor in enumerate(issue.editors):
            yield self._plain("editor", editor, "editors", index)
        for index, correction in enumerate(issue.corrections):
            place = ("corrections", index)
            key = () if isinstance(self._places.node(place), Scalar) else ("text",)
            yield self._plain("correction", correction.text, *place, *key)
        if series.rights is not None:
            yield Part("rights", series.rights)
        if series.issn is not None:
            yield Part("ISSN", series.issn)

    def days(self) -> Iterator[ExpectedDay]:
        def day(where: str, value: date | None, *path: str | int) -> Iterator[ExpectedDay]:
            if value is not None:
                yield ExpectedDay(where, value.year, value.month, value.day, self.span(*path))

        period = self._issue.period
        span = self.span("period")
        yield ExpectedDay("month", period.start.year, period.start.month, None, span)
        if not period.is_month:
            yield ExpectedDay("month", period.end.year, period.end.month, None, span)
        yield from day("day of publication", self._issue.published, "published")
        yield from day("day of revision", self._issue.revised, "revised")
        for index, correction in enumerate(self._issue.corrections):
            yield from day("day of a correction", correction.date, "corrections", index)

    def _cover(self, cover: Cover) -> ExpectedFigure:
        credit = self._credit("cover", cover.credit, "cover")
        return ExpectedFigure("cover", cover.alt, credit, 0, -1, self.span("cover", "image"))

    def _credit(self, where: str, credit: str | None, *path: str | int) -> tuple[Part, ...]:
        if credit is None:
            return ()
        return (self._plain(f"{where}, credit", credit, *path, "credit"),)

    def _section(self, number: int, section: Section) -> None:
        path: Path = ("sections", number)
        where = f"section “{section.title}”"
        line = section.cover_line
        if line is not None:
            key = "title" if section.highlight is None else "highlight"
            part = self._plain(f"highlight of {where}", line, *path, key)
            self.highlights.append(Highlight(part, number))
        self.body.append(self._plain(where, section.title, *path, "title", heading=True))
        for index, item in enumerate(section.items):
            self._item((*path, "items", index), item, self._proses.get((number, index)))

    def _item(self, path: Path, item: Item, prose: Prose | None) -> None:
        first, where = len(self.body), f"item {item.id}"
        if item.title is not None:
            self.optional.append(self._plain(f"{where}, title", item.title, *path, "title"))
        if prose is not None:
            self.body += self._paragraphs(where, prose, item, (*path, "text"), heading=False)
        for name in dict.fromkeys(one.source for one in (prose.references if prose else ())):
            source = item.sources.get(name)
            if source is not None and source.is_printed_work and source.title is not None:
                place = (*path, "sources", name, "title")
                self.optional.append(self._plain(f"{where}, `{name}`", source.title, *place))
        for source in item.sources.values():
            self.addresses |= {uri_of(one) for one in (source.url, source.archived) if one}
        for index, figure in enumerate(item.figures):
            self.figures.append(self._figure((*path, "figures", index), item, figure, first))

    def _paragraphs(
        self, where: str, prose: Prose, item: Item, path: Path, *, heading: bool | None
    ) -> Iterator[Part]:
        """Yield the paragraphs of a text with the links to sources that are on the web."""
        for paragraph in prose.paragraphs:
            if not paragraph.text.strip():
                continue
            written = Written(self._places, path, paragraph.offsets)
            sources = ((start, end, item.sources.get(name)) for start, end, name in paragraph.links)
            links = tuple(
                ExpectedLink(start, end, uri_of(source.url))
                for start, end, source in sources
                if source is not None and source.url is not None
            )
            yield Part(where, paragraph.text, heading, links, written, number=paragraph.number)

    def _figure(self, path: Path, item: Item, figure: Figure, first: int) -> ExpectedFigure:
        where = f"figure {figure.file} of item {item.id}"
        _, section, _, number, _, index = path
        prose = self._captions.get((int(section), int(number), int(index)))
        texts = self._credit(where, figure.credit, *path)
        if prose is not None:
            place = (*path, "caption")
            captions = self._paragraphs(f"{where}, caption", prose, item, place, heading=None)
            texts = (*captions, *texts)
        last = len(self.body) - 1
        span = self.span(*path)
        return ExpectedFigure(where, figure.alt, texts, first, last, span, figure.width)
