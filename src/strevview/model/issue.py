"""An issue of the review: sections of items, each with its date, actors, sources and figures."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from strevview.model.reads import Reads, ShortForm, complaint
from strevview.model.record import Record, SchemaVersion, key
from strevview.model.scalars import (
    TEXT_SCHEMA,
    Address,
    Date,
    Day,
    Flag,
    IssuePeriod,
    ItemId,
    ItemReference,
    Language,
    ProseText,
    Published,
    Text,
    WholeNumber,
    as_text,
)
from strevview.model.series import SeriesFields


def _highlight(value: object) -> object:
    if value is False:
        return False
    if value is True:
        advice = "delete the key: the highlight is then the title"
        raise complaint("SV006", "`highlight` is a text, or false for none", advice)
    return as_text(value)


Highlight = Annotated[Any, Reads(_highlight, {"anyOf": [TEXT_SCHEMA, {"const": False}]})]


class ItemActor(Record):
    """Somebody who takes part in an item, under a name or a short form, and the part played."""

    name: Text = key("The actor's name, or an acronym or alias known to actors.yaml.")
    role: Text | None = key("The part played: guest of honour, signatory, …", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)


class Source(Record):
    """Where a claim can be checked: a web page, or a printed work."""

    url: Address | None = key("The page's address.", default=None)
    unavailable: Text | None = key(
        "In the place of `url`: why there is no address; not printed.", default=None
    )
    publisher: Text | None = key("Who published it.", default=None)
    title: Text | None = key("The title of the page or work.", default=None)
    published: Published | None = key("A day, a month or a year.", default=None)
    language: Language | None = key("The page's language: en, zh, ru, …", default=None)
    archived: Address | None = key("The address of a web-archive copy.", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)

    @property
    def is_printed_work(self) -> bool:
        """Whether it is a work on paper, known by publisher, title and date, with no address."""
        parts = (self.publisher, self.title, self.published)
        return self.url is None and self.unavailable is None and all(p is not None for p in parts)


class Figure(Record):
    """A picture of an item with what a reader who cannot see it needs."""

    file: Text = key("The picture's path, from the issue's folder.")
    alt: Text | None = key("What the picture shows, for a screen reader.", default=None)
    caption: Text | None = key("The line under the picture.", default=None)
    credit: Text | None = key("Who made it.", default=None)
    licence: Text | None = key("Under which terms it is used.", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)


class Item(Record):
    """One event: when, where, who, what happened, and the sources that support it.

    Date, actors, text and sources may lack while an issue is a draft; the linter asks for them.
    """

    id: ItemId = key("A short name, unique in the issue.")
    date: Date | None = key("A day, an interval of days, or a month.", default=None)
    place: Text | None = key("Where it happened: Xichang, Sichuan.", default=None)
    actors: tuple[Annotated[ItemActor, ShortForm("name")], ...] = key("Who took part.", default=())
    title: Text | None = key("A heading, for styles that print one.", default=None)
    follows: tuple[ItemReference, ...] = key(
        "Items of earlier issues that this one continues.", default=()
    )
    text: ProseText | None = key(
        "Paragraphs, emphasis, quotations, lists and links [word][source].", default=None
    )
    sources: dict[str, Source] = key("The sources, by the names the text uses.", default={})
    figures: tuple[Figure, ...] = key("Pictures.", default=())
    note: Text | None = key("A private remark; never printed.", default=None)


class Section(Record):
    """A theme with its items."""

    title: Text = key("The section's heading.")
    highlight: Highlight = key(
        "Its line on the cover, where it is not the title; false for none.", default=None
    )
    items: tuple[Item, ...] = key("The section's items.", default=())
    note: Text | None = key("A private remark; never printed.", default=None)

    @property
    def cover_line(self) -> str | None:
        """The section's line in the highlights, or None when it has none."""
        highlight: str | Literal[False] | None = self.highlight
        return None if highlight is False else highlight or self.title


class Cover(Record):
    """A picture for the cover."""

    image: Text = key("The picture's path, from the issue's folder.")
    alt: Text | None = key("What the picture shows, for a screen reader.", default=None)
    credit: Text | None = key("Who made it.", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)


class Correction(Record):
    """What a revised edition sets right."""

    text: Text = key("What was wrong and what is right.")
    date: Day | None = key("The day of the correction.", default=None)


class Issue(Record):
    """One issue of the series: `issues/2025-07.yaml`."""

    schema_version: SchemaVersion = key("The file's form: 1.", name="schema")
    period: IssuePeriod = key("The month, 2025-07, or months, 2025-07/2025-08.")
    number: WholeNumber | None = key("The issue's number.", default=None)
    published: Day | None = key("The day it was published.", default=None)
    revised: Day | None = key("The day of the last revision.", default=None)
    corrections: tuple[Annotated[Correction, ShortForm("text")], ...] = key(
        "What a revised edition sets right.", default=()
    )
    editors: tuple[Text, ...] = key("The editors' names.", default=())
    draft: Flag = key("true while gaps are allowed; marks each page DRAFT.", default=False)
    style: Text | None = key("A style other than the series'.", default=None)
    series: SeriesFields | None = key("The series, without a series.yaml.", default=None)
    cover: Cover | None = key("A picture for the cover.", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)
    sections: tuple[Section, ...] = key("The themes.")

    def number_in(self, series: SeriesFields) -> int | None:
        """Return the issue's number: its own, else counted from the series' first month."""
        if self.number is not None or series.first_number is None or not self.period.is_month:
            return self.number
        first, month = series.first_number.start, self.period.start
        count = (month.year - first.year) * 12 + month.month - first.month + 1
        return count if count > 0 else None
