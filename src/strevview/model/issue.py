"""What a review is made of: a series, its issues, and the register of actors that they share.

Each class is a mapping of a file: `Series` is series.yaml, `ActorsFile` actors.yaml, `Issue` the
file of an issue.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from strevview.model.dates import SourceDate
from strevview.model.record import (
    TEXT_SCHEMA,
    Address,
    Date,
    Day,
    Flag,
    Issn,
    IssuePeriod,
    ItemId,
    ItemReference,
    Kind,
    Language,
    PeriodName,
    ProseText,
    Published,
    Record,
    SchemaVersion,
    Share,
    Text,
    WholeNumber,
    as_text,
    complaint,
    one_of,
    optional,
    short_form,
)

# The style that ships with strevview.
DEFAULT_STYLE = "mpidsa"


class Publisher(Record):
    """Who publishes the series."""

    name: Text = Field(description="The publisher's full name.")
    short: Text | None = optional("Its acronym.")
    names: dict[Language, Text] = optional("Its name in other languages.", {})
    note: Text | None = optional("A private remark; never printed.")


class Quotes(StrEnum):
    """Kinds of quotation marks and apostrophes: the printer's “ ” ‘ ’, the typewriter's " and '."""

    CURLY = "curly"
    STRAIGHT = "straight"


class LintSettings(Record):
    """Which quotation marks are in use, and which complaints are not wanted."""

    quotes: Annotated[Quotes, one_of(Quotes, "kind of quotation mark")] = optional(
        "The quotation marks in use: `curly` or `straight`.", Quotes.CURLY
    )

    ignore: tuple[Text, ...] = optional("Codes or families.", ())
    per_issue: dict[PeriodName, tuple[Text, ...]] = optional(
        "The same for one issue alone, by its period.", {}
    )


class SeriesFields(Record):
    """What the issues of a series have in common."""

    title: Text = Field(description="The series' title.")
    cover_title: tuple[Text, ...] = optional("The title as the cover sets it, line by line.", ())
    publisher: Publisher = Field(description="Who publishes it.")
    language: Language = optional("The language of the text.", "en-GB")
    style: Text = optional("The style's folder name.", DEFAULT_STYLE)
    labels: dict[str, Text] = optional(
        "Words of the style in the series' language, in the place of the style's own.", {}
    )
    issn: Issn | None = optional("The series' ISSN.")
    rights: Text | None = optional("The rights statement.")
    url: Address | None = optional("The series' web page.")
    first_number: IssuePeriod | None = optional(
        "The month of issue number 1; later numbers are counted from it."
    )
    lint: LintSettings = Field(default_factory=LintSettings, description="Settings of the linter.")
    note: Text | None = optional("A private remark; never printed.")


class Series(SeriesFields):
    """`series.yaml`: the series that the issues beside it belong to."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")


class ActorKind(StrEnum):
    """What an actor is."""

    ORGANISATION = "organisation"
    PERSON = "person"
    COUNTRY = "country"
    PROGRAMME = "programme"
    EVENT = "event"


class Post(Record):
    """An office that a person holds or held."""

    post: Text = Field(description="The post: Chairman, Vice Minister, …")
    organisation: Text | None = optional("Where: a name known to actors.yaml.")
    from_: Published | None = Field(default=None, alias="from", description="Since when.")
    to: Published | None = optional("Until when.")
    note: Text | None = optional("A private remark; never printed.")

    @field_validator("to")
    @classmethod
    def _not_before_it_begins(cls, to: SourceDate, info: ValidationInfo) -> SourceDate:
        start = info.data.get("from_")
        if start is not None and to.end < start.start:
            message = f"the post ends in {to}, before it begins in {start}"
            raise complaint("SV202", message, "correct one of the two, above all the year")
        return to


class Actor(Record):
    """Somebody who acts: named once in actors.yaml, in short in the items."""

    name: Text = Field(description="The full name.")
    names: dict[Language, Text] = optional("The name in other languages.", {})
    acronym: Text | None = optional("Its short form: SUPARCO.")
    aliases: tuple[Text, ...] = optional("Other forms in use.", ())
    kind: Annotated[ActorKind, one_of(ActorKind, "kind of actor")] = optional(
        "What it is; an organisation where nothing is said.", ActorKind.ORGANISATION
    )
    country: Text | None = optional("The country it belongs to.")
    posts: tuple[Post, ...] = optional("A person's offices.", ())
    note: Text | None = optional("A private remark; never printed.")

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms under which an item may name the actor; the full name first."""
        short = (self.acronym,) if self.acronym else ()
        return tuple(dict.fromkeys((self.name, *short, *self.aliases, *self.names.values())))


class ActorsFile(Record):
    """`actors.yaml`: who is who."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    actors: tuple[Actor, ...] = optional("The actors, each once.", ())


class ActorRegister:
    """Actors by name, acronym, alias and name in another language."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self.actors = tuple(actors)
        self._by_form: dict[str, Actor] = {}
        for actor in self.actors:
            for form in actor.forms:
                self._by_form.setdefault(form, actor)

    def find(self, form: str) -> Actor | None:
        """Return the actor that a form names to the letter, or None."""
        return self._by_form.get(form)


# Words for false: YAML 1.1 reads the first as that.
_NO_HIGHLIGHT = ("no", "none")


def _highlight(value: object) -> object:
    if value is False or (isinstance(value, str) and value.strip().lower() in _NO_HIGHLIGHT):
        return False
    if value is True:
        advice = "delete the key: the highlight is then the title"
        raise complaint("SV006", "`highlight` is a text, or false for none", advice)
    return as_text(value)


Highlight = Annotated[
    str | Literal[False], Kind(_highlight, {"anyOf": [TEXT_SCHEMA, {"const": False}]})
]


class ItemActor(Record):
    """Somebody who takes part in an item, under a name or a short form, and the part played."""

    name: Text = Field(description="The actor's name, or an acronym or alias known to actors.yaml.")
    role: Text | None = optional("The part played: guest of honour, signatory, …")
    note: Text | None = optional("A private remark; never printed.")


class Source(Record):
    """Where a claim can be checked: a web page, or a printed work."""

    url: Address | None = optional("The page's address.")
    unavailable: Text | None = optional(
        "In the place of `url`: why there is no address; not printed."
    )
    publisher: Text | None = optional("Who published it.")
    title: Text | None = optional("The title of the page or work.")
    published: Published | None = optional("A day, a month or a year.")
    language: Language | None = optional("The page's language: en, zh, ru, …")
    archived: Address | None = optional("The address of a web-archive copy.")
    note: Text | None = optional("A private remark; never printed.")

    @property
    def is_printed_work(self) -> bool:
        """Whether it is a work on paper, known by publisher, title and date, with no address."""
        parts = (self.publisher, self.title, self.published)
        return self.url is None and self.unavailable is None and all(p is not None for p in parts)


class Figure(Record):
    """A picture of an item with what a reader who cannot see it needs."""

    file: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = optional("What the picture shows, for a screen reader.")
    caption: Text | None = optional(
        "The line under the picture; it may hold emphasis and links [word][source]."
    )
    width: Share | None = optional(
        "How wide it is printed, as a share of the text's width; else by itself."
    )
    credit: Text | None = optional("Who made it.")
    licence: Text | None = optional("Under which terms it is used.")
    note: Text | None = optional("A private remark; never printed.")


class Item(Record):
    """One event: when, where, who, what happened, and the sources that support it.

    Date, actors, text and sources may lack while an issue is a draft; the linter asks for them.
    """

    id: ItemId = Field(description="A short name, unique in the issue.")
    date: Date | None = optional("A day, an interval of days, or a month.")
    place: Text | None = optional("Where it happened: Xichang, Sichuan.")
    actors: tuple[Annotated[ItemActor, short_form("name")], ...] = optional("Who took part.", ())
    title: Text | None = optional("A small heading above the item.")
    follows: tuple[ItemReference, ...] = optional(
        "Items of earlier issues that this one continues.", ()
    )
    text: ProseText | None = optional(
        "Paragraphs, emphasis, quotations, lists and links [word][source]."
    )
    sources: dict[str, Source] = optional("The sources, by the names the text uses.", {})
    figures: tuple[Figure, ...] = optional("Pictures.", ())
    note: Text | None = optional("A private remark; never printed.")


class Section(Record):
    """A theme with its items."""

    title: Text = Field(description="The section's heading.")
    highlight: Highlight | None = optional(
        "Its line on the cover, where the title cannot be it (SV501); false or no for none."
    )
    items: tuple[Item, ...] = optional("The section's items.", ())
    note: Text | None = optional("A private remark; never printed.")

    @property
    def cover_line(self) -> str | None:
        """The section's line in the highlights, or None when it has none."""
        highlight: str | Literal[False] | None = self.highlight
        return None if highlight is False else highlight or self.title


class Cover(Record):
    """A picture for the cover."""

    image: Text = Field(description="The picture's path, from the issue's folder.")
    alt: Text | None = optional("What the picture shows, for a screen reader.")
    credit: Text | None = optional("Who made it.")
    note: Text | None = optional("A private remark; never printed.")


class Correction(Record):
    """What a revised edition sets right."""

    text: Text = Field(description="What was wrong and what is right.")
    date: Day | None = optional("The day of the correction.")


class Issue(Record):
    """One issue of the series: `issues/2025-07.yaml`."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    period: IssuePeriod = Field(description="The month, 2025-07, or months, 2025-07/2025-08.")
    number: WholeNumber | None = optional("The issue's number.")
    published: Day | None = optional("The day it was published.")
    revised: Day | None = optional("The day of the last revision.")
    corrections: tuple[Annotated[Correction, short_form("text")], ...] = optional(
        "What a revised edition sets right.", ()
    )
    editors: tuple[Text, ...] = optional("The editors' names.", ())
    draft: Flag = optional("true while gaps are allowed; marks each page DRAFT.", False)
    style: Text | None = optional("A style other than the series'.")
    series: SeriesFields | None = optional("The series, without a series.yaml.")
    cover: Cover | None = optional("A picture for the cover.")
    note: Text | None = optional("A private remark; never printed.")
    sections: tuple[Section, ...] = Field(description="The themes.")

    @property
    def issued(self) -> date:
        """The day that the issue bears: when it was published, else the last of its period."""
        return self.published or self.period.end

    def number_in(self, series: SeriesFields) -> int | None:
        """Return the issue's number: its own, else counted from the series' first month."""
        if self.number is not None or series.first_number is None or not self.period.is_month:
            return self.number
        first, month = series.first_number.start, self.period.start
        count = (month.year - first.year) * 12 + month.month - first.month + 1
        return count if count > 0 else None
