"""A series: what its issues have in common, and who publishes it."""

from __future__ import annotations

from strevview.model.record import Record, SchemaVersion, key
from strevview.model.scalars import Address, Issn, IssuePeriod, Language, PeriodName, Text

# The style that ships with strevview.
DEFAULT_STYLE = "mpidsa"


class Publisher(Record):
    """Who publishes the series."""

    name: Text = key("The publisher's full name.")
    short: Text | None = key("Its acronym.", default=None)
    names: dict[Language, Text] = key("Its name in other languages.", default={})
    note: Text | None = key("A private remark; never printed.", default=None)


class LintSettings(Record):
    """Which complaints are not wanted, for the series or for one issue alone."""

    ignore: tuple[Text, ...] = key("Codes or families.", default=())
    per_issue: dict[PeriodName, tuple[Text, ...]] = key(
        "The same for one issue alone, by its period.", default={}
    )


class SeriesFields(Record):
    """What the issues of a series have in common."""

    title: Text = key("The series' title.")
    cover_title: tuple[Text, ...] = key("The title as the cover sets it, line by line.", default=())
    publisher: Publisher = key("Who publishes it.")
    language: Language = key("The language of the text.", default="en-GB")
    style: Text = key("The style's folder name.", default=DEFAULT_STYLE)
    issn: Issn | None = key("The series' ISSN.", default=None)
    rights: Text | None = key("The rights statement.", default=None)
    url: Address | None = key("The series' web page.", default=None)
    first_number: IssuePeriod | None = key(
        "The month of issue number 1; later numbers are counted from it.", default=None
    )
    lint: LintSettings = key("Settings of the linter.", default=LintSettings())
    note: Text | None = key("A private remark; never printed.", default=None)


class Series(SeriesFields):
    """`series.yaml`: the series that the issues beside it belong to."""

    schema_version: SchemaVersion = key("The file's form: 1.", name="schema")
