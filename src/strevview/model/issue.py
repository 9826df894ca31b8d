"""An issue of the review: sections of items, each with its date, actors, sources and figures."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from strevview.model.record import Record, SchemaVersion
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
    as_list,
    as_text,
    complaint,
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
    Any,
    PlainValidator(_highlight),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"const": False}]}),
]


class ItemActor(Record):
    """Somebody who takes part in an item, under a name or a short form, and the part played."""

    name: Text = Field(description="The actor's name, or an acronym or alias known to actors.yaml.")
    role: Text | None = Field(None, description="The part played: guest of honour, signatory, …")
    note: Text | None = Field(None, description="A private remark; never printed.")


def _item_actor(value: object) -> object:
    # A bare name stands for a mapping with that name.
    return {"name": value} if isinstance(value, str) else value


class Source(Record):
    """Where a claim can be checked: a web page, or a printed work."""

    url: Address | None = Field(None, description="The page's address.")
    unavailable: Text | None = Field(
        None, description="In the place of `url`: why there is no address; not printed."
    )
    publisher: Text | None = Field(None, description="Who published it.")
    title: Text | None = Field(None, description="The title of the page or work.")
    published: Published | None = Field(None, description="A day, a month or a year.")
    language: Language | None = Field(None, description="The page's language: en, zh, ru, …")
    archived: Address | None = Field(None, description="The address of a web-archive copy.")
    note: Text | None = Field(None, description="A private remark; never printed.")

    @property
    def is_printed_work(self) -> bool:
        """Whether it is a work on paper, known by publisher, title and date, with no address."""
        parts = (self.publisher, self.title, self.published)
        return self.url is None and self.unavailable is None and all(p is not None for p in parts)


class Figure(Record):
    """A picture of an item with what a reader who cannot see it needs."""

    file: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = Field(None, description="What the picture shows, for a screen reader.")
    caption: Text | None = Field(None, description="The line under the picture.")
    credit: Text | None = Field(None, description="Who made it.")
    licence: Text | None = Field(None, description="Under which terms it is used.")
    note: Text | None = Field(None, description="A private remark; never printed.")


class Item(Record):
    """One event: when, where, who, what happened, and the sources that support it.

    Date, actors, text and sources may lack while an issue is a draft; the linter asks for them.
    """

    id: ItemId = Field(description="A short name, unique in the issue.")
    date: Date | None = Field(None, description="A day, an interval of days, or a month.")
    place: Text | None = Field(None, description="Where it happened: Xichang, Sichuan.")
    actors: Annotated[tuple[Annotated[ItemActor, BeforeValidator(_item_actor)], ...], as_list] = (
        Field((), description="Who took part.")
    )
    title: Text | None = Field(None, description="A heading, for styles that print one.")
    follows: Annotated[tuple[ItemReference, ...], as_list] = Field(
        (), description="Items of earlier issues that this one continues."
    )
    text: ProseText | None = Field(
        None, description="Paragraphs, emphasis, quotations, lists and links [word][source]."
    )
    sources: dict[str, Source] = Field({}, description="The sources, by the names the text uses.")
    figures: Annotated[tuple[Figure, ...], as_list] = Field((), description="Pictures.")
    note: Text | None = Field(None, description="A private remark; never printed.")


class Section(Record):
    """A theme with its items."""

    title: Text = Field(description="The section's heading.")
    highlight: Highlight = Field(
        None, description="Its line on the cover, where it is not the title; false for none."
    )
    items: Annotated[tuple[Item, ...], as_list] = Field((), description="The section's items.")
    note: Text | None = Field(None, description="A private remark; never printed.")

    @property
    def cover_line(self) -> str | None:
        """The section's line in the highlights, or None when it has none."""
        highlight: str | Literal[False] | None = self.highlight
        return None if highlight is False else highlight or self.title


class Cover(Record):
    """A picture for the cover."""

    image: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = Field(None, description="What the picture shows, for a screen reader.")
    credit: Text | None = Field(None, description="Who made it.")
    note: Text | None = Field(None, description="A private remark; never printed.")


class Correction(Record):
    """What a revised edition sets right."""

    text: Text = Field(description="What was wrong and what is right.")
    date: Day | None = Field(None, description="The day of the correction.")


def _correction(value: object) -> object:
    # A bare text stands for a mapping with that text.
    return {"text": value} if isinstance(value, str) else value


class Issue(Record):
    """One issue of the series: `issues/2025-07.yaml`."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    period: IssuePeriod = Field(description="The month, 2025-07, or months, 2025-07/2025-08.")
    number: WholeNumber | None = Field(None, description="The issue's number.")
    published: Day | None = Field(None, description="The day it was published.")
    revised: Day | None = Field(None, description="The day of the last revision.")
    corrections: Annotated[
        tuple[Annotated[Correction, BeforeValidator(_correction)], ...], as_list
    ] = Field((), description="What a revised edition sets right.")
    editors: Annotated[tuple[Text, ...], as_list] = Field((), description="The editors' names.")
    draft: Flag = Field(False, description="true while gaps are allowed; marks each page DRAFT.")
    style: Text | None = Field(None, description="A style other than the series'.")
    series: SeriesFields | None = Field(None, description="The series, without a series.yaml.")
    cover: Cover | None = Field(None, description="A picture for the cover.")
    note: Text | None = Field(None, description="A private remark; never printed.")
    sections: Annotated[tuple[Section, ...], as_list] = Field(description="The themes.")

    def number_in(self, series: SeriesFields) -> int | None:
        """Return the issue's number: its own, else counted from the series' first month."""
        if self.number is not None or series.first_number is None or not self.period.is_month:
            return self.number
        first, month = series.first_number.start, self.period.start
        count = (month.year - first.year) * 12 + month.month - first.month + 1
        return count if count > 0 else None
