"""What of an issue must stand in its PDF, taken from the model and never from the HTML.

`model/printed` lists the issue's texts and says what a style may do without, of which it is told in
a warning: the titles of items, printed works, a figure's licence. Besides these there are the
series' texts, the month, the days, the number and the pictures. Not looked for: an item's date,
place and actors, and the particulars of web pages.

The codes are those of what is not as expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from strevview.diagnostics import Span
from strevview.model.issue import Issue, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.printed import Printed, PrintedAs, printed
from strevview.model.prose import Prose
from strevview.model.web_pages import uri_of
from strevview.source.nodes import Path, Places

WORDS_LOST = "SV910"
LINK = "SV911"
PICTURE_LOST = "SV912"
HEADING_LOST = "SV913"
NOT_VISIBLE = "SV914"
BLANK_PAGE = "SV915"
FONT = "SV916"
MISSING_GLYPH = "SV917"
ORDER = "SV918"
NOT_OURS = "SV919"

# The texts that stand in the order of the issue: whether they are headings.
_IN_ORDER = {PrintedAs.HEADING: True, PrintedAs.PARAGRAPH: False}


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
    def path(self) -> Path:
        """The path of its value in the issue's file; empty for a text of the series."""
        return () if self.written is None else self.written.path

    @property
    def span(self) -> Span | None:
        """Where the whole text stands in the issue's file."""
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span | None:
        """Return where the characters `start:end` of the text stand in the issue's file."""
        return None if self.written is None else self.written.span(start, end)


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

    The cover's has no item, and some items have no text: `first` is then past `last`. `width` is
    the share of the text's width that the issue asks for, in per cent.
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
    ships: its layout is not the user's to mend. In a `draft` a letter without a font is a warning.
    """

    language: str
    front: tuple[Part, ...]
    days: tuple[ExpectedDay, ...]
    number: int | None
    highlights: tuple[Part, ...]
    body: tuple[Part, ...]
    optional: tuple[Part, ...]
    figures: tuple[ExpectedFigure, ...]
    addresses: frozenset[str]
    families: tuple[str, ...] | None = None
    margins: Margins | None = None
    number_span: Span | None = None
    in_own_style: bool = True
    draft: bool = False

    def required(self) -> Iterator[Part]:
        """Yield every text that no style may do without."""
        yield from self.front
        yield from self.highlights
        yield from self.body
        yield from (part for figure in self.figures for part in figure.texts)


def expected_of(loaded: LoadedIssue) -> Expected:
    """Return what the PDF of a loaded issue must have in any style, with the places in its file.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None or loaded.places is None:
        raise ValueError("an issue that could not be read has nothing to expect")
    parts = _Collector(loaded, loaded.issue, loaded.series, loaded.places)
    return Expected(
        language=loaded.series.language,
        front=tuple(parts.front),
        days=tuple(parts.days()),
        number=loaded.issue.number_in(loaded.series),
        highlights=tuple(parts.highlights),
        body=tuple(parts.body),
        optional=tuple(parts.optional),
        figures=tuple(parts.figures()),
        addresses=frozenset(parts.addresses()),
        number_span=parts.span("number"),
        draft=loaded.issue.draft,
    )


class _Collector:
    def __init__(
        self, loaded: LoadedIssue, issue: Issue, series: SeriesFields, places: Places
    ) -> None:
        self._issue = issue
        self._series = series
        self._places = places
        self._items = {path: item for path, item, _ in loaded.items()}
        self.front = list(_of_series(series))
        self.highlights: list[Part] = []
        self.body: list[Part] = []
        self.optional: list[Part] = []
        self._of_pictures: dict[Path, list[Part]] = {}
        for one in printed(loaded):
            if one.is_seen:
                self._add(one)

    def span(self, *path: str | int) -> Span | None:
        return None if self._places.node(path) is None else self._places.value(path)

    def _add(self, one: Printed) -> None:
        parts = [self._plain(one)] if isinstance(one.text, str) else self._paragraphs(one, one.text)
        if one.optional:
            self.optional += parts
        elif one.printed_as is PrintedAs.HIGHLIGHT:
            self.highlights += parts
        elif one.printed_as in _IN_ORDER:
            self.body += parts
        elif one.printed_as in (PrintedAs.CAPTION, PrintedAs.CREDIT):
            self._of_pictures.setdefault(one.path[:-1], []).extend(parts)
        else:
            self.front += parts

    def _plain(self, one: Printed) -> Part:
        """Return a text that prints as it is written under a key."""
        assert isinstance(one.text, str)
        heading = _IN_ORDER.get(one.printed_as)
        written = Written(self._places, one.path, range(len(one.text) + 1))
        return Part(one.where, one.text, heading, written=written)

    def _paragraphs(self, one: Printed, prose: Prose) -> list[Part]:
        """Return the paragraphs of a text with the links to sources that are on the web."""
        heading, parts = _IN_ORDER.get(one.printed_as), []
        known = self._items[one.path[:4]].sources
        for paragraph in prose.paragraphs:
            if not paragraph.text.strip():
                continue
            written = Written(self._places, one.path, paragraph.offsets)
            sources = ((start, end, known.get(name)) for start, end, name in paragraph.links)
            links = tuple(
                ExpectedLink(start, end, uri_of(source.url))
                for start, end, source in sources
                if source is not None and source.url is not None
            )
            number = paragraph.number
            parts.append(Part(one.where, paragraph.text, heading, links, written, number=number))
        return parts

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

    def figures(self) -> Iterator[ExpectedFigure]:
        """Yield the cover's picture and the figures, each with the stretch of its item's parts."""
        cover = self._issue.cover
        if cover is not None:
            texts = tuple(self._of_pictures.get(("cover",), ()))
            yield ExpectedFigure("cover", cover.alt, texts, 0, -1, self.span("cover", "image"))
        for item_path, item in self._items.items():
            own = [n for n, part in enumerate(self.body) if part.path[:4] == item_path]
            first, last = (own[0], own[-1]) if own else (0, -1)
            for index, figure in enumerate(item.figures):
                path = (*item_path, "figures", index)
                texts = tuple(self._of_pictures.get(path, ()))
                where = f"figure {figure.file} of item {item.id}"
                span = self.span(*path)
                yield ExpectedFigure(where, figure.alt, texts, first, last, span, figure.width)

    def addresses(self) -> Iterator[str]:
        """Yield all addresses that a link may lead to."""
        sources = (source for item in self._items.values() for source in item.sources.values())
        given = (one for source in sources for one in (source.url, source.archived))
        yield from (uri_of(one) for one in (self._series.url, *given) if one)


def _of_series(series: SeriesFields) -> Iterator[Part]:
    yield Part("publisher's name", series.publisher.name)
    for language, name in series.publisher.names.items():
        yield Part(f"publisher's name ({language})", name)
    others = (" ".join(series.cover_title),) if series.cover_title else ()
    yield Part("series' title", series.title, others=others)
    if series.rights is not None:
        yield Part("rights", series.rights)
    if series.issn is not None:
        yield Part("ISSN", series.issn)
