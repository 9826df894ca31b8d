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

from strevview.events import Event, EventIssue
from strevview.model.issue import Actor, Issue, Item, ItemActor, Section, Source
from strevview.model.record import Record
from strevview.site.publishing import SiteFile
from strevview.site.review import Review

CSV, JSON, DATABASE = "items.csv", "items.json", "review.sqlite"
Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its columns hold; `key` are those that tell its rows apart."""

    name: str
    columns: Mapping[str, str]
    key: str = ""


def _of(model: type[Record], *keys: str, **named: str) -> Mapping[str, str]:
    """Return columns that hold what keys of a model say; `named` have names of their own."""
    columns = dict(zip(keys, keys, strict=True)) | named
    return {name: model.model_fields[key].description or "" for name, key in columns.items()}


_ISSUE = {"issue": "The issue, by its period: 2025-07."}
_ITEM = {**_ISSUE, "item": "The item, by its id in the issue."}
_OF_ITEM = {
    **_ISSUE,
    **_of(Item, item="id"),
    **_of(Section, theme="title"),
    **_of(Item, "date"),
    "first_day": "The first day of the date.",
    "last_day": "The last day of the date.",
    **_of(Item, "place", "title"),
    "opening": "The title, or the first sentence of the text.",
    "text": "The text without emphasis and links, a line a paragraph.",
    "url": "The address of the item on this site; empty where the site has none.",
}
_CSV = Table(
    CSV,
    {
        **_OF_ITEM,
        "actors": "The full names of who took part, with “; ” between them.",
        "sources": "The addresses of the sources, with spaces between them.",
        "follows": "Items of earlier issues that this one continues, as 2025-07/id.",
    },
)
_OF_ISSUE = {
    **_ISSUE,
    **_of(Issue, "number", "published", "revised", "editors"),
    "url": "The address of the issue on this site.",
}
_OF_SOURCE = _of(Source, "url", "publisher", "title", "published", "language", "archived")
_TABLES = (
    Table("issues", _OF_ISSUE, "issue"),
    Table("items", _OF_ITEM, "issue, item"),
    Table("actors", _of(Actor, "name", "acronym", "aliases", "kind", "country"), "name"),
    Table(
        "item_actors",
        {
            **_ITEM,
            **_of(Actor, actor="name"),
            **_of(ItemActor, written="name"),
            **_of(ItemActor, "role"),
        },
    ),
    Table(
        "sources",
        {**_ITEM, "name": "The name by which the text links to it.", **_OF_SOURCE},
        "issue, item, name",
    ),
    Table(
        "follows",
        {
            **_ITEM,
            "earlier_issue": "The issue of the item that is continued.",
            "earlier_item": "The item that is continued.",
        },
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
    item, when = event.item, event.date
    return {
        "issue": event.issue.key,
        "item": item.id,
        "theme": event.theme,
        "date": str(when) if when else None,
        "first_day": when.start.isoformat() if when else None,
        "last_day": when.end.isoformat() if when else None,
        "place": item.place,
        "title": item.title,
        "opening": review.openings[event.address],
        "text": event.issue.loaded.proses[event.position].text,
        "url": f"{review.url}{event.issue.key}/#{item.id}" if review.url else None,
        "actors": [
            {"name": one.name, "written": one.written, "role": one.role} for one in event.actors
        ],
        "sources": [{"name": name, **_source(one)} for name, one in item.sources.items()],
        "follows": list(item.follows),
    }


def _source(source: Source) -> Mapping[str, str | None]:
    values = {key: getattr(source, key) for key in _OF_SOURCE}
    return {key: None if value is None else str(value) for key, value in values.items()}


def _rows(items: list[dict[str, Any]], review: Review) -> Mapping[str, Iterable[Row]]:
    """Return the rows of each table."""

    def of_items(key: str) -> Iterator[tuple[str, str, Any]]:
        return ((item["issue"], item["item"], one) for item in items for one in item[key])

    return {
        "issues": (_issue(issue, review) for issue in review.events.issues),
        "items": (tuple(item[name] for name in _OF_ITEM) for item in items),
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
    writer = csv.DictWriter(target, list(_CSV.columns))
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


def _json(items: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the items as JSON, a line an item."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]\n".encode()


def _database(rows: Mapping[str, Iterable[Row]]) -> bytes:
    """Return the tables as an SQLite database; the same bytes for the same rows."""
    base = sqlite3.connect(":memory:")
    try:
        for table in _TABLES:
            columns = [f'"{name}"' for name in table.columns]
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
