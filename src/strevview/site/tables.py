"""The series as data: every item as CSV, JSON and SQLite, and what each column holds.

What a column is comes from the models, which say it of the key that it is made of.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strevview.events.event_list import Event, EventIssue
from strevview.model.issue import Actor, Issue, Item, ItemActor, Section, Source
from strevview.model.record import Record
from strevview.site.publishing import SiteFile
from strevview.site.review import Review

CSV, JSON, DATABASE = "items.csv", "items.json", "review.sqlite"
Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, in words."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns; `key` are those by which the database tells its rows apart."""

    name: str
    columns: tuple[Column, ...]
    key: str = ""


def _of(model: type[Record], key: str, name: str = "") -> Column:
    """Return a column that holds what a key of a model says."""
    field = model.model_fields[key]
    return Column(name or field.alias or key, field.description or "")


_ISSUE = Column("issue", "The issue, by its period: 2025-07.")
_ITEM = Column("item", "The item, by its id in the issue.")
_OF_ITEM = (
    _ISSUE,
    _of(Item, "id", "item"),
    _of(Section, "title", "theme"),
    _of(Item, "date"),
    Column("first_day", "The first day of the date."),
    Column("last_day", "The last day of the date."),
    _of(Item, "place"),
    _of(Item, "title"),
    Column("opening", "The title, or the first sentence of the text."),
    Column("text", "The text without emphasis and links, a line a paragraph."),
    Column("url", "The address of the item on this site; empty where the site has none."),
)
_CSV = Table(
    CSV,
    (
        *_OF_ITEM,
        Column("actors", "The full names of who took part, with “; ” between them."),
        Column("sources", "The addresses of the sources, with spaces between them."),
        Column("follows", "Items of earlier issues that this one continues, as 2025-07/id."),
    ),
)
_SOURCE_KEYS = ("url", "publisher", "title", "published", "language", "archived")
_TABLES = (
    Table(
        "issues",
        (
            _ISSUE,
            *(_of(Issue, key) for key in ("number", "published", "revised", "editors")),
            Column("url", "The address of the issue on this site."),
        ),
        "issue",
    ),
    Table("items", _OF_ITEM, "issue, item"),
    Table(
        "actors",
        tuple(_of(Actor, key) for key in ("name", "acronym", "aliases", "kind", "country")),
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
    ),
    Table(
        "sources",
        (
            _ISSUE,
            _ITEM,
            Column("name", "The name by which the text links to it."),
            *(_of(Source, key) for key in _SOURCE_KEYS),
        ),
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
    ),
)
# The tables as the site's page describes them.
DESCRIBED = (_CSV, *_TABLES)


def data_files(review: Review) -> tuple[SiteFile, ...]:
    """Return the items as CSV and JSON, and all tables as an SQLite database."""
    items = [_item(event, review) for event in review.events.events]
    files = {CSV: _csv(items), JSON: _json(items), DATABASE: _database(_rows(items, review))}
    return tuple(SiteFile(f"data/{name}", data) for name, data in files.items())


def _item(event: Event, review: Review) -> dict[str, Any]:
    """Return all of an item: the columns of its table by name, then what it has several of."""
    item, when, told = event.item, event.date, review.told[event.address]
    values = (
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
        f"{review.url}{event.issue.key}/#{item.id}" if review.url else None,
    )
    return {
        **{column.name: value for column, value in zip(_OF_ITEM, values, strict=True)},
        "actors": [
            {"name": one.name, "written": one.written, "role": one.role} for one in event.actors
        ],
        "sources": [{"name": name, **_source(one)} for name, one in item.sources.items()],
        "follows": list(item.follows),
    }


def _source(source: Source) -> Mapping[str, str | None]:
    values = {key: getattr(source, key) for key in _SOURCE_KEYS}
    return {key: None if value is None else str(value) for key, value in values.items()}


def _rows(items: list[dict[str, Any]], review: Review) -> Mapping[str, Iterable[Row]]:
    """Return the rows of each table."""

    def of_items(key: str) -> Iterator[tuple[str, str, Any]]:
        return ((item["issue"], item["item"], one) for item in items for one in item[key])

    return {
        "issues": (_issue(issue, review) for issue in review.events.issues),
        "items": (tuple(item[column.name] for column in _OF_ITEM) for item in items),
        "actors": _actors(review),
        "item_actors": ((*at, *one.values()) for *at, one in of_items("actors")),
        "sources": ((*at, *one.values()) for *at, one in of_items("sources")),
        "follows": ((*at, *one.split("/", 1)) for *at, one in of_items("follows")),
    }


def _issue(issue: EventIssue, review: Review) -> Row:
    told = issue.issue
    days = (str(day) if day else None for day in (told.published, told.revised))
    address = f"{review.url}{issue.key}/" if review.url else None
    return (issue.key, told.number_in(issue.series), *days, "; ".join(told.editors), address)


def _actors(review: Review) -> Iterator[Row]:
    events = review.events
    for name in sorted({name for event in events.events for name in event.names}):
        known = events.register.get(name)
        if known is None:
            yield name, None, "", None, None
        else:
            aliases = "; ".join(known.aliases)
            yield name, known.acronym, aliases, known.kind.value, known.country


def _csv(items: Iterable[Mapping[str, Any]]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, [column.name for column in _CSV.columns])
    writer.writeheader()
    for item in items:
        names = dict.fromkeys(actor["name"] for actor in item["actors"])
        addresses = (source["url"] for source in item["sources"] if source["url"])
        joined = {
            "actors": "; ".join(names),
            "sources": " ".join(addresses),
            "follows": " ".join(item["follows"]),
        }
        writer.writerow({**item, **joined})
    return target.getvalue().encode()


def _json(items: list[dict[str, Any]]) -> bytes:
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _database(rows: Mapping[str, Iterable[Row]]) -> bytes:
    """Return the tables as an SQLite database; the same bytes for the same rows."""
    base = sqlite3.connect(":memory:")
    try:
        for table in _TABLES:
            columns = [f'"{column.name}"' for column in table.columns]
            key = f", PRIMARY KEY ({table.key})" if table.key else ""
            base.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}{key})")
            marks = ", ".join("?" for _ in columns)
            base.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names of ours
                rows[table.name],
            )
        base.commit()
        return base.serialize()
    finally:
        base.close()
