"""A series: what its issues have in common, and who publishes it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from strevview.model.record import Record, SchemaVersion
from strevview.model.scalars import Address, IssuePeriod, Language, Text, as_list

# The style that ships with strevview.
DEFAULT_STYLE = "mpidsa"


class Publisher(Record):
    """Who publishes the series."""

    name: Text = Field(description="The publisher's full name.")
    short: Text | None = Field(None, description="Its acronym.")
    names: dict[Language, Text] = Field({}, description="Its name in other languages.")
    note: Text | None = Field(None, description="A private remark; never printed.")


class LintSettings(Record):
    """Which complaints are not wanted, for the series or for one issue alone."""

    ignore: Annotated[tuple[Text, ...], as_list] = Field((), description="Codes or families.")
    per_issue: dict[str, Annotated[tuple[Text, ...], as_list]] = Field(
        {}, description="The same for one issue alone, by its period."
    )


class SeriesFields(Record):
    """What the issues of a series have in common."""

    title: Text = Field(description="The series' title.")
    cover_title: Annotated[tuple[Text, ...], as_list] = Field(
        (), description="The title as the cover sets it, line by line."
    )
    publisher: Publisher = Field(description="Who publishes it.")
    language: Language = Field("en-GB", description="The language of the text.")
    style: Text = Field(DEFAULT_STYLE, description="The style's folder name.")
    issn: Text | None = Field(None, description="The series' ISSN.")
    rights: Text | None = Field(None, description="The rights statement.")
    url: Address | None = Field(None, description="The series' web page.")
    first_number: IssuePeriod | None = Field(
        None, description="The month of issue number 1; later numbers are counted from it."
    )
    lint: LintSettings = Field(
        LintSettings.model_construct(), description="Settings of the linter."
    )
    note: Text | None = Field(None, description="A private remark; never printed.")


class Series(SeriesFields):
    """`series.yaml`: the series that the issues beside it belong to."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
