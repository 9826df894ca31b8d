"""What a style's templates see: plain frozen values, nothing that can be called or changed.

Values of type `Markup` are finished HTML, escaped by strevview, and print as they are. All other
texts are plain and are escaped when they print. The top-level names are the fields of `IssueView`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: `src` for `<img src>`, and `alt`, which is never empty."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of an item; what it lacks is None."""

    picture: PictureView
    caption: Markup | None
    credit: Markup | None
    licence: Markup | None


@dataclass(frozen=True, slots=True)
class WorkView:
    """A printed work: `words` of the text lead to it; `date` is for people."""

    words: Markup
    publisher: Markup
    title: Markup
    date: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item: `body` is its text as paragraphs, quotations and lists; `date` is for people.

    `works` are the printed works that words of the text stand for.
    """

    id: str
    anchor: str
    title: Markup | None
    date: str | None
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
    date: str | None


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
    """The series: `cover_lines` is its title as the cover sets it."""

    title: Markup
    plain_title: str
    cover_lines: tuple[Markup, ...]
    publisher: PublisherView
    language: str
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
    from it. `labels` are the style's own words in that language.
    """

    series: SeriesView
    month: str
    number: int | None
    published: str | None
    revised: str | None
    editors: tuple[Markup, ...]
    corrections: tuple[CorrectionView, ...]
    highlights: tuple[HighlightView, ...]
    sections: tuple[SectionView, ...]
    cover: CoverView | None
    logo: PictureView | None
    draft: bool
    text_anchor: str
    labels: Mapping[str, str]
