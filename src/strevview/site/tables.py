"""The series as data: every item as CSV, JSON and SQLite, and what each column holds.

What a column is comes from the models, which say it of the key that it is made of.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strevview.events.event_list import Event, EventIssue, EventList
from strevview.model.issue import Actor, Issue, Item, ItemActor, Section, Source
from strevview.model.record import Record
from strevview.site.pages import Told
from strevview.site.publishing import SiteFile

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What the tables are made of: the events, their words by address, the site's address."""

    events: EventList
    told: Mapping[str, Told]
    url: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, in words."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the database, its columns, and the rows that a series gives."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Series], Iterator[Row]]
    key: str


def _of(model: type[Record], key: str, name: str = "") -> Column:
    """Return a column that holds what a key of a model says."""
    field = model.model_fields[key]
    return Column(name or field.alias or key, field.description or "")


_ISSUE = Column("issue", "The issue, by its period: 2025-07.")
_ITEM = Column("item", "The item, by its id in the issue.")
_FIRST = Column("first_day", "The first day of the date.")
_LAST = Column("last_day", "The last day of the date.")
_URL = Column("url", "The address of the item on this site; empty where the site has none.")
_PLAIN = Column("text", "The text without emphasis and links, a line a paragraph.")
_ACTORS = Column("actors", "The full names of who took part, with “; ” between them.")
_SOURCES = Column("sources", "The addresses of the sources, with spaces between them.")
_FOLLOWS = Column("follows", "Items of earlier issues that this one continues, as 2025-07/id.")

_OF_ITEM = (
    _ISSUE,
    _of(Item, "id", "item"),
    _of(Section, "title", "theme"),
    _of(Item, "date"),
    _FIRST,
    _LAST,
    _of(Item, "place"),
    _of(Item, "title"),
    Column("opening", "The title, or the first sentence of the text."),
    _PLAIN,
    _URL,
)
ITEM_COLUMNS = (*_OF_ITEM, _ACTORS, _SOURCES, _FOLLOWS)


def _item_row(event: Event, series: Series) -> Row:
    item, when, told = event.item, event.date, series.told[event.address]
    return (
        event.issue.key,
        item.id,
        event.theme,
        str(when) if when else None,
        when.start.isoformat() if when else None,
        when.end.isoformat() if when else None,
        item.place,
        item.title,
        told.opening,
        told.text,
        f"{series.url}{event.issue.key}/#{item.id}" if series.url else None,
    )


def _items(series: Series) -> Iterator[Row]:
    for event in series.events.events:
        yield _item_row(event, series)


def _issues(series: Series) -> Iterator[Row]:
    for issue in series.events.issues:
        yield _issue_row(issue, f"{series.url}{issue.key}/" if series.url else None)


def _issue_row(issue: EventIssue, address: str | None) -> Row:
    told = issue.issue
    days = (str(day) if day else None for day in (told.published, told.revised))
    return (issue.key, told.number_in(issue.series), *days, "; ".join(told.editors), address)


def _actors(series: Series) -> Iterator[Row]:
    events = series.events
    names = dict.fromkeys(name for event in events.events for name in event.names)
    for name in sorted(names):
        known = events.register.get(name)
        yield (
            name,
            known.acronym if known else None,
            "; ".join(known.aliases) if known else "",
            known.kind.value if known else None,
            known.country if known else None,
        )


def _parts(series: Series) -> Iterator[Row]:
    for event in series.events.events:
        for one in event.actors:
            yield event.issue.key, event.item.id, one.name, one.written, one.role


def _sources(series: Series) -> Iterator[Row]:
    for event in series.events.events:
        for name, source in event.item.sources.items():
            yield event.issue.key, event.item.id, name, *_source_row(source)


def _source_row(source: Source) -> Row:
    values = (getattr(source, key) for key in _SOURCE_KEYS)
    return tuple(None if value is None else str(value) for value in values)


def _follows(series: Series) -> Iterator[Row]:
    for event in series.events.events:
        for earlier in event.item.follows:
            yield event.issue.key, event.item.id, *earlier.split("/", 1)


_SOURCE_KEYS = ("url", "publisher", "title", "published", "language", "archived")
TABLES = (
    Table(
        "issues",
        (
            _ISSUE,
            *(_of(Issue, key) for key in ("number", "published", "revised", "editors")),
            Column("url", "The address of the issue on this site."),
        ),
        _issues,
        "issue",
    ),
    Table("items", _OF_ITEM, _items, "issue, item"),
    Table(
        "actors",
        tuple(_of(Actor, key) for key in ("name", "acronym", "aliases", "kind", "country")),
        _actors,
        "name",
    ),
    Table(
        "item_actors",
        (
            _ISSUE,
            _ITEM,
            _of(Actor, "name", "actor"),
            _of(ItemActor, "name", "written"),
            _of(ItemActor, "role"),
        ),
        _parts,
        "",
    ),
    Table(
        "sources",
        (
            _ISSUE,
            _ITEM,
            Column("name", "The name by which the text links to it."),
            *(_of(Source, key) for key in _SOURCE_KEYS),
        ),
        _sources,
        "issue, item, name",
    ),
    Table(
        "follows",
        (
            _ISSUE,
            _ITEM,
            Column("earlier_issue", "The issue of the item that is continued."),
            Column("earlier_item", "The item that is continued."),
        ),
        _follows,
        "",
    ),
)


def described_tables() -> tuple[Table, ...]:
    """Return the tables with their columns as the site's page shows them; first the CSV's one."""
    return (Table("items.csv", ITEM_COLUMNS, _items, ""), *TABLES)


CSV, JSON, DATABASE = "items.csv", "items.json", "review.sqlite"


def data_files(series: Series) -> tuple[SiteFile, ...]:
    """Return the items as CSV and JSON, and all tables as an SQLite database."""
    files = {CSV: _csv(series), JSON: _json(series), DATABASE: _database(series)}
    return tuple(SiteFile(f"data/{name}", data) for name, data in files.items())


def _csv(series: Series) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(column.name for column in ITEM_COLUMNS)
    for event in series.events.events:
        sources = (source.url for source in event.item.sources.values() if source.url)
        joined = ("; ".join(event.names), " ".join(sources), " ".join(event.item.follows))
        writer.writerow((*_item_row(event, series), *joined))
    return target.getvalue().encode()


def _json(series: Series) -> bytes:
    names = [column.name for column in _OF_ITEM]
    items: list[Mapping[str, Any]] = [
        {
            **dict(zip(names, _item_row(event, series), strict=True)),
            "actors": [
                {"name": one.name, "written": one.written, "role": one.role} for one in event.actors
            ],
            "sources": [
                {"name": name, **dict(zip(_SOURCE_KEYS, _source_row(source), strict=True))}
                for name, source in event.item.sources.items()
            ],
            "follows": list(event.item.follows),
        }
        for event in series.events.events
    ]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _database(series: Series) -> bytes:
    """Return the tables as an SQLite database; the same bytes for the same rows."""
    base = sqlite3.connect(":memory:")
    try:
        for table in TABLES:
            columns = [f'"{column.name}"' for column in table.columns]
            key = f", PRIMARY KEY ({table.key})" if table.key else ""
            base.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}{key})")
            marks = ", ".join("?" for _ in columns)
            base.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names of ours
                table.rows(series),
            )
        base.commit()
        return base.serialize()
    finally:
        base.close()
