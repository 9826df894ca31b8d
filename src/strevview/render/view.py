"""What a style's templates see: plain frozen values made from an issue, nothing that can be called.

Values of type `Markup` are finished HTML, escaped by strevview, and print as they are. All other
texts are plain and are escaped when they print. The top-level names are the fields of `IssueView`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote

from markupsafe import Markup

from strevview.model.issue import Issue, Item, Publisher, Section, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.printed import printed_works
from strevview.model.prose import Prose
from strevview.render.date_labels import (
    day_label,
    event_label,
    is_from_right_to_left,
    month_label,
    source_label,
)
from strevview.render.markup import MarkupWriter
from strevview.render.pictures import picture_url, style_picture_name
from strevview.style.scripts import in_other_scripts
from strevview.style.style_file import labels_of
from strevview.style.style_folder import Style

# Letters, each with the script of its font.
Letters: TypeAlias = frozenset[tuple[str, str]]
TEXT_ANCHOR = "text"
# A name of so many characters has room on one line of the cover.
_ONE_LINE = 36


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: `src` for `<img src>`, and `alt`, which is never empty."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of an item; what it lacks is None.

    `width` is a share of the text's width in CSS, `60%`. A figure that bears `anchor` as its id is
    made smaller where it would leave much of a page white.
    """

    picture: PictureView
    anchor: str
    width: str | None
    caption: Markup | None
    credit: Markup | None
    licence: Markup | None


@dataclass(frozen=True, slots=True)
class WorkView:
    """A printed work: `words` of the text lead to it; `date` is for people."""

    words: Markup
    publisher: Markup
    title: Markup
    date: Markup


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item: `body` is its text as paragraphs, quotations and lists; `date` is for people.

    `works` are the printed works that words of the text stand for.
    """

    id: str
    anchor: str
    title: Markup | None
    date: Markup | None
    place: Markup | None
    body: Markup
    works: tuple[WorkView, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: `anchor` is the id its heading must bear, for the highlights lead to it."""

    title: Markup
    plain_title: str
    anchor: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class HighlightView:
    """A line of the highlights and the anchor of its section."""

    text: Markup
    anchor: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction; `date` is for people, or None."""

    text: Markup
    date: Markup | None


@dataclass(frozen=True, slots=True)
class PublisherView:
    """The publisher: `lines` is its name on one line or two of like length, `names` by language."""

    name: Markup
    plain_name: str
    lines: tuple[Markup, ...]
    short: str
    names: Mapping[str, Markup]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series: `cover_lines` is its title as the cover sets it.

    `direction` is that of its language, `ltr` or `rtl`: `<html dir>`.
    """

    title: Markup
    plain_title: str
    cover_lines: tuple[Markup, ...]
    publisher: PublisherView
    language: str
    direction: str
    issn: str | None
    rights: Markup | None
    url: str | None


@dataclass(frozen=True, slots=True)
class CoverView:
    """The cover's picture and who made it."""

    picture: PictureView
    credit: Markup | None


@dataclass(frozen=True, slots=True)
class IssueView:
    """All that a template is given; dates are for people, in the series' language.

    `text_anchor` is the id that the element which begins the text must bear: pages are numbered
    from it. `labels` are the style's own words in that language. What an attribute or `<title>`
    holds must be plain: `plain_month`, `labels.draft | striptags`.
    """

    series: SeriesView
    month: Markup
    plain_month: str
    number: int | None
    published: Markup | None
    revised: Markup | None
    editors: tuple[Markup, ...]
    corrections: tuple[CorrectionView, ...]
    highlights: tuple[HighlightView, ...]
    sections: tuple[SectionView, ...]
    cover: CoverView | None
    logo: PictureView | None
    draft: bool
    text_anchor: str
    labels: Mapping[str, Markup]


def view_of(loaded: LoadedIssue, style: Style, *, web: bool = False) -> tuple[IssueView, Letters]:
    """Return the view of an issue, and its letters beyond Latin.

    For the `web` its links tell of archived copies.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None:
        raise ValueError(f"{loaded.name} could not be read")
    language = loaded.series.language
    writer = MarkupWriter(language, is_from_right_to_left(language), web=web)
    # On the web a picture lies beside its issue's page.
    address = quote if web else picture_url
    return _ViewMaker(loaded, style, loaded.issue, loaded.series, writer, address).view()


@dataclass(frozen=True, slots=True)
class _ViewMaker:
    """Makes the view of an issue that could be read; `address` is that of a picture by its name."""

    _loaded: LoadedIssue
    _style: Style
    _issue: Issue
    _series: SeriesFields
    _writer: MarkupWriter
    _address: Callable[[str], str]

    def view(self) -> tuple[IssueView, Letters]:
        issue, logo = self._issue, self._style.file.logo
        month = month_label(issue.period, self._series.language)
        labels = labels_of(self._style.file.labels, self._series).words
        view = IssueView(
            series=self._series_view(),
            month=self._writer.words(month),
            plain_month=month,
            number=issue.number_in(self._series),
            published=self._day(issue.published),
            revised=self._day(issue.revised),
            editors=tuple(self._writer.text(name) for name in issue.editors),
            corrections=tuple(
                CorrectionView(self._writer.text(one.text), self._day(one.date))
                for one in issue.corrections
            ),
            highlights=tuple(
                HighlightView(self._writer.link_text(line), _anchor(index))
                for index, section in enumerate(issue.sections)
                if (line := section.cover_line) is not None
            ),
            sections=tuple(self._section(*numbered) for numbered in enumerate(issue.sections)),
            cover=self._cover_view(),
            logo=PictureView(picture_url(style_picture_name(logo.file)), logo.alt)
            if logo
            else None,
            draft=issue.draft,
            text_anchor=TEXT_ANCHOR,
            labels=MappingProxyType(
                {name: self._writer.words(words) for name, words in labels.items()}
            ),
        )
        return view, frozenset(self._writer.letters)

    def _marked(self, text: str | None, around: str = "") -> Markup | None:
        return self._writer.text(text, around=around) if text else None

    def _day(self, day: date | None) -> Markup | None:
        return None if day is None else self._writer.words(day_label(day, self._series.language))

    def _series_view(self) -> SeriesView:
        series = self._series
        return SeriesView(
            title=self._writer.text(series.title),
            plain_title=series.title,
            cover_lines=tuple(
                self._writer.text(line) for line in series.cover_title or (series.title,)
            ),
            publisher=self._publisher(series.publisher),
            language=series.language,
            direction="rtl" if self._writer.right_to_left else "ltr",
            issn=series.issn,
            rights=self._marked(series.rights),
            url=series.url,
        )

    def _publisher(self, publisher: Publisher) -> PublisherView:
        names = {
            language: self._writer.named(name, language)
            for language, name in publisher.names.items()
        }
        short = publisher.short or publisher.name
        # It is plain text in a margin: only its letters count, for their font.
        self._writer.words(short)
        return PublisherView(
            name=self._writer.text(publisher.name),
            plain_name=publisher.name,
            lines=tuple(self._writer.text(line) for line in two_lines(publisher.name)),
            short=short,
            names=MappingProxyType(names),
        )

    def _cover_view(self) -> CoverView | None:
        cover = self._issue.cover
        if cover is None:
            return None
        picture = PictureView(self._address(cover.image), cover.alt or cover.image)
        return CoverView(picture, self._marked(cover.credit))

    def _section(self, index: int, section: Section) -> SectionView:
        title = self._writer.text(section.title)
        items = tuple(self._item(item, (index, i)) for i, item in enumerate(section.items))
        return SectionView(title, section.title, _anchor(index), items)

    def _item(self, item: Item, place: tuple[int, int]) -> ItemView:
        prose, captions = self._loaded.proses[place], self._loaded.captions[place]
        paragraphs = chain(prose.paragraphs, *(caption.paragraphs for caption in captions))
        around = in_other_scripts((item.title or "", *(one.text for one in paragraphs)))
        return ItemView(
            id=item.id,
            anchor=f"item-{item.id}",
            title=self._marked(item.title, around),
            date=self._writer.words(event_label(item.date, self._series.language))
            if item.date
            else None,
            place=self._marked(item.place, around),
            body=self._writer.blocks(prose.blocks, item.sources, around),
            works=tuple(self._works(item, prose)),
            figures=tuple(
                self._figure(item, number, caption, around)
                for number, caption in enumerate(captions)
            ),
        )

    def _works(self, item: Item, prose: Prose) -> Iterator[WorkView]:
        """Yield the printed works that words of an item's text link to, each once."""
        for _, text, source in printed_works(item, prose):
            assert source.publisher is not None
            assert source.title is not None
            assert source.published is not None
            yield WorkView(
                self._writer.text(text),
                self._writer.text(source.publisher, source.language),
                self._writer.text(source.title, source.language),
                self._writer.words(source_label(source.published, self._series.language)),
            )

    def _figure(self, item: Item, number: int, caption: Prose, around: str) -> FigureView:
        figure = item.figures[number]
        return FigureView(
            picture=PictureView(
                self._address(figure.file), figure.alt or caption.text or figure.file
            ),
            anchor=f"figure-{item.id}-{number + 1}",
            width=f"{figure.width}%" if figure.width else None,
            caption=self._writer.caption(caption, item.sources, around) if caption.text else None,
            credit=self._marked(figure.credit, around),
            licence=self._marked(figure.licence, around),
        )


def _anchor(index: int) -> str:
    return f"section-{index + 1}"


def two_lines(text: str) -> tuple[str, ...]:
    """Return a long name on two lines, as alike in length as can be, the first the longer."""
    words = text.split()
    if len(text) <= _ONE_LINE or len(words) < 2:
        return (text,)
    ways = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(reversed(ways), key=lambda lines: max(map(len, lines)))
