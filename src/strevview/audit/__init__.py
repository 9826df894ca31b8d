"""The audit: a PDF proves that nothing of its issue was lost.

It reads the PDF alone, through another engine than the one that wrote it, and compares it with what
must be in it. That is taken from the model and never from the HTML: `model/printed` lists the
issue's texts and says what a style may do without, of which it is told in a warning: the titles of
items, printed works, a figure's licence. Besides these there are the series' texts, the month, the
days, the number and the pictures. Not looked for: an item's date, place and actors, and the
particulars of web pages. Only what is surely missing is an error:

- SV910 words are lost, SV918 they are out of order
- SV911 a link is lost, leads elsewhere, or is not the issue's
- SV912 a picture is lost
- SV913 a section's heading or bookmark is lost
- SV914 a word is outside the margins, cut off, or not to be seen
- SV915 a page is blank
- SV916 a font is not embedded, or not named by the style
- SV917 a character has no glyph
- SV919 the PDF cannot be read, or has no tags
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from strevview.diagnostics import Diagnostic, Span
from strevview.model.issue import Issue, Item, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.printed import Printed, PrintedAs, printed, printed_words
from strevview.model.web_pages import uri_of
from strevview.render.date_labels import is_from_right_to_left
from strevview.source.nodes import Path as NodePath
from strevview.source.nodes import Places
from strevview.style.style_file import millimetres
from strevview.style.style_folder import Style

MISSING_GLYPH = "SV917"
NOT_OURS = "SV919"
ANEW = "get the PDF anew from whoever sent it, or build it"
_POINTS_PER_MILLIMETRE = 72 / 25.4
# Which of the parts a text belongs to, of `Expected`; those of pictures go with their figures.
_GROUPS = {
    PrintedAs.HEADING: "body",
    PrintedAs.PARAGRAPH: "body",
    PrintedAs.HIGHLIGHT: "highlights",
    PrintedAs.CAPTION: "figures",
    PrintedAs.CREDIT: "figures",
}
# The texts that stand in the order of the issue: whether they are headings.
_IN_ORDER = {PrintedAs.HEADING: True, PrintedAs.PARAGRAPH: False}


@dataclass(frozen=True, slots=True)
class ExpectedLink:
    """Words of a part, `start:end` of its text, that link to an address."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedPart:
    """A text that the PDF must have, from its first word to its last.

    `where` names it in complaints. `heading` is true for the title of a section, which has to stand
    in a heading, false for a paragraph, which stands in none, and None for what may stand in
    either. Any one of `others` will do as well. `number` is that of the entry of an ordered list
    which it begins.

    `path` is that of its value in the issue's file, at `places`, and `offsets` are where each of
    its characters, and its end, stands in that value; a text of the series has none of them.
    """

    where: str
    text: str
    heading: bool | None = None
    links: tuple[ExpectedLink, ...] = ()
    others: tuple[str, ...] = ()
    number: int | None = None
    places: Places | None = None
    path: NodePath = ()
    offsets: Sequence[int] = ()

    @property
    def span(self) -> Span | None:
        """Where the whole text stands in the issue's file."""
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span | None:
        """Return where the characters `start:end` of the text stand in the issue's file."""
        if self.places is None:
            return None
        before = self.places.stripped(self.path)
        ends = before + self.offsets[start], before + self.offsets[end]
        return self.places.within(self.path, *ends)


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
    texts: tuple[ExpectedPart, ...]
    first: int
    last: int
    span: Span | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class MarginsInPoints:
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
    `words` is how many the issue prints.
    """

    language: str
    front: tuple[ExpectedPart, ...]
    body: tuple[ExpectedPart, ...]
    addresses: frozenset[str]
    days: tuple[ExpectedDay, ...] = ()
    number: int | None = None
    highlights: tuple[ExpectedPart, ...] = ()
    optional: tuple[ExpectedPart, ...] = ()
    figures: tuple[ExpectedFigure, ...] = ()
    families: tuple[str, ...] | None = None
    margins: MarginsInPoints | None = None
    number_span: Span | None = None
    in_own_style: bool = True
    draft: bool = False
    words: int = 0

    @property
    def links(self) -> int:
        """How many links the texts have; those of the highlights to their sections do not count."""
        return sum(len(part.links) for part in self.required())

    def required(self) -> Iterator[ExpectedPart]:
        """Yield every text that no style may do without."""
        yield from self.front
        yield from self.highlights
        yield from self.body
        yield from (part for figure in self.figures for part in figure.texts)


def expected_of(
    loaded: LoadedIssue, style: Style | None = None, families: Iterable[str] = ()
) -> Expected:
    """Return what the PDF of a loaded issue must have, with the places in its file.

    Without a style that is what it must have in any: then fonts and margins are not judged.
    `families` are the fonts that may be in it.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    issue, series, places = loaded.issue, loaded.series, loaded.places
    if issue is None or series is None or places is None:
        raise ValueError("an issue that could not be read has nothing to expect")
    items = {path: item for path, item, _ in loaded.items()}
    parts: dict[str, list[ExpectedPart]] = defaultdict(list, front=list(_of_series(series)))
    of_pictures: dict[NodePath, list[ExpectedPart]] = defaultdict(list)
    for one in printed(loaded):
        group = "optional" if one.optional else _GROUPS.get(one.printed_as, "front")
        if one.is_seen:
            into = of_pictures[one.path[:-1]] if group == "figures" else parts[group]
            into += _parts(one, places, items)
    return Expected(
        language=series.language,
        front=tuple(parts["front"]),
        days=tuple(_days(issue, places)),
        number=issue.number_in(series),
        highlights=tuple(parts["highlights"]),
        body=tuple(parts["body"]),
        optional=tuple(parts["optional"]),
        figures=tuple(_figures(issue, items, places, parts["body"], of_pictures)),
        addresses=frozenset(_addresses(series, items.values())),
        families=None if style is None else tuple(sorted(families)),
        margins=None if style is None else margins_of(style, series.language),
        number_span=_span(places, "number"),
        in_own_style=style is None or not style.ships,
        draft=issue.draft,
        words=printed_words(loaded),
    )


def margins_of(style: Style, language: str) -> MarginsInPoints:
    """Return the margins of a style's text pages in a language, in points."""
    page = style.file.page.margins_of(right_to_left=is_from_right_to_left(language))
    sides = (page.top, page.right, page.bottom, page.left)
    return MarginsInPoints(*(millimetres(side) * _POINTS_PER_MILLIMETRE for side in sides))


def _of_series(series: SeriesFields) -> Iterator[ExpectedPart]:
    yield ExpectedPart("publisher's name", series.publisher.name)
    for language, name in series.publisher.names.items():
        yield ExpectedPart(f"publisher's name ({language})", name)
    on_cover = " ".join(series.cover_title)
    yield ExpectedPart("series' title", series.title, others=(on_cover,) if on_cover else ())
    if series.rights is not None:
        yield ExpectedPart("rights", series.rights)
    if series.issn is not None:
        yield ExpectedPart("ISSN", series.issn)


def _parts(one: Printed, places: Places, items: Mapping[NodePath, Item]) -> Iterator[ExpectedPart]:
    """Yield a text that prints as it is written under a key, or the paragraphs of one.

    Their links are those to sources that are on the web.
    """
    heading = _IN_ORDER.get(one.printed_as)
    part = partial(ExpectedPart, one.where, heading=heading, places=places, path=one.path)
    if isinstance(one.text, str):
        yield part(one.text, offsets=range(len(one.text) + 1))
        return
    known = items[one.path[:4]].sources
    for paragraph in one.text.paragraphs:
        if paragraph.text.strip():
            sources = ((start, end, known.get(name)) for start, end, name in paragraph.links)
            links = tuple(
                ExpectedLink(start, end, uri_of(source.url))
                for start, end, source in sources
                if source is not None and source.url is not None
            )
            offsets, number = paragraph.offsets, paragraph.number
            yield part(paragraph.text, links=links, number=number, offsets=offsets)


def _span(places: Places, *path: str | int) -> Span | None:
    return None if places.node(path) is None else places.value(path)


def _days(issue: Issue, places: Places) -> Iterator[ExpectedDay]:
    period, span = issue.period, _span(places, "period")
    yield ExpectedDay("month", period.start.year, period.start.month, None, span)
    if not period.is_month:
        yield ExpectedDay("month", period.end.year, period.end.month, None, span)
    days: list[tuple[str, date | None, NodePath]] = [
        ("day of publication", issue.published, ("published",)),
        ("day of revision", issue.revised, ("revised",)),
    ]
    for index, correction in enumerate(issue.corrections):
        days.append(("day of a correction", correction.date, ("corrections", index)))
    for where, day, path in days:
        if day is not None:
            yield ExpectedDay(where, day.year, day.month, day.day, _span(places, *path))


def _figures(
    issue: Issue,
    items: Mapping[NodePath, Item],
    places: Places,
    body: Sequence[ExpectedPart],
    texts: Mapping[NodePath, Sequence[ExpectedPart]],
) -> Iterator[ExpectedFigure]:
    """Yield the cover's picture and the figures, each with the stretch of its item's parts."""
    if issue.cover is not None:
        of_cover = tuple(texts.get(("cover",), ()))
        span = _span(places, "cover", "image")
        yield ExpectedFigure("cover", issue.cover.alt, of_cover, 0, -1, span)
    for item_path, item in items.items():
        own = [n for n, part in enumerate(body) if part.path[:4] == item_path]
        first, last = (own[0], own[-1]) if own else (0, -1)
        for index, figure in enumerate(item.figures):
            path = (*item_path, "figures", index)
            where = f"figure {figure.file} of item {item.id}"
            captions, span = tuple(texts.get(path, ())), _span(places, *path)
            yield ExpectedFigure(where, figure.alt, captions, first, last, span, figure.width)


def _addresses(series: SeriesFields, items: Iterable[Item]) -> Iterator[str]:
    """Yield all addresses that a link may lead to."""
    sources = (source for item in items for source in item.sources.values())
    given = (one for source in sources for one in (source.url, source.archived))
    yield from (uri_of(one) for one in (series.url, *given) if one)


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What the audit found, how many pages there are, and how many words and links are expected."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    words: int
    links: int
