"""A series: what its issues have in common, and who publishes it."""

from __future__ import annotations

from pydantic import Field

from strevview.model.record import Record
from strevview.model.scalars import (
    Address,
    Issn,
    IssuePeriod,
    Language,
    PeriodName,
    SchemaVersion,
    Text,
)

# The style that ships with strevview.
DEFAULT_STYLE = "mpidsa"


class Publisher(Record):
    """Who publishes the series."""

    name: Text = Field(description="The publisher's full name.")
    short: Text | None = Field(default=None, description="Its acronym.")
    names: dict[Language, Text] = Field(default={}, description="Its name in other languages.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class LintSettings(Record):
    """Which complaints are not wanted, for the series or for one issue alone."""

    ignore: tuple[Text, ...] = Field(default=(), description="Codes or families.")
    per_issue: dict[PeriodName, tuple[Text, ...]] = Field(
        default={}, description="The same for one issue alone, by its period."
    )


class SeriesFields(Record):
    """What the issues of a series have in common."""

    title: Text = Field(description="The series' title.")
    cover_title: tuple[Text, ...] = Field(
        default=(), description="The title as the cover sets it, line by line."
    )
    publisher: Publisher = Field(description="Who publishes it.")
    language: Language = Field(default="en-GB", description="The language of the text.")
    style: Text = Field(default=DEFAULT_STYLE, description="The style's folder name.")
    issn: Issn | None = Field(default=None, description="The series' ISSN.")
    rights: Text | None = Field(default=None, description="The rights statement.")
    url: Address | None = Field(default=None, description="The series' web page.")
    first_number: IssuePeriod | None = Field(
        default=None, description="The month of issue number 1; later numbers are counted from it."
    )
    lint: LintSettings = Field(default_factory=LintSettings, description="Settings of the linter.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Series(SeriesFields):
    """`series.yaml`: the series that the issues beside it belong to."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
