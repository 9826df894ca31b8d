"""An issue of the review: sections of items, each with its date, actors, sources and figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from strevview.model.record import Record, complaint, short_form
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
    SchemaVersion,
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


Highlight = Annotated[
    str | Literal[False],
    PlainValidator(_highlight),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"const": False}]}),
]


class ItemActor(Record):
    """Somebody who takes part in an item, under a name or a short form, and the part played."""

    name: Text = Field(description="The actor's name, or an acronym or alias known to actors.yaml.")
    role: Text | None = Field(
        default=None, description="The part played: guest of honour, signatory, …"
    )
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Source(Record):
    """Where a claim can be checked: a web page, or a printed work."""

    url: Address | None = Field(default=None, description="The page's address.")
    unavailable: Text | None = Field(
        default=None, description="In the place of `url`: why there is no address; not printed."
    )
    publisher: Text | None = Field(default=None, description="Who published it.")
    title: Text | None = Field(default=None, description="The title of the page or work.")
    published: Published | None = Field(default=None, description="A day, a month or a year.")
    language: Language | None = Field(
        default=None, description="The page's language: en, zh, ru, …"
    )
    archived: Address | None = Field(default=None, description="The address of a web-archive copy.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")

    @property
    def is_printed_work(self) -> bool:
        """Whether it is a work on paper, known by publisher, title and date, with no address."""
        parts = (self.publisher, self.title, self.published)
        return self.url is None and self.unavailable is None and all(p is not None for p in parts)


class Figure(Record):
    """A picture of an item with what a reader who cannot see it needs."""

    file: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = Field(
        default=None, description="What the picture shows, for a screen reader."
    )
    caption: Text | None = Field(
        default=None,
        description="The line under the picture; it may hold emphasis and links [word][source].",
    )
    credit: Text | None = Field(default=None, description="Who made it.")
    licence: Text | None = Field(default=None, description="Under which terms it is used.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Item(Record):
    """One event: when, where, who, what happened, and the sources that support it.

    Date, actors, text and sources may lack while an issue is a draft; the linter asks for them.
    """

    id: ItemId = Field(description="A short name, unique in the issue.")
    date: Date | None = Field(default=None, description="A day, an interval of days, or a month.")
    place: Text | None = Field(default=None, description="Where it happened: Xichang, Sichuan.")
    actors: tuple[Annotated[ItemActor, short_form("name")], ...] = Field(
        default=(), description="Who took part."
    )
    title: Text | None = Field(default=None, description="A small heading above the item.")
    follows: tuple[ItemReference, ...] = Field(
        default=(), description="Items of earlier issues that this one continues."
    )
    text: ProseText | None = Field(
        default=None,
        description="Paragraphs, emphasis, quotations, lists and links [word][source].",
    )
    sources: dict[str, Source] = Field(
        default={}, description="The sources, by the names the text uses."
    )
    figures: tuple[Figure, ...] = Field(default=(), description="Pictures.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Section(Record):
    """A theme with its items."""

    title: Text = Field(description="The section's heading.")
    highlight: Highlight | None = Field(
        default=None,
        description="Its line on the cover, where it is not the title; false for none.",
    )
    items: tuple[Item, ...] = Field(default=(), description="The section's items.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")

    @property
    def cover_line(self) -> str | None:
        """The section's line in the highlights, or None when it has none."""
        highlight: str | Literal[False] | None = self.highlight
        return None if highlight is False else highlight or self.title


class Cover(Record):
    """A picture for the cover."""

    image: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = Field(
        default=None, description="What the picture shows, for a screen reader."
    )
    credit: Text | None = Field(default=None, description="Who made it.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Correction(Record):
    """What a revised edition sets right."""

    text: Text = Field(description="What was wrong and what is right.")
    date: Day | None = Field(default=None, description="The day of the correction.")


class Issue(Record):
    """One issue of the series: `issues/2025-07.yaml`."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    period: IssuePeriod = Field(description="The month, 2025-07, or months, 2025-07/2025-08.")
    number: WholeNumber | None = Field(default=None, description="The issue's number.")
    published: Day | None = Field(default=None, description="The day it was published.")
    revised: Day | None = Field(default=None, description="The day of the last revision.")
    corrections: tuple[Annotated[Correction, short_form("text")], ...] = Field(
        default=(), description="What a revised edition sets right."
    )
    editors: tuple[Text, ...] = Field(default=(), description="The editors' names.")
    draft: Flag = Field(
        default=False, description="true while gaps are allowed; marks each page DRAFT."
    )
    style: Text | None = Field(default=None, description="A style other than the series'.")
    series: SeriesFields | None = Field(
        default=None, description="The series, without a series.yaml."
    )
    cover: Cover | None = Field(default=None, description="A picture for the cover.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")
    sections: tuple[Section, ...] = Field(description="The themes.")

    def number_in(self, series: SeriesFields) -> int | None:
        """Return the issue's number: its own, else counted from the series' first month."""
        if self.number is not None or series.first_number is None or not self.period.is_month:
            return self.number
        first, month = series.first_number.start, self.period.start
        count = (month.year - first.year) * 12 + month.month - first.month + 1
        return count if count > 0 else None
