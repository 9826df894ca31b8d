"""From an issue to the view that templates see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from strevview.model.issue import Figure, Issue, Item, Publisher, Section, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.prose import EMPTY, Prose
from strevview.render.lines import balanced_lines
from strevview.render.markup import MarkupWriter
from strevview.render.month import day_label, event_label, month_label, source_label
from strevview.render.resources import picture_url
from strevview.render.style_pictures import style_picture_name
from strevview.render.view import (
    CorrectionView,
    CoverView,
    FigureView,
    HighlightView,
    IssueView,
    ItemView,
    PictureView,
    PublisherView,
    SectionView,
    SeriesView,
    WorkView,
)
from strevview.style.loading import Style
from strevview.style.scripts import runs

TEXT_ANCHOR = "text"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was met while the view was made."""

    words: int
    links: int
    scripts: frozenset[str]
    pictures: tuple[str, ...]


def view_of(loaded: LoadedIssue, style: Style) -> tuple[IssueView, Facts]:
    """Return the view of an issue.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None:
        raise ValueError(f"{loaded.name} could not be read")
    return _Viewing(loaded, style, loaded.issue, loaded.series).view()


class _Viewing:
    def __init__(
        self, loaded: LoadedIssue, style: Style, issue: Issue, series: SeriesFields
    ) -> None:
        self._loaded = loaded
        self._style = style
        self._issue = issue
        self._series = series
        self._cover = MarkupWriter(series.language)
        self._body = MarkupWriter(series.language)
        self._pictures: dict[str, None] = {}

    def view(self) -> tuple[IssueView, Facts]:
        issue, logo = self._issue, self._style.file.logo
        language = self._series.language
        numbered = tuple(
            (index, section)
            for index, section in enumerate(issue.sections)
            if ("sections", index) not in self._loaded.faulty
        )
        view = IssueView(
            series=self._series_view(),
            month=self._printed(month_label(issue.period, language)),
            number=issue.number_in(self._series),
            published=self._day(issue.published),
            revised=self._day(issue.revised),
            editors=tuple(self._mark(name) for name in issue.editors),
            corrections=tuple(
                CorrectionView(self._mark(one.text, self._body), self._day(one.date))
                for one in issue.corrections
            ),
            highlights=tuple(
                HighlightView(self._link_text(line), _anchor(index))
                for index, section in numbered
                if (line := section.cover_line) is not None
            ),
            sections=tuple(self._section(index, section) for index, section in numbered),
            cover=self._cover_view(),
            logo=PictureView(picture_url(style_picture_name(logo.file)), logo.alt)
            if logo
            else None,
            draft=issue.draft,
            text_anchor=TEXT_ANCHOR,
            labels=self._labels(),
        )
        return view, self._facts()

    def _day(self, day: date | None) -> str | None:
        return None if day is None else self._printed(day_label(day, self._series.language))

    def _printed(self, words: str) -> str:
        """Return words in the series' language as they are, and note which scripts they need."""
        self._cover.scripts.update(run.script for run in runs(words) if run.script is not None)
        return words

    def _labels(self) -> Mapping[str, str]:
        """Return the style's words in the series' language; English ones fill the gaps."""
        found: dict[str, str] = {}
        for tag in _tags(self._series.language):
            found |= self._style.file.labels.get(tag, {})
        return MappingProxyType({name: self._printed(words) for name, words in found.items()})

    def _facts(self) -> Facts:
        return Facts(
            words=_words(self._issue, self._loaded),
            links=self._body.links,
            scripts=frozenset(self._body.scripts | self._cover.scripts),
            pictures=tuple(self._pictures),
        )

    def _mark(self, text: str, writer: MarkupWriter | None = None) -> Markup:
        return Markup((writer or self._cover).text(text))

    def _link_text(self, text: str) -> Markup:
        return Markup(self._cover.link_text(text))

    def _series_view(self) -> SeriesView:
        series = self._series
        return SeriesView(
            title=self._mark(series.title),
            plain_title=series.title,
            cover_lines=tuple(self._mark(line) for line in series.cover_title or (series.title,)),
            publisher=self._publisher(series.publisher),
            language=series.language,
            issn=series.issn,
            rights=self._mark(series.rights) if series.rights else None,
            url=series.url,
        )

    def _publisher(self, publisher: Publisher) -> PublisherView:
        names = {
            language: Markup(self._cover.named(name, language))
            for language, name in publisher.names.items()
        }
        return PublisherView(
            name=self._mark(publisher.name),
            plain_name=publisher.name,
            lines=tuple(self._mark(line) for line in balanced_lines(publisher.name, 2, 36)),
            short=publisher.short or publisher.name,
            names=MappingProxyType(names),
        )

    def _cover_view(self) -> CoverView | None:
        cover = self._issue.cover
        if cover is None:
            return None
        picture = self._picture(cover.image, cover.alt or cover.image)
        return CoverView(picture, self._mark(cover.credit) if cover.credit else None)

    def _section(self, index: int, section: Section) -> SectionView:
        title = self._mark(section.title, self._body)
        items = tuple(
            self._item(item, (index, number))
            for number, item in enumerate(section.items)
            if ("sections", index, "items", number) not in self._loaded.faulty
        )
        return SectionView(title, section.title, _anchor(index), items)

    def _item(self, item: Item, place: tuple[int, int]) -> ItemView:
        prose = self._loaded.proses.get(place, EMPTY)
        return ItemView(
            id=item.id,
            anchor=f"item-{item.id}",
            title=self._mark(item.title) if item.title else None,
            date=self._printed(event_label(item.date, self._series.language))
            if item.date
            else None,
            place=self._mark(item.place) if item.place else None,
            body=Markup(self._body.blocks(prose.blocks, item.sources)),
            works=tuple(self._works(item, prose)),
            figures=tuple(
                self._figure(item, figure, self._loaded.captions.get((*place, number), EMPTY))
                for number, figure in enumerate(item.figures)
            ),
        )

    def _works(self, item: Item, prose: Prose) -> Iterator[WorkView]:
        """Yield the printed works that words of an item's text link to, each once."""
        words: dict[str, str] = {}
        for reference in prose.references:
            words.setdefault(reference.source, reference.text)
        for name, text in words.items():
            source = item.sources.get(name)
            if source is None or not source.is_printed_work:
                continue
            assert source.publisher is not None
            assert source.title is not None
            assert source.published is not None
            yield WorkView(
                self._mark(text, self._body),
                self._mark(source.publisher, self._body),
                self._mark(source.title, self._body),
                source_label(source.published, self._series.language),
            )

    def _figure(self, item: Item, figure: Figure, caption: Prose) -> FigureView:
        def marked(text: str | None) -> Markup | None:
            return self._mark(text, self._body) if text else None

        return FigureView(
            picture=self._picture(figure.file, figure.alt or caption.text or figure.file),
            caption=Markup(self._body.caption(caption, item.sources)) if caption.text else None,
            credit=marked(figure.credit),
            licence=marked(figure.licence),
        )

    def _picture(self, file: str, alt: str) -> PictureView:
        self._pictures.setdefault(file)
        return PictureView(picture_url(file), alt)


def _words(issue: Issue, loaded: LoadedIssue) -> int:
    """Return how many words the text has: headings, items, captions, corrections."""
    parts = [correction.text for correction in issue.corrections]
    for section in issue.sections:
        parts.append(section.title)
    parts += (prose.text for prose in (*loaded.proses.values(), *loaded.captions.values()))
    return sum(len(part.split()) for part in parts)


def _anchor(index: int) -> str:
    return f"section-{index + 1}"


def _tags(language: str) -> Iterable[str]:
    """Return the language tags from the most general to the tag itself (RFC 4647, lookup)."""
    parts = language.split("-")
    return ("en", *("-".join(parts[:length]) for length in range(1, len(parts) + 1)))
